//! Making, changing, deleting.

use super::*;
use crate::testkit::World;
use serde_json::{Value, json};
use snug_proto::{Code, Page, audit::AuditEntry, channels::ChannelKind, spaces::Space};

#[tokio::test]
async fn making_needs_the_right_in_the_place() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben]).await;
    let category = general.parent_id.unwrap();
    let path = format!("/spaces/{}/channels", space.id);
    let new = |parent: Value| json!({ "kind": "text", "name": "garden", "parent_id": parent });

    ben.post(&path, new(json!(category))).await.refused(Code::Forbidden);
    ben.post(&path, new(Value::Null)).await.refused(Code::Forbidden);
    ada.put(&format!("/channels/{category}/overrides/user/{}", ben.id), json!({ "allow": ["manage_channels"] }))
        .await
        .ok::<Value>();
    let made: Channel = ben.post(&path, new(json!(category))).await.created();
    assert_eq!((made.parent_id, made.position), (Some(category), 2));
    ben.post(&path, new(Value::Null)).await.refused(Code::Forbidden);
    ben.post(&path, new(json!(general.id))).await.refused(Code::Invalid);
    let nested = json!({ "kind": "category", "name": "inner", "parent_id": category });
    ada.post(&path, nested).await.refused(Code::Invalid);
    let log: Page<AuditEntry> = ada.get(&format!("/spaces/{}/audit?action=channel_create", space.id)).await.ok();
    assert_eq!(log.items.len(), 1);
    world.stop().await;
}

#[tokio::test]
async fn fields_are_taken_to_their_limit_and_no_further() {
    let world = World::start().await;
    let ada = world.owner();
    let space = ada.makes_space("Foxglove").await;
    let path = format!("/spaces/{}/channels", space.id);
    let most = json!({ "kind": "voice", "name": "n".repeat(64), "topic": "t".repeat(1024), "user_limit": 99, "slow_mode_seconds": 21_600 });
    let made: Channel = ada.post(&path, most).await.created();
    assert_eq!((made.name.unwrap().len(), made.topic.unwrap().len(), made.user_limit), (64, 1024, 99));
    let at = format!("/channels/{}", made.id);
    for bad in [
        json!({ "name": "n".repeat(65) }),
        json!({ "topic": "t".repeat(1025) }),
        json!({ "user_limit": 100 }),
        json!({ "user_limit": -1 }),
        json!({ "bitrate": 23 }),
        json!({ "bitrate": 129 }),
        json!({ "slow_mode_seconds": 21_601 }),
        json!({ "encryption": "required" }),
    ] {
        ada.patch(&at, bad).await.refused(Code::Invalid);
    }
    for limit in [0, 1] {
        assert_eq!(ada.patch(&at, json!({ "user_limit": limit })).await.ok::<Channel>().user_limit, limit);
    }
    assert_eq!(made.bitrate, Some(48));
    for bitrate in [24, 128] {
        assert_eq!(ada.patch(&at, json!({ "bitrate": bitrate })).await.ok::<Channel>().bitrate, Some(bitrate));
    }
    let loud: Channel = ada.post(&path, json!({ "kind": "voice", "name": "loud", "bitrate": 96 })).await.created();
    let written: Channel = ada.post(&path, json!({ "kind": "text", "name": "written" })).await.created();
    assert_eq!((loud.bitrate, written.bitrate), (Some(96), None));
    ada.patch(&format!("/channels/{}", written.id), json!({ "bitrate": 48 })).await.refused(Code::Invalid);
    let of_space = channels(&ada, space.id).await;
    let lounge = of_space.iter().find(|channel| channel.name.as_deref() == Some("Lounge")).unwrap();
    assert_eq!(lounge.bitrate, Some(48), "the first voice channel of a space is as any other");
    ada.post(&path, json!({ "kind": "text", "name": "sealed", "encryption": "required" })).await.refused(Code::Invalid);
    ada.post(&path, json!({ "kind": "direct", "name": "x" })).await.refused(Code::Invalid);
    world.stop().await;
}

#[tokio::test]
async fn parallel_channels_at_the_limit_give_one_channel() {
    let world = World::start_with(|config| config.counts.channels = 4).await;
    let ada = world.owner();
    let space = ada.makes_space("Foxglove").await;
    let path = format!("/spaces/{}/channels", space.id);
    let asks = (0..8).map(|_| ada.post(&path, json!({ "kind": "text", "name": "c" })));
    let answers = futures_util::future::join_all(asks).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    assert_eq!(channels(&ada, space.id).await.len(), 4);
    world.stop().await;
}

#[tokio::test]
async fn a_new_name_is_said_in_the_channel_and_the_same_name_is_not() {
    let world = World::start().await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[]).await;
    let at = format!("/channels/{}", general.id);
    for _ in 0..2 {
        ada.patch(&at, json!({ "name": "kitchen" })).await.ok::<Channel>();
        world.run_jobs().await;
    }
    let problem = ada.patch(&at, json!({ "name": null })).await.refused(Code::Invalid);
    assert_eq!(problem.field.as_deref(), Some("name"), "only groups go without one");
    let said: Value = ada.get(&format!("{at}/messages")).await.ok();
    assert_eq!(said["items"].as_array().unwrap().len(), 1, "{said}");
    let log: Page<AuditEntry> = ada.get(&format!("/spaces/{}/audit?action=channel_update", space.id)).await.ok();
    assert_eq!(log.items.len(), 1);
    world.stop().await;
}

#[tokio::test]
async fn deleting_a_category_lifts_its_channels_with_the_sight_they_then_have() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben]).await;
    let category = general.parent_id.unwrap();
    let base = everyone(&ada, space.id).await;
    ada.patch(&format!("/spaces/{}", space.id), json!({ "rules_channel_id": general.id })).await.ok::<Space>();
    ada.put(&format!("/channels/{category}/overrides/role/{base}"), json!({ "deny": ["view_channel"] }))
        .await
        .ok::<Value>();
    assert!(channels(&ben, space.id).await.is_empty());

    ada.delete(&format!("/channels/{category}")).await.done();
    ada.delete(&format!("/channels/{category}")).await.refused(Code::NotFound);
    let left = channels(&ben, space.id).await;
    assert_eq!(left.iter().map(|channel| channel.name.as_deref().unwrap()).collect::<Vec<_>>(), ["general", "Lounge"]);
    assert!(left.iter().all(|channel| channel.parent_id.is_none()));

    ada.delete(&format!("/channels/{}", general.id)).await.done();
    ben.get(&format!("/channels/{}/messages", general.id)).await.refused(Code::NotFound);
    let seen: Space = ada.get(&format!("/spaces/{}", space.id)).await.ok();
    assert_eq!(seen.rules_channel_id, None);
    assert!(channels(&ada, space.id).await.iter().all(|channel| channel.kind != ChannelKind::Category));
    world.stop().await;
}
