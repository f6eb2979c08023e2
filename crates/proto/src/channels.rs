//! Channels and categories of a space, conversations without one, and who may do what in them.

use crate::{
    ChannelId, FileId, Patch, Perm, Perms, RoleId, SpaceId, Timestamp, UserId,
    account::{Picture, UserRef},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// Holds channels; says nothing itself.
    Category,
    /// People write.
    Text,
    /// People talk, and write beside it.
    Voice,
    /// Two people write, in no space.
    Direct,
    /// A few people write, in no space.
    Group,
}

/// Whether messages are encrypted end to end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Encryption {
    /// Readable to the server.
    #[default]
    Off,
    /// Ciphertext only, for ever.
    Required,
}

/// A channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Channel {
    /// Id.
    pub id: ChannelId,
    /// What it is.
    pub kind: ChannelKind,
    /// Its space; `null` for conversations.
    pub space_id: Option<SpaceId>,
    /// Its category.
    pub parent_id: Option<ChannelId>,
    /// Name; `null` for direct conversations, and for groups that were given none.
    pub name: Option<String>,
    /// What it is about.
    pub topic: Option<String>,
    /// Order among its siblings, from 0.
    pub position: i64,
    /// Exceptions from the roles.
    pub overrides: Vec<Override>,
    /// Seconds between two messages of one person.
    pub slow_mode_seconds: i64,
    /// Whether messages are encrypted end to end.
    pub encryption: Encryption,
    /// Number of the newest message.
    pub last_seq: i64,
    /// When something was last said.
    pub last_message_at: Option<Timestamp>,
    /// Most people in a voice channel; 0: no limit.
    pub user_limit: i64,
    /// Kilobits a second of one voice, in a voice channel.
    pub bitrate: Option<i64>,
    /// For adults.
    pub nsfw: bool,
    /// Since when.
    pub created_at: Timestamp,
    /// What the caller may do here.
    pub permissions: Perms,
    /// What only conversations have; `null` in spaces.
    pub conversation: Option<ConversationPart>,
}

/// What a channel has besides when it is a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ConversationPart {
    /// Who is in it, the caller included; first come first.
    pub participants: Vec<UserRef>,
    /// Who may take others out of a group; `null` for direct conversations.
    pub creator_id: Option<UserId>,
    /// Picture of a group.
    pub icon: Option<Picture>,
    /// The caller hid it, and nothing was said since; meaningless and false in `channel_update`.
    pub hidden: bool,
}

/// `POST /conversations`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewConversation {
    /// The others: one for a direct conversation, two to nine for a new group.
    pub user_ids: Vec<UserId>,
    /// 1 to 64 characters; groups only.
    #[serde(default)]
    pub name: Option<String>,
    /// Absent: `required`. `off` only where the place allows plain conversations.
    #[serde(default)]
    pub encryption: Option<Encryption>,
}

/// `PUT /conversations/{channel_id}/hidden`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hidden {
    /// Out of the own list until something is said.
    pub hidden: bool,
}

/// Whose exception it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum OverrideTarget {
    /// Holders of a role.
    Role(RoleId),
    /// One member.
    User(UserId),
}

/// An exception from the roles in one channel or category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Override {
    /// Whose.
    pub target: OverrideTarget,
    /// Given here.
    pub allow: Perms,
    /// Taken here.
    pub deny: Perms,
}

/// `PUT /channels/{channel_id}/overrides/…`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OverrideBody {
    /// Given here.
    #[serde(default)]
    pub allow: Perms,
    /// Taken here; no bit stands in both.
    #[serde(default)]
    pub deny: Perms,
}

/// `POST /spaces/{space_id}/channels`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewChannel {
    /// What it is.
    pub kind: ChannelKind,
    /// 1 to 64 characters.
    pub name: String,
    /// Its category.
    #[serde(default)]
    pub parent_id: Option<ChannelId>,
    /// At most 1024 characters.
    #[serde(default)]
    pub topic: Option<String>,
    /// Exceptions from the first moment.
    #[serde(default)]
    pub overrides: Vec<Override>,
    /// Whether messages are encrypted end to end.
    #[serde(default)]
    pub encryption: Encryption,
    /// 0 to 99.
    #[serde(default)]
    pub user_limit: i64,
    /// 24 to 128; 48 when absent. Only for a voice channel.
    #[serde(default)]
    pub bitrate: Option<i64>,
    /// 0 to 21 600.
    #[serde(default)]
    pub slow_mode_seconds: i64,
}

/// `PATCH /channels/{channel_id}`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelPatch {
    /// 1 to 64 characters; `null` takes the name of a group away, other channels keep one.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub name: Patch<String>,
    /// At most 1024 characters.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub topic: Patch<String>,
    /// 0 to 21 600.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slow_mode_seconds: Option<i64>,
    /// 0 to 99.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_limit: Option<i64>,
    /// 24 to 128.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bitrate: Option<i64>,
    /// Only from `off` to `required`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encryption: Option<Encryption>,
    /// For adults.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nsfw: Option<bool>,
    /// An own upload with purpose `group_icon`; groups only.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub icon: Patch<FileId>,
}

/// One line of `PUT /spaces/{space_id}/channels/order`: the body lists every channel of the space that the caller sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelPlace {
    /// Which channel.
    pub id: ChannelId,
    /// In which category.
    pub parent_id: Option<ChannelId>,
    /// Order among its siblings, from 0.
    pub position: i64,
}

/// Query of `GET /channels/{channel_id}/permissions`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct PermissionQuery {
    /// Somebody else; needs `manage_roles`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
}

/// What one person may do in a channel, and which step decided each bit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Explained {
    /// The result.
    pub permissions: Perms,
    /// For each bit of the channel scope, who decided it last.
    pub reasons: Vec<Reason>,
}

/// Why one bit is as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// Which right.
    pub permission: Perm,
    /// Whether it is held.
    pub allowed: bool,
    /// The deciding step.
    pub step: Step,
}

/// A step of the permission arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Step {
    /// The owner holds everything.
    Owner,
    /// An administrator holds everything.
    Administrator,
    /// A role gave it, or none did.
    Role {
        /// The role that gave it; `null` when none did.
        role_id: Option<RoleId>,
    },
    /// An override decided it.
    Override {
        /// The category or channel with the override.
        channel_id: ChannelId,
        /// Whose override.
        target: OverrideTarget,
    },
    /// Without sight there is nothing.
    Hidden,
    /// The bit needs another one that is missing.
    Needs {
        /// The missing one.
        permission: Perm,
    },
    /// A timeout leaves sight and history.
    Timeout,
}
