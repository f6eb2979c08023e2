//! Passwords: changed by who is signed in, and set anew by who forgot them.

use super::{count, newcomer, post, text};
use crate::{
    features::identity::outside::totp_code,
    testkit::{
        Expect, PASSWORD, Person, World,
        letters::{code_for, letters, verifies},
    },
};
use futures_util::future::join_all;
use serde_json::{Value, json};
use snug_proto::{
    Code,
    auth::Challenge,
    factors::{Factors, TotpStart},
};
use std::time::Duration;

const NEW: &str = "the kettle sings at noon";

async fn ada(world: &World) -> Person {
    let ada = newcomer(world, "ada").await;
    verifies(world, &ada, "ada@example.org", "en").await;
    ada
}

async fn forgets(world: &World, email: &str) -> Challenge {
    let answer = post(world, "/auth/password/forgot", json!({ "email": email })).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    serde_json::from_slice(&answer.bytes).unwrap()
}

async fn resets(world: &World, challenge: &Challenge, code: &str, password: &str) -> Expect {
    let body = json!({ "challenge_id": challenge.challenge_id, "code": code, "password": password });
    post(world, "/auth/password/reset", body).await
}

async fn signs_in(world: &World, password: &str) -> Expect {
    post(world, "/auth/sign-in", json!({ "login": "ada", "password": password, "session": "token" })).await
}

// control: canis-x07
#[tokio::test]
async fn a_new_password_ends_the_other_sessions_unless_they_are_kept() {
    let world = World::start().await;
    let ada = ada(&world).await;
    let tablet = world.signs_in("ada").await;
    let factors: Factors = ada.get("/me/factors").await.ok();
    assert_eq!(factors.password_changed_at, None);
    letters(&world).await;
    for bad in ["short", "password123", "my name is ADA", "at snug we sit"] {
        let problem = ada.post("/me/password", json!({ "new": bad })).await.refused(Code::Invalid);
        assert_eq!(problem.field.as_deref(), Some("new"), "{bad}");
    }
    ada.post("/me/password", json!({ "new": NEW, "keep_other_sessions": true })).await.done();
    tablet.get("/me").await.ok::<Value>();
    ada.post("/me/password", json!({ "new": PASSWORD })).await.done();
    tablet.get("/me").await.refused(Code::Unauthenticated);
    ada.get("/me").await.ok::<Value>();
    signs_in(&world, NEW).await.refused(Code::InvalidCredentials);
    signs_in(&world, PASSWORD).await.ok::<Value>();
    let told = letters(&world).await;
    assert!(told.len() == 2 && told[0].1.contains("your password was changed"), "{told:?}");
    let ended = "select count(*) as v from session where end_reason = 'password_changed'";
    assert_eq!(count(&world, ended).await, 1);
    let factors: Factors = ada.get("/me/factors").await.ok();
    assert!(factors.password_changed_at.is_some());
    world.wait(Duration::from_secs(600));
    ada.post("/me/password", json!({ "new": NEW })).await.refused(Code::ReauthRequired);
    world.stop().await;
}

// control: canis-x07
#[tokio::test]
async fn a_reset_ends_everything_and_signs_nobody_in() {
    let world = World::start().await;
    let ada = ada(&world).await;
    let challenge = forgets(&world, "ADA@example.org").await;
    assert_eq!(challenge.expires_in_seconds, 3_600);
    let code = code_for(&world, "ada@example.org").await;
    assert_eq!((code.len(), code.find('-')), (11, Some(5)));
    // It opens nothing else.
    let body = json!({ "challenge_id": challenge.challenge_id, "code": code });
    post(&world, "/auth/email-code/verify", body.clone()).await.refused(Code::InvalidCode);
    ada.post("/me/email/verify", body).await.refused(Code::InvalidCode);
    let other = post(&world, "/auth/email-code", json!({ "email": "ada@example.org" })).await;
    let other: Challenge = serde_json::from_slice(&other.bytes).unwrap();
    let other_code = code_for(&world, "ada@example.org").await;
    resets(&world, &other, &other_code, NEW).await.refused(Code::InvalidCode);
    world.wait(Duration::from_secs(60));
    let typed = code.to_lowercase().replace('-', " ");
    resets(&world, &challenge, &typed, NEW).await.done();
    ada.get("/me").await.refused(Code::Unauthenticated);
    let live = "select count(*) as v from session s join account a on a.id = s.account_id
                where s.ended_ms is null and a.username = 'ada'";
    assert_eq!(count(&world, live).await, 0);
    resets(&world, &challenge, &code, PASSWORD).await.refused(Code::InvalidCode);
    let body = json!({ "challenge_id": other.challenge_id, "code": other_code });
    post(&world, "/auth/email-code/verify", body).await.refused(Code::InvalidCode);
    signs_in(&world, PASSWORD).await.refused(Code::InvalidCredentials);
    signs_in(&world, NEW).await.ok::<Value>();
    let told = letters(&world).await;
    assert!(told.iter().any(|(_, mail)| mail.contains("your password was changed")), "{told:?}");
    world.stop().await;
}

