//! What a change of rights means for one person: what came in sight, what went out, what they may do now.

use crate::access::{self, World};
use snug_proto::{
    ChannelId, Perms, UserId,
    channels::ChannelPlace,
    events::{ChannelGone, Event},
};
use std::collections::BTreeMap;

/// What a person sees in a space and may do there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// In the space at large.
    pub space: Perms,
    /// In each visible channel.
    pub channels: BTreeMap<ChannelId, Perms>,
}

/// The difference between two sights.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// No longer there.
    pub lost: Vec<(ChannelId, ChannelGone)>,
    /// Newly there: categories first.
    pub gained: Vec<ChannelId>,
    /// The places of all visible channels, when one of those seen before stands elsewhere now.
    pub places: Option<Vec<ChannelPlace>>,
    /// True when any right differs.
    pub rights: bool,
}

impl Sight {
    /// What the person sees at this time; `None` for who is no member, or while the space is suspended.
    pub fn of(world: &World, user: UserId, now_ms: i64) -> Option<Self> {
        if world.suspended || !world.has_member(user) {
            return None;
        }
        Some(Self { space: access::in_space(world, user, now_ms), channels: access::shown(world, user, now_ms) })
    }

    /// The event that tells the person about it.
    pub fn rights(&self, world: &World) -> Event {
        Event::PermissionsUpdate { space_id: world.space, space: self.space, channels: self.channels.clone() }
    }
}

/// What became different for a person between two worlds.
pub fn change(old_world: &World, old: &Sight, world: &World, new: &Sight) -> Change {
    let lost = old.channels.keys().filter(|id| !new.channels.contains_key(id));
    let lost = lost.map(|id| {
        let is_there = world.channels.contains_key(id);
        (*id, if is_there { ChannelGone::Hidden } else { ChannelGone::Deleted })
    });
    let mut gained: Vec<ChannelId> = new.channels.keys().filter(|id| !old.channels.contains_key(id)).copied().collect();
    gained.sort_by_key(|id| world.channels.get(id).is_some_and(|node| node.parent.is_some()));
    let moved = new.channels.keys().filter(|id| old.channels.contains_key(id)).any(|id| {
        let place = |world: &World| world.channels.get(id).map(|node| (node.parent, node.position));
        place(old_world) != place(world)
    });
    let places = moved.then(|| {
        let visible = new.channels.keys().filter_map(|id| world.channels.get(id).map(|node| (*id, node)));
        visible.map(|(id, node)| ChannelPlace { id, parent_id: node.parent, position: node.position }).collect()
    });
    Change { lost: lost.collect(), gained, places, rights: old != new }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{ChannelNode, MemberNode, RoleNode};
    use snug_proto::{
        Perm, RoleId, SpaceId,
        channels::{ChannelKind, Encryption, Override, OverrideTarget},
    };
    use uuid::Uuid;

    const EVERYONE: RoleId = RoleId(Uuid::from_u128(1));
    const STAFF: RoleId = RoleId(Uuid::from_u128(2));
    const BEN: UserId = UserId(Uuid::from_u128(3));
    const CATEGORY: ChannelId = ChannelId(Uuid::from_u128(20));
    const GENERAL: ChannelId = ChannelId(Uuid::from_u128(10));
    const SECRET: ChannelId = ChannelId(Uuid::from_u128(11));

    fn node(kind: ChannelKind, parent: Option<ChannelId>, position: i64) -> ChannelNode {
        ChannelNode { kind, parent, position, overrides: vec![], encryption: Encryption::Off, slow_mode_seconds: 0 }
    }

    fn hidden_from_everyone() -> Vec<Override> {
        let view = Perms::of([Perm::ViewChannel]);
        vec![
            Override { target: OverrideTarget::Role(EVERYONE), allow: Perms::NONE, deny: view },
            Override { target: OverrideTarget::Role(STAFF), allow: view, deny: Perms::NONE },
        ]
    }

    fn world() -> World {
        let role = |position, permissions| RoleNode { position, permissions, mentionable: false };
        let mut secret = node(ChannelKind::Text, Some(CATEGORY), 1);
        secret.overrides = hidden_from_everyone();
        World {
            space: SpaceId(Uuid::from_u128(5)),
            version: 1,
            owner: UserId(Uuid::from_u128(4)),
            suspended: false,
            everyone: EVERYONE,
            roles: [(EVERYONE, role(0, Perms::DEFAULT)), (STAFF, role(1, Perms::NONE))].into(),
            channels: [
                (CATEGORY, node(ChannelKind::Category, None, 0)),
                (GENERAL, node(ChannelKind::Text, Some(CATEGORY), 0)),
                (SECRET, secret),
            ]
            .into(),
            members: [(BEN, MemberNode::default())].into(),
        }
    }

    fn between(old: &World, new: &World) -> Change {
        change(old, &Sight::of(old, BEN, 0).unwrap(), new, &Sight::of(new, BEN, 0).unwrap())
    }

    #[test]
    fn nothing_changes_by_itself() {
        assert_eq!(between(&world(), &world()), Change::default());
    }

    #[test]
    fn a_role_opens_and_closes_a_channel() {
        let (without, mut with) = (world(), world());
        with.members.get_mut(&BEN).unwrap().roles.push(STAFF);
        let opened = between(&without, &with);
        assert_eq!((opened.gained, opened.rights, opened.places), (vec![SECRET], true, None));
        let closed = between(&with, &without);
        assert_eq!((closed.lost, closed.rights), (vec![(SECRET, ChannelGone::Hidden)], true));
    }

    #[test]
    fn a_hidden_category_hides_what_inherits_and_categories_come_first() {
        let (open, mut shut) = (world(), world());
        shut.channels.get_mut(&CATEGORY).unwrap().overrides = hidden_from_everyone();
        let lost: Vec<ChannelId> = between(&open, &shut).lost.into_iter().map(|(id, _)| id).collect();
        assert_eq!(lost, [GENERAL, CATEGORY]);
        assert_eq!(between(&shut, &open).gained, [CATEGORY, GENERAL]);
    }

    #[test]
    fn a_deleted_channel_is_said_to_be_deleted() {
        let (old, mut new) = (world(), world());
        new.channels.remove(&GENERAL);
        assert_eq!(between(&old, &new).lost, [(GENERAL, ChannelGone::Deleted)]);
    }

    #[test]
    fn a_moved_channel_tells_the_places_of_the_visible_ones() {
        let (old, mut new) = (world(), world());
        new.channels.get_mut(&GENERAL).unwrap().position = 7;
        let change = between(&old, &new);
        let places: Vec<_> = change.places.unwrap().into_iter().map(|place| (place.id, place.position)).collect();
        assert_eq!(places, [(GENERAL, 7), (CATEGORY, 0)]);
        assert!(!change.rights);
    }

    #[test]
    fn who_is_no_member_sees_nothing() {
        let mut away = world();
        away.members.clear();
        assert_eq!(Sight::of(&away, BEN, 0), None);
        let suspended = World { suspended: true, ..world() };
        assert_eq!(Sight::of(&suspended, BEN, 0), None);
    }
}
