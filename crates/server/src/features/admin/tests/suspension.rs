//! A suspension holds on every way in, and ends by itself or by a word.

use crate::{
    features::identity,
    testkit::{
        Expect, PASSWORD, Person, World,
        letters::{code_for, letters, verifies},
    },
};
use futures_util::future::join_all;
use serde_json::{Value, json};
use snug_proto::{
    Code, Page,
    account::{AccountState, InstanceRole::Moderator},
    admin::{AdminUser, AdminUserDetail},
    audit::AuditEntry,
    auth::Challenge,
};
use std::time::Duration;

const HOUR_MS: i64 = 3_600_000;
const WEEK_MS: i64 = 7 * 24 * HOUR_MS;

async fn post(world: &World, path: &str, body: Value) -> Expect {
    let answer = world.client().request(reqwest::Method::POST, path, None, Some(&body)).await.unwrap();
    Expect::of(answer, path)
}

async fn comes(world: &World, person: &Person, password: &str) -> Expect {
    post(world, "/auth/sign-in", json!({ "login": person.name, "password": password, "session": "token" })).await
}

async fn state(owner: &Person, of: &Person) -> AccountState {
    owner.get(&format!("/admin/users/{}", of.id)).await.ok::<AdminUserDetail>().user.state
}

#[tokio::test]
async fn it_bites_on_every_way_in_and_lifting_ends_it() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let owner = world.elevated().await;
    let space = ada.makes_space("Foxglove").await;
    let invite = ada.invites(space.id).await.code;
    verifies(&world, &ada, "ada@example.org", "en").await;
    let devices = [ada.clone(), world.signs_in("ada").await, world.signs_in("ada").await];
    letters(&world).await;
    let email = json!({ "email": "ada@example.org" });
    let reset: Challenge = post(&world, "/auth/password/forgot", email.clone()).await.answered();
    let reset_code = code_for(&world, "ada@example.org").await;
    let mailed: Challenge = post(&world, "/auth/email-code", email.clone()).await.answered();
    let mail_code = code_for(&world, "ada@example.org").await;
    let locked: AdminUser = owner.suspends(&ada, None).await.ok();
    let suspension = locked.suspension.unwrap();
    assert_eq!((locked.state, suspension.reason.as_str(), suspension.until), (AccountState::Suspended, "spam", None));
    assert_eq!(suspension.by.map(|by| by.id), Some(owner.id));
    for device in &devices {
        // Renewing does not help: the person's client tries that first.
        device.get("/me").await.refused(Code::Unauthenticated);
        let session = device.client.tokens().unwrap().session;
        let read = identity::states_of(&world.app, &[session]).await.unwrap();
        assert_eq!(read.get(&session), Some(&AccountState::Suspended), "what a node reads that heard nothing");
    }
    comes(&world, &ada, PASSWORD).await.refused(Code::Suspended);
    comes(&world, &ada, "another lamp").await.refused(Code::InvalidCredentials);
    let body = json!({ "challenge_id": mailed.challenge_id, "code": mail_code, "session": "token" });
    post(&world, "/auth/email-code/verify", body).await.refused(Code::Suspended);
    let body =
        json!({ "challenge_id": reset.challenge_id, "code": reset_code, "password": "the kettle sings at noon" });
    post(&world, "/auth/password/reset", body).await.refused(Code::InvalidCode);
    for path in ["/auth/password/forgot", "/auth/email-code"] {
        let _: Challenge = post(&world, path, email.clone()).await.answered();
    }
    assert_eq!(letters(&world).await, [], "no code goes out");
    ben.get(&format!("/invites/{invite}")).await.refused(Code::Expired);
    ben.post(&format!("/invites/{invite}/join"), Value::Null).await.refused(Code::Expired);
    owner.lifts(&ada).await.done();
    owner.lifts(&ada).await.done();
    assert_eq!(state(&owner, &ada).await, AccountState::Active);
    for device in &devices {
        device.get("/me").await.refused(Code::Unauthenticated);
    }
    comes(&world, &ada, PASSWORD).await.ok::<Value>();
    ben.joins(&invite).await;
    let trail: Page<AuditEntry> = owner.get(&format!("/admin/audit?target={}", ada.id)).await.ok();
    let mut told: Vec<_> = trail.items.iter().map(|entry| (entry.action.as_str(), entry.reason.as_deref())).collect();
    told.sort_unstable();
    assert_eq!(told, [("user_lift", None), ("user_suspend", Some("spam"))]);
    world.stop().await;
}

