//! Friends, requests and blocks.

use crate::{Timestamp, UserId, account::UserRef, presence::Presence};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How somebody stands to the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FriendState {
    /// They asked the caller.
    Incoming,
    /// The caller asked them.
    Outgoing,
    /// Both agreed.
    Friends,
}

/// A friend, or a request that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Friend {
    /// Who.
    pub user: UserRef,
    /// How they stand to the caller.
    pub state: FriendState,
    /// Since when.
    pub since: Timestamp,
    /// How they are seen now; `null` unless they are a friend.
    pub presence: Option<Presence>,
    /// When they were last there; `null` unless they are a friend who was.
    pub last_seen_at: Option<Timestamp>,
}

/// `POST /friends`: whom to ask, by exactly one of the two.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskFriend {
    /// Their username.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// Their id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
}

/// Query of `GET /friends`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct FriendQuery {
    /// Where to go on: `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many items at most: 1 to 100, default 50; more is cut to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Only those who stand so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<FriendState>,
}

/// Somebody whom the caller blocked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// Who.
    pub user: UserRef,
    /// Since when.
    pub at: Timestamp,
}

/// Who may open a direct conversation with somebody, besides friends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DirectPolicy {
    /// Everybody.
    Everyone,
    /// Who shares a space with them.
    #[default]
    Spaces,
    /// Nobody else.
    Friends,
}

/// Who may ask somebody to be friends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FriendRequests {
    /// Everybody.
    #[default]
    Everyone,
    /// Who shares a space with them.
    MutualSpaces,
    /// Nobody.
    None,
}
