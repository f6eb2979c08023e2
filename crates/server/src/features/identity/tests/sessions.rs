use super::{call, count, newcomer, post, text, tokens};
use crate::{
    features::identity::service::sweep::sweep,
    testkit::{PASSWORD, Person, World, walk},
};
use serde_json::{Value, json};
use snug_proto::{Code, Page, account::Session};
use std::{collections::HashSet, time::Duration};

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A device that renews its access as clients do.
struct Device<'a> {
    world: &'a World,
    access: String,
    refresh: String,
}

impl<'a> Device<'a> {
    async fn new(world: &'a World, more: Value) -> Self {
        let (access, refresh) = tokens(world, "ada", more).await;
        Self { world, access, refresh }
    }
    async fn renews(&mut self) -> u16 {
        let answer = post(self.world, "/auth/refresh", json!({ "refresh_token": self.refresh })).await;
        let status = answer.status;
        if status == 200 {
            let answer: Value = answer.ok();
            (self.access, self.refresh) = (text(&answer, "access_token"), text(&answer, "refresh_token"));
        }
        status
    }
    async fn acts(&self) -> u16 {
        call(&self.world.client(), "GET", "/me", Some(&self.access), Value::Null).await.status
    }
    /// Renews and acts, after some time.
    async fn later(&mut self, time: Duration) -> (u16, u16) {
        self.world.wait(time);
        sweep(&self.world.app).await.unwrap();
        (self.renews().await, self.acts().await)
    }
    async fn began(&self) -> i64 {
        let page = call(&self.world.client(), "GET", "/me/sessions", Some(&self.access), Value::Null).await;
        let page: Page<Session> = page.ok();
        page.items.iter().find(|session| session.current).unwrap().created_at.0
    }
}

// control: teamshots-M1
#[tokio::test]
async fn a_shared_computer_forgets_after_four_hours_of_use() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let mut device = Device::new(&world, json!({ "shared": true })).await;
    let began = device.began().await;
    for _ in 0..23 {
        assert_eq!(device.later(10 * MINUTE).await, (200, 200));
        assert_eq!(device.began().await, began);
    }
    assert_eq!(device.later(9 * MINUTE).await, (200, 200), "3 h 59 min");
    assert_eq!(device.later(2 * MINUTE).await, (401, 401), "4 h 01 min");
    world.stop().await;
}

// control: teamshots-M1
#[tokio::test]
async fn a_shared_computer_forgets_after_a_quarter_of_an_hour_of_silence() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let mut device = Device::new(&world, json!({ "shared": true })).await;
    // Renewing is no use: it can run by itself.
    assert_eq!(device.later(9 * MINUTE).await, (200, 200));
    world.wait(8 * MINUTE);
    assert_eq!(device.renews().await, 200);
    world.wait(6 * MINUTE + Duration::from_secs(59));
    assert_eq!(device.acts().await, 200, "14 min 59 s");
    world.wait(8 * MINUTE);
    assert_eq!(device.renews().await, 200);
    world.wait(7 * MINUTE + Duration::from_secs(1));
    assert_eq!((device.acts().await, device.renews().await), (401, 401), "15 min 01 s");
    sweep(&world.app).await.unwrap();
    let swept = "select count(*) as v from session where shared and end_reason = 'expired'";
    assert_eq!(count(&world, swept).await, 1);
    world.stop().await;
}

// control: teamshots-M1
#[tokio::test]
async fn an_own_computer_forgets_after_thirty_silent_days_or_ninety_days() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let mut silent = Device::new(&world, json!({})).await;
    let mut busy = Device::new(&world, json!({})).await;
    assert_eq!(busy.later(29 * DAY).await, (200, 200));
    assert_eq!(silent.later(DAY - MINUTE).await, (200, 200));
    assert_eq!(silent.later(30 * DAY - MINUTE).await, (200, 200));
    assert_eq!(busy.later(Duration::ZERO).await, (401, 401), "30 d and more of silence");
    assert_eq!(silent.later(29 * DAY).await, (200, 200));
    assert_eq!(silent.later(DAY).await, (200, 200), "2 min before 90 d");
    assert_eq!(silent.later(3 * MINUTE).await, (401, 401), "1 min after 90 d");
    world.stop().await;
}

// control: teamshots-M1
#[tokio::test]
async fn without_the_table_of_sessions_nobody_is_let_in() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    ada.get("/me").await.ok::<Value>();
    rename(&world, "alter table session rename to session_away").await;
    world.wait(Duration::from_secs(31));
    ada.get("/me").await.refused(Code::Internal);
    rename(&world, "alter table session_away rename to session").await;
    ada.get("/me").await.ok::<Value>();
    world.stop().await;
}

async fn rename(world: &World, sql: &'static str) {
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql(sql).run().await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_session_that_is_used_stays_although_its_row_is_written_once_a_minute() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let device = Device::new(&world, json!({ "shared": true })).await;
    sweep(&world.app).await.unwrap();
    world.wait(Duration::from_secs(59));
    assert_eq!(device.acts().await, 200);
    sweep(&world.app).await.unwrap();
    world.wait(Duration::from_secs(60));
    sweep(&world.app).await.unwrap();
    let seen = "select last_seen_ms - created_ms as v from session where shared";
    assert_eq!(count(&world, seen).await, 59_000);
    world.stop().await;
}

