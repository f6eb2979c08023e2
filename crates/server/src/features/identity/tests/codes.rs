//! Signing in with codes by mail, and how little asking for them tells.

use super::{call, count, newcomer, post};
use crate::{
    config::{Smtp, VERIFY_PACE},
    features::identity::service::sweep::sweep,
    testkit::{
        Expect, PASSWORD, Person, World,
        letters::{code_for, code_in, letters, verifies},
    },
};
use futures_util::future::join_all;
use serde_json::{Value, json};
use snug_proto::{Code, auth::Challenge, instance::AuthMethod, instance::Instance};
use std::{net::IpAddr, time::Duration};

const MINUTE: Duration = Duration::from_secs(60);

/// Asks for a code to sign in with.
async fn asks(world: &World, email: &str) -> Challenge {
    let answer = post(world, "/auth/email-code", json!({ "email": email })).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    serde_json::from_slice(&answer.bytes).unwrap()
}

fn answer_to(challenge: &Challenge, code: &str) -> Value {
    json!({ "challenge_id": challenge.challenge_id, "code": code, "session": "token" })
}

async fn answers(world: &World, challenge: &Challenge, code: &str) -> Expect {
    post(world, "/auth/email-code/verify", answer_to(challenge, code)).await
}

/// A code of the same shape that is another one.
fn wrong(code: &str) -> String {
    let first = if code.starts_with('1') { "2" } else { "1" };
    format!("{first}{}", &code[1..])
}

/// Ada with an address that is hers.
async fn ada(world: &World) -> Person {
    let ada = newcomer(world, "ada").await;
    verifies(world, &ada, "ada@example.org", "en").await;
    ada
}

/// A place behind a proxy, with the rates of the product.
async fn guarded() -> World {
    World::start_with(|config| {
        config.trusted_proxies = vec![IpAddr::from([127, 0, 0, 1]).into()];
        config.rate_factor = 1;
    })
    .await
}

async fn from(world: &World, address: &str, path: &str, body: Value) -> Expect {
    call(&world.client().with_header("x-forwarded-for", address), "POST", path, None, body).await
}

#[tokio::test]
async fn a_code_signs_in_once_however_it_is_typed() {
    let world = World::start().await;
    let ada = ada(&world).await;
    let challenge = asks(&world, " ADA@example.org").await;
    assert_eq!(challenge.expires_in_seconds, 600);
    let code = code_for(&world, "ada@example.org").await;
    let typed = format!(" {}-{} ", &code[..3], &code[3..]);
    let answer: Value = answers(&world, &challenge, &typed).await.ok();
    assert_eq!((&answer["status"], &answer["user"]["id"]), (&json!("ok"), &json!(ada.id)));
    let token = answer["access_token"].as_str().unwrap();
    let sessions: Value = call(&world.client(), "GET", "/me/sessions", Some(token), Value::Null).await.ok();
    let current = sessions["items"].as_array().unwrap().iter().find(|one| one["current"] == true).unwrap();
    assert_eq!(current["methods"], json!(["email_code"]));
    answers(&world, &challenge, &code).await.refused(Code::InvalidCode);
    world.stop().await;
}

#[tokio::test]
async fn a_code_lasts_ten_minutes_and_a_newer_one_ends_it() {
    let world = World::start().await;
    ada(&world).await;
    let first = asks(&world, "ada@example.org").await;
    let first_code = code_for(&world, "ada@example.org").await;
    world.wait(MINUTE);
    let second = asks(&world, "ada@example.org").await;
    let second_code = code_for(&world, "ada@example.org").await;
    answers(&world, &first, &first_code).await.refused(Code::InvalidCode);
    answers(&world, &second, &first_code).await.refused(Code::InvalidCode);
    world.wait(Duration::from_millis(599_999));
    answers(&world, &second, &second_code).await.ok::<Value>();
    let third = asks(&world, "ada@example.org").await;
    let third_code = code_for(&world, "ada@example.org").await;
    world.wait(10 * MINUTE);
    answers(&world, &third, &third_code).await.refused(Code::InvalidCode);
    world.wait(Duration::from_secs(48 * 3_600));
    sweep(&world.app).await.unwrap();
    assert_eq!(count(&world, "select count(*) as v from email_code").await, 0);
    world.stop().await;
}

