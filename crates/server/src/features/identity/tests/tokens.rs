use super::{call, newcomer, post, text, tokens};
use crate::{
    features::identity::{signing, store::keys},
    testkit::{Expect, World},
};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use ed25519_dalek::{Signer, SigningKey};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use snug_proto::Code;
use std::time::Duration;
use uuid::Uuid;

async fn me(world: &World, token: &str) -> Expect {
    call(&world.client(), "GET", "/me", Some(token), Value::Null).await
}

fn part(token: &str, at: usize) -> Value {
    serde_json::from_slice(&BASE64URL_NOPAD.decode(token.split('.').nth(at).unwrap().as_bytes()).unwrap()).unwrap()
}

fn encode(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    format!("{}.{}", part(header), part(claims))
}

fn signed(header: &Value, claims: &Value, key: &SigningKey) -> String {
    let text = encode(header, claims);
    let signature = key.sign(text.as_bytes()).to_bytes();
    format!("{text}.{}", BASE64URL_NOPAD.encode(&signature))
}

fn hashed(header: &Value, claims: &Value, secret: &[u8]) -> String {
    let text = encode(header, claims);
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
    mac.update(text.as_bytes());
    format!("{text}.{}", BASE64URL_NOPAD.encode(&mac.finalize().into_bytes()))
}

/// The key that signs now, taken out of its sealed row.
async fn key(world: &World) -> (Uuid, SigningKey) {
    let rows = keys::all(&mut world.app.db.read().await.unwrap()).await.unwrap();
    let row = rows.into_iter().find(|row| row.retired_ms.is_none()).unwrap();
    let seed = world.app.keys.open("signing_key", row.id.as_bytes(), &row.sealed).unwrap();
    (row.id, SigningKey::from_bytes(&seed.try_into().unwrap()))
}

// control: canis-52
#[tokio::test]
async fn an_access_token_says_exactly_what_it_must() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let (kid, _) = key(&world).await;
    assert_eq!(part(ada.token(), 0), json!({ "alg": "EdDSA", "kid": kid, "typ": "JWT" }));
    let claims = part(ada.token(), 1);
    let now = world.clock.now_ms() / 1_000;
    let session = ada.client.tokens().unwrap().session;
    let expected =
        json!({ "iss": world.base, "aud": "snug", "sub": ada.id, "sid": session, "iat": now, "exp": now + 600 });
    assert_eq!(claims, expected);
    world.stop().await;
}

// control: canis-52
#[tokio::test]
async fn no_forged_token_is_let_in() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let (kid, key) = key(&world).await;
    let (header, claims) = (part(ada.token(), 0), part(ada.token(), 1));
    let now = world.clock.now_ms() / 1_000;
    let with = |base: &Value, field: &str, value: Value| {
        let mut changed = base.clone();
        changed[field] = value;
        changed
    };
    let without = |field: &str| {
        let mut changed = claims.clone();
        changed.as_object_mut().unwrap().remove(field);
        changed
    };
    me(&world, &signed(&header, &claims, &key)).await.ok::<Value>();

    let raw = key.verifying_key().to_bytes();
    // SubjectPublicKeyInfo of an Ed25519 key (RFC 8410).
    let der = [&[0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00], &raw[..]].concat();
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", BASE64.encode(&der));
    let (hs256, none, rs256) = (
        with(&header, "alg", json!("HS256")),
        with(&header, "alg", json!("none")),
        with(&header, "alg", json!("RS256")),
    );
    let unknown = with(&header, "kid", json!(Uuid::now_v7()));
    let foreign = SigningKey::from_bytes(&[7; 32]);
    let mut forged = vec![
        hashed(&hs256, &claims, &raw),
        hashed(&hs256, &claims, &der),
        hashed(&hs256, &claims, pem.as_bytes()),
        hashed(&header, &claims, &raw),
        format!("{}.", encode(&none, &claims)),
        encode(&none, &claims),
        signed(&none, &claims, &key),
        signed(&rs256, &claims, &key),
        signed(&with(&header, "alg", json!("eddsa")), &claims, &key),
        signed(&header, &claims, &foreign),
        signed(&unknown, &claims, &key),
        signed(&unknown, &claims, &foreign),
        signed(&with(&header, "jwk", json!({ "x": BASE64URL_NOPAD.encode(&raw) })), &claims, &key),
        signed(&with(&header, "crit", json!(["exp"])), &claims, &key),
        signed(&header, &with(&claims, "iss", json!("https://evil.example")), &key),
        signed(&header, &with(&claims, "aud", json!("other")), &key),
        signed(&header, &with(&claims, "aud", json!(["snug"])), &key),
        signed(&header, &with(&claims, "sub", json!(world.owner().id)), &key),
        signed(&header, &with(&claims, "sid", json!(Uuid::now_v7())), &key),
        signed(&header, &with(&with(&claims, "iat", json!(now - 631)), "exp", json!(now - 31)), &key),
        signed(&header, &with(&with(&claims, "iat", json!(now + 31)), "exp", json!(now + 631)), &key),
        signed(&header, &with(&claims, "exp", json!(now + 901)), &key),
        signed(&header, &with(&claims, "exp", json!(i64::MAX)), &key),
        signed(&header, &with(&claims, "iat", json!(i64::MIN)), &key),
        signed(&header, &with(&claims, "exp", json!(format!("{}", now + 600))), &key),
        format!("{}.x", ada.token()),
        ada.token().replacen('.', "..", 1),
        format!("{}=", ada.token()),
        String::new(),
        "x".repeat(7_000),
    ];
    for field in ["iss", "aud", "sub", "sid", "iat", "exp"] {
        forged.push(signed(&header, &without(field), &key));
    }
    let mut headless = header.clone();
    headless.as_object_mut().unwrap().remove("kid");
    forged.push(signed(&headless, &claims, &key));
    for (at, token) in forged.iter().enumerate() {
        assert_eq!(me(&world, token).await.status, 401, "forgery {at}: {token}");
        me(&world, token).await.refused(Code::Unauthenticated);
    }
    assert_eq!(header["kid"], json!(kid));
    world.stop().await;
}

