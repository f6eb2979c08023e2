//! Ids of things: UUIDv7, one type a thing, so that a channel can never be looked up by a message's id.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The first 8 characters: enough to find it in a log, too little to use it.
            pub fn short(&self) -> String {
                let mut text = self.0.simple().to_string();
                text.truncate(8);
                text
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Self { id.0 }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Uuid::from_str(text).map(Self) }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    )*};
}

ids! {
    /// An account.
    UserId,
    /// A signed-in session of an account.
    SessionId,
    /// A code that was sent by mail, or pretended to be.
    ChallengeId,
    /// A space.
    SpaceId,
    /// A role of a space.
    RoleId,
    /// A channel: category, text or voice channel.
    ChannelId,
    /// A message.
    MessageId,
    /// A file that an upload left behind, attached or not.
    FileId,
    /// A line of an audit log.
    AuditId,
    /// A report.
    ReportId,
    /// This copy of Snug.
    InstanceId,
}
