//! Making, changing, handing over, deleting.

use super::*;
use serde_json::json;
use snug_proto::{Code, Page, channels::ChannelKind, spaces::Space};
use std::time::Duration;

#[tokio::test]
async fn a_new_space_has_a_role_channels_and_an_owner() {
    let world = World::start().await;
    let ada = world.owner();
    let space = ada.makes_space("Foxglove").await;
    assert_eq!((space.owner_id, space.member_count, space.access_version), (ada.id, 1, 1));
    assert!(space.permissions.has(Perm::Administrator));

    let channels: Vec<Channel> = ada.get(&format!("/spaces/{}/channels", space.id)).await.ok();
    let found: Vec<_> = channels.iter().map(|channel| (channel.name.as_deref().unwrap(), channel.kind)).collect();
    assert!(found.contains(&("general", ChannelKind::Text)) && found.contains(&("Lounge", ChannelKind::Voice)));
    let category = channels.iter().find(|channel| channel.kind == ChannelKind::Category).unwrap();
    assert_eq!(channels.iter().filter(|channel| channel.parent_id == Some(category.id)).count(), 2);

    let role = everyone(&ada, space.id).await;
    assert_eq!((role.position, role.permissions), (0, snug_proto::Perms::DEFAULT));
    assert!(member(&ada, space.id, &ada).await.owner);
    let read: Space = ada.get(&format!("/spaces/{}", space.id)).await.ok();
    assert_eq!(read, space);
    world.stop().await;
}

#[tokio::test]
async fn texts_are_taken_to_their_limit_and_no_further() {
    let world = World::start().await;
    let ada = world.owner();
    for (name, description, is_good) in [
        ("é".repeat(100), "d".repeat(1000), true),
        ("é".repeat(101), String::new(), false),
        ("a".into(), String::new(), false),
        ("ok".into(), "d".repeat(1001), false),
    ] {
        let made = ada.post("/spaces", json!({ "name": name, "description": description })).await;
        if is_good {
            let space: Space = made.created();
            assert_eq!((space.name, space.description), (name, Some(description)));
        } else {
            made.refused(Code::Invalid);
        }
    }
    ada.post("/spaces", json!({ "name": "Fox", "color": "red" })).await.refused(Code::Invalid);
    world.stop().await;
}

#[tokio::test]
async fn parallel_foundings_at_the_limit_give_one_space() {
    let world = World::start_with(|config| config.counts.spaces_owned = 3).await;
    let ada = world.owner();
    ada.makes_space("One").await;
    ada.makes_space("Two").await;
    let asks = (0..10).map(|_| ada.post("/spaces", json!({ "name": "Three" })));
    let answers = futures_util::future::join_all(asks).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    for answer in answers.into_iter().filter(|answer| answer.status != 201) {
        assert_eq!(answer.refused(Code::LimitReached).field.as_deref(), Some("spaces_owned"));
    }
    world.stop().await;
}

#[tokio::test]
async fn a_change_leaves_one_audit_row_and_the_same_change_none() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben]).await;
    let path = format!("/spaces/{}", space.id);
    let patch =
        json!({ "name": "Heather", "description": "A place", "join_gate": "aged", "system_channel_id": general.id });

    ben.patch(&path, patch.clone()).await.refused(Code::Forbidden);
    for wrong in ["a".repeat(513), "two%0Alines".into()] {
        let refused = send_with(&ada, ("x-audit-reason", &wrong), "PATCH", &path, patch.clone()).await;
        assert_eq!(refused.refused(Code::Invalid).field.as_deref(), Some("x-audit-reason"));
    }
    let changed: Space = send_with(&ada, ("x-audit-reason", "It%20grew"), "PATCH", &path, patch.clone()).await.ok();
    assert_eq!((changed.name.as_str(), changed.system_channel_id), ("Heather", Some(general.id)));
    let again: Space = ada.patch(&path, patch).await.ok();
    assert_eq!(again, changed);

    let log = audit(&ada, space.id).await;
    let updates: Vec<_> = log.iter().filter(|entry| entry.action == "space_update").collect();
    assert_eq!(updates.len(), 1);
    assert_eq!(updates[0].reason.as_deref(), Some("It grew"));
    assert_eq!(updates[0].actor.as_ref().unwrap().id, ada.id);
    let keys: Vec<_> = updates[0].changes.iter().map(|change| change.key.as_str()).collect();
    assert_eq!(keys, ["name", "description", "system_channel_id", "join_gate"]);

    let voice = channel(&ada, space.id, "Lounge").await;
    ada.patch(&path, json!({ "system_channel_id": voice.id })).await.refused(Code::Invalid);
    ada.patch(&path, json!({ "rules_channel_id": world.app.ids.uuid() })).await.refused(Code::Invalid);
    let cleared: Space = ada.patch(&path, json!({ "description": null })).await.ok();
    assert_eq!(cleared.description, None);
    world.stop().await;
}

