//! Addresses: claimed, proven, taken away.

use super::{count, newcomer, post};
use crate::{
    edge::http::{Guest, Request},
    features::identity::{
        codes::{Ask, make},
        model::{code::Purpose, login::Email},
    },
    testkit::{
        PASSWORD, Person, World,
        letters::{code_for, code_in, letters, verifies},
    },
};
use futures_util::future::join_all;
use serde_json::{Value, json};
use snug_proto::{Code, account::AccountState, account::Me, auth::Challenge};
use std::{net::IpAddr, sync::Arc};

async fn claims(person: &Person, email: &str) -> Challenge {
    let answer = person.post("/me/email", json!({ "email": email })).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    serde_json::from_slice(&answer.bytes).unwrap()
}

fn with(challenge: &Challenge, code: &str) -> Value {
    json!({ "challenge_id": challenge.challenge_id, "code": code })
}

#[tokio::test]
async fn an_address_counts_once_its_code_came_back() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let challenge = claims(&ada, "Ada@Example.org").await;
    let me: Me = ada.get("/me").await.ok();
    assert_eq!((me.email.as_deref(), me.email_verified), (Some("Ada@Example.org"), false));
    let code = code_for(&world, "Ada@Example.org").await;
    let sign_in = json!({ "login": "ada@example.org", "password": PASSWORD });
    post(&world, "/auth/sign-in", sign_in.clone()).await.refused(Code::InvalidCredentials);
    let sign_in_code = json!({ "challenge_id": challenge.challenge_id, "code": code });
    post(&world, "/auth/email-code/verify", sign_in_code).await.refused(Code::InvalidCode);
    let ben = newcomer(&world, "ben").await;
    ben.post("/me/email/verify", with(&challenge, &code)).await.refused(Code::InvalidCode);
    let me: Me = ada.post("/me/email/verify", with(&challenge, &code)).await.ok();
    assert!(me.email_verified);
    post(&world, "/auth/sign-in", sign_in).await.ok::<Value>();
    ada.post("/me/email/verify", with(&challenge, &code)).await.refused(Code::InvalidCode);
    world.stop().await;
}

#[tokio::test]
async fn a_newcomer_verifies_the_address_they_registered_with() {
    let world = World::start().await;
    let space = world.owner().makes_space("Foxglove").await;
    let invite = world.owner().invites(space.id).await;
    let body = json!({ "username": "ada", "password": PASSWORD, "invite": invite.code, "email": "ada@example.org" });
    post(&world, "/auth/register", body).await.created::<Value>();
    let ada = world.signs_in("ada").await;
    let code = code_for(&world, "ada@example.org").await;
    let me: Me = ada.post("/me/email/verify", json!({ "code": code })).await.ok();
    assert!(me.email_verified);
    world.stop().await;
}

// control: teamshots-M4
#[tokio::test]
async fn who_registers_with_a_known_address_gets_no_code_and_its_owner_hears_of_it() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    verifies(&world, &ada, "ada@example.org", "en").await;
    let space = world.owner().makes_space("Foxglove").await;
    let invite = world.owner().invites(space.id).await;
    let register = |name: &str, email: &str| json!({ "username": name, "password": PASSWORD, "invite": invite.code, "email": email });
    post(&world, "/auth/register", register("eve", "ada@example.org")).await.created::<Value>();
    let [(to, mail)] = letters(&world).await.try_into().unwrap();
    assert!(to == "ada@example.org" && mail.contains("somebody typed your address"), "{mail}");
    post(&world, "/auth/register", register("fay", "fay@example.org")).await.created::<Value>();
    code_for(&world, "fay@example.org").await;
    let eve = world.signs_in("eve").await;
    let challenge = claims(&eve, "ada@example.org").await;
    let [(to, _)] = letters(&world).await.try_into().unwrap();
    assert_eq!(to, "ada@example.org");
    eve.post("/me/email/verify", with(&challenge, "000000")).await.refused(Code::InvalidCode);
    world.stop().await;
}

