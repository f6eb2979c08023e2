//! The rules of the talk page, section 4.3, reckoned bit by bit without any set arithmetic.

use crate::access::World;
use snug_proto::{ChannelId, Perm, Perms, UserId, channels::OverrideTarget};

pub fn in_space(world: &World, user: UserId, now_ms: i64) -> Perms {
    Perm::ALL.iter().copied().filter(|perm| holds_in_space(world, user, *perm, now_ms)).collect()
}

pub fn effective(world: &World, user: UserId, channel: ChannelId, now_ms: i64) -> Perms {
    Perm::ALL.iter().copied().filter(|perm| holds(world, user, channel, *perm, now_ms)).collect()
}

fn holds_in_space(world: &World, user: UserId, perm: Perm, now_ms: i64) -> bool {
    if world.suspended || !world.members.contains_key(&user) {
        return false;
    }
    if is_above(world, user) {
        return true;
    }
    by_role(world, user, perm) && (!is_silenced(world, user, now_ms) || is_quiet(perm))
}

fn holds(world: &World, user: UserId, channel: ChannelId, perm: Perm, now_ms: i64) -> bool {
    if world.suspended || !world.members.contains_key(&user) || !world.channels.contains_key(&channel) {
        return false;
    }
    if is_above(world, user) {
        return true;
    }
    if !after_layers(world, user, channel, Perm::ViewChannel) {
        return false;
    }
    let needed = match perm {
        Perm::AttachFiles | Perm::MentionEveryone => Some(Perm::SendMessages),
        Perm::Speak | Perm::Video | Perm::ShareScreen => Some(Perm::Connect),
        _ => None,
    };
    if needed.is_some_and(|needed| !after_layers(world, user, channel, needed)) {
        return false;
    }
    if is_silenced(world, user, now_ms) && !is_quiet(perm) {
        return false;
    }
    after_layers(world, user, channel, perm)
}

fn is_above(world: &World, user: UserId) -> bool {
    world.owner == user || by_role(world, user, Perm::Administrator)
}

fn is_quiet(perm: Perm) -> bool {
    perm == Perm::ViewChannel || perm == Perm::ReadHistory
}

fn is_silenced(world: &World, user: UserId, now_ms: i64) -> bool {
    world.members[&user].timeout_until_ms.is_some_and(|until| now_ms < until)
}

fn by_role(world: &World, user: UserId, perm: Perm) -> bool {
    let own = &world.members[&user].roles;
    own.iter().chain([&world.everyone]).any(|name| world.roles.get(name).is_some_and(|role| role.permissions.has(perm)))
}

/// The order within a layer.
#[derive(Clone, Copy)]
enum Step {
    Everyone,
    Roles,
    User,
}

fn after_layers(world: &World, user: UserId, channel: ChannelId, perm: Perm) -> bool {
    let mut is_held = by_role(world, user, perm);
    let own = &world.members[&user].roles;
    let here = &world.channels[&channel];
    for layer in [here.parent.and_then(|parent| world.channels.get(&parent)), Some(here)].into_iter().flatten() {
        for step in [Step::Everyone, Step::Roles, Step::User] {
            let (mut denied, mut allowed) = (false, false);
            for entry in &layer.overrides {
                let applies = match (step, entry.target) {
                    (Step::Everyone, OverrideTarget::Role(role)) => role == world.everyone,
                    (Step::Roles, OverrideTarget::Role(role)) => role != world.everyone && own.contains(&role),
                    (Step::User, OverrideTarget::User(person)) => person == user,
                    _ => false,
                };
                denied |= applies && entry.deny.has(perm);
                allowed |= applies && entry.allow.has(perm);
            }
            if denied {
                is_held = false;
            }
            if allowed {
                is_held = true;
            }
        }
    }
    is_held
}