#[tokio::test]
async fn a_code_of_one_person_fails_for_another() {
    let world = World::start().await;
    ada(&world).await;
    let ben = newcomer(&world, "ben").await;
    verifies(&world, &ben, "ben@example.org", "en").await;
    let hers = asks(&world, "ada@example.org").await;
    let her_code = code_for(&world, "ada@example.org").await;
    let his = asks(&world, "ben@example.org").await;
    let his_code = code_for(&world, "ben@example.org").await;
    answers(&world, &his, &her_code).await.refused(Code::InvalidCode);
    answers(&world, &hers, &his_code).await.refused(Code::InvalidCode);
    answers(&world, &hers, &her_code).await.ok::<Value>();
    world.stop().await;
}

// control: teamshots-H1
#[tokio::test]
async fn five_wrong_tries_end_a_code_wherever_they_are_made() {
    let world = guarded().await;
    let ada = ada(&world).await;
    let challenge = asks(&world, "ada@example.org").await;
    let code = code_for(&world, "ada@example.org").await;
    for at in 0..5 {
        let address = format!("192.0.2.{at}");
        if at % 2 == 0 {
            let body = answer_to(&challenge, &wrong(&code));
            from(&world, &address, "/auth/email-code/verify", body).await.refused(Code::InvalidCode);
        } else {
            let body = json!({ "challenge_id": challenge.challenge_id, "code": wrong(&code) });
            let client = world.client().with_header("x-forwarded-for", &address);
            call(&client, "POST", "/me/email/verify", Some(ada.token()), body).await.refused(Code::InvalidCode);
        }
    }
    let body = answer_to(&challenge, &code);
    from(&world, "192.0.2.50", "/auth/email-code/verify", body).await.refused(Code::InvalidCode);
    world.wait(MINUTE);
    let fresh = asks(&world, "ada@example.org").await;
    let code = code_for(&world, "ada@example.org").await;
    from(&world, "192.0.2.51", "/auth/email-code/verify", answer_to(&fresh, &code)).await.ok::<Value>();
    world.stop().await;
}

// control: teamshots-H1, teamshots-T2
#[tokio::test]
async fn ten_tries_in_one_go_are_five_refusals_and_five_limits() {
    let world = World::start_with(|config| config.rate_factor = 1).await;
    let ada = ada(&world).await;
    let challenge = asks(&world, "ada@example.org").await;
    let code = code_for(&world, "ada@example.org").await;
    for at in 0..10 {
        // A header that nobody vouches for changes nothing.
        let client = world.client().with_header("x-forwarded-for", &format!("192.0.2.{at}"));
        let (path, token) =
            if at % 2 == 0 { ("/auth/email-code/verify", None) } else { ("/me/email/verify", Some(ada.token())) };
        let body = json!({ "challenge_id": challenge.challenge_id, "code": wrong(&code) });
        let answer = call(&client, "POST", path, token, body).await;
        if at < 5 {
            answer.refused(Code::InvalidCode);
        } else {
            let seconds: u64 = answer.header("retry-after").unwrap().parse().unwrap();
            assert!((1..=300).contains(&seconds), "{seconds}");
            answer.refused(Code::RateLimited);
        }
    }
    let noted = "select count(*) as v from security_event where kind = 'too_many_codes'";
    assert_eq!(count(&world, noted).await, 5);
    world.wait(5 * MINUTE);
    let fresh = asks(&world, "ada@example.org").await;
    let code = code_for(&world, "ada@example.org").await;
    answers(&world, &fresh, &wrong(&code)).await.refused(Code::InvalidCode);
    world.stop().await;
}