#[tokio::test]
async fn the_space_can_be_handed_over_to_a_member() {
    let world = World::start_with(|config| config.counts.spaces_owned = 2).await;
    let [ben, eve] = world.people(["ben", "eve"]).await;
    let ada = world.owner();
    let (space, _) = world.space(&ada, &[&ben]).await;
    let path = format!("/spaces/{}/owner", space.id);

    ben.post(&path, json!({ "user_id": ben.id })).await.refused(Code::Forbidden);
    ada.post(&path, json!({ "user_id": eve.id })).await.refused(Code::NotFound);
    let given: Space = ada.post(&path, json!({ "user_id": ben.id })).await.ok();
    assert_eq!(given.owner_id, ben.id);
    assert!(!given.permissions.has(Perm::ManageSpace));
    ada.post(&path, json!({ "user_id": ada.id })).await.refused(Code::Forbidden);
    assert!(member(&ada, space.id, &ben).await.owner);

    ada.makes_space("Own").await;
    ada.makes_space("Other").await;
    let full = ben.post(&path, json!({ "user_id": ada.id })).await.refused(Code::LimitReached);
    assert_eq!(full.field.as_deref(), Some("spaces_owned"));
    let log = audit(&ben, space.id).await;
    assert_eq!(log.iter().filter(|entry| entry.action == "owner_transfer").count(), 1);

    ben.delete(&format!("/spaces/{}/members/me", space.id)).await.refused(Code::Conflict);
    world.stop().await;
}

#[tokio::test]
async fn deleting_wants_a_fresh_proof_and_the_name_and_hides_at_once() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben]).await;
    let invite = ada.invites(space.id).await;
    let path = format!("/spaces/{}", space.id);

    world.wait(Duration::from_secs(11 * 60));
    let body = json!({ "confirm_name": "Foxglove" });
    ada.send("DELETE", &path, Some(body.clone())).await.refused(Code::ReauthRequired);
    ada.post("/auth/reauth", json!({ "password": crate::testkit::PASSWORD })).await.done();
    let wrong = ada.send("DELETE", &path, Some(json!({ "confirm_name": "foxglove" }))).await.refused(Code::Invalid);
    assert_eq!(wrong.field.as_deref(), Some("confirm_name"));
    ada.send("DELETE", &path, Some(body.clone())).await.done();

    for person in [&ada, &ben] {
        person.get(&path).await.refused(Code::NotFound);
        person.get(&format!("/channels/{}", general.id)).await.refused(Code::NotFound);
        let mine: Page<Space> = person.get("/spaces").await.ok();
        assert!(mine.items.is_empty());
        person.post(&format!("/invites/{}/join", invite.code), json!(null)).await.refused(Code::NotFound);
    }
    ben.get(&format!("/invites/{}", invite.code)).await.refused(Code::NotFound);
    ada.send("DELETE", &path, Some(body)).await.refused(Code::NotFound);
    world.stop().await;
}