#[tokio::test]
async fn a_reset_works_once_also_for_twenty_at_once() {
    let world = World::start().await;
    ada(&world).await;
    let challenge = forgets(&world, "ada@example.org").await;
    let code = code_for(&world, "ada@example.org").await;
    let all = join_all((0..20).map(|_| resets(&world, &challenge, &code, NEW))).await;
    assert_eq!(all.iter().filter(|answer| answer.status == 204).count(), 1);
    for answer in all.into_iter().filter(|answer| answer.status != 204) {
        answer.refused(Code::InvalidCode);
    }
    world.stop().await;
}

#[tokio::test]
async fn a_reset_asks_the_second_factor_and_leaves_it() {
    let world = World::start().await;
    let ada = ada(&world).await;
    let start: TotpStart = ada.post("/me/totp", Value::Null).await.ok();
    let shows = || totp_code(start.secret.reveal(), world.clock.now_ms());
    ada.post("/me/totp/confirm", json!({ "code": shows() })).await.ok::<Value>();
    letters(&world).await;
    world.wait(Duration::from_secs(30));
    let challenge = forgets(&world, "ada@example.org").await;
    let code = code_for(&world, "ada@example.org").await;
    resets(&world, &challenge, &code, NEW).await.refused(Code::InvalidCode);
    let with = |factor: &str| json!({ "challenge_id": challenge.challenge_id, "code": code, "password": NEW, "second_factor": factor });
    post(&world, "/auth/password/reset", with("no code")).await.refused(Code::InvalidCode);
    ada.get("/me").await.ok::<Value>();
    post(&world, "/auth/password/reset", with(&shows())).await.done();
    let answer: Value = signs_in(&world, NEW).await.ok();
    assert_eq!(text(&answer, "status"), "second_factor");
    // Five tries of the factor end the code, too.
    world.wait(Duration::from_secs(600));
    let challenge = forgets(&world, "ada@example.org").await;
    let code = code_for_reset(&world).await;
    for _ in 0..5 {
        resets(&world, &challenge, &code, NEW).await.refused(Code::InvalidCode);
    }
    let body = json!({
        "challenge_id": challenge.challenge_id, "code": code, "password": PASSWORD, "second_factor": shows()
    });
    post(&world, "/auth/password/reset", body).await.refused(Code::InvalidCode);
    world.stop().await;
}

/// Among what else was told meanwhile.
async fn code_for_reset(world: &World) -> String {
    let mails = letters(world).await;
    let mail = mails.iter().find(|(_, mail)| mail.contains("your code for a new password")).unwrap();
    crate::testkit::letters::code_in(&mail.1)
}

#[tokio::test]
async fn a_refused_password_spends_no_code_and_an_hour_does() {
    let world = World::start().await;
    ada(&world).await;
    let challenge = forgets(&world, "ada@example.org").await;
    let code = code_for(&world, "ada@example.org").await;
    let problem = resets(&world, &challenge, &code, "password123").await.refused(Code::Invalid);
    assert_eq!(problem.field.as_deref(), Some("password"));
    // Whoever has no right code learns nothing of passwords.
    resets(&world, &challenge, "AAAAA-AAAAA", "password123").await.refused(Code::InvalidCode);
    world.wait(Duration::from_millis(3_599_999));
    resets(&world, &challenge, &code, NEW).await.done();
    letters(&world).await;
    let challenge = forgets(&world, "ada@example.org").await;
    let code = code_for(&world, "ada@example.org").await;
    world.wait(Duration::from_secs(3_600));
    resets(&world, &challenge, &code, PASSWORD).await.refused(Code::InvalidCode);
    world.stop().await;
}

// control: teamshots-M4
#[tokio::test]
async fn who_forgot_learns_nothing_of_others() {
    let world = World::start().await;
    ada(&world).await;
    let known = post(&world, "/auth/password/forgot", json!({ "email": "ada@example.org" })).await;
    code_for(&world, "ada@example.org").await;
    let unknown = post(&world, "/auth/password/forgot", json!({ "email": "nobody@example.org" })).await;
    assert_eq!(letters(&world).await, []);
    let shape = |answer: &Expect| {
        let mut body: Value = serde_json::from_slice(&answer.bytes).unwrap();
        body["challenge_id"] = Value::Null;
        (answer.status, body.to_string())
    };
    assert_eq!(shape(&known), shape(&unknown));
    let unknown: Challenge = serde_json::from_slice(&unknown.bytes).unwrap();
    resets(&world, &unknown, "AAAAA-AAAAA", NEW).await.refused(Code::InvalidCode);
    world.stop().await;
}
