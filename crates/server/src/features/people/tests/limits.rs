//! Counted limits hold under parallel requests.

use super::*;
use crate::testkit::one_got_it;
use futures_util::future::join_all;
use snug_proto::Code;

// control: canis-x22
#[tokio::test]
async fn counts_hold_under_parallel_requests() {
    let world = World::start_with(|config| {
        (config.counts.friends, config.counts.friend_requests, config.counts.blocks) = (3, 3, 3);
    })
    .await;
    let people = world.people(["ada", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"].map(longer)).await;
    let [ada, others @ ..] = &people;

    for other in &others[..2] {
        ada.asks(other).await.created::<Friend>();
    }
    one_got_it(join_all(others[2..].iter().map(|other| ada.asks(other))).await, "friend_requests");
    let unknown = json!({ "user_id": world.app.ids.uuid() });
    ada.post("/friends", unknown).await.refused(Code::LimitReached);
    for other in others {
        ada.parts_from(other).await;
    }

    for other in &others[..2] {
        ada.befriends(other).await;
    }
    for other in &others[2..5] {
        other.asks(ada).await.created::<Friend>();
    }
    one_got_it(join_all(others[2..5].iter().map(|other| ada.accepts(other))).await, "friends");
    others[6].asks(ada).await.refused(Code::NotFound);

    let block = |other: &Person| {
        let path = format!("/blocks/{}", other.id);
        async move { ada.put(&path, Value::Null).await }
    };
    for other in &others[..2] {
        ada.blocks(other).await;
    }
    one_got_it(join_all(others[2..].iter().map(block)).await, "blocks");
    ada.blocks(&others[0]).await;
    world.stop().await;
}

/// Usernames have three letters at least.
fn longer(name: &str) -> &'static str {
    format!("{name}_x").leak()
}
