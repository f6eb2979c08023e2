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
    /// Number of the newest message.
    pub last_seq: i64,
    /// Who may take others out of a group.
    pub creator: Option<UserId>,
    /// A block keeps the two of a direct conversation apart, whoever set it.
    pub is_blocked: bool,
    /// Who is in it, and the number up to which no message exists for them.
    pub parties: BTreeMap<UserId, i64>,
}

impl Conversation {
    /// Everybody in it.
    pub fn to(&self) -> To {
        self.to_readers_of(i64::MAX)
    }

    /// Everybody in it for whom the message with this number exists.
    pub fn to_readers_of(&self, seq: i64) -> To {
        let people = self.parties.iter().filter(|(_, from_seq)| seq > **from_seq).map(|(user, _)| *user).collect();
        To::People { conversation: self.id, version: self.version, people }
    }
}