#[tokio::test]
async fn a_proven_address_stays_until_the_next_one_is_proven_and_both_hear_of_it() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    verifies(&world, &ada, "old@example.org", "en").await;
    let asked = post(&world, "/auth/email-code", json!({ "email": "old@example.org" })).await;
    assert_eq!(asked.status, 202);
    letters(&world).await;
    let challenge = claims(&ada, "new@example.org").await;
    let me: Me = ada.get("/me").await.ok();
    assert_eq!((me.email.as_deref(), me.email_verified), (Some("old@example.org"), true));
    let code = code_for(&world, "new@example.org").await;
    let me: Me = ada.post("/me/email/verify", with(&challenge, &code)).await.ok();
    assert_eq!((me.email.as_deref(), me.email_verified), (Some("new@example.org"), true));
    let mut told: Vec<_> = letters(&world).await.into_iter().map(|(to, _)| to).collect();
    told.sort();
    assert_eq!(told, ["new@example.org", "old@example.org"]);
    let open = "select count(*) as v from email_code where spent_ms is null and expires_ms > 0";
    assert_eq!(count(&world, open).await, 0, "what was sent to the old address opens nothing");
    ada.delete("/me/email").await.done();
    let [(to, _)] = letters(&world).await.try_into().unwrap();
    assert_eq!(to, "new@example.org");
    let me: Me = ada.get("/me").await.ok();
    assert_eq!((me.email, me.email_verified), (None, false));
    ada.delete("/me/email").await.done();
    world.stop().await;
}

#[tokio::test]
async fn an_unverified_account_corrects_its_address_and_comes_alive() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update account set state = 'unverified' where id = $1").id(ada.id).run().await.unwrap();
    tx.commit().await.unwrap();
    world.app.identity.forget_user(ada.id);
    ada.get("/spaces").await.refused(Code::EmailUnverified);
    claims(&ada, "typo@example.org").await;
    letters(&world).await;
    let challenge = claims(&ada, "ada@example.org").await;
    let me: Me = ada.get("/me").await.ok();
    assert_eq!(me.email.as_deref(), Some("ada@example.org"));
    let code = code_for(&world, "ada@example.org").await;
    let me: Me = ada.post("/me/email/verify", with(&challenge, &code)).await.ok();
    assert_eq!(me.state, AccountState::Active);
    ada.get("/spaces").await.ok::<Value>();
    world.stop().await;
}

// control: teamshots-H2
#[tokio::test]
async fn of_twenty_who_verify_one_address_one_has_it() {
    let world = World::start().await;
    let (email, mut people) = (Email::parse("ada@example.org").unwrap(), Vec::new());
    for at in 0..20 {
        let person = newcomer(&world, &format!("person_{at}")).await;
        // As the route makes it; the limits of one address would not let twenty of them.
        let request = Arc::new(Request {
            id: world.app.ids.uuid(),
            address: IpAddr::from([127, 0, 0, 1]),
            user_agent: String::new(),
            audit_reason: None,
            origin: None,
            is_from_page: false,
            is_secure: false,
        });
        let guest = Guest { app: world.app.clone(), actor: None, request, now_ms: world.clock.now_ms() };
        let ask = Ask { purpose: Purpose::Verify, email: &email, account: Some(person.id), session: None };
        let mut tx = world.app.db.write().await.unwrap();
        let challenge = make(&mut tx, &guest, &ask).await.unwrap();
        tx.sql("update account set email = 'ada@example.org', email_key = 'ada@example.org' where id = $1")
            .id(person.id)
            .run()
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let code = code_in(&letters(&world).await[0].1);
        people.push((person, challenge, code));
    }
    let tries = people.iter().map(|(person, challenge, code)| person.post("/me/email/verify", with(challenge, code)));
    let (won, lost): (Vec<_>, Vec<_>) = join_all(tries).await.into_iter().partition(|answer| answer.status == 200);
    assert_eq!((won.len(), lost.len()), (1, 19));
    for answer in lost {
        assert_eq!(answer.refused(Code::Taken).field.as_deref(), Some("email"));
    }
    assert_eq!(count(&world, "select count(*) as v from account where email_verified").await, 1);
    assert_eq!(count(&world, "select count(*) as v from account where email is not null").await, 1);
    world.stop().await;
}
