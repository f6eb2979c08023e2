//! Authenticators and recovery codes: asked on every way in, and each code once.

use super::{call, count, newcomer, post, text};
use crate::{
    features::identity::{
        outside::totp_code,
        service::sweep::sweep,
        store::security::{Ticket, insert_ticket},
    },
    keys::digest,
    testkit::{
        Expect, PASSWORD, Phone, World,
        letters::{code_for, letters, verifies},
    },
};
use futures_util::future::join_all;
use serde_json::{Value, json};
use snug_proto::{
    Code,
    account::{Me, SignInMethod},
    auth::{Challenge, SessionKind},
    factors::{Factors, RecoveryCodes, TotpStart},
};
use std::time::Duration;

const STEP: Duration = Duration::from_secs(30);
const MINUTE: Duration = Duration::from_secs(60);

async fn sign_in(world: &World, code: Option<&str>) -> Expect {
    let body = json!({ "login": "ada", "password": PASSWORD, "session": "token", "code": code });
    post(world, "/auth/sign-in", body).await
}

async fn ticket(world: &World) -> String {
    let answer: Value = sign_in(world, None).await.ok();
    assert_eq!(answer["status"], "second_factor", "{answer}");
    text(&answer, "ticket")
}

async fn answers(world: &World, ticket: &str, method: &str, code: &str) -> Expect {
    post(world, "/auth/second-factor", json!({ "ticket": ticket, "method": method, "code": code })).await
}

async fn methods(world: &World, answer: Expect) -> Value {
    let answer: Value = answer.ok();
    let token = text(&answer, "access_token");
    let sessions: Value = call(&world.client(), "GET", "/me/sessions", Some(&token), Value::Null).await.ok();
    sessions["items"].as_array().unwrap().iter().find(|one| one["current"] == true).unwrap()["methods"].clone()
}

const SESSIONS: &str = "select count(*) as v from session";

// control: canis-51
#[tokio::test]
async fn a_second_factor_is_asked_on_every_way_in() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    verifies(&world, &ada, "ada@example.org", "en").await;
    let phone = Phone::of(&world, &ada).await;
    letters(&world).await;
    world.wait(STEP);
    let before = count(&world, SESSIONS).await;
    // By password, as a browser does.
    let first = post(&world, "/auth/sign-in", json!({ "login": "ada", "password": PASSWORD })).await;
    assert_eq!(first.header("set-cookie"), None);
    let first: Value = first.ok();
    assert_eq!((&first["status"], &first["methods"]), (&json!("second_factor"), &json!(["totp", "recovery_code"])));
    assert!(first.get("access_token").is_none(), "{first}");
    // By mail.
    let asked = post(&world, "/auth/email-code", json!({ "email": "ada@example.org" })).await;
    let challenge: Challenge = serde_json::from_slice(&asked.bytes).unwrap();
    let code = code_for(&world, "ada@example.org").await;
    let body = json!({ "challenge_id": challenge.challenge_id, "code": code });
    let mailed = post(&world, "/auth/email-code/verify", body).await;
    assert_eq!(mailed.header("set-cookie"), None);
    let mailed: Value = mailed.ok();
    assert_eq!(mailed["status"], "second_factor");
    // Both steps in one call.
    sign_in(&world, Some(&phone.wrong(&world))).await.refused(Code::InvalidCode);
    sign_in(&world, Some("")).await.refused(Code::InvalidCode);
    assert_eq!(count(&world, SESSIONS).await, before, "no session before the factor");
    let ticket = text(&mailed, "ticket");
    answers(&world, &ticket, "totp", &phone.wrong(&world)).await.refused(Code::InvalidCode);
    answers(&world, &ticket, "recovery_code", &phone.shows(&world)).await.refused(Code::InvalidCode);
    let proven = methods(&world, answers(&world, &ticket, "totp", &phone.shows(&world)).await).await;
    assert_eq!(proven, json!(["email_code", "totp"]));
    world.wait(STEP);
    assert_eq!(methods(&world, sign_in(&world, Some(&phone.shows(&world))).await).await, json!(["password", "totp"]));
    assert_eq!(
        methods(&world, sign_in(&world, Some(&phone.recovery[0])).await).await,
        json!(["password", "recovery_code"])
    );
    world.stop().await;
}

// control: canis-51
#[tokio::test]
async fn wrong_codes_count_as_failures_of_the_account() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let phone = Phone::of(&world, &ada).await;
    world.wait(STEP);
    for _ in 0..10 {
        sign_in(&world, Some(&phone.wrong(&world))).await.refused(Code::InvalidCode);
    }
    sign_in(&world, Some(&phone.shows(&world))).await.refused(Code::RateLimited);
    world.wait(15 * MINUTE);
    sign_in(&world, Some(&phone.shows(&world))).await.ok::<Value>();
    world.stop().await;
}

