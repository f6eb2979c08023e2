//! A conversation as one transaction sees it. It is read each time and never kept: ten people at most are in it, and who
//! left must not be spoken to.

use crate::events::To;
use snug_proto::{
    ChannelId, UserId,
    channels::{ChannelKind, Encryption},
};
use std::collections::BTreeMap;

/// A channel without a space, and who is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Which channel.
    pub id: ChannelId,
    /// Direct or group.
    pub kind: ChannelKind,
    /// Whether plaintext is refused.
    pub encryption: Encryption,
    /// Raised by every change of its people.
    pub version: i64,
    /// Who is in it.
    pub parties: BTreeMap<UserId, Party>,
}

/// One person in a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// Since when.
    pub joined_ms: i64,
    /// What was said up to this number was said before they came.
    pub from_seq: i64,
    /// Put away until something is said after this number.
    pub hidden_seq: Option<i64>,
}

impl Conversation {
    /// Everybody in it.
    pub fn to(&self) -> To {
        let people = self.parties.keys().copied().collect();
        To::People { conversation: self.id, version: self.version, people }
    }
}
