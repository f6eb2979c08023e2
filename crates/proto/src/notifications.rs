//! What somebody is called for: levels of the account, of spaces, of channels and of conversations.

use crate::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What calls somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Every message.
    All,
    /// What mentions them.
    Mentions,
    /// Nothing.
    Nothing,
}

/// What a level is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScopeKind {
    /// Everything.
    Account,
    /// A space.
    Space,
    /// A channel of a space.
    Channel,
    /// A direct or group conversation.
    Conversation,
}

/// What the caller chose for one scope: a channel goes before its space, a space before the account. A conversation
/// stands for itself: without a choice everything said in it calls, unless nothing is to call in the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NotificationLevel {
    /// `account`, or the id of the space, channel or conversation.
    pub scope: String,
    /// Which of them.
    pub kind: ScopeKind,
    /// What calls; `null`: what the next wider scope says.
    pub level: Option<Level>,
    /// Nothing calls until then; `null`: not muted.
    pub mute_until: Option<Timestamp>,
}

/// `PUT /me/notification-levels/{scope}`: at least one of the two.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetLevel {
    /// What calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Nothing calls until then: ten years from now at most; what is past mutes nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mute_until: Option<Timestamp>,
}
