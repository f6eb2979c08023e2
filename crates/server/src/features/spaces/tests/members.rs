//! Members: names, roles, timeouts, going.

use super::*;
use serde_json::{Value, json};
use snug_proto::{Code, Timestamp};
use std::time::Duration;

#[tokio::test]
async fn nicknames_need_their_right() {
    let world = World::start().await;
    let [ben, cleo] = world.people(["ben", "cleo"]).await;
    let ada = world.owner();
    let (space, _) = world.space(&ada, &[&ben, &cleo]).await;
    let of = |person: &Person| format!("/spaces/{}/members/{}", space.id, person.id);

    let named: Member = ben.patch(&of(&ben), json!({ "nick": "Benny" })).await.ok();
    assert_eq!(named.nick.as_deref(), Some("Benny"));
    ben.patch(&of(&cleo), json!({ "nick": "C" })).await.refused(Code::Forbidden);
    ben.patch(&of(&ada), json!({ "nick": "A" })).await.refused(Code::Forbidden);
    ben.patch(&of(&ben), json!({ "nick": "n".repeat(33) })).await.refused(Code::Invalid);
    let longest: Member = ben.patch(&of(&ben), json!({ "nick": "n".repeat(32) })).await.ok();
    assert_eq!(longest.nick.unwrap().len(), 32);
    let cleared: Member = ada.patch(&of(&ben), json!({ "nick": null })).await.ok();
    assert_eq!(cleared.nick, None);
    let log = audit(&ada, space.id).await;
    assert_eq!(log.iter().filter(|entry| entry.action == "member_update").count(), 1);
    world.stop().await;
}

#[tokio::test]
async fn giving_a_role_twice_is_told_once() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, _) = world.space(&ada, &[&ben]).await;
    let role = ada.makes_role(space.id, "Editors", &["manage_channels"]).await;
    ada.gives(space.id, &ben, role.id).await;
    ada.gives(space.id, &ben, role.id).await;
    assert_eq!(member(&ben, space.id, &ben).await.roles, [role.id]);
    let path = format!("/spaces/{}/members/{}/roles/{}", space.id, ben.id, role.id);
    ada.delete(&path).await.done();
    ada.delete(&path).await.done();
    let log = audit(&ada, space.id).await;
    for action in ["member_role_add", "member_role_remove"] {
        assert_eq!(log.iter().filter(|entry| entry.action == action).count(), 1, "{action}");
    }
    let base = everyone(&ada, space.id).await;
    ada.put(&format!("/spaces/{}/members/{}/roles/{}", space.id, ben.id, base.id), Value::Null)
        .await
        .refused(Code::Conflict);
    world.stop().await;
}

// control: canis-x12
#[tokio::test]
async fn who_was_kicked_comes_back_with_nothing() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben]).await;
    for name in ["One", "Two", "Three"] {
        let role = ada.makes_role(space.id, name, &["manage_channels", "manage_roles"]).await;
        ada.gives(space.id, &ben, role.id).await;
    }
    let exception = format!("/channels/{}/overrides/user/{}", general.id, ben.id);
    ada.put(&exception, json!({ "allow": ["manage_messages"], "deny": ["add_reactions"] })).await.ok::<Value>();
    ben.patch(&format!("/spaces/{}/members/{}", space.id, ben.id), json!({ "nick": "B" })).await.ok::<Value>();
    ben.patch(&format!("/channels/{}", general.id), json!({ "topic": "Mine" })).await.ok::<Value>();

    ada.delete(&format!("/spaces/{}/members/{}", space.id, ben.id)).await.done();
    ben.get(&format!("/spaces/{}", space.id)).await.refused(Code::NotFound);
    ada.delete(&format!("/spaces/{}/members/{}", space.id, ben.id)).await.refused(Code::NotFound);
    let invite = ada.invites(space.id).await;
    ben.joins(&invite.code).await;

    let back = member(&ben, space.id, &ben).await;
    assert_eq!((back.roles.len(), back.nick), (0, None));
    ben.patch(&format!("/channels/{}", general.id), json!({ "topic": "Again" })).await.refused(Code::Forbidden);
    ben.post(&format!("/spaces/{}/roles", space.id), json!({ "name": "R" })).await.refused(Code::Forbidden);
    let there: Channel = ben.get(&format!("/channels/{}", general.id)).await.ok();
    assert!(!there.permissions.has(Perm::ManageMessages) && !there.permissions.has(Perm::AddReactions));
    let orphans = rows(
        &world,
        "select r.role_id from member_role r
         left join member m on m.space_id = r.space_id and m.account_id = r.account_id where m.account_id is null",
    );
    assert!(orphans.await.is_empty());
    world.stop().await;
}

// control: canis-x12
#[tokio::test]
async fn a_timeout_outlives_leaving() {
    let world = World::start().await;
    let [ben, cleo] = world.people(["ben", "cleo"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben, &cleo]).await;
    let path = format!("/spaces/{}/members/{}/timeout", space.id, ben.id);
    for seconds in [59, 2_419_201] {
        ada.put(&path, json!({ "seconds": seconds })).await.refused(Code::Invalid);
    }
    let silenced: Member = ada.put(&path, json!({ "seconds": 300 })).await.ok();
    let until = silenced.timeout_until.unwrap();
    assert_eq!(until, Timestamp(world.clock.now_ms() + 300_000));
    ben.says(general.id, "hello").await.refused(Code::Forbidden);

    ben.leaves(space.id).await;
    let invite = ada.invites(space.id).await;
    ben.joins(&invite.code).await;
    assert_eq!(member(&cleo, space.id, &ben).await.timeout_until, Some(until));
    ben.says(general.id, "hello").await.refused(Code::Forbidden);
    ben.get(&format!("/channels/{}", general.id)).await.ok::<Channel>();

    world.wait(Duration::from_secs(301));
    assert_eq!(member(&cleo, space.id, &ben).await.timeout_until, None);
    let there: Channel = ben.get(&format!("/channels/{}", general.id)).await.ok();
    assert!(there.permissions.has(Perm::SendMessages));
    let before = ada.get(&format!("/spaces/{}", space.id)).await.ok::<snug_proto::spaces::Space>().access_version;
    crate::features::spaces::sweep(&world.app).await.unwrap();
    assert!(rows(&world, "select until_ms from timeout").await.is_empty());
    let after = ada.get(&format!("/spaces/{}", space.id)).await.ok::<snug_proto::spaces::Space>().access_version;
    assert!(after >= before, "every node looks again");
    world.stop().await;
}

#[tokio::test]
async fn a_timeout_can_be_ended_and_does_not_reach_administrators() {
    let world = World::start().await;
    let [ben, cleo] = world.people(["ben", "cleo"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben, &cleo]).await;
    let admin = ada.makes_role(space.id, "Admins", &["administrator"]).await;
    ada.gives(space.id, &cleo, admin.id).await;
    let of = |person: &Person| format!("/spaces/{}/members/{}/timeout", space.id, person.id);

    ada.put(&of(&cleo), json!({ "seconds": 60 })).await.refused(Code::Forbidden);
    ada.put(&of(&ben), json!({ "seconds": 60 })).await.ok::<Member>();
    ada.delete(&of(&ben)).await.done();
    ada.delete(&of(&ben)).await.done();
    ben.says(general.id, "free").await.created::<Value>();
    let log = audit(&ada, space.id).await;
    assert_eq!(log.iter().filter(|entry| entry.action == "member_timeout_end").count(), 1);
    world.stop().await;
}
