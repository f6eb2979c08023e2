//! Why a person may or may not do something in a channel: for each right, the step that decided it last.

use super::{rules, world::World};
use snug_proto::{
    ChannelId, Perm, Perms, UserId,
    channels::{Explained, OverrideTarget, Reason, Step},
};

/// The rights of a person in a channel, each with the deciding step.
pub fn explain(world: &World, user: UserId, channel: ChannelId, now_ms: i64) -> Explained {
    let permissions = rules::effective(world, user, channel, now_ms);
    let reasons = Perms::IN_CHANNELS
        .iter()
        .map(|permission| Reason {
            permission,
            allowed: permissions.has(permission),
            step: step(world, user, channel, permission, now_ms),
        })
        .collect();
    Explained { permissions, reasons }
}

fn step(world: &World, user: UserId, channel: ChannelId, permission: Perm, now_ms: i64) -> Step {
    let Some(member) = world.members.get(&user).filter(|_| !world.suspended) else { return Step::Hidden };
    if user == world.owner {
        return Step::Owner;
    }
    let holders = |perm| {
        let own = member.roles.iter().chain([&world.everyone]);
        own.filter(|role| world.roles.get(role).is_some_and(|node| node.permissions.has(perm))).copied().next()
    };
    if holders(Perm::Administrator).is_some() {
        return Step::Administrator;
    }
    let permissions = rules::effective(world, user, channel, now_ms);
    let awake = rules::effective(world, user, channel, i64::MAX);
    if !permissions.has(permission) && awake.has(permission) {
        return Step::Timeout;
    }
    if permission != Perm::ViewChannel && !awake.has(Perm::ViewChannel) {
        return Step::Hidden;
    }
    let decided = layers(world, channel).fold(None, |decided, (layer, entry)| {
        let applies = match entry.target {
            OverrideTarget::Role(role) => role == world.everyone || member.roles.contains(&role),
            OverrideTarget::User(person) => person == user,
        };
        let (allow, deny) = (entry.allow.has(permission), entry.deny.has(permission));
        if !applies || !(allow || deny) {
            return decided;
        }
        let found = Decision { level: level(world, entry.target), layer, allow, target: entry.target };
        match decided {
            // Among the own roles of one layer an allowance wins; otherwise the later step does.
            Some(Decision { level, layer, allow: true, .. }) if level == found.level && layer == found.layer => decided,
            _ => Some(found),
        }
    });
    let held = decided.as_ref().map_or(holders(permission).is_some(), |decision| decision.allow);
    if held && !awake.has(permission) {
        let needs = match permission {
            Perm::AttachFiles | Perm::MentionEveryone => Perm::SendMessages,
            _ => Perm::Connect,
        };
        return Step::Needs { permission: needs };
    }
    match decided {
        Some(decision) => Step::Override { channel_id: decision.layer, target: decision.target },
        None => Step::Role { role_id: holders(permission) },
    }
}

#[derive(Clone, Copy)]
struct Decision {
    level: u8,
    layer: ChannelId,
    allow: bool,
    target: OverrideTarget,
}

/// Overrides in the order in which they act: category before channel, everyone before roles before the person.
fn layers(world: &World, channel: ChannelId) -> impl Iterator<Item = (ChannelId, &snug_proto::channels::Override)> {
    let node = world.channels.get(&channel);
    let parent = node.and_then(|node| node.parent);
    parent.into_iter().chain([channel]).flat_map(move |id| {
        let mut overrides: Vec<_> =
            world.channels.get(&id).map(|node| node.overrides.iter().collect()).unwrap_or_default();
        overrides.sort_by_key(|entry| level(world, entry.target));
        overrides.into_iter().map(move |entry| (id, entry))
    })
}

fn level(world: &World, target: OverrideTarget) -> u8 {
    match target {
        OverrideTarget::Role(role) if role == world.everyone => 0,
        OverrideTarget::Role(_) => 1,
        OverrideTarget::User(_) => 2,
    }
}
