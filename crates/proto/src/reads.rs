//! What was read and what was not.

use crate::ChannelId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `POST /channels/{channel_id}/ack`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ack {
    /// Read up to and with this number.
    pub seq: i64,
    /// Lets the mark go back ("mark unread").
    #[serde(default)]
    pub unread: bool,
}

/// How far one channel is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReadState {
    /// The channel.
    pub channel_id: ChannelId,
    /// Read up to and with this number.
    pub last_read_seq: i64,
    /// Number of the newest message.
    pub last_seq: i64,
    /// Unread messages of others; stops at 100.
    pub unread: i64,
    /// Unread mentions; stops at 100.
    pub mentions: i64,
}
