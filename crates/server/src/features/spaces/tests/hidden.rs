//! What one may not see is not there.

use super::*;
use crate::{
    edge::http::Route,
    features::{channels, spaces},
};
use serde_json::{Value, json};
use snug_proto::Code;

/// A body of the right shape for each route that takes one.
fn body(name: &str) -> Value {
    let nobody = uuid::Uuid::nil();
    match name {
        "update_space" | "update_member" | "update_role" | "update_channel" | "ban_user" | "set_override"
        | "create_invite" => json!({}),
        "delete_space" => json!({ "confirm_name": "Foxglove" }),
        "hand_over_space" => json!({ "user_id": nobody }),
        "begin_timeout" => json!({ "seconds": 60 }),
        "create_role" => json!({ "name": "R" }),
        "order_roles" => json!({ "role_ids": [] }),
        "create_channel" => json!({ "kind": "text", "name": "c" }),
        "order_channels" => json!([]),
        _ => Value::Null,
    }
}

/// Every route of what is inside a space.
fn inside() -> Vec<Route> {
    let all = (spaces::FEATURE.routes)().into_iter().chain((channels::FEATURE.routes)());
    all.filter(|route| route.path.starts_with("/spaces/{") || route.path.starts_with("/channels/{")).collect()
}

/// The address of a route with these things in it.
fn fill(route: &Route, thing: impl Fn(&str) -> String) -> String {
    let part = |part: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => thing(name),
        None => part.to_owned(),
    };
    route.path.split('/').map(part).collect::<Vec<_>>().join("/")
}

// control: teamshots-H6
#[tokio::test]
async fn an_existing_and_a_random_id_answer_the_same_to_outsiders() {
    let world = World::start().await;
    let [ben, eve, mal] = world.people(["ben", "eve", "mal"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben, &mal]).await;
    eve.makes_space("Elsewhere").await;
    ada.put(&format!("/spaces/{}/bans/{}", space.id, mal.id), json!({})).await.ok::<Value>();
    let role = ada.makes_role(space.id, "Role", &[]).await;
    let invite = ada.invites(space.id).await;
    let real = |name: &str| match name {
        "space_id" => space.id.0.to_string(),
        "channel_id" => general.id.0.to_string(),
        "role_id" => role.id.0.to_string(),
        "user_id" | "target_id" => ben.id.0.to_string(),
        "kind" => "user".into(),
        "code" => invite.code.clone(),
        other => panic!("what is {other}?"),
    };
    let mut tried = 0;
    for route in inside() {
        let existing = fill(&route, real);
        let random = fill(&route, |name| match name {
            "space_id" | "channel_id" => world.app.ids.uuid().to_string(),
            name => real(name),
        });
        for person in [&eve, &mal] {
            let ask = async |path: &str| person.send(route.method.as_str(), path, Some(body(route.name))).await;
            let (existing, random) = (ask(&existing).await, ask(&random).await);
            assert_eq!(existing.text(), random.text(), "{} by {}", route.name, person.name);
            existing.refused(Code::NotFound);
            tried += 1;
        }
    }
    assert_eq!(tried, 2 * 36, "a route more needs its line here");
    world.stop().await;
}

// control: canis-x06
#[tokio::test]
async fn a_locked_space_is_not_there_for_its_own_people() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let (space, general) = world.space(&ada, &[&ben]).await;
    let role = ada.makes_role(space.id, "Role", &[]).await;
    let invite = ada.invites(space.id).await;
    let lock = format!("/admin/spaces/{}/suspension", space.id);
    let owner = world.elevated().await;
    owner.put(&lock, json!({ "reason": "A quarrel over rent." })).await.ok::<Value>();
    let paths: Vec<(Route, String)> = inside()
        .into_iter()
        .map(|route| {
            let path = fill(&route, |name| match name {
                "space_id" => space.id.to_string(),
                "channel_id" => general.id.to_string(),
                "role_id" => role.id.to_string(),
                "user_id" | "target_id" => ben.id.to_string(),
                "kind" => "user".into(),
                "code" => invite.code.clone(),
                other => panic!("what is {other}?"),
            });
            (route, path)
        })
        .collect();
    for (route, path) in &paths {
        for person in [&ada, &ben] {
            person.send(route.method.as_str(), path, Some(body(route.name))).await.refused(Code::NotFound);
        }
    }
    assert!(paths.len() >= 30);
    let [eve] = world.people(["eve"]).await;
    eve.get(&format!("/invites/{}", invite.code)).await.refused(Code::NotFound);
    eve.post(&format!("/invites/{}/join", invite.code), Value::Null).await.refused(Code::NotFound);
    ada.says(general.id, "Hello?").await.refused(Code::NotFound);
    assert!(ada.get("/spaces").await.ok::<snug_proto::Page<Value>>().items.is_empty());
    owner.delete(&lock).await.done();
    ada.says(general.id, "There again.").await.created::<Value>();
    eve.joins(&invite.code).await;
    world.stop().await;
}

#[tokio::test]
async fn objects_of_another_space_are_not_found() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben]).await;
    let other = ada.makes_space("Elsewhere").await;
    let foreign = ada.makes_role(other.id, "Foreign", &[]).await;
    let invite = ada.invites(other.id).await;
    let at = format!("/spaces/{}", space.id);
    ada.patch(&format!("{at}/roles/{}", foreign.id), json!({ "name": "X" })).await.refused(Code::NotFound);
    ada.delete(&format!("{at}/roles/{}", foreign.id)).await.refused(Code::NotFound);
    ada.put(&format!("{at}/members/{}/roles/{}", ben.id, foreign.id), Value::Null).await.refused(Code::NotFound);
    ada.put(&format!("/channels/{}/overrides/role/{}", general.id, foreign.id), json!({}))
        .await
        .refused(Code::NotFound);
    ada.delete(&format!("{at}/invites/{}", invite.code)).await.refused(Code::NotFound);
    let elsewhere = channel(&ada, other.id, "general").await;
    ada.patch(&at, json!({ "system_channel_id": elsewhere.id })).await.refused(Code::Invalid);
    ada.post(&format!("{at}/invites"), json!({ "channel_id": elsewhere.id })).await.refused(Code::Invalid);
    let category = elsewhere.parent_id.unwrap();
    ada.post(&format!("{at}/channels"), json!({ "kind": "text", "name": "c", "parent_id": category }))
        .await
        .refused(Code::Invalid);
    world.stop().await;
}
