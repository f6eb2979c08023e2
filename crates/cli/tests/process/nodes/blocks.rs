//! A block at one node holds at the other at once: rows decide.

use super::EVERY;
use crate::{
    people::{House, listening, say, sees, user},
    stage::Stage,
};
use serde_json::{Value, json};
use snug_proto::{Code, channels::Channel, presence::Shown};

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_blocked_at_one_node_reaches_nobody_from_the_other() {
    let stage = Stage::up().await;
    let house = House::open(&stage.a.base).await;
    let (ada, ben) = (house.joins(&stage.a.base, "ada").await, house.joins(&stage.b.base, "ben").await);
    let direct = json!({ "user_ids": [user(&ben)], "encryption": "off" });
    let direct: Channel = ada.post("/conversations", &direct).await.unwrap();
    let block = format!("/blocks/{}", user(&ben));
    let (mut on_b, _) = listening(&ben).await;
    let _there = listening(&ada).await;
    sees(&mut on_b, user(&ada), Shown::Online).await;
    for bus in EVERY {
        say(&ben, direct.id, &format!("before, bus {bus:?}")).await.unwrap();
        bus.begins(&stage);
        ada.put_empty(&block).await.unwrap();
        let refused = say(&ben, direct.id, &format!("after, bus {bus:?}")).await.unwrap_err();
        assert_eq!(refused.code(), Some(Code::CannotMessage), "bus {bus:?}");
        let writing = ben.post_empty::<Value>(&format!("/channels/{}/typing", direct.id)).await.unwrap_err();
        assert_eq!(writing.code(), Some(Code::CannotMessage), "bus {bus:?}");
        bus.ends(&stage).await;
        sees(&mut on_b, user(&ada), Shown::Offline).await;
        ada.delete(&block).await.unwrap();
        sees(&mut on_b, user(&ada), Shown::Online).await;
    }
    stage.down().await;
}