// control: canis-51
#[tokio::test]
async fn of_twenty_who_show_one_code_one_comes_in() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let phone = Phone::of(&world, &ada).await;
    world.wait(STEP);
    let secrets: Vec<String> = (0..20).map(|at| format!("paper {at}")).collect();
    let mut tx = world.app.db.write().await.unwrap();
    for secret in &secrets {
        let first = SignInMethod::Password;
        let ticket = Ticket { account: ada.id, first, kind: SessionKind::Token, shared: false };
        let expires_ms = world.clock.now_ms() + 300_000;
        insert_ticket(&mut tx, digest(secret.as_bytes()), &ticket, expires_ms).await.unwrap();
    }
    tx.commit().await.unwrap();
    let before = count(&world, SESSIONS).await;
    let code = phone.shows(&world);
    let all = join_all(secrets.iter().map(|secret| answers(&world, secret, "totp", &code))).await;
    assert_eq!(all.iter().filter(|answer| answer.status == 200).count(), 1);
    // Ten failures close the account for a while.
    assert!(all.iter().all(|answer| matches!(answer.status, 200 | 401 | 429)), "{all:?}");
    assert_eq!(count(&world, SESSIONS).await, before + 1);
    world.stop().await;
}

// control: canis-51
#[tokio::test]
async fn a_code_works_once_and_the_one_that_confirmed_is_spent() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let phone = Phone::of(&world, &ada).await;
    sign_in(&world, Some(&phone.shows(&world))).await.refused(Code::InvalidCode);
    world.wait(STEP);
    let code = phone.shows(&world);
    sign_in(&world, Some(&format!(" {} {}", &code[..3], &code[3..]))).await.ok::<Value>();
    world.wait(Duration::from_secs(10));
    sign_in(&world, Some(&code)).await.refused(Code::InvalidCode);
    // The clock of the phone may be half a minute off, but not two steps.
    world.wait(10 * MINUTE);
    let ahead = totp_code(&phone.secret, world.clock.now_ms() + 60_000);
    sign_in(&world, Some(&ahead)).await.refused(Code::InvalidCode);
    let ahead = totp_code(&phone.secret, world.clock.now_ms() + 30_000);
    sign_in(&world, Some(&ahead)).await.ok::<Value>();
    sign_in(&world, Some(&phone.shows(&world))).await.refused(Code::InvalidCode);
    world.stop().await;
}

// control: canis-51
#[tokio::test]
async fn a_recovery_code_works_once_in_any_spelling_and_its_owner_hears_of_it() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    verifies(&world, &ada, "ada@example.org", "en").await;
    let phone = Phone::of(&world, &ada).await;
    assert_eq!(phone.recovery.len(), 10);
    let told = letters(&world).await;
    assert!(told.len() == 1 && told[0].1.contains("an authenticator was added"), "{told:?}");
    let code = phone.recovery[3].replace('-', " ").to_lowercase();
    let ticket_of = ticket(&world).await;
    answers(&world, &ticket_of, "totp", &code).await.refused(Code::InvalidCode);
    answers(&world, &ticket_of, "recovery_code", &code).await.ok::<Value>();
    let told = letters(&world).await;
    assert!(told.len() == 1 && told[0].1.contains("a recovery code was used"), "{told:?}");
    sign_in(&world, Some(&phone.recovery[3])).await.refused(Code::InvalidCode);
    let factors: Factors = ada.get("/me/factors").await.ok();
    assert_eq!((factors.password, factors.recovery_left), (true, 9));
    let fresh: RecoveryCodes = ada.post("/me/recovery-codes", Value::Null).await.ok();
    sign_in(&world, Some(&phone.recovery[4])).await.refused(Code::InvalidCode);
    sign_in(&world, Some(fresh.recovery_codes[4].reveal())).await.ok::<Value>();
    let told: Vec<_> = letters(&world).await.into_iter().map(|(_, mail)| mail).collect();
    assert!(told.iter().any(|mail| mail.contains("new recovery codes")), "{told:?}");
    assert_eq!(count(&world, "select count(*) as v from recovery_code").await, 10);
    world.stop().await;
}

// control: canis-51
#[tokio::test]
async fn sixty_wrong_confirmations_end_in_a_limit() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let start: TotpStart = ada.post("/me/totp", Value::Null).await.ok();
    let phone = Phone::waiting(start.secret.reveal());
    let wrong = json!({ "code": phone.wrong(&world) });
    let mut refused = 0;
    for _ in 0..60 {
        let answer = ada.post("/me/totp/confirm", wrong.clone()).await;
        if answer.status == 429 {
            break;
        }
        answer.refused(Code::InvalidCode);
        refused += 1;
    }
    assert_eq!(refused, 10);
    ada.post("/me/totp/confirm", json!({ "code": phone.shows(&world) })).await.refused(Code::RateLimited);
    world.stop().await;
}

#[tokio::test]
async fn five_wrong_answers_void_a_ticket_and_a_dead_ticket_burns_no_code() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let phone = Phone::of(&world, &ada).await;
    world.wait(STEP);
    let (dead, live) = (ticket(&world).await, ticket(&world).await);
    for _ in 0..5 {
        answers(&world, &dead, "totp", &phone.wrong(&world)).await.refused(Code::InvalidCode);
    }
    let code = phone.shows(&world);
    answers(&world, &dead, "totp", &code).await.refused(Code::Unauthenticated);
    answers(&world, &live, "totp", &code).await.ok::<Value>();
    answers(&world, &live, "totp", &code).await.refused(Code::Unauthenticated);
    world.stop().await;
}

