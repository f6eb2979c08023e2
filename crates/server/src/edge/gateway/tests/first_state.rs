//! What a client gets first.

use super::ear::Ear;
use crate::testkit::World;
use serde_json::{Value, json};
use snug_proto::{channels::Channel, notifications::Level, people::FriendState};
use std::time::Duration;

#[tokio::test]
async fn friends_requests_blocks_and_levels_are_there_from_the_first_moment() {
    let world = World::start().await;
    let [ada, ben, cyd, dan] = world.people(["ada", "ben", "cyd", "dan"]).await;
    let cost = async || {
        // Who may see whom is looked up beside, and known once somebody else came in.
        Ear::of(&ada).await;
        let before = world.app.db.statements();
        let ready = Ear::of(&ada).await.ready;
        (ready, world.app.db.statements() - before)
    };
    let (empty, nothing) = cost().await;
    assert!(
        empty.friends.is_empty()
            && empty.blocks.is_empty()
            && empty.conversations.is_empty()
            && empty.notification_levels.is_empty()
    );
    ada.post("/friends", json!({ "user_id": ben.id })).await.created::<Value>();
    world.wait(Duration::from_secs(1));
    cyd.post("/friends", json!({ "user_id": ada.id })).await.created::<Value>();
    ada.put(&format!("/blocks/{}", dan.id), Value::Null).await.done();
    ada.put("/me/notification-levels/account", json!({ "level": "nothing" })).await.done();
    for other in [&ben, &cyd] {
        let _: Value = other.send("PATCH", "/me", Some(json!({ "direct_policy": "everyone" }))).await.ok();
    }
    let (none, _) = cost().await;
    assert!(none.conversations.is_empty());
    let direct: Channel = ada.post("/conversations", json!({ "user_ids": [ben.id] })).await.created();
    let (_, few) = cost().await;
    world.wait(Duration::from_secs(1));
    let _: Channel = cyd.post("/conversations", json!({ "user_ids": [ben.id] })).await.created();
    let group: Channel = ada.post("/conversations", json!({ "user_ids": [ben.id, cyd.id] })).await.created();
    ada.put(&format!("/conversations/{}/hidden", direct.id), json!({ "hidden": true })).await.done();
    let (ready, many) = cost().await;
    let conversations: Vec<_> = ready
        .conversations
        .iter()
        .map(|state| (state.channel.id, state.channel.conversation.as_ref().unwrap().hidden, state.read.unread))
        .collect();
    assert_eq!(conversations, [(group.id, false, 0), (direct.id, true, 0)]);
    let stand: Vec<_> = ready.friends.iter().map(|friend| (friend.user.id, friend.state)).collect();
    assert_eq!(stand, [(ben.id, FriendState::Outgoing), (cyd.id, FriendState::Incoming)]);
    assert_eq!(ready.blocks, [dan.id]);
    assert_eq!(ready.notification_levels[0].level, Some(Level::Nothing));
    assert_eq!(few, many, "it costs the same for one and for many");
    assert_eq!(few, nothing + 1, "what was read is asked once there is something to read");
    let of_dan = Ear::of(&dan).await.ready;
    assert!(of_dan.friends.is_empty() && of_dan.blocks.is_empty(), "who is blocked is not told");
    world.stop().await;
}
