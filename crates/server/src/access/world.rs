//! Everything that decides rights in one space, at one version.

use crate::events::At;
use snug_proto::{
    ChannelId, Perms, RoleId, SpaceId, UserId,
    channels::{ChannelKind, Encryption, Override},
};
use std::collections::HashMap;

/// Roles, channels and members of a space, as far as they decide rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World {
    /// Which space.
    pub space: SpaceId,
    /// Raised by every change of rights.
    pub version: i64,
    /// Who holds everything.
    pub owner: UserId,
    /// Locked by staff: nobody holds anything.
    pub suspended: bool,
    /// The role of everybody.
    pub everyone: RoleId,
    /// All roles, everyone included.
    pub roles: HashMap<RoleId, RoleNode>,
    /// All live channels and categories.
    pub channels: HashMap<ChannelId, ChannelNode>,
    /// All members.
    pub members: HashMap<UserId, MemberNode>,
}

/// A role, as far as it decides rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleNode {
    /// Greater is higher; everyone is 0.
    pub position: i64,
    /// What it gives in the space.
    pub permissions: Perms,
    /// Anybody may notify it.
    pub mentionable: bool,
}

/// A channel, as far as it decides rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelNode {
    /// What it is.
    pub kind: ChannelKind,
    /// Its category.
    pub parent: Option<ChannelId>,
    /// Order among its siblings; decides no right, but what every viewer is told when it changes.
    pub position: i64,
    /// Exceptions from the roles.
    pub overrides: Vec<Override>,
    /// Whether plaintext is refused.
    pub encryption: Encryption,
    /// Seconds between two messages of one person.
    pub slow_mode_seconds: i64,
}

/// A membership, as far as it decides rights.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberNode {
    /// Roles besides everyone.
    pub roles: Vec<RoleId>,
    /// Silenced until then.
    pub timeout_until_ms: Option<i64>,
}

impl World {
    /// The space at this version, for events.
    pub fn at(&self) -> At {
        At { space: self.space, version: self.version }
    }

    /// The highest position among a member's roles; 0 with everyone alone, above all for the owner.
    pub fn rank(&self, user: UserId) -> i64 {
        if user == self.owner {
            return i64::MAX;
        }
        let Some(member) = self.members.get(&user) else { return -1 };
        member.roles.iter().filter_map(|role| self.roles.get(role)).map(|role| role.position).max().unwrap_or(0)
    }

    /// True when the person is a member.
    pub fn has_member(&self, user: UserId) -> bool {
        self.members.contains_key(&user)
    }

    /// Members who are shown the channel now.
    pub fn viewers(&self, channel: ChannelId, now_ms: i64) -> Vec<UserId> {
        let sees = |user: &&UserId| super::is_shown(self, **user, channel, now_ms);
        self.members.keys().filter(sees).copied().collect()
    }
}
