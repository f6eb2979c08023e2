//! The arithmetic of rights, against hand-written cases and against a slow reckoning of the same rules.

mod cases;
mod reference;
mod worlds;

use super::*;
use snug_proto::{
    Perm, Perms,
    channels::{Explained, Override, Step},
};

/// Asks the fast rules and the slow ones, and checks that every reason is a true one.
fn compare(world: &World, user: snug_proto::UserId, channel: snug_proto::ChannelId, now_ms: i64, seed: u64) {
    let fast = effective(world, user, channel, now_ms);
    let slow = reference::effective(world, user, channel, now_ms);
    assert_eq!(fast, slow, "world {seed}: {world:#?}");
    let at_large = in_space(world, user, now_ms);
    assert_eq!(at_large, reference::in_space(world, user, now_ms), "world {seed}: {world:#?}");
    // Reasons cost ten times as much as rights.
    if seed.is_multiple_of(10) {
        check_reasons(world, user, &explain(world, user, channel, now_ms), fast, seed);
    }
}

fn check_reasons(world: &World, user: snug_proto::UserId, told: &Explained, held: Perms, seed: u64) {
    assert_eq!(told.permissions, held, "world {seed}");
    let bits: Vec<Perm> = told.reasons.iter().map(|reason| reason.permission).collect();
    assert_eq!(bits, Perms::IN_CHANNELS.iter().collect::<Vec<_>>());
    for reason in &told.reasons {
        let (perm, allowed) = (reason.permission, reason.allowed);
        assert_eq!(allowed, held.has(perm), "world {seed}, {perm:?}");
        let is_true = match reason.step {
            Step::Owner => allowed && world.owner == user,
            Step::Administrator => allowed,
            Step::Role { role_id: Some(role) } => allowed && world.roles[&role].permissions.has(perm),
            Step::Role { role_id: None } => !allowed,
            Step::Override { channel_id, target } => {
                let named = |entry: &&Override| entry.target == target;
                let entry = world.channels[&channel_id].overrides.iter().find(named).unwrap();
                if allowed { entry.allow.has(perm) } else { entry.deny.has(perm) }
            }
            Step::Hidden | Step::Timeout => !allowed,
            Step::Needs { permission } => !allowed && !held.has(permission),
        };
        assert!(is_true, "world {seed}: {perm:?} {allowed} because of {:?}\n{world:#?}", reason.step);
    }
}
