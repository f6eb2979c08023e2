//! Telling people what happened: events for sockets, and signals for the nodes themselves.
//!
//! Both are queued on the transaction that makes the change and leave with its commit, in commit order per space.

use crate::{app::App, edge::gateway::Roll};
use anyhow::Context;
use bytes::{BufMut, Bytes, BytesMut};
use serde::{Deserialize, Serialize};
use snug_platform::db::Tx;
use snug_proto::{
    ChannelId, Perm, SessionId, SpaceId, UserId,
    events::{Event, SpaceGone},
    presence::{CustomStatus, PresenceChoice},
};

/// A space, and the version of its access under which something was said there. A node that knows an older version
/// looks again before it delivers: a change of rights may still be on its way to it from another node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// Which space.
    pub space: SpaceId,
    /// Counts its changes of rights.
    pub version: i64,
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum To {
    /// Every socket.
    Everyone,
    /// One person's sockets.
    Person(UserId),
    /// The person, everybody who shares a space with them, and some more.
    Acquaintances {
        /// The person.
        of: UserId,
        /// Who is told wherever they are.
        also: Vec<UserId>,
        /// Who is not told.
        except: Vec<UserId>,
    },
    /// Staff whose session is raised when it is told, as the rows say then.
    Elevated {
        /// Whom it is about, and who must not learn of it.
        except: Option<UserId>,
    },
    /// Members of a space.
    Space(At),
    /// Members of a space who hold a right in it.
    Holders(At, Perm),
    /// As [`Self::Holders`], but for one person whom it is about.
    HoldersBut(At, Perm, UserId),
    /// Members who can view a channel.
    Channel(At, ChannelId),
    /// Members who can view all of these channels.
    Seeing(At, Vec<ChannelId>),
    /// The people of a conversation, as the transaction that speaks read them.
    People {
        /// Which conversation.
        conversation: ChannelId,
        /// Counts the changes of its people.
        version: i64,
        /// Its people.
        people: Vec<UserId>,
    },
}

impl To {
    /// The space it is said in, if in one.
    pub fn at(&self) -> Option<At> {
        match self {
            Self::Everyone
            | Self::Person(_)
            | Self::Acquaintances { .. }
            | Self::Elevated { .. }
            | Self::People { .. } => None,
            Self::Space(at)
            | Self::Holders(at, _)
            | Self::HoldersBut(at, ..)
            | Self::Channel(at, _)
            | Self::Seeing(at, _) => Some(*at),
        }
    }

    /// The version of the access to the space or conversation it is said in; 0 for what is said in neither.
    pub fn version(&self) -> i64 {
        match self {
            Self::People { version, .. } => *version,
            _ => self.at().map_or(0, |at| at.version),
        }
    }
}

/// What every node must know; no client sees these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Signal {
    /// Rights in a space changed: forget what was cached below this version, look again who sees what.
    AccessChanged {
        /// Where.
        space: SpaceId,
        /// The version after the change.
        version: i64,
    },
    /// Somebody became a member.
    MemberCame {
        /// Where.
        space: SpaceId,
        /// Who.
        user: UserId,
    },
    /// Somebody is no longer a member.
    MemberWent {
        /// Where.
        space: SpaceId,
        /// Who.
        user: UserId,
        /// Why.
        why: SpaceGone,
    },
    /// A space is gone for everybody.
    SpaceWent {
        /// Which.
        space: SpaceId,
        /// Why.
        why: SpaceGone,
    },
    /// A space is there again: whoever is a member gets it whole.
    SpaceBack {
        /// Which.
        space: SpaceId,
    },
    /// A session ended: its tokens and sockets end now.
    SessionEnded {
        /// Which.
        session: SessionId,
        /// Whose.
        user: UserId,
    },
    /// An account changed: forget what was cached of it.
    AccountChanged {
        /// Which.
        user: UserId,
    },
    /// An account was locked: its sockets end now, and say why.
    AccountSuspended {
        /// Which.
        user: UserId,
    },
    /// A channel was deleted.
    ChannelWent {
        /// Where.
        space: SpaceId,
        /// Which.
        channel: ChannelId,
    },
    /// Somebody is in a conversation from now on.
    ConversationCame {
        /// Which.
        channel: ChannelId,
        /// Who.
        user: UserId,
    },
    /// Somebody is no longer in a conversation: their sockets are told.
    ConversationWent {
        /// Which.
        channel: ChannelId,
        /// Who.
        user: UserId,
    },
    /// Somebody chose how to be seen.
    PresenceSet {
        /// Who.
        user: UserId,
        /// How.
        choice: PresenceChoice,
        /// What they say of themselves.
        custom: Option<CustomStatus>,
    },
    /// Friendships, conversations or blocks of these people changed: whose presence they may see is looked up again.
    TiesChanged {
        /// Whose.
        users: Vec<UserId>,
    },
    /// Settings of the place changed.
    SettingsChanged,
}