// control: canis-52
#[tokio::test]
async fn clocks_may_differ_by_half_a_minute() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let (_, key) = key(&world).await;
    let (header, mut claims) = (part(ada.token(), 0), part(ada.token(), 1));
    let now = world.clock.now_ms() / 1_000;
    for (iat, exp) in [(now - 630, now - 30), (now + 30, now + 630), (now - 300, now + 600)] {
        claims["iat"] = json!(iat);
        claims["exp"] = json!(exp);
        me(&world, &signed(&header, &claims, &key)).await.ok::<Value>();
    }
    world.stop().await;
}

// control: canis-52
#[tokio::test]
async fn a_new_key_signs_nobody_out() {
    let world = World::start_with(|config| config.access_token_seconds = 900).await;
    newcomer(&world, "ada").await;
    let (access, mut refresh) = tokens(&world, "ada", json!({})).await;
    let (old_kid, old_key) = key(&world).await;
    signing::rotate(&world.app).await.unwrap();
    let (new_kid, _) = key(&world).await;
    assert_ne!(old_kid, new_kid);
    me(&world, &access).await.ok::<Value>();
    let (header, mut claims) = (part(&access, 0), part(&access, 1));
    for (minute, status) in [(7, 200), (15, 200), (16, 401)] {
        let wait = world.app.clock.now_ms() - crate::testkit::BEGINNING_MS;
        world.wait(Duration::from_millis(u64::try_from(minute * 60_000 - wait).unwrap()));
        let answer: Value = post(&world, "/auth/refresh", json!({ "refresh_token": refresh })).await.ok();
        let fresh = text(&answer, "access_token");
        assert_eq!(part(&fresh, 0)["kid"], json!(new_kid));
        me(&world, &fresh).await.ok::<Value>();
        refresh = text(&answer, "refresh_token");
        // Whoever had the old key signs something that would still be valid.
        let now = world.clock.now_ms() / 1_000;
        claims["iat"] = json!(now);
        claims["exp"] = json!(now + 600);
        assert_eq!(me(&world, &signed(&header, &claims, &old_key)).await.status, status, "minute {minute}");
    }
    me(&world, &access).await.refused(Code::Unauthenticated);
    world.stop().await;
}

// control: canis-52
#[tokio::test]
async fn keys_are_replaced_every_ninety_days_and_outlive_a_restart() {
    let world = World::start().await;
    let (first, _) = key(&world).await;
    let owner = world.owner();
    let world = world.restart().await;
    assert_eq!(key(&world).await.0, first);
    drop(owner);
    world.wait(Duration::from_secs(90 * 24 * 60 * 60));
    signing::load(&world.app).await.unwrap();
    assert_ne!(key(&world).await.0, first);
    world.stop().await;
}
