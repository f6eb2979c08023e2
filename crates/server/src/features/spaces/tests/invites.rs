//! Invites: uses, ends, races.

use super::*;
use serde_json::{Value, json};
use snug_platform::db::Tx;
use snug_proto::{
    Code,
    spaces::{Invite, InvitePreview, Space},
};
use std::time::Duration;

async fn invite(person: &Person, space: SpaceId, body: Value) -> Invite {
    person.post(&format!("/spaces/{space}/invites"), body).await.created()
}

async fn join(person: &Person, invite: &Invite) -> Expect {
    person.post(&format!("/invites/{}/join", invite.code), Value::Null).await
}

async fn look(world: &World, code: &str) -> Expect {
    let path = format!("/invites/{code}");
    Expect::of(world.client().request("GET".parse().unwrap(), &path, None, None).await.unwrap(), &path)
}

/// Newcomers without any space.
async fn crowd(world: &World, count: usize) -> Vec<Person> {
    let host = world.owner();
    let space = host.makes_space("Cloakroom").await;
    let code = host.invites(space.id).await.code;
    let names: Vec<String> = (0..count).map(|at| format!("guest{at}")).collect();
    let mut people = Vec::with_capacity(count);
    for some in names.chunks(8) {
        people.extend(futures_util::future::join_all(some.iter().map(|name| world.registers(name, &code))).await);
    }
    people
}

// control: canis-81
#[tokio::test]
async fn fifty_at_once_on_ten_uses_give_ten_members() {
    let world = World::start_with(|config| config.database_acquire = Duration::from_secs(60)).await;
    let people = crowd(&world, 50).await;
    let ada = world.owner();
    let space = ada.makes_space("Foxglove").await;
    let ten = invite(&ada, space.id, json!({ "max_uses": 10 })).await;
    let answers = futures_util::future::join_all(people.iter().map(|person| join(person, &ten))).await;
    let (came, late): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 200);
    assert_eq!((came.len(), late.len()), (10, 40));
    for answer in late {
        answer.refused(Code::Expired);
    }
    let seen: Space = ada.get(&format!("/spaces/{}", space.id)).await.ok();
    assert_eq!(seen.member_count, 11);
    assert_eq!(crate::testkit::walk::<Member>(&ada, &format!("/spaces/{}/members", space.id), &[3]).await.len(), 11);
    look(&world, &ten.code).await.refused(Code::Expired);
    world.stop().await;
}

// control: canis-81
#[tokio::test]
async fn at_the_member_limit_one_of_twenty_comes_in_over_three_invites() {
    let world = World::start_with(|config| {
        config.counts.members = 21;
        config.database_acquire = Duration::from_secs(60);
    })
    .await;
    let people = crowd(&world, 20).await;
    let ada = world.owner();
    let space = ada.makes_space("Foxglove").await;
    // As if nineteen others were in already.
    let mut tx: Tx = world.app.db.write().await.unwrap();
    tx.sql("update space set member_count = 20 where name = 'Foxglove'").run().await.unwrap();
    tx.commit().await.unwrap();
    let invites = [
        invite(&ada, space.id, json!({})).await,
        invite(&ada, space.id, json!({ "max_uses": 20 })).await,
        invite(&ada, space.id, json!({})).await,
    ];
    let asks = people.iter().zip(invites.iter().cycle()).map(|(person, invite)| join(person, invite));
    let answers = futures_util::future::join_all(asks).await;
    let (came, late): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 200);
    assert_eq!(came.len(), 1);
    for answer in late {
        assert_eq!(answer.refused(Code::LimitReached).field.as_deref(), Some("members"));
    }
    world.stop().await;
}

// control: canis-81
#[tokio::test]
async fn every_dead_invite_is_told_apart_from_none() {
    let world = World::start().await;
    let [ben, cleo, eve] = world.people(["ben", "cleo", "eve"]).await;
    let ada = world.owner();
    let (space, _) = world.space(&ada, &[&ben]).await;
    let path = format!("/spaces/{}/invites", space.id);
    for body in [
        json!({ "expires_in_seconds": 2_592_001 }),
        json!({ "expires_in_seconds": 299 }),
        json!({ "max_uses": 1_001 }),
        json!({ "max_uses": -1 }),
        json!({ "channel_id": world.app.ids.uuid() }),
    ] {
        ada.post(&path, body).await.refused(Code::Invalid);
    }
    look(&world, "2345678923").await.refused(Code::NotFound);
    let short = invite(&ada, space.id, json!({ "expires_in_seconds": 300 })).await;
    let single = invite(&ada, space.id, json!({ "max_uses": 1 })).await;
    let revoked = invite(&ada, space.id, json!({})).await;
    let kicked = ben.invites(space.id).await;
    let preview: InvitePreview = look(&world, &single.code).await.ok();
    assert_eq!((preview.space_name.as_str(), preview.member_count), ("Foxglove", 2));

    join(&cleo, &single).await.ok::<Space>();
    // Who is in uses nothing up, whatever became of the invite.
    join(&cleo, &single).await.ok::<Space>();
    join(&ben, &revoked).await.ok::<Space>();
    let unused: snug_proto::Page<Invite> = ada.get(&path).await.ok();
    assert_eq!(unused.items.iter().find(|item| item.code == revoked.code).unwrap().uses, 0);
    cleo.delete(&format!("{path}/{}", revoked.code)).await.refused(Code::NotFound);
    ada.delete(&format!("{path}/{}", revoked.code)).await.done();
    ada.delete(&format!("{path}/{}", revoked.code)).await.refused(Code::NotFound);
    ada.delete(&format!("/spaces/{}/members/{}", space.id, ben.id)).await.done();
    world.wait(Duration::from_secs(301));
    for dead in [&short, &single, &revoked, &kicked] {
        look(&world, &dead.code).await.refused(Code::Expired);
        join(&eve, dead).await.refused(Code::Expired);
    }
    world.stop().await;
}

