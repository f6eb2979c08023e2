//! The arithmetic of rights: pure, and the same as in the web client (talk page, section 4.3).

use super::world::{ChannelNode, MemberNode, World};
use snug_proto::{
    ChannelId, Perm, Perms, UserId,
    channels::{ChannelKind, OverrideTarget},
};
use std::collections::BTreeMap;

/// What is left without the right to write.
const WRITING: Perms = Perms(Perm::AttachFiles.bit() | Perm::MentionEveryone.bit());
/// What is left without the right to enter a voice channel.
const TALKING: Perms = Perms(Perm::Speak.bit() | Perm::Video.bit() | Perm::ShareScreen.bit());
/// What a timeout leaves.
const TIMED_OUT: Perms = Perms(Perm::ViewChannel.bit() | Perm::ReadHistory.bit());

/// What a person may do in the space at large.
pub fn in_space(world: &World, user: UserId, now_ms: i64) -> Perms {
    let Some(member) = member(world, user) else { return Perms::NONE };
    if user == world.owner {
        return Perms::ALL;
    }
    let held = from_roles(world, member);
    if held.has(Perm::Administrator) {
        return Perms::ALL;
    }
    silenced(held, member, now_ms)
}

/// What a person may do in a channel or category.
pub fn effective(world: &World, user: UserId, channel: ChannelId, now_ms: i64) -> Perms {
    let (Some(member), Some(node)) = (member(world, user), world.channels.get(&channel)) else { return Perms::NONE };
    if user == world.owner {
        return Perms::ALL;
    }
    let mut held = from_roles(world, member);
    if held.has(Perm::Administrator) {
        return Perms::ALL;
    }
    let category = node.parent.and_then(|parent| world.channels.get(&parent));
    for layer in category.into_iter().chain([node]) {
        held = through(held, layer, world, member, user);
    }
    silenced(completed(held), member, now_ms)
}

/// True when a person is shown a channel: one they can view, or a category around such a one.
pub fn is_shown(world: &World, user: UserId, channel: ChannelId, now_ms: i64) -> bool {
    let can_view = |channel| effective(world, user, channel, now_ms).has(Perm::ViewChannel);
    let Some(node) = world.channels.get(&channel) else { return false };
    can_view(channel)
        || node.kind == ChannelKind::Category
            && world.channels.iter().any(|(below, node)| node.parent == Some(channel) && can_view(*below))
}

/// True when a channel is shown to every member, or to every member who holds a right in the space.
pub fn is_shown_to_all(world: &World, holding: Option<Perm>, channel: ChannelId, now_ms: i64) -> bool {
    let mut members = world.members.keys().copied();
    let is_meant = |user| holding.is_none_or(|perm| in_space(world, user, now_ms).has(perm));
    members.all(|user| !is_meant(user) || is_shown(world, user, channel, now_ms))
}

/// Everything that a person is shown, with what they may do there: nothing in a category that only stands around.
pub fn shown(world: &World, user: UserId, now_ms: i64) -> BTreeMap<ChannelId, Perms> {
    let mut shown: BTreeMap<ChannelId, Perms> = world
        .channels
        .keys()
        .map(|channel| (*channel, effective(world, user, *channel, now_ms)))
        .filter(|(_, perms)| perms.has(Perm::ViewChannel))
        .collect();
    let around: Vec<ChannelId> = shown.keys().filter_map(|channel| world.channels.get(channel)?.parent).collect();
    for category in around {
        shown.entry(category).or_insert(Perms::NONE);
    }
    shown
}

fn member(world: &World, user: UserId) -> Option<&MemberNode> {
    if world.suspended { None } else { world.members.get(&user) }
}

/// Everyone's role and the own ones together.
fn from_roles(world: &World, member: &MemberNode) -> Perms {
    let own = member.roles.iter().chain([&world.everyone]);
    own.filter_map(|role| world.roles.get(role)).fold(Perms::NONE, |held, role| held | role.permissions)
}

/// One layer of overrides: everyone, then the own roles together, then the person.
fn through(held: Perms, layer: &ChannelNode, world: &World, member: &MemberNode, user: UserId) -> Perms {
    let steps: [&dyn Fn(OverrideTarget) -> bool; 3] = [
        &|target| target == OverrideTarget::Role(world.everyone),
        &|target| matches!(target, OverrideTarget::Role(role) if role != world.everyone && member.roles.contains(&role)),
        &|target| target == OverrideTarget::User(user),
    ];
    steps.iter().fold(held, |held, applies| {
        let mine = layer.overrides.iter().filter(|entry| applies(entry.target));
        let (allow, deny) =
            mine.fold((Perms::NONE, Perms::NONE), |(allow, deny), entry| (allow | entry.allow, deny | entry.deny));
        held.without(deny) | allow
    })
}

/// Drops what makes no sense without something else.
fn completed(held: Perms) -> Perms {
    if !held.has(Perm::ViewChannel) {
        return Perms::NONE;
    }
    let held = if held.has(Perm::SendMessages) { held } else { held.without(WRITING) };
    if held.has(Perm::Connect) { held } else { held.without(TALKING) }
}

fn silenced(held: Perms, member: &MemberNode, now_ms: i64) -> Perms {
    match member.timeout_until_ms {
        Some(until) if until > now_ms => held & TIMED_OUT,
        _ => held,
    }
}
