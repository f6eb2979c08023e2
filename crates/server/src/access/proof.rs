//! What a check leaves in the hand: proof that it was made, for whom and where.

use super::world::World;
use crate::{
    error::{Error, Result},
    events::At,
};
use snug_proto::{ChannelId, Perm, Perms, RoleId, SpaceId, UserId};
use std::sync::Arc;

/// Proof that somebody is a member of a space.
#[derive(Clone, Debug)]
pub struct SpaceAccess {
    pub(super) world: Arc<World>,
    pub(super) actor: UserId,
    pub(super) perms: Perms,
    pub(super) now_ms: i64,
}

impl SpaceAccess {
    /// The space.
    pub fn space(&self) -> SpaceId {
        self.world.space
    }
    /// The space and the version of its access that the proof was made from.
    pub fn at(&self) -> At {
        self.world.at()
    }
    /// Who asked.
    pub fn actor(&self) -> UserId {
        self.actor
    }
    /// Everything that decides rights here.
    pub fn world(&self) -> &Arc<World> {
        &self.world
    }
    /// What the actor may do in the space at large.
    pub fn perms(&self) -> Perms {
        self.perms
    }
    /// When it was checked, in milliseconds.
    pub fn now_ms(&self) -> i64 {
        self.now_ms
    }
    /// True for the owner.
    pub fn is_owner(&self) -> bool {
        self.world.owner == self.actor
    }

    /// Goes on only with the right.
    ///
    /// # Errors
    /// `forbidden`: the actor lacks it.
    pub fn require(self, perm: Perm) -> Result<Self> {
        if self.perms.has(perm) { Ok(self) } else { Err(Error::forbidden(perm.name())) }
    }

    /// Goes on only for the owner.
    ///
    /// # Errors
    /// `forbidden`: the actor is not the owner.
    pub fn require_owner(self) -> Result<Self> {
        if self.is_owner() { Ok(self) } else { Err(Error::forbidden("the owner of the space")) }
    }

    /// Goes on only when the actor stands above the target and the target is somebody else.
    ///
    /// # Errors
    /// `forbidden`: the target is oneself, the owner, or not below.
    pub fn require_above(self, target: UserId) -> Result<Self> {
        let above = self.world.rank(self.actor) > self.world.rank(target);
        if target != self.actor && target != self.world.owner && above {
            Ok(self)
        } else {
            Err(Error::forbidden("a rank above theirs"))
        }
    }

    /// Goes on only when the role exists and stands below the actor's own rank.
    ///
    /// # Errors
    /// * `not_found`: no such role in this space.
    /// * `forbidden`: the role is not below.
    pub fn require_above_role(self, role: RoleId) -> Result<Self> {
        let node = self.world.roles.get(&role).ok_or_else(Error::not_found)?;
        if node.position < self.world.rank(self.actor) {
            Ok(self)
        } else {
            Err(Error::forbidden("a rank above the role"))
        }
    }

    /// Goes on only when the actor holds every one of these rights in the space.
    ///
    /// # Errors
    /// `forbidden`: one is missing.
    pub fn require_all(self, perms: Perms) -> Result<Self> {
        match perms.without(self.perms).iter().next() {
            None => Ok(self),
            Some(missing) => Err(Error::forbidden(missing.name())),
        }
    }

    /// The proof for one channel of the space.
    ///
    /// # Errors
    /// `not_found`: no such channel here, or out of the actor's sight.
    pub fn channel(&self, channel: ChannelId) -> Result<ChannelAccess> {
        let perms = super::effective(&self.world, self.actor, channel, self.now_ms);
        if !super::is_shown(&self.world, self.actor, channel, self.now_ms) {
            return Err(Error::not_found());
        }
        Ok(ChannelAccess { space: self.clone(), channel, perms })
    }
}

/// Proof that somebody is shown a channel: they can view it, or it is the category around one that they can view.
#[derive(Clone, Debug)]
pub struct ChannelAccess {
    pub(super) space: SpaceAccess,
    pub(super) channel: ChannelId,
    pub(super) perms: Perms,
}

impl ChannelAccess {
    /// The channel.
    pub fn channel(&self) -> ChannelId {
        self.channel
    }
    /// Its space.
    pub fn space(&self) -> SpaceId {
        self.space.space()
    }
    /// Its space and the version of the access that the proof was made from.
    pub fn at(&self) -> At {
        self.space.at()
    }
    /// The proof for the space.
    pub fn in_space(&self) -> &SpaceAccess {
        &self.space
    }
    /// Who asked.
    pub fn actor(&self) -> UserId {
        self.space.actor
    }
    /// What the actor may do here.
    pub fn perms(&self) -> Perms {
        self.perms
    }
    /// Everything that decides rights in the space.
    pub fn world(&self) -> &Arc<World> {
        &self.space.world
    }
    /// The channel itself, as far as it decides rights.
    ///
    /// # Errors
    /// `not_found`: never for a proof that was made from the same world.
    pub fn node(&self) -> Result<&super::ChannelNode> {
        self.space.world.channels.get(&self.channel).ok_or_else(Error::not_found)
    }

    /// Goes on only with the right.
    ///
    /// # Errors
    /// `forbidden`: the actor lacks it here.
    pub fn require(self, perm: Perm) -> Result<Self> {
        if self.perms.has(perm) { Ok(self) } else { Err(Error::forbidden(perm.name())) }
    }
}