// control: teamshots-C1
#[tokio::test]
async fn of_twenty_right_answers_at_once_one_opens_a_session() {
    let world = World::start().await;
    ada(&world).await;
    let challenge = asks(&world, "ada@example.org").await;
    let code = code_for(&world, "ada@example.org").await;
    let before = count(&world, "select count(*) as v from session").await;
    let all = join_all((0..20).map(|_| answers(&world, &challenge, &code))).await;
    let (right, late): (Vec<_>, Vec<_>) = all.into_iter().partition(|answer| answer.status == 200);
    assert_eq!(right.len(), 1);
    let bodies: std::collections::BTreeSet<String> = late.iter().map(Expect::text).collect();
    assert_eq!(bodies.len(), 1, "{bodies:?}");
    late.into_iter().for_each(|answer| drop(answer.refused(Code::InvalidCode)));
    assert_eq!(count(&world, "select count(*) as v from session").await, before + 1);
    world.stop().await;
}

// control: teamshots-C1
#[tokio::test]
async fn nothing_readable_lies_in_the_tables() {
    let world = World::start().await;
    ada(&world).await;
    let challenge = asks(&world, "ada@example.org").await;
    let waiting = "select count(*) as v from job where payload like '%example%'";
    assert_eq!(count(&world, waiting).await, 0);
    let code = code_for(&world, "ada@example.org").await;
    let mut conn = world.app.db.read().await.unwrap();
    let row = crate::features::identity::store::codes::get(&mut conn, challenge.challenge_id).await.unwrap().unwrap();
    drop(conn);
    assert!(row.sealed.is_none(), "the mail has left");
    assert_eq!((row.email, row.mac.len(), row.email_mac.len()), (None, 32, 32));
    assert!(!row.mac.windows(6).any(|six| six == code.as_bytes()));
    world.stop().await;
}

// control: teamshots-C1
#[tokio::test]
async fn an_address_that_nobody_has_answers_the_same_and_gets_no_mail() {
    let world = World::start().await;
    let ada = ada(&world).await;
    let ben = newcomer(&world, "ben").await;
    verifies(&world, &ben, "ben@example.org", "en").await;
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update account set state = 'suspended' where id = $1").id(ben.id).run().await.unwrap();
    tx.sql(
        "update account set email = 'claimed@example.org', email_key = 'claimed@example.org' where username = 'olive'",
    )
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let shape = |answer: &Expect| {
        let mut body: Value = serde_json::from_slice(&answer.bytes).unwrap();
        body["challenge_id"] = Value::Null;
        (answer.status, body.to_string())
    };
    let known = post(&world, "/auth/email-code", json!({ "email": "ada@example.org" })).await;
    assert_eq!(code_for(&world, "ada@example.org").await.len(), 6);
    // Nobody's, somebody's who is locked, and one that is only claimed.
    for email in ["nobody@example.org", "ben@example.org", "claimed@example.org"] {
        let unknown = post(&world, "/auth/email-code", json!({ "email": email })).await;
        assert_eq!(shape(&unknown), shape(&known), "{email}");
        assert_eq!(letters(&world).await, [], "{email}");
        let challenge: Challenge = serde_json::from_slice(&unknown.bytes).unwrap();
        answers(&world, &challenge, "000000").await.refused(Code::InvalidCode);
    }
    post(&world, "/auth/email-code", json!({ "email": "no address" })).await.refused(Code::Invalid);
    // To prove oneself by mail is for those who have nothing else.
    let reauth = json!({ "email": "ada@example.org", "purpose": "reauth" });
    assert_eq!(ada.post("/auth/email-code", reauth).await.status, 202);
    assert_eq!(letters(&world).await, []);
    world.stop().await;
}