#[tokio::test]
async fn a_suspended_account_learns_it_only_after_the_factor() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let phone = Phone::of(&world, &ada).await;
    world.wait(STEP);
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update account set state = 'suspended' where id = $1").id(ada.id).run().await.unwrap();
    tx.commit().await.unwrap();
    sign_in(&world, Some(&phone.wrong(&world))).await.refused(Code::InvalidCode);
    sign_in(&world, Some(&phone.shows(&world))).await.refused(Code::Suspended);
    let ticket = ticket(&world).await;
    answers(&world, &ticket, "totp", &phone.shows(&world)).await.refused(Code::Suspended);
    world.stop().await;
}

#[tokio::test]
async fn an_authenticator_waits_ten_minutes_for_its_first_code() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    ada.post("/me/totp/confirm", json!({ "code": "000000" })).await.refused(Code::Expired);
    let first: TotpStart = ada.post("/me/totp", Value::Null).await.ok();
    let second: TotpStart = ada.post("/me/totp", Value::Null).await.ok();
    assert_eq!(second.expires_in_seconds, 600);
    assert!(second.otpauth_uri.reveal().contains(&format!("secret={}", second.secret.reveal())));
    let now_ms = world.clock.now_ms();
    let old = totp_code(first.secret.reveal(), now_ms);
    ada.post("/me/totp/confirm", json!({ "code": old })).await.refused(Code::InvalidCode);
    // Until then nothing is asked.
    sign_in(&world, None).await.ok::<Value>();
    let factors: Factors = ada.get("/me/factors").await.ok();
    assert_eq!((factors.totp, factors.recovery_left), (None, 0));
    world.wait(10 * MINUTE);
    let late = totp_code(second.secret.reveal(), world.clock.now_ms());
    ada.post("/me/totp/confirm", json!({ "code": late })).await.refused(Code::Expired);
    sweep(&world.app).await.unwrap();
    assert_eq!(count(&world, "select count(*) as v from totp").await, 0);
    ada.post("/me/totp", Value::Null).await.refused(Code::ReauthRequired);
    ada.post("/auth/reauth", json!({ "password": PASSWORD })).await.done();
    ada.post("/me/recovery-codes", Value::Null).await.refused(Code::Conflict);
    Phone::of(&world, &ada).await;
    ada.post("/me/totp", Value::Null).await.refused(Code::Conflict);
    let me: Me = ada.get("/me").await.ok();
    assert!(me.second_factor);
    world.stop().await;
}

#[tokio::test]
async fn the_factor_goes_only_by_itself() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    verifies(&world, &ada, "ada@example.org", "en").await;
    let tablet = world.signs_in("ada").await;
    let phone = Phone::of(&world, &ada).await;
    letters(&world).await;
    // A session from before the factor, fresh as it is, cannot shake it off.
    tablet.delete("/me/totp").await.refused(Code::ReauthRequired);
    world.wait(STEP);
    tablet.post("/auth/reauth", json!({ "password": PASSWORD })).await.refused(Code::InvalidCode);
    let wrong = json!({ "password": PASSWORD, "code": phone.wrong(&world) });
    tablet.post("/auth/reauth", wrong).await.refused(Code::InvalidCode);
    let both = json!({ "password": PASSWORD, "code": phone.shows(&world) });
    tablet.post("/auth/reauth", both.clone()).await.done();
    tablet.post("/auth/reauth", both).await.refused(Code::InvalidCode);
    tablet.delete("/me/totp").await.done();
    tablet.delete("/me/totp").await.done();
    let told = letters(&world).await;
    assert!(told.len() == 1 && told[0].1.contains("the authenticator was removed"), "{told:?}");
    let answer: Value = sign_in(&world, None).await.ok();
    assert_eq!(answer["status"], "ok");
    sign_in(&world, Some(&phone.recovery[0])).await.ok::<Value>();
    assert_eq!(count(&world, "select count(*) as v from recovery_code").await, 0);
    let me: Me = ada.get("/me").await.ok();
    assert!(!me.second_factor);
    world.stop().await;
}

#[tokio::test]
async fn nothing_readable_lies_in_the_tables_of_factors() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let phone = Phone::of(&world, &ada).await;
    let secret = data_encoding::BASE32_NOPAD.decode(phone.secret.as_bytes()).unwrap();
    let mut conn = world.app.db.read().await.unwrap();
    let sealed: Vec<u8> = conn.sql("select sealed as v from totp").one().await.unwrap();
    let macs: Vec<Vec<u8>> = conn.sql("select mac as v from recovery_code").all().await.unwrap();
    drop(conn);
    assert!(!sealed.windows(secret.len()).any(|part| part == secret));
    for mac in macs {
        assert_eq!(mac.len(), 32);
        assert!(!phone.recovery.iter().any(|code| mac.starts_with(&code.as_bytes()[..5])));
    }
    world.stop().await;
}
