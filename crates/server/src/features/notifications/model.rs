//! Scopes, and the rules of levels.

use crate::error::{Error, Result};
use snug_proto::{
    ChannelId, SpaceId, Timestamp, UserId,
    notifications::{Level, NotificationLevel, ScopeKind, SetLevel},
};
use uuid::Uuid;

/// The word for everything.
pub const ACCOUNT: &str = "account";
/// Longest pause: ten years.
const PAUSE_MAX_MS: i64 = 10 * 366 * 24 * 3_600_000;

/// What a level is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything.
    Account(UserId),
    /// A space.
    Space(SpaceId),
    /// A channel of a space.
    Channel(SpaceId, ChannelId),
    /// A direct or group conversation.
    Conversation(ChannelId),
}

impl Scope {
    /// The id that stands for it.
    pub fn id(self) -> Uuid {
        match self {
            Self::Account(user) => user.0,
            Self::Space(space) => space.0,
            Self::Channel(_, channel) | Self::Conversation(channel) => channel.0,
        }
    }

    /// The space that it is in.
    pub fn space(self) -> Option<SpaceId> {
        match self {
            Self::Account(_) | Self::Conversation(_) => None,
            Self::Space(space) | Self::Channel(space, _) => Some(space),
        }
    }

    /// The channel of a space that it is.
    pub fn channel(self) -> Option<ChannelId> {
        if let Self::Channel(_, channel) = self { Some(channel) } else { None }
    }

    /// The conversation that it is.
    pub fn conversation(self) -> Option<ChannelId> {
        if let Self::Conversation(channel) = self { Some(channel) } else { None }
    }

    /// With what was chosen, as its owner sees it.
    pub fn with(self, chosen: Chosen) -> NotificationLevel {
        let (scope, kind) = match self {
            Self::Account(_) => (ACCOUNT.to_owned(), ScopeKind::Account),
            Self::Space(space) => (space.to_string(), ScopeKind::Space),
            Self::Channel(_, channel) => (channel.to_string(), ScopeKind::Channel),
            Self::Conversation(channel) => (channel.to_string(), ScopeKind::Conversation),
        };
        NotificationLevel { scope, kind, level: chosen.level, mute_until: chosen.mute_until_ms.map(Timestamp) }
    }
}

/// What somebody chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// What calls.
    pub level: Option<Level>,
    /// Nothing calls until then.
    pub mute_until_ms: Option<i64>,
}

impl Chosen {
    /// Checks a choice. A pause that is over is none.
    ///
    /// # Errors
    /// * `invalid`, field `mute_until`: longer than ten years.
    /// * `invalid`, field `level`: neither a level nor a pause.
    pub fn parse(new: &SetLevel, now_ms: i64) -> Result<Self> {
        let mute_until_ms = new.mute_until.map(|until| until.0).filter(|until| *until > now_ms);
        if mute_until_ms.is_some_and(|until| until - now_ms > PAUSE_MAX_MS) {
            return Err(Error::invalid("mute_until", "At most ten years from now."));
        }
        if new.level.is_none() && mute_until_ms.is_none() {
            return Err(Error::invalid("level", "A level, or until when nothing calls."));
        }
        Ok(Self { level: new.level, mute_until_ms })
    }
}