// control: teamshots-C1
#[tokio::test]
async fn answers_come_at_their_time_whatever_they_say() {
    let world = World::start_with(|config| config.verify_pace = VERIFY_PACE).await;
    ada(&world).await;
    // Each at its time, off the beat of everything else that sleeps.
    let timed = async |path: &'static str, body: Value| {
        world.wait(Duration::from_millis(7));
        let due_ms = world.clock.now_ms() + 250;
        let client = world.client();
        let mut request = std::pin::pin!(call(&client, "POST", path, None, body));
        tokio::select! {
            early = &mut request => panic!("{path} was answered early: {early:?}"),
            () = world.clock.awaited(due_ms) => {}
        }
        world.wait(Duration::from_millis(249));
        assert!(world.clock.is_awaited(due_ms), "{path}");
        world.wait(Duration::from_millis(1));
        request.await
    };
    let ask = async |email: &str| -> Challenge {
        let answer = timed("/auth/email-code", json!({ "email": email })).await;
        serde_json::from_slice(&answer.bytes).unwrap()
    };
    let voided = ask("ada@example.org").await;
    let voided_code = code_for(&world, "ada@example.org").await;
    let used = ask("ada@example.org").await;
    let used_code = code_for(&world, "ada@example.org").await;
    timed("/auth/email-code/verify", answer_to(&used, &used_code)).await.ok::<Value>();
    let expired = ask("ada@example.org").await;
    let expired_code = code_for(&world, "ada@example.org").await;
    world.wait(10 * MINUTE);
    let open = ask("ada@example.org").await;
    let code = code_for(&world, "ada@example.org").await;
    let nobody = ask("nobody@example.org").await;
    let strange = Challenge { challenge_id: world.app.ids.uuid().into(), expires_in_seconds: 0 };
    let mut seen = Vec::new();
    for (challenge, code) in [
        (&open, &wrong(&code)),
        (&expired, &expired_code),
        (&used, &used_code),
        (&voided, &voided_code),
        (&nobody, &code),
        (&strange, &code),
    ] {
        let answer = timed("/auth/email-code/verify", answer_to(challenge, code)).await;
        seen.push((answer.status, answer.text()));
        answer.refused(Code::InvalidCode);
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:?}");
    world.stop().await;
}

// control: teamshots-H8
#[tokio::test]
async fn nobody_is_flooded_and_the_limits_tell_nothing() {
    let world = guarded().await;
    ada(&world).await;
    let mut network = 0;
    let mut sequences = Vec::new();
    let mut letters_sent = 0;
    for email in ["ada@example.org", "nobody@example.org"] {
        let mut sequence = Vec::new();
        let mut asks = async |wait_ms: u64| {
            network += 1;
            world.wait(Duration::from_millis(wait_ms));
            let answer =
                from(&world, &format!("192.0.2.{network}"), "/auth/email-code", json!({ "email": email })).await;
            letters_sent += letters(&world).await.len();
            let wait_ms = serde_json::from_slice::<Value>(&answer.bytes).unwrap()["retry_after_ms"].as_u64();
            assert_eq!(answer.status == 429, answer.header("retry-after").is_some());
            sequence.push((answer.status, wait_ms));
            wait_ms
        };
        asks(0).await;
        let wait_ms = asks(29_000).await.unwrap();
        for _ in 0..4 {
            assert_eq!(asks(wait_ms.max(60_000)).await, None);
        }
        let wait_ms = asks(61_000).await.unwrap();
        assert_eq!(asks(wait_ms).await, None, "to the millisecond");
        sequences.push(sequence);
        world.wait(Duration::from_secs(48 * 3_600));
    }
    assert_eq!(sequences[0], sequences[1]);
    assert_eq!(letters_sent, 6, "as many as were accepted for somebody");
    for at in 0..11 {
        let body = json!({ "email": format!("somebody_{at}@example.org") });
        let answer = from(&world, "198.51.100.1", "/auth/email-code", body).await;
        assert_eq!(answer.status, if at < 10 { 202 } else { 429 }, "address {at}");
    }
    let mut accepted = 10;
    loop {
        let body = json!({ "email": format!("other_{accepted}@example.org") });
        let answer = from(&world, &format!("203.0.113.{accepted}"), "/auth/email-code", body).await;
        if answer.status == 429 {
            break;
        }
        accepted += 1;
    }
    assert_eq!(accepted, 60, "of the whole place at once");
    assert!(count(&world, "select count(*) as v from security_event where kind = 'too_many_codes'").await >= 6);
    world.stop().await;
}

