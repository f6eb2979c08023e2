//! Bans.

use super::*;
use serde_json::{Value, json};
use snug_proto::{Code, Page, spaces::Ban};
use std::time::Duration;

#[tokio::test]
async fn a_ban_puts_out_keeps_out_and_can_be_lifted() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben]).await;
    let invite = ada.invites(space.id).await;
    let own = ben.invites(space.id).await;
    ben.says(general.id, "spam").await.created::<Value>();
    let path = format!("/spaces/{}/bans/{}", space.id, ben.id);

    ada.put(&path, json!({ "delete_messages_seconds": 604_801 })).await.refused(Code::Invalid);
    ada.put(&path, json!({ "reason": "r".repeat(513) })).await.refused(Code::Invalid);
    let ban: Ban = ada.put(&path, json!({ "reason": "Spam", "delete_messages_seconds": 60 })).await.ok();
    assert_eq!((ban.user.id, ban.by.as_ref().unwrap().id, ban.reason.as_deref()), (ben.id, ada.id, Some("Spam")));
    let again: Ban = ada.put(&path, json!({ "reason": "Other" })).await.ok();
    assert_eq!(again, ban);
    ben.get(&format!("/spaces/{}", space.id)).await.refused(Code::NotFound);
    ben.get(&format!("/channels/{}/messages", general.id)).await.refused(Code::NotFound);
    ben.post(&format!("/invites/{}/join", invite.code), Value::Null).await.refused(Code::Forbidden);
    ben.get(&format!("/invites/{}", own.code)).await.refused(Code::Expired);
    world.run_jobs().await;
    let left: Value = ada.get(&format!("/channels/{}/messages", general.id)).await.ok();
    assert!(left["items"].as_array().unwrap().iter().all(|message| message["content"] != "spam"), "{left}");

    ada.delete(&path).await.done();
    ada.delete(&path).await.done();
    ben.joins(&invite.code).await;
    let log = audit(&ada, space.id).await;
    for action in ["member_ban", "member_unban"] {
        assert_eq!(log.iter().filter(|entry| entry.action == action).count(), 1, "{action}");
    }
    world.stop().await;
}

// control: canis-x12
#[tokio::test]
async fn a_stranger_can_be_banned_and_an_expired_ban_lets_in() {
    let world = World::start().await;
    let [ben, eve] = world.people(["ben", "eve"]).await;
    let ada = world.owner();
    let (space, _) = world.space(&ada, &[&ben]).await;
    let invite = ada.invites(space.id).await;
    let path = format!("/spaces/{}/bans", space.id);
    ada.put(&format!("{path}/{}", world.app.ids.uuid()), json!({})).await.refused(Code::NotFound);
    ben.get(&path).await.refused(Code::Forbidden);
    ben.put(&format!("{path}/{}", eve.id), json!({})).await.refused(Code::Forbidden);
    ada.put(&format!("{path}/{}", ada.id), json!({})).await.refused(Code::Forbidden);
    ada.put(&format!("{path}/{}", eve.id), json!({ "expires_in_seconds": 120 })).await.ok::<Ban>();
    eve.post(&format!("/invites/{}/join", invite.code), Value::Null).await.refused(Code::Forbidden);
    assert_eq!(ada.get(&path).await.ok::<Page<Ban>>().items.len(), 1);
    // A space that is deleted meanwhile keeps nobody else's bans from ending.
    let (gone, _) = world.space(&ada, &[]).await;
    ada.put(&format!("/spaces/{}/bans/{}", gone.id, eve.id), json!({ "expires_in_seconds": 60 })).await.ok::<Ban>();
    ada.deletes_space(&gone).await;

    world.wait(Duration::from_secs(121));
    assert!(ada.get(&path).await.ok::<Page<Ban>>().items.is_empty());
    crate::features::spaces::sweep(&world.app).await.unwrap();
    assert!(rows(&world, "select at_ms from ban").await.is_empty());
    eve.joins(&invite.code).await;
    world.stop().await;
}
