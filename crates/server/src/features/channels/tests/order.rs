//! Order, and moving between categories.

use super::*;
use crate::testkit::World;
use serde_json::{Value, json};
use snug_proto::{ChannelId, Code, channels::ChannelPlace};

async fn places(person: &Person, space: SpaceId) -> Vec<ChannelPlace> {
    let place =
        |channel: Channel| ChannelPlace { id: channel.id, parent_id: channel.parent_id, position: channel.position };
    channels(person, space).await.into_iter().map(place).collect()
}

fn put(places: &mut [ChannelPlace], id: ChannelId, parent: Option<ChannelId>, position: i64) {
    let place = places.iter_mut().find(|place| place.id == id).unwrap();
    (place.parent_id, place.position) = (parent, position);
}

#[tokio::test]
async fn moving_needs_the_right_in_both_categories() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben]).await;
    let old = general.parent_id.unwrap();
    let path = format!("/spaces/{}/channels", space.id);
    let new: Channel = ada.post(&path, json!({ "kind": "category", "name": "New" })).await.created();
    let order = format!("{path}/order");
    let mut wanted = places(&ben, space.id).await;
    put(&mut wanted, general.id, Some(new.id), 0);

    ben.put(&order, json!(wanted)).await.refused(Code::Forbidden);
    for category in [old, new.id] {
        let allow = json!({ "allow": ["manage_channels"] });
        ada.put(&format!("/channels/{category}/overrides/user/{}", ben.id), allow).await.ok::<Value>();
        let moved = ben.put(&order, json!(wanted)).await;
        if category == old {
            moved.refused(Code::Forbidden);
        } else {
            moved.ok::<Vec<Channel>>();
        }
    }
    assert_eq!(named(&ada, space.id, "general").await.unwrap().parent_id, Some(new.id));
    world.stop().await;
}

#[tokio::test]
async fn a_stale_list_moves_nothing_and_the_same_list_leaves_no_trace() {
    let world = World::start().await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[]).await;
    let order = format!("/spaces/{}/channels/order", space.id);
    let mut stale = places(&ada, space.id).await;
    ada.makes_channel(space.id, "fresh").await;
    put(&mut stale, general.id, None, 0);
    ada.put(&order, json!(stale)).await.refused(Code::Conflict);
    let now = places(&ada, space.id).await;
    assert_eq!(named(&ada, space.id, "general").await.unwrap().parent_id, general.parent_id);
    ada.put(&order, json!(now)).await.ok::<Vec<Channel>>();
    let log: Value = ada.get(&format!("/spaces/{}/audit?action=channel_order", space.id)).await.ok();
    assert!(log["items"].as_array().unwrap().is_empty());

    let lounge = named(&ada, space.id, "Lounge").await.unwrap();
    let mut turned = now;
    put(&mut turned, general.id, general.parent_id, 1);
    put(&mut turned, lounge.id, general.parent_id, 0);
    ada.put(&order, json!(turned)).await.ok::<Vec<Channel>>();
    assert_eq!(named(&ada, space.id, "Lounge").await.unwrap().position, 0);
    assert_eq!(named(&ada, space.id, "general").await.unwrap().position, 1);
    world.stop().await;
}
