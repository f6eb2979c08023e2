//! What a client gets first.

use super::ear::Ear;
use crate::testkit::World;
use serde_json::{Value, json};
use snug_proto::{notifications::Level, people::FriendState};
use std::time::Duration;

#[tokio::test]
async fn friends_requests_blocks_and_levels_are_there_from_the_first_moment() {
    let world = World::start().await;
    let [ada, ben, cyd, dan] = world.people(["ada", "ben", "cyd", "dan"]).await;
    let cost = async || {
        let before = world.app.db.statements();
        let ready = Ear::of(&ada).await.ready;
        (ready, world.app.db.statements() - before)
    };
    let (empty, few) = cost().await;
    assert!(empty.friends.is_empty() && empty.blocks.is_empty() && empty.notification_levels.is_empty());
    ada.post("/friends", json!({ "user_id": ben.id })).await.created::<Value>();
    world.wait(Duration::from_secs(1));
    cyd.post("/friends", json!({ "user_id": ada.id })).await.created::<Value>();
    ada.put(&format!("/blocks/{}", dan.id), Value::Null).await.done();
    ada.put("/me/notification-levels/account", json!({ "level": "nothing" })).await.done();
    let (ready, many) = cost().await;
    let stand: Vec<_> = ready.friends.iter().map(|friend| (friend.user.id, friend.state)).collect();
    assert_eq!(stand, [(ben.id, FriendState::Outgoing), (cyd.id, FriendState::Incoming)]);
    assert_eq!(ready.blocks, [dan.id]);
    assert_eq!(ready.notification_levels[0].level, Some(Level::Nothing));
    assert_eq!(few, many, "it costs the same for none and for many");
    let of_dan = Ear::of(&dan).await.ready;
    assert!(of_dan.friends.is_empty() && of_dan.blocks.is_empty(), "who is blocked is not told");
    world.stop().await;
}
