//! Who is there, and what they say of themselves.

use crate::{Patch, Timestamp, UserId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How somebody is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// There.
    Online,
    /// There, but busy with something else.
    Idle,
    /// There, and not to be disturbed.
    Dnd,
    /// Not there, or not to be seen by whoever looks.
    #[default]
    Offline,
}

/// How somebody wants to be seen while they are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PresenceChoice {
    /// As they are: online, or idle when no client of theirs is in use.
    #[default]
    Online,
    /// Idle.
    Idle,
    /// Not to be disturbed.
    Dnd,
    /// As if they were not there.
    Invisible,
}

/// What somebody says of themselves for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CustomStatus {
    /// One line of at most 128 characters.
    pub text: Option<String>,
    /// One emoji.
    pub emoji: Option<String>,
    /// When it goes; `null`: it stays.
    pub expires_at: Option<Timestamp>,
}

impl CustomStatus {
    /// True while it is still said, at a time in milliseconds.
    pub fn lasts_at(&self, now_ms: i64) -> bool {
        self.expires_at.is_none_or(|end| end.0 > now_ms)
    }
}

/// Somebody as others see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Presence {
    /// Who.
    pub user_id: UserId,
    /// How they are seen.
    pub status: Shown,
    /// What they say of themselves; `null` for who is offline.
    pub custom: Option<CustomStatus>,
}

/// `PUT /me/presence`: what is absent stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PresencePut {
    /// How to be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<PresenceChoice>,
    /// What to say of oneself; `null` says nothing.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub custom: Patch<NewStatus>,
}

/// What somebody wants to say of themselves: a text, an emoji or both. Without either nothing is said.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStatus {
    /// One line of at most 128 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// One emoji.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emoji: Option<String>,
    /// How long it stays: 60 seconds to 30 days; absent: until it is taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in_seconds: Option<i64>,
}
