//! Frames of the gateway: JSON text over a WebSocket with the subprotocol `snug.v1`.

use crate::{
    ChannelId, Code, Patch, Secret, SessionId, Timestamp, UserId,
    account::{ClientSettings, Me},
    events::{ConversationState, Event, SpaceState},
    instance::Instance,
    notifications::NotificationLevel,
    people::Friend,
    presence::{NewStatus, Presence, PresenceChoice},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Name of the subprotocol.
pub const SUBPROTOCOL: &str = "snug.v1";
/// Prefix of a second offered subprotocol that carries the access token.
pub const TOKEN_SUBPROTOCOL_PREFIX: &str = "snug.token.";

/// What a client says.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ClientFrame {
    /// The operation.
    #[serde(flatten)]
    pub op: ClientOp,
    /// Repeated as `re` in the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
}

/// Operations of a client.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "op", content = "d", rename_all = "snake_case")]
pub enum ClientOp {
    /// Begins a stream.
    Identify(Identify),
    /// Goes on with a stream that was cut.
    Resume(Resume),
    /// Says that the client is alive.
    Heartbeat(Heartbeat),
    /// Names the channels open on screen.
    Focus(Focus),
    /// Says that the person is writing.
    Typing(Typing),
    /// Says how the person wants to be seen, and whether this client is in use.
    Presence(PresenceOp),
}

/// Begins a stream.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Identify {
    /// The access token; `null` when it came as a subprotocol.
    #[serde(default)]
    pub token: Option<Secret>,
    /// Who is calling.
    #[serde(default)]
    pub client: Option<ClientName>,
    /// Channels open on screen, at most 10.
    #[serde(default)]
    pub focus: Vec<ChannelId>,
}

/// Name of a client program.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientName {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
}

/// Goes on with a stream that was cut.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Resume {
    /// The access token; `null` when it came as a subprotocol.
    #[serde(default)]
    pub token: Option<Secret>,
    /// From `ready`.
    pub resume_id: String,
    /// The last `s` seen.
    pub s: u64,
}

/// Says that the client is alive.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Heartbeat {
    /// The last `s` seen.
    #[serde(default)]
    pub s: Option<u64>,
}

/// Names the channels open on screen.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Focus {
    /// At most 10.
    pub channel_ids: Vec<ChannelId>,
}

/// Says that the person is writing.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Typing {
    /// Where.
    pub channel_id: ChannelId,
}

/// Says how the person wants to be seen, as `PUT /me/presence` does, and whether this client is in use.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PresenceOp {
    /// How to be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<PresenceChoice>,
    /// What to say of oneself; `null` says nothing.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub custom: Patch<NewStatus>,
    /// Nobody has used this client for ten minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle: Option<bool>,
}

/// What the server says.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "op", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "frames are read one at a time and taken apart at once")]
pub enum ServerFrame {
    /// The first frame.
    Hello {
        /// Its fields.
        d: Hello,
    },
    /// The stream has begun.
    Ready {
        /// Everything a client needs to draw.
        d: Box<Ready>,
        /// Answers the frame with this id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        re: Option<i64>,
    },
    /// The stream goes on; the missed events came before this frame.
    Resumed {
        /// Its fields.
        d: Resumed,
        /// Answers the frame with this id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        re: Option<i64>,
    },
    /// The stream cannot go on; identify.
    InvalidSession {
        /// Its fields.
        d: InvalidSession,
        /// Answers the frame with this id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        re: Option<i64>,
    },
    /// Answers a heartbeat.
    HeartbeatAck {
        /// Its fields.
        d: HeartbeatAck,
        /// Answers the frame with this id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        re: Option<i64>,
    },
    /// Something happened.
    Event {
        /// Number in the stream, from 1.
        s: u64,
        /// What.
        #[serde(flatten)]
        event: Event,
    },
    /// The server is about to go; come back.
    Reconnect {
        /// Its fields.
        d: Reconnect,
    },
    /// The frame was understood and refused; the socket stays.
    Error {
        /// Its fields.
        d: FrameError,
        /// Answers the frame with this id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        re: Option<i64>,
    },
}

/// The first frame.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Hello {
    /// How often the client says that it is alive.
    pub heartbeat_interval_ms: u64,
    /// The server's clock.
    pub server_time: Timestamp,
    /// For the operator's log.
    pub connection_id: String,
}

/// Everything a client needs to draw.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Ready {
    /// For `resume`.
    pub resume_id: String,
    /// The session.
    pub session_id: SessionId,
    /// The account.
    pub user: Me,
    /// Client settings.
    pub settings: ClientSettings,
    /// The spaces, in the order of joining.
    pub spaces: Vec<SpaceState>,
    /// The conversations, newest activity first; those that are hidden too.
    pub conversations: Vec<ConversationState>,
    /// Friends and open requests, oldest first.
    pub friends: Vec<Friend>,
    /// Who of those that the account may see is there.
    pub presences: Vec<Presence>,
    /// Whom the account blocked.
    pub blocks: Vec<UserId>,
    /// What the account chose to be called for.
    pub notification_levels: Vec<NotificationLevel>,
    /// The place.
    pub instance: Instance,
}

/// The stream goes on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Resumed {
    /// How many events were sent again.
    pub replayed: u64,
}

/// The stream cannot go on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct InvalidSession {
    /// Always false.
    pub resumable: bool,
}

/// Answers a heartbeat.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct HeartbeatAck {
    /// The server's clock.
    pub server_time: Timestamp,
}

/// The server is about to go.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reconnect {
    /// Wait so long first.
    pub after_ms: u64,
}

/// A refused frame.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FrameError {
    /// Stable code.
    pub code: Code,
    /// English sentence.
    pub message: String,
    /// When trying again can succeed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}

/// Why the server closes a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u16)]
pub enum CloseCode {
    /// The server stops.
    Stopping = 1001,
    /// A frame was too large.
    FrameTooLarge = 1009,
    /// Our fault.
    Internal = 4000,
    /// Not identified in time, or an operation before it.
    NotIdentified = 4001,
    /// No sign of life.
    HeartbeatMissed = 4002,
    /// The token was refused.
    TokenRefused = 4003,
    /// The session ended.
    SessionEnded = 4004,
    /// The account is suspended.
    Suspended = 4005,
    /// Not a frame of this protocol.
    BadFrame = 4006,
    /// Identified twice.
    IdentifiedTwice = 4007,
    /// Does not read fast enough; resume.
    TooSlow = 4008,
    /// Too many frames.
    TooManyFrames = 4009,
    /// Too many sockets.
    TooManySockets = 4010,
    /// Another protocol version.
    UnknownVersion = 4011,
}