#[tokio::test]
async fn the_fifty_first_session_ends_the_one_used_longest_ago() {
    let world = World::start_with(|config| config.counts.sessions = 5).await;
    let ada = newcomer(&world, "ada").await;
    for _ in 0..4 {
        world.wait(Duration::from_secs(61));
        tokens(&world, "ada", json!({})).await;
    }
    ada.get("/me").await.ok::<Value>();
    sweep(&world.app).await.unwrap();
    world.wait(Duration::from_secs(61));
    tokens(&world, "ada", json!({})).await;
    ada.get("/me").await.ok::<Value>();
    let displaced = "select count(*) as v from session where end_reason = 'displaced'";
    assert_eq!(count(&world, displaced).await, 1);
    let logins = (0..10).map(|_| tokens(&world, "ada", json!({})));
    futures_util::future::join_all(logins).await;
    let live = "select count(*) as v from session s join account a on a.id = s.account_id
                where s.ended_ms is null and a.username = 'ada'";
    assert_eq!(count(&world, live).await, 5);
    world.stop().await;
}

#[tokio::test]
async fn people_see_and_end_their_own_sessions_only() {
    let world = World::start().await;
    let (ada, eve) = (newcomer(&world, "ada").await, newcomer(&world, "eve").await);
    let phone = world.signs_in("ada").await;
    let list = async |person: &Person| person.get("/me/sessions").await.ok::<Page<Session>>().items;
    let mine = list(&ada).await;
    assert_eq!(mine.len(), 2);
    let other = mine.iter().find(|session| !session.current).unwrap();
    eve.delete(&format!("/me/sessions/{}", other.id)).await.refused(Code::NotFound);
    phone.get("/me").await.ok::<Value>();
    ada.delete(&format!("/me/sessions/{}", other.id)).await.done();
    phone.get("/me").await.refused(Code::Unauthenticated);
    ada.delete(&format!("/me/sessions/{}", other.id)).await.refused(Code::NotFound);
    let (phone, tablet) = (world.signs_in("ada").await, world.signs_in("ada").await);
    tablet.delete("/me/sessions").await.done();
    tablet.delete("/me/sessions").await.done();
    for gone in [&ada, &phone] {
        gone.get("/me").await.refused(Code::Unauthenticated);
    }
    let left = list(&tablet).await;
    assert!(left.len() == 1 && left[0].current);
    tablet.delete(&format!("/me/sessions/{}", left[0].id)).await.done();
    tablet.get("/me").await.refused(Code::Unauthenticated);
    eve.get("/me").await.ok::<Value>();
    world.stop().await;
}

// control: canis-76
#[tokio::test]
async fn the_list_of_sessions_is_walked_without_gaps() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    for _ in 0..12 {
        tokens(&world, "ada", json!({})).await;
    }
    let all: Vec<Session> = walk(&ada, "/me/sessions", &[1, 3, 2]).await;
    let ids: HashSet<_> = all.iter().map(|session| session.id).collect();
    assert_eq!((all.len(), ids.len()), (13, 13));
    let eve = newcomer(&world, "eve").await;
    let page: Page<Session> = ada.get("/me/sessions?limit=1").await.ok();
    let foreign = format!("/me/sessions?cursor={}", page.next_cursor.unwrap());
    eve.get(&foreign).await.refused(Code::Malformed);
    ada.get("/me/sessions?limit=0").await.refused(Code::Invalid);
    world.stop().await;
}

#[tokio::test]
async fn a_proof_of_presence_lasts_ten_minutes() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let mut device = Device::new(&world, json!({})).await;
    let is_fresh = async |device: &Device<'_>| {
        let actor = super::super::authenticate(&world.app, &device.access).await.unwrap();
        actor.is_reauthenticated(world.clock.now_ms())
    };
    assert!(is_fresh(&device).await);
    assert_eq!(device.later(10 * MINUTE).await, (200, 200));
    assert!(!is_fresh(&device).await);
    let proof = |password: &str| json!({ "password": password });
    let wrong = call(&world.client(), "POST", "/auth/reauth", Some(&device.access), proof("wrong wrong")).await;
    wrong.refused(Code::InvalidCredentials);
    assert!(!is_fresh(&device).await);
    call(&world.client(), "POST", "/auth/reauth", Some(&device.access), proof(PASSWORD)).await.done();
    assert!(is_fresh(&device).await);
    world.wait(10 * MINUTE - Duration::from_millis(1));
    assert!(is_fresh(&device).await);
    world.stop().await;
}

#[tokio::test]
async fn a_session_ended_on_another_node_ends_here_by_its_signal() {
    use crate::events::Signal;
    use crate::features::identity::store::sessions::{EndReason, end};
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    ada.get("/me").await.ok::<Value>();
    let session = ada.client.tokens().unwrap().session;
    let mut tx = world.app.db.write().await.unwrap();
    end(&mut tx, ada.id, &[session], EndReason::Revoked, world.clock.now_ms()).await.unwrap();
    tx.commit().await.unwrap();
    world.app.identity.hear(&Signal::SessionEnded { session, user: ada.id });
    ada.get("/me").await.refused(Code::Unauthenticated);
    world.stop().await;
}
