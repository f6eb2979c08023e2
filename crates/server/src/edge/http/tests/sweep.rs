//! The endpoint sweep: every route, called by nobody, a stranger, a member and the owner of the space, as one snapshot.
//!
//! Each call meets a fresh space, so that one call cannot change what the next one sees.

use crate::{
    edge::http::{Route, router},
    testkit::{Expect, Person, World},
};
use serde_json::{Value, json};
use snug_proto::{
    channels::Channel,
    messages::Message,
    spaces::{Invite, Role, Space},
};
use std::collections::BTreeMap;

struct Stage {
    space: Space,
    channel: Channel,
    role: Role,
    invite: Invite,
    message: Message,
    channels: Vec<Channel>,
}

async fn stage(world: &World, host: &Person, member: &Person, other: &Person) -> Stage {
    let (space, channel) = world.space(host, &[member, other]).await;
    let role = host.makes_role(space.id, "Desk", &["manage_messages"]).await;
    let invite = host.invites(space.id).await;
    let message = other.says(channel.id, "hello").await.created();
    let channels = host.get(&format!("/spaces/{}/channels", space.id)).await.ok();
    Stage { space, channel, role, invite, message, channels }
}

fn path(route: &Route, stage: &Stage, other: &Person) -> String {
    let part = |part: &str| match part {
        "{space_id}" => stage.space.id.to_string(),
        "{channel_id}" => stage.channel.id.to_string(),
        "{message_id}" => stage.message.id.to_string(),
        "{role_id}" | "{target_id}" => stage.role.id.to_string(),
        "{user_id}" => other.id.to_string(),
        "{code}" => stage.invite.code.clone(),
        "{kind}" => "role".into(),
        "{emoji}" => "%F0%9F%91%8D".into(),
        "{variant}" => "original".into(),
        "{id}" if route.path.starts_with("/users/") => other.id.to_string(),
        part if part.starts_with('{') => uuid::Uuid::nil().to_string(),
        part => part.into(),
    };
    route.path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// A body that breaks no rule, for the routes that take one.
fn body(route: &Route, stage: &Stage, other: &Person) -> Value {
    let places: Vec<Value> = stage
        .channels
        .iter()
        .map(|channel| json!({ "id": channel.id, "parent_id": channel.parent_id, "position": channel.position }))
        .collect();
    match (route.method.as_str(), route.path) {
        ("POST", "/spaces") => json!({ "name": "Another" }),
        ("PATCH", "/spaces/{space_id}") => json!({ "name": "Renamed" }),
        ("DELETE", "/spaces/{space_id}") => json!({ "confirm_name": stage.space.name }),
        ("POST", "/spaces/{space_id}/owner") => json!({ "user_id": other.id }),
        ("PATCH", "/spaces/{space_id}/members/{user_id}") => json!({ "nick": "Nick" }),
        ("PUT", "/spaces/{space_id}/members/{user_id}/timeout") => json!({ "seconds": 60 }),
        ("POST", "/spaces/{space_id}/roles") => json!({ "name": "Fresh" }),
        ("PATCH", "/spaces/{space_id}/roles/{role_id}") => json!({ "name": "Renamed" }),
        ("PUT", "/spaces/{space_id}/roles/order") => json!({ "role_ids": [stage.role.id] }),
        ("POST", "/spaces/{space_id}/channels") => json!({ "kind": "text", "name": "fresh" }),
        ("PUT", "/spaces/{space_id}/channels/order") => Value::Array(places),
        ("PATCH", "/channels/{channel_id}") => json!({ "name": "renamed" }),
        ("PUT", "/channels/{channel_id}/overrides/{kind}/{target_id}") => json!({ "deny": ["send_messages"] }),
        ("POST", "/channels/{channel_id}/messages") => json!({ "content": "hi" }),
        ("POST", "/channels/{channel_id}/messages/bulk-delete") => json!({ "ids": [stage.message.id] }),
        ("POST", "/channels/{channel_id}/ack") => json!({ "seq": 1 }),
        ("PATCH", "/messages/{message_id}") => json!({ "content": "changed" }),
        ("PATCH", "/me") => json!({ "bio": "hello" }),
        ("PUT", "/me/settings") => json!({ "settings": {}, "version": 0 }),
        ("POST", "/files/urls") => json!({ "ids": [] }),
        ("POST", "/auth/reauth") => json!({ "password": crate::testkit::PASSWORD }),
        _ => json!({}),
    }
}

fn outcome(answer: &Expect) -> String {
    let code: Option<Value> = serde_json::from_slice(&answer.bytes).ok();
    match code.as_ref().and_then(|body| body["error"].as_str()) {
        Some(code) => format!("{} {code}", answer.status),
        None => answer.status.to_string(),
    }
}

// control: teamshots-T7, teamshots-H6
#[tokio::test]
async fn every_route_by_nobody_a_stranger_a_member_and_the_owner() {
    let world = World::start_with(|config| {
        config.counts.spaces_owned = 10_000;
        config.counts.spaces_joined = 10_000;
    })
    .await;
    let [host, member, other, stranger] = world.people(["hanna", "mika", "otto", "sten"]).await;
    let nobody = world.client();
    let mut sweep: BTreeMap<String, String> = BTreeMap::new();
    for route in router::table() {
        // Leaving and signing out would end the cast; they have stories of their own.
        if matches!(route.path, "/auth/sign-out" | "/gateway" | "/me/sessions" | "/openapi.json") {
            continue;
        }
        let mut line = Vec::new();
        for (who, person) in
            [("nobody", None), ("stranger", Some(&stranger)), ("member", Some(&member)), ("owner", Some(&host))]
        {
            let stage = stage(&world, &host, &member, &other).await;
            let (path, body) = (path(&route, &stage, &other), body(&route, &stage, &other));
            let body = route.takes.map(|_| body);
            let token = person.map(Person::token);
            let answer = nobody.request(route.method.clone(), &path, token, body.as_ref()).await.unwrap();
            line.push(format!("{who}: {}", outcome(&Expect::of(answer, &path))));
        }
        sweep.insert(format!("{} {}", route.method, route.path), line.join(" · "));
    }
    insta::assert_json_snapshot!("sweep", sweep);
    world.stop().await;
}