/// What stands before the encoded event on the bus.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Header {
    /// An event for sockets; the rest of the message is `{"t":…,"d":…}`.
    Event(To),
    /// A signal for nodes; nothing follows.
    Signal(Signal),
    /// An event for sockets that look at a channel right now, as an [`Self::Event`] otherwise; nobody misses it.
    Typing {
        /// Who can view the channel.
        to: To,
        /// Which.
        channel: ChannelId,
        /// Who is writing.
        by: UserId,
    },
    /// What nodes tell each other of who is there; nothing follows.
    Presence(Roll),
}

/// A message of the bus, taken apart.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What and for whom.
    pub header: Header,
    /// The event as JSON, encoded once for all sockets.
    pub body: Bytes,
}

impl Notice {
    /// Takes a bus message apart.
    ///
    /// # Errors
    /// It was not made by [`Announce`].
    pub fn decode(mut message: Bytes) -> anyhow::Result<Self> {
        let end = message.iter().position(|byte| *byte == b'\n').context("a bus message without a header")?;
        let header = serde_json::from_slice(&message[..end])?;
        let body = message.split_off(end + 1);
        Ok(Self { header, body })
    }
}

/// Queues events and signals on a transaction.
pub trait Announce {
    /// Tells people, once the transaction is durable.
    fn emit(&mut self, to: To, event: &Event);
    /// Tells the nodes, once the transaction is durable.
    fn signal(&mut self, signal: Signal);
}

/// A message of the bus with an event.
fn with_event(header: &Header, event: &Event) -> Result<Bytes, serde_json::Error> {
    let mut message = BytesMut::new().writer();
    serde_json::to_writer(&mut message, header)?;
    message.get_mut().put_u8(b'\n');
    serde_json::to_writer(&mut message, event)?;
    Ok(message.into_inner().freeze())
}

/// Tells who looks at a channel that somebody is writing there. Nothing is written down; while the other nodes cannot be
/// reached, this one alone is told.
pub fn tell_typing(app: &App, to: To, channel: ChannelId, by: UserId) {
    let event = Event::Typing { channel_id: channel, user_id: by };
    match with_event(&Header::Typing { to, channel, by }, &event) {
        Ok(message) if app.is_bus_deaf() => app.gateway.hear(message),
        Ok(message) => app.bus.publish("typing", message),
        Err(error) => tracing::error!(%error, "an event could not be written as JSON"),
    }
}

/// A message for the other nodes of who is there.
pub fn roll_call(roll: Roll) -> Option<Bytes> {
    match alone(&Header::Presence(roll)) {
        Ok(message) => Some(message),
        Err(error) => {
            tracing::error!(%error, "who is there could not be written as JSON");
            None
        }
    }
}

/// A message of the bus that is a header alone.
fn alone(header: &Header) -> Result<Bytes, serde_json::Error> {
    let mut message = serde_json::to_vec(header)?;
    message.push(b'\n');
    Ok(message.into())
}

impl Announce for Tx {
    fn emit(&mut self, to: To, event: &Event) {
        let order = order(&to);
        match with_event(&Header::Event(to), event) {
            Ok(message) => self.publish(order, event.into(), message),
            Err(error) => tracing::error!(%error, "an event could not be written as JSON"),
        }
    }

    fn signal(&mut self, signal: Signal) {
        let order = match &signal {
            Signal::AccessChanged { space, .. }
            | Signal::MemberCame { space, .. }
            | Signal::MemberWent { space, .. }
            | Signal::SpaceWent { space, .. }
            | Signal::SpaceBack { space }
            | Signal::ChannelWent { space, .. } => space.0,
            Signal::ConversationCame { channel, .. } | Signal::ConversationWent { channel, .. } => channel.0,
            Signal::SessionEnded { user, .. }
            | Signal::AccountChanged { user }
            | Signal::AccountSuspended { user }
            | Signal::PresenceSet { user, .. } => user.0,
            // The rows are read again: the order does not matter.
            Signal::SettingsChanged | Signal::TiesChanged { .. } => uuid::Uuid::nil(),
        };
        match alone(&Header::Signal(signal)) {
            Ok(message) => self.publish(order, "signal", message),
            Err(error) => tracing::error!(%error, "a signal could not be written as JSON"),
        }
    }
}

/// Messages of one space, of one conversation, and of one person, keep the order of their commits.
fn order(to: &To) -> uuid::Uuid {
    match to {
        To::Everyone | To::Elevated { .. } => uuid::Uuid::nil(),
        To::Person(user) | To::Acquaintances { of: user, .. } => user.0,
        To::Space(at) | To::Holders(at, _) | To::HoldersBut(at, ..) | To::Channel(at, _) | To::Seeing(at, _) => {
            at.space.0
        }
        To::People { conversation, .. } => conversation.0,
    }
}