#[tokio::test]
async fn who_signs_in_meanwhile_is_in_no_more() {
    let world = World::start().await;
    let [ada] = world.people(["ada"]).await;
    let owner = world.elevated().await;
    let coming = (0..6).map(|_| comes(&world, &ada, PASSWORD));
    let (answers, locked) = tokio::join!(join_all(coming), owner.suspends(&ada, None));
    locked.ok::<AdminUser>();
    for answer in answers {
        if answer.status != 200 {
            answer.refused(Code::Suspended);
            continue;
        }
        let came: Value = answer.ok();
        let token = came["access_token"].as_str().unwrap();
        let asked = world.client().request(reqwest::Method::GET, "/me", Some(token), None::<&Value>).await.unwrap();
        Expect::of(asked, "/me").refused(Code::Unauthenticated);
    }
    let detail: AdminUserDetail = owner.get(&format!("/admin/users/{}", ada.id)).await.ok();
    assert_eq!((detail.sessions, detail.user.state), (0, AccountState::Suspended));
    world.stop().await;
}

#[tokio::test]
async fn until_ends_by_itself_at_use_and_without() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let owner = world.elevated().await;
    let until = world.clock.now_ms() + 60_000;
    for person in [&ada, &ben] {
        owner.suspends(person, Some(until)).await.ok::<AdminUser>();
    }
    comes(&world, &ada, PASSWORD).await.refused(Code::Suspended);
    world.wait(Duration::from_millis(59_999));
    comes(&world, &ada, PASSWORD).await.refused(Code::Suspended);
    world.wait(Duration::from_millis(1));
    comes(&world, &ada, PASSWORD).await.ok::<Value>();
    assert_eq!(state(&owner, &ada).await, AccountState::Active);
    // The sweep that comes by opens the other.
    world.wait(Duration::from_secs(30));
    while state(&owner, &ben).await == AccountState::Suspended {
        tokio::task::yield_now().await;
    }
    let opened: AdminUserDetail = owner.get(&format!("/admin/users/{}", ben.id)).await.ok();
    assert_eq!(opened.user.suspension, None);
    world.stop().await;
}

#[tokio::test]
async fn its_reason_and_its_time_keep_to_their_bounds() {
    let world = World::start().await;
    let [ada] = world.people(["ada"]).await;
    let owner = world.elevated().await;
    let (path, now) = (format!("/admin/users/{}/suspension", ada.id), world.clock.now_ms());
    for (body, field) in [
        (json!({ "reason": "" }), "reason"),
        (json!({ "reason": " " }), "reason"),
        (json!({ "reason": "x".repeat(513) }), "reason"),
        (json!({ "reason": "x", "until": snug_proto::Timestamp(now + 59_999) }), "until"),
        (json!({ "reason": "x", "until": snug_proto::Timestamp(now + 11 * 366 * 24 * HOUR_MS) }), "until"),
    ] {
        let problem = owner.put(&path, body).await.refused(Code::Invalid);
        assert_eq!(problem.field.as_deref(), Some(field));
    }
    owner.put(&path, json!({ "reason": "x", "state": "deleting" })).await.refused(Code::Invalid);
    assert_eq!(state(&owner, &ada).await, AccountState::Active);
    owner.suspends(&ada, None).await.ok::<AdminUser>();
    // Another reason and another time replace the first; what the account was before is not forgotten.
    let again = json!({ "reason": "worse", "until": snug_proto::Timestamp(now + HOUR_MS) });
    let changed: AdminUser = owner.put(&path, again).await.ok();
    let suspension = changed.suspension.unwrap();
    assert_eq!((suspension.reason.as_str(), suspension.until.map(|until| until.0)), ("worse", Some(now + HOUR_MS)));
    owner.lifts(&ada).await.done();
    assert_eq!(state(&owner, &ada).await, AccountState::Active);
    world.stop().await;
}

#[tokio::test]
async fn a_moderator_has_seven_days_and_nobody_with_a_rank() {
    let world = World::start().await;
    let [mona, max, ada] = world.people(["mona", "max", "ada"]).await;
    let phone = world.appoints(&mona, Moderator).await;
    mona.rises(&phone).await;
    world.ranks(&max, Some(Moderator)).await;
    let (owner, now) = (world.elevated().await, world.clock.now_ms());
    for target in [&max, &mona, &owner] {
        mona.suspends(target, Some(now + HOUR_MS)).await.refused(Code::Forbidden);
        mona.lifts(target).await.refused(Code::Forbidden);
    }
    for until in [None, Some(now + WEEK_MS + 60_000)] {
        let problem = mona.suspends(&ada, until).await.refused(Code::Invalid);
        assert_eq!(problem.field.as_deref(), Some("until"));
    }
    mona.suspends(&ada, Some(now + WEEK_MS)).await.ok::<AdminUser>();
    mona.lifts(&ada).await.done();
    // What lasts longer was done by somebody above.
    owner.suspends(&ada, None).await.ok::<AdminUser>();
    mona.lifts(&ada).await.refused(Code::Forbidden);
    mona.suspends(&ada, Some(now + HOUR_MS)).await.refused(Code::Forbidden);
    assert_eq!(state(&owner, &ada).await, AccountState::Suspended);
    for forbidden in [mona.expels(&ada).await, mona.disarms(&ada).await, mona.promotes(&ada, json!(null)).await] {
        forbidden.refused(Code::Forbidden);
    }
    world.stop().await;
}
