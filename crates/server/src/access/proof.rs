//! What a check leaves in the hand: proof that it was made, for whom and where.

use super::{conversation::Conversation, world::World};
use crate::{
    error::{Error, Result},
    events::{At, To},
};
use snug_proto::{
    ChannelId, Perm, Perms, RoleId, SpaceId, UserId,
    channels::{ChannelKind, Encryption, Override},
};
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

    /// True when a channel is there and in the actor's sight.
    pub fn shows(&self, channel: ChannelId) -> bool {
        super::is_shown(&self.world, self.actor, channel, self.now_ms)
    }

    /// True when a channel is in the sight of every member, or of every member who holds a right in the space.
    pub fn shows_all(&self, holding: Option<Perm>, channel: ChannelId) -> bool {
        super::is_shown_to_all(&self.world, holding, channel, self.now_ms)
    }

    /// The proof for one channel of the space.
    ///
    /// # Errors
    /// `not_found`: no such channel here, or out of the actor's sight.
    pub fn channel(&self, channel: ChannelId) -> Result<ChannelAccess> {
        let node = self.world.channels.get(&channel).ok_or_else(Error::not_found)?;
        if !self.shows(channel) {
            return Err(Error::not_found());
        }
        Ok(ChannelAccess {
            channel,
            perms: super::effective(&self.world, self.actor, channel, self.now_ms),
            kind: node.kind,
            encryption: node.encryption,
            slow_mode_seconds: node.slow_mode_seconds,
            scope: Scope::Space(self.clone()),
        })
    }
}

/// Proof that somebody is shown a channel: they can view it, it is the category around one that they can view, or it is
/// a conversation that they are in.
#[derive(Clone, Debug)]
pub struct ChannelAccess {
    scope: Scope,
    channel: ChannelId,
    perms: Perms,
    kind: ChannelKind,
    encryption: Encryption,
    slow_mode_seconds: i64,
}

#[derive(Clone, Debug)]
enum Scope {
    Space(SpaceAccess),
    Conversation(Arc<Conversation>, UserId),
}

impl ChannelAccess {
    /// The proof for somebody in a conversation.
    ///
    /// # Errors
    /// `not_found`: they are not in it.
    pub(super) fn in_conversation(conversation: Conversation, actor: UserId) -> Result<Self> {
        if !conversation.parties.contains_key(&actor) {
            return Err(Error::not_found());
        }
        Ok(Self {
            channel: conversation.id,
            perms: Perms::CONVERSATION,
            kind: conversation.kind,
            encryption: conversation.encryption,
            slow_mode_seconds: 0,
            scope: Scope::Conversation(Arc::new(conversation), actor),
        })
    }

    /// The channel.
    pub fn channel(&self) -> ChannelId {
        self.channel
    }
    /// Who is told of what happens in the channel.
    pub fn to(&self) -> To {
        match &self.scope {
            Scope::Space(space) => To::Channel(space.at(), self.channel),
            Scope::Conversation(conversation, _) => conversation.to(),
        }
    }
    /// The proof for its space, where it must have one.
    ///
    /// # Errors
    /// `forbidden`: it is a conversation, which nobody rules.
    pub fn in_space(&self) -> Result<&SpaceAccess> {
        self.as_space().ok_or_else(|| Error::forbidden("a channel of a space"))
    }
    /// The proof for its space, if it has one.
    pub fn as_space(&self) -> Option<&SpaceAccess> {
        match &self.scope {
            Scope::Space(space) => Some(space),
            Scope::Conversation(..) => None,
        }
    }
    /// As [`Self::to`], without those for whom the message with this number does not exist.
    pub fn to_readers_of(&self, seq: i64) -> To {
        match &self.scope {
            Scope::Space(_) => self.to(),
            Scope::Conversation(conversation, _) => conversation.to_readers_of(seq),
        }
    }
    /// Messages up to this number do not exist for the actor: they came later.
    pub fn from_seq(&self) -> i64 {
        match &self.scope {
            Scope::Space(_) => 0,
            Scope::Conversation(conversation, actor) => conversation.parties.get(actor).copied().unwrap_or(0),
        }
    }
    /// Messages up to this number do not exist for somebody here: what everybody is told must not quote them.
    pub fn quotes_from(&self) -> i64 {
        self.as_conversation().and_then(|conversation| conversation.parties.values().max().copied()).unwrap_or(0)
    }

    /// Goes on unless a block keeps the two of a direct conversation apart. What they said stays readable.
    ///
    /// # Errors
    /// `cannot_message`: a block, whoever set it.
    pub fn unblocked(self) -> Result<Self> {
        match self.as_conversation() {
            Some(conversation) if conversation.is_blocked => Err(Error::cannot_message()),
            _ => Ok(self),
        }
    }
    /// The conversation that it is, if it is one.
    pub fn as_conversation(&self) -> Option<&Arc<Conversation>> {
        match &self.scope {
            Scope::Space(_) => None,
            Scope::Conversation(conversation, _) => Some(conversation),
        }
    }
    /// Its space, if it has one.
    pub fn space(&self) -> Option<SpaceId> {
        self.as_space().map(SpaceAccess::space)
    }
    /// Who asked.
    pub fn actor(&self) -> UserId {
        match &self.scope {
            Scope::Space(space) => space.actor,
            Scope::Conversation(_, actor) => *actor,
        }
    }
    /// What the actor may do here.
    pub fn perms(&self) -> Perms {
        self.perms
    }
    /// What it is.
    pub fn kind(&self) -> ChannelKind {
        self.kind
    }
    /// Whether plaintext is refused.
    pub fn encryption(&self) -> Encryption {
        self.encryption
    }
    /// Seconds between two messages of one person.
    pub fn slow_mode_seconds(&self) -> i64 {
        self.slow_mode_seconds
    }
    /// Exceptions from the roles.
    pub fn overrides(&self) -> &[Override] {
        let node = self.as_space().and_then(|space| space.world.channels.get(&self.channel));
        node.map_or(&[], |node| &node.overrides)
    }
    /// True when somebody can view it too.
    pub fn sees(&self, user: UserId) -> bool {
        match &self.scope {
            Scope::Space(space) => {
                super::effective(&space.world, user, self.channel, space.now_ms).has(Perm::ViewChannel)
            }
            Scope::Conversation(conversation, _) => conversation.parties.contains_key(&user),
        }
    }

    /// Goes on only with the right.
    ///
    /// # Errors
    /// `forbidden`: the actor lacks it here.
    pub fn require(self, perm: Perm) -> Result<Self> {
        if self.perms.has(perm) { Ok(self) } else { Err(Error::forbidden(perm.name())) }
    }
}
