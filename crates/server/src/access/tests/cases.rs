//! The hand-written cases, shared with the web client.

use super::{check_reasons, reference};
use crate::access::{ChannelNode, MemberNode, RoleNode, World, effective, explain};
use serde::Deserialize;
use snug_proto::{
    ChannelId, Perms, RoleId, SpaceId, UserId,
    channels::{ChannelKind, Encryption, Override, OverrideTarget},
};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(Deserialize)]
struct Table {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    space: Space,
    category: Option<Place>,
    channel: Place,
    member: Option<Member>,
    expected: Vec<String>,
}

#[derive(Deserialize)]
struct Space {
    owner: String,
    suspended: bool,
    everyone: Perms,
    roles: Vec<Role>,
}

#[derive(Deserialize)]
struct Role {
    id: String,
    position: i64,
    permissions: Perms,
}

#[derive(Deserialize)]
struct Place {
    overrides: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    target: Target,
    allow: Perms,
    deny: Perms,
}

#[derive(Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
enum Target {
    Role(String),
    User(String),
}

#[derive(Deserialize)]
struct Member {
    id: String,
    roles: Vec<String>,
    timed_out: bool,
}

const NOW_MS: i64 = 1_000;

/// The same id for the same name.
fn id<T: From<Uuid>>(name: &str) -> T {
    let mut bytes = [0; 16];
    for (at, byte) in name.bytes().take(16).enumerate() {
        bytes[at] = byte;
    }
    Uuid::from_bytes(bytes).into()
}

fn node(kind: ChannelKind, parent: Option<ChannelId>, place: &Place) -> ChannelNode {
    let entry = |exception: &Exception| Override {
        target: match &exception.target {
            Target::Role(role) => OverrideTarget::Role(id(role)),
            Target::User(user) => OverrideTarget::User(id(user)),
        },
        allow: exception.allow,
        deny: exception.deny,
    };
    let overrides = place.overrides.iter().map(entry).collect();
    ChannelNode { kind, parent, position: 0, overrides, encryption: Encryption::Off, slow_mode_seconds: 0 }
}

fn world(case: &Case) -> World {
    let role = |position, permissions| RoleNode { position, permissions, mentionable: false };
    let mut roles: HashMap<RoleId, RoleNode> =
        case.space.roles.iter().map(|own| (id(&own.id), role(own.position, own.permissions))).collect();
    roles.insert(id("everyone"), role(0, case.space.everyone));
    let parent = case.category.as_ref().map(|_| id("category"));
    let mut channels = HashMap::from([(id("channel"), node(ChannelKind::Text, parent, &case.channel))]);
    if let Some(category) = &case.category {
        channels.insert(id("category"), node(ChannelKind::Category, None, category));
    }
    let member = case.member.as_ref().map(|member| {
        let timeout_until_ms = member.timed_out.then_some(NOW_MS + 1);
        let roles = member.roles.iter().map(|role| id(role)).collect();
        (id::<UserId>(&member.id), MemberNode { roles, timeout_until_ms })
    });
    World {
        space: id::<SpaceId>("space"),
        version: 1,
        owner: id(&case.space.owner),
        suspended: case.space.suspended,
        everyone: id("everyone"),
        roles,
        channels,
        members: member.into_iter().collect(),
    }
}

// control: canis-x11
#[test]
fn the_hand_written_cases_come_out_as_written() {
    let table: Table = serde_json::from_str(include_str!("../../../../proto/tests/permission_cases.json")).unwrap();
    assert_eq!(table.cases.len(), 24);
    for (case, seed) in table.cases.iter().zip(0..) {
        let (world, user) = (world(case), case.member.as_ref().map_or("eve", |member| &member.id));
        let expected = match case.expected.as_slice() {
            [all] if all == "all" => Perms::ALL,
            names => serde_json::from_value(names.into()).unwrap(),
        };
        let (user, channel) = (id(user), id("channel"));
        assert_eq!(effective(&world, user, channel, NOW_MS), expected, "{}", case.name);
        assert_eq!(reference::effective(&world, user, channel, NOW_MS), expected, "{} (slow)", case.name);
        check_reasons(&world, user, &explain(&world, user, channel, NOW_MS), expected, seed);
    }
}