// control: canis-81
#[tokio::test]
async fn guessing_codes_is_slowed_down() {
    let world = World::before_setup(|_| {}).await;
    world.set_up("olive").await;
    for _ in 0..20 {
        look(&world, "2345678923").await.refused(Code::NotFound);
    }
    let slowed = look(&world, "2345678923").await;
    assert!(slowed.header("retry-after").is_some());
    slowed.refused(Code::RateLimited);
    world.stop().await;
}

// control: canis-81
#[tokio::test]
async fn guessing_from_one_ipv6_network_is_slowed_down() {
    let world = World::before_setup(|config| config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()]).await;
    world.set_up("olive").await;
    let ask = async |last: u32| {
        let client = world.client().with_header("x-forwarded-for", &format!("2001:db8:1:2::{last:x}"));
        let answer = client.request("GET".parse().unwrap(), "/invites/2345678923", None, None).await.unwrap();
        answer.status.as_u16()
    };
    for last in 1..=20 {
        assert_eq!(ask(last).await, 404);
    }
    assert_eq!(ask(21).await, 429);
    world.stop().await;
}

// control: teamshots-L3
#[tokio::test]
async fn an_invite_does_not_slide() {
    let world = World::start().await;
    let [ben, cleo] = world.people(["ben", "cleo"]).await;
    let ada = world.owner();
    let space = ada.makes_space("Foxglove").await;
    let standard = invite(&ada, space.id, json!({})).await;
    let longest = invite(&ada, space.id, json!({ "expires_in_seconds": 2_592_000 })).await;
    assert_eq!(standard.expires_at.0 - standard.created_at.0, 7 * 24 * 3_600_000);
    for _ in 0..6 {
        world.wait(Duration::from_secs(24 * 3600));
        let seen: InvitePreview = look(&world, &standard.code).await.ok();
        assert_eq!(seen.expires_at, standard.expires_at);
    }
    world.wait(Duration::from_secs(24 * 3600 - 60));
    join(&ben, &standard).await.ok::<Space>();
    world.wait(Duration::from_secs(61));
    let before = uses(&world, &standard.code).await;
    look(&world, &standard.code).await.refused(Code::Expired);
    join(&cleo, &standard).await.refused(Code::Expired);
    assert_eq!(uses(&world, &standard.code).await, before, "a refused attempt changes nothing");
    look(&world, &longest.code).await.ok::<InvitePreview>();
    world.wait(Duration::from_secs(23 * 24 * 3600));
    look(&world, &longest.code).await.refused(Code::Expired);
    join(&cleo, &longest).await.refused(Code::Expired);
    world.stop().await;
}

async fn uses(world: &World, code: &str) -> (i64, i64) {
    let mut conn = world.app.db.read().await.unwrap();
    let mac = super::super::store::invites::mac(&world.app.keys, code);
    let found = conn.sql("select uses, expires_ms from invite where code_mac = $1").bind(mac).rows().await.unwrap();
    (found[0].get("uses").unwrap(), found[0].get("expires_ms").unwrap())
}

#[tokio::test]
async fn codes_are_shown_to_their_makers_and_managers_only() {
    let world = World::start_with(|config| config.counts.invites_of_member = 2).await;
    let [ben, cleo] = world.people(["ben", "cleo"]).await;
    let ada = world.owner();
    let (space, _) = world.space(&ada, &[&ben, &cleo]).await;
    let path = format!("/spaces/{}/invites", space.id);
    let own = ben.invites(space.id).await;
    let list = async |person: &Person| -> Vec<String> {
        let page: snug_proto::Page<Invite> = person.get(&path).await.ok();
        page.items.into_iter().map(|invite| invite.code).collect()
    };
    assert_eq!(list(&ben).await, std::slice::from_ref(&own.code));
    assert!(list(&cleo).await.is_empty());
    assert_eq!(list(&ada).await.len(), 2);
    let answers = futures_util::future::join_all((0..5).map(|_| ben.post(&path, json!({})))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    ben.delete(&format!("{path}/{}", own.code)).await.done();
    world.stop().await;
}

#[tokio::test]
async fn gates_hold_at_the_door() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let space = ada.makes_space("Foxglove").await;
    let open = invite(&ada, space.id, json!({})).await;
    let gate = |gate: &str| json!({ "join_gate": gate });
    ada.patch(&format!("/spaces/{}", space.id), gate("email")).await.ok::<Space>();
    join(&ben, &open).await.refused(Code::EmailUnverified);
    ada.patch(&format!("/spaces/{}", space.id), gate("aged")).await.ok::<Space>();
    join(&ben, &open).await.refused(Code::Forbidden);
    world.wait(Duration::from_secs(24 * 3600));
    join(&ben, &open).await.ok::<Space>();
    world.stop().await;
}

#[tokio::test]
async fn a_newcomer_is_announced_where_the_space_wants_it() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[]).await;
    ada.patch(&format!("/spaces/{}", space.id), json!({ "system_channel_id": general.id })).await.ok::<Space>();
    join(&ben, &invite(&ada, space.id, json!({})).await).await.ok::<Space>();
    world.run_jobs().await;
    let said: Value = ada.get(&format!("/channels/{}/messages", general.id)).await.ok();
    assert_eq!(said["items"].as_array().unwrap().len(), 1, "{said}");
    world.stop().await;
}
