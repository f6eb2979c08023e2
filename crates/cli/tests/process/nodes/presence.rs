//! Who is on one node is seen from the other, for as long as it lives.

use crate::{
    people::{House, listening, sees, user},
    stage::Stage,
};
use snug_proto::presence::Shown;

// control: canis-x23
#[tokio::test(flavor = "multi_thread")]
async fn who_was_on_a_node_that_is_killed_is_offline_within_forty_seconds() {
    let mut stage = Stage::up().await;
    let house = House::open(&stage.a.base).await;
    let ada = house.joins(&stage.b.base, "ada").await;
    let olive = user(&house.olive);
    let (mut here, ready) = listening(&ada).await;
    assert!(ready.presences.iter().all(|presence| presence.user_id != olive));
    let there = listening(&house.olive).await;
    sees(&mut here, olive, Shown::Online).await;
    stage.a.kill();
    sees(&mut here, olive, Shown::Offline).await;
    let (_, ready) = listening(&ada).await;
    assert!(ready.presences.iter().all(|presence| presence.user_id != olive));
    drop((there, here));
    stage.down().await;
}
