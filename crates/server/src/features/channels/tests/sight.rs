//! Rights change, and the next request knows (talk page, section 4.4).

use super::*;
use crate::testkit::World;
use serde_json::{Value, json};
use snug_proto::{Code, Perm};

#[tokio::test]
async fn the_next_request_knows_every_change_of_sight() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben]).await;
    let at = format!("/channels/{}", general.id);
    let category = format!("/channels/{}", general.parent_id.unwrap());
    let base = everyone(&ada, space.id).await;
    let role = ada.makes_role(space.id, "Seers", &["view_channel"]).await;
    let none: [&str; 0] = [];
    let hold = async |perms: Value| {
        ada.patch(&format!("/spaces/{}/roles/{base}", space.id), json!({ "permissions": perms })).await.ok::<Role>();
    };
    let sees = async |is_seen: bool| {
        let answer = ben.get(&at).await;
        if is_seen {
            answer.ok::<Channel>();
        } else {
            answer.refused(Code::NotFound);
        }
        assert_eq!(channels(&ben, space.id).await.iter().any(|channel| channel.id == general.id), is_seen);
    };

    sees(true).await;
    hold(json!(none)).await;
    sees(false).await;
    ada.gives(space.id, &ben, role.id).await;
    sees(true).await;
    ada.delete(&format!("/spaces/{}/roles/{}", space.id, role.id)).await.done();
    sees(false).await;
    hold(json!(["view_channel"])).await;
    sees(true).await;
    let deny = json!({ "deny": ["view_channel"] });
    ada.put(&format!("{category}/overrides/role/{base}"), deny.clone()).await.ok::<Value>();
    sees(false).await;
    let order = format!("/spaces/{}/channels/order", space.id);
    let mut places: Vec<Value> = channels(&ada, space.id)
        .await
        .into_iter()
        .map(|channel| json!({ "id": channel.id, "parent_id": channel.parent_id, "position": channel.position }))
        .collect();
    for place in &mut places {
        if place["id"] == json!(general.id) {
            place["parent_id"] = Value::Null;
        }
    }
    ada.put(&order, json!(places)).await.ok::<Vec<Channel>>();
    sees(true).await;
    ada.put(&format!("{at}/overrides/user/{}", ben.id), deny).await.ok::<Value>();
    sees(false).await;
    ada.delete(&format!("{at}/overrides/user/{}", ben.id)).await.done();
    sees(true).await;
    world.stop().await;
}

#[tokio::test]
async fn a_hidden_category_is_shown_around_a_channel_that_is_not() {
    let world = World::start().await;
    let [ben, eve] = world.people(["ben", "eve"]).await;
    let ada = world.owner();
    let (space, _) = world.space(&ada, &[&ben, &eve]).await;
    let new = json!({ "kind": "category", "name": "Attic" });
    let attic: Channel = ada.post(&format!("/spaces/{}/channels", space.id), new).await.created();
    let deny = json!({ "allow": [], "deny": ["view_channel"] });
    let everyone = everyone(&ada, space.id).await;
    ada.put(&format!("/channels/{}/overrides/role/{everyone}", attic.id), deny).await.ok::<Value>();
    let new = json!({ "kind": "text", "name": "trunk", "parent_id": attic.id });
    let trunk: Channel = ada.post(&format!("/spaces/{}/channels", space.id), new).await.created();
    let allow = json!({ "allow": ["view_channel"], "deny": [] });
    ada.put(&format!("/channels/{}/overrides/user/{}", trunk.id, ben.id), allow).await.ok::<Value>();
    assert!(channels(&ben, space.id).await.iter().any(|channel| channel.id == attic.id));
    let seen: Channel = ben.get(&format!("/channels/{}", attic.id)).await.ok();
    assert_eq!(seen.permissions, snug_proto::Perms::NONE);
    ben.patch(&format!("/channels/{}", attic.id), json!({ "name": "mine" })).await.refused(Code::Forbidden);
    eve.get(&format!("/channels/{}", attic.id)).await.refused(Code::NotFound);
    ada.delete(&format!("/channels/{}/overrides/user/{}", trunk.id, ben.id)).await.done();
    ben.get(&format!("/channels/{}", attic.id)).await.refused(Code::NotFound);
    world.stop().await;
}

#[tokio::test]
async fn a_list_of_channels_costs_no_more_with_more_channels() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, _) = world.space(&ada, &[&ben]).await;
    for at in 0..10 {
        ada.makes_channel(space.id, &format!("channel {at}")).await;
    }
    let listed = channels(&ben, space.id).await;
    assert_eq!(listed.len(), 13);
    assert!(listed.iter().all(|channel| channel.permissions.has(Perm::ViewChannel)));
    let before = world.app.db.statements();
    channels(&ben, space.id).await;
    assert!(world.app.db.statements() - before <= 3);
    let mut conn = world.app.db.read().await.unwrap();
    let before = world.app.db.statements();
    let overview = crate::features::spaces::overview(&mut conn, &world.app, ben.id).await.unwrap();
    assert_eq!(overview.len(), 1);
    assert_eq!(world.app.db.statements() - before, 4);
    let (known, roles, own) = crate::features::spaces::one(&mut conn, &world.app, ben.id, space.id).await.unwrap();
    assert_eq!((&known, &roles, &own), (&overview[0].0, &overview[0].1, &overview[0].2));
    drop(conn);
    world.stop().await;
}
