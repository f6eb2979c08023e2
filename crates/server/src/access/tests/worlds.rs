//! Random worlds, the same in each run.

use super::compare;
use crate::access::{ChannelNode, MemberNode, RoleNode, World};
use snug_proto::{
    ChannelId, Perm, Perms, RoleId, SpaceId, UserId,
    channels::{ChannelKind, Encryption, Override, OverrideTarget},
};
use uuid::Uuid;

const WORLDS: u64 = 100_000;
const NOW_MS: i64 = 1_000;

/// SplitMix64: small, even, and repeatable.
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        value ^ (value >> 31)
    }
    fn below(&mut self, most: u64) -> u64 {
        self.throw() % most
    }
    fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
    /// About half, or a quarter, of all bits; administrator rarely.
    fn perms(&mut self) -> Perms {
        let mut bits = Perms(self.throw()) & Perms::ALL;
        if self.one_in(2) {
            bits = bits & Perms(self.throw());
        }
        let sight = if self.one_in(4) { Perms::NONE } else { Perms::of([Perm::ViewChannel]) };
        let top = if self.one_in(12) { Perms::of([Perm::Administrator]) } else { Perms::NONE };
        bits.without(Perms::of([Perm::Administrator])) | sight | top
    }
    fn exception(&mut self, target: OverrideTarget) -> Override {
        let allow = Perms(self.throw() & self.throw()) & Perms::IN_CHANNELS;
        let deny = (Perms(self.throw() & self.throw()) & Perms::IN_CHANNELS).without(allow);
        Override { target, allow, deny }
    }
}

fn id<T: From<Uuid>>(number: u64) -> T {
    Uuid::from_u128(u128::from(number)).into()
}

fn exceptions(dice: &mut Dice, roles: u64) -> Vec<Override> {
    let mut found = Vec::new();
    for role in 0..=roles {
        if dice.one_in(2) {
            found.push(dice.exception(OverrideTarget::Role(id(100 + role))));
        }
    }
    for user in 1..=2 {
        if dice.one_in(3) {
            found.push(dice.exception(OverrideTarget::User(id(user))));
        }
    }
    // Their order in the list must not matter.
    for at in (1..found.len()).rev() {
        let other = usize::try_from(dice.below(at as u64 + 1)).unwrap();
        found.swap(at, other);
    }
    found
}

fn channel(kind: ChannelKind, parent: Option<ChannelId>, overrides: Vec<Override>) -> ChannelNode {
    ChannelNode { kind, parent, position: 0, overrides, encryption: Encryption::Off, slow_mode_seconds: 0 }
}

/// The owner 9, the member 1, a stranger 2, up to four roles besides everyone, a category and two channels.
fn world(dice: &mut Dice) -> World {
    let roles = dice.below(5);
    let node = |dice: &mut Dice, position| RoleNode { position, permissions: dice.perms(), mentionable: false };
    let all = (0..=roles).map(|role| (id::<RoleId>(100 + role), node(dice, i64::try_from(role).unwrap()))).collect();
    let own = (1..=roles).filter(|_| dice.one_in(2)).map(|role| id(100 + role)).collect();
    let timeout_until_ms = match dice.below(6) {
        0 => Some(NOW_MS + 1),
        1 => Some(NOW_MS),
        _ => None,
    };
    let category: ChannelId = id(200);
    let parent = if dice.one_in(3) { None } else { Some(category) };
    let channels = [
        (category, channel(ChannelKind::Category, None, exceptions(dice, roles))),
        (id(201), channel(ChannelKind::Text, parent, exceptions(dice, roles))),
        (id(202), channel(ChannelKind::Voice, None, exceptions(dice, roles))),
    ];
    World {
        space: id::<SpaceId>(1),
        version: 1,
        owner: id(9),
        suspended: dice.one_in(50),
        everyone: id(100),
        roles: all,
        channels: channels.into(),
        members: [(id(1), MemberNode { roles: own, timeout_until_ms }), (id(9), MemberNode::default())].into(),
    }
}

// control: canis-x11
#[test]
fn random_worlds_agree_with_a_slow_reckoning_and_every_reason_is_true() {
    for seed in 0..WORLDS {
        let mut dice = Dice(seed.wrapping_mul(0xA076_1D64_78BD_642F));
        let world = world(&mut dice);
        let place = id(200 + seed % 3);
        compare(&world, id::<UserId>(1), place, NOW_MS, seed);
        if seed % 10 == 0 {
            compare(&world, id::<UserId>(9), place, NOW_MS, seed);
        }
        if seed % 10 == 1 {
            assert_eq!(crate::access::effective(&world, id(2), place, NOW_MS), Perms::NONE);
            assert_eq!(crate::access::in_space(&world, id(2), NOW_MS), Perms::NONE);
        }
    }
}