#[tokio::test]
async fn twenty_wrong_codes_in_a_row_pause_them_until_the_next_way_in() {
    let world = World::start().await;
    ada(&world).await;
    // Twenty codes of four mails, all of them from other places.
    for _ in 0..4 {
        let challenge = asks(&world, "ada@example.org").await;
        let code = code_for(&world, "ada@example.org").await;
        for _ in 0..5 {
            answers(&world, &challenge, &wrong(&code)).await.refused(Code::InvalidCode);
        }
    }
    let told = letters(&world).await;
    assert!(told.len() == 1 && told[0].1.contains("codes by mail are paused"), "{told:?}");
    world.wait(61 * MINUTE);
    asks(&world, "ada@example.org").await;
    assert_eq!(letters(&world).await, [], "no code for a day");
    world.client().sign_in("ada", PASSWORD).await.unwrap();
    letters(&world).await;
    let challenge = asks(&world, "ada@example.org").await;
    let code = code_for(&world, "ada@example.org").await;
    answers(&world, &challenge, &code).await.ok::<Value>();
    let noted = "select count(*) as v from security_event where kind = 'codes_paused'";
    assert_eq!(count(&world, noted).await, 1);
    world.stop().await;
}

#[tokio::test]
async fn who_has_only_an_address_proves_themselves_by_mail_in_the_session_that_asked() {
    let world = World::start().await;
    let ada = ada(&world).await;
    let tablet = world.signs_in("ada").await;
    letters(&world).await;
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update account set password_hash = null where id = $1").id(ada.id).run().await.unwrap();
    tx.commit().await.unwrap();
    world.wait(11 * MINUTE);
    ada.post("/me/email", json!({ "email": "new@example.org" })).await.refused(Code::ReauthRequired);
    let ask = json!({ "email": "ada@example.org", "purpose": "reauth" });
    let answer = ada.post("/auth/email-code", ask).await;
    let challenge: Challenge = serde_json::from_slice(&answer.bytes).unwrap();
    let code = code_in(&letters(&world).await[0].1);
    let body = json!({ "challenge_id": challenge.challenge_id, "code": code });
    ada.post("/auth/reauth", json!({})).await.refused(Code::Invalid);
    tablet.post("/auth/reauth", body.clone()).await.refused(Code::InvalidCode);
    answers(&world, &challenge, &code).await.refused(Code::InvalidCode);
    ada.post("/auth/reauth", body.clone()).await.done();
    ada.post("/auth/reauth", body).await.refused(Code::InvalidCode);
    assert_eq!(ada.post("/me/email", json!({ "email": "new@example.org" })).await.status, 202);
    ada.delete("/me/email").await.refused(Code::Conflict);
    world.stop().await;
}

#[tokio::test]
async fn a_place_without_mail_offers_no_codes() {
    let world = World::start_with(|config| config.smtp = Smtp::Off).await;
    let ada = ada(&world).await;
    let place: Instance = world.client().get("/instance").await.unwrap();
    assert_eq!(place.auth_methods, [AuthMethod::Password]);
    for email in ["ada@example.org", "nobody@example.org"] {
        for path in ["/auth/email-code", "/auth/password/forgot"] {
            post(&world, path, json!({ "email": email })).await.refused(Code::Unavailable);
        }
    }
    ada.post("/me/email", json!({ "email": "new@example.org" })).await.refused(Code::Unavailable);
    world.stop().await;
    let world = World::start().await;
    let place: Instance = world.client().get("/instance").await.unwrap();
    assert_eq!(place.auth_methods, [AuthMethod::Password, AuthMethod::EmailCode, AuthMethod::PasswordReset]);
    world.stop().await;
}
