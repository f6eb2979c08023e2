//! A conversation as one transaction sees it. It is read each time and never kept: ten people at most are in it, and who
//! left must not be spoken to.

use crate::events::To;
use snug_proto::{
    ChannelId, UserId,
    channels::{ChannelKind, Encryption},
};
use std::collections::BTreeSet;

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
    pub parties: BTreeSet<UserId>,
}

impl Conversation {
    /// Everybody in it.
    pub fn to(&self) -> To {
        let people = self.parties.iter().copied().collect();
        To::People { conversation: self.id, version: self.version, people }
    }
}
