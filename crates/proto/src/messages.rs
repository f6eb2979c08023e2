//! Messages: what is said, answered, changed, reacted to and pinned.

use crate::{ChannelId, FileId, MessageId, RoleId, Timestamp, UserId, account::UserRef, files::Attachment};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// A person.
    User,
    /// The space itself.
    System,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Message {
    /// Id.
    pub id: MessageId,
    /// Where it stands.
    pub channel_id: ChannelId,
    /// Its number in the channel, from 1, without holes.
    pub seq: i64,
    /// Who speaks.
    pub kind: MessageKind,
    /// The author; `null` for system messages.
    pub author: Option<UserRef>,
    /// The text, in Markdown source.
    pub content: Option<String>,
    /// Files, in order.
    pub attachments: Vec<Attachment>,
    /// What it answers.
    pub reply_to: Option<ReplyTo>,
    /// Whom it calls.
    pub mentions: Mentions,
    /// Emoji below it, oldest first.
    pub reactions: Vec<Reaction>,
    /// Kept at the top of the channel.
    pub pinned: bool,
    /// What happened, for system messages.
    pub system: Option<SystemEvent>,
    /// The sender's own mark, to recognise its echo.
    pub nonce: Option<String>,
    /// Grows with each edit; older ones are dropped by clients.
    pub revision: i64,
    /// When it was last edited.
    pub edited_at: Option<Timestamp>,
    /// When it was sent.
    pub created_at: Timestamp,
}

/// The message that another one answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReplyTo {
    /// Its id.
    pub id: MessageId,
    /// Its author.
    pub author_id: Option<UserId>,
    /// Its beginning, at most 120 characters; empty when deleted.
    pub excerpt: String,
    /// It is gone.
    pub deleted: bool,
}

/// Whom a message calls.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mentions {
    /// People, the author of the message answered to included.
    pub users: Vec<UserId>,
    /// Roles.
    pub roles: Vec<RoleId>,
    /// Channels named.
    pub channels: Vec<ChannelId>,
    /// Everyone.
    pub everyone: bool,
}

/// An emoji below a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reaction {
    /// A Unicode emoji.
    pub emoji: String,
    /// How many people.
    pub count: i64,
    /// The caller is one of them; always `false` in events.
    pub me: bool,
}

/// What a system message tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SystemEvent {
    /// Somebody joined the space.
    MemberJoin {
        /// Who.
        user: UserRef,
    },
    /// Somebody pinned a message.
    Pin {
        /// Who.
        user: UserRef,
        /// Which.
        message_id: MessageId,
    },
    /// Somebody renamed the channel.
    ChannelName {
        /// Who.
        user: UserRef,
        /// The new name; empty where a group goes by the names of its people again.
        name: String,
    },
    /// Somebody turned encryption on.
    EncryptionOn {
        /// Who.
        user: UserRef,
    },
    /// Somebody came into the group.
    GroupMemberAdd {
        /// Who.
        user: UserRef,
        /// Who added them.
        by: UserRef,
    },
    /// Somebody is no longer in the group.
    GroupMemberRemove {
        /// Who.
        user: UserRef,
        /// Who took them out; themselves when they left.
        by: UserRef,
    },
}

/// `POST /channels/{channel_id}/messages`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// At most 4000 characters.
    #[serde(default)]
    pub content: Option<String>,
    /// 1 to 64 of `A-Z a-z 0-9 _ -`; the same nonce again answers the first message.
    #[serde(default)]
    pub nonce: Option<String>,
    /// A message of the same channel.
    #[serde(default)]
    pub reply_to: Option<MessageId>,
    /// At most 10 own uploads for this channel.
    #[serde(default)]
    pub attachments: Vec<NewAttachment>,
    /// Narrows whom the text notifies.
    #[serde(default)]
    pub allowed_mentions: Option<AllowedMentions>,
}

/// A file to attach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAttachment {
    /// An own, unclaimed upload for this channel.
    pub upload_id: FileId,
    /// What the picture shows, at most 1024 characters.
    #[serde(default)]
    pub description: Option<String>,
}

/// Narrows whom a message notifies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AllowedMentions {
    /// Only these people; absent: all named.
    #[serde(default)]
    pub users: Option<Vec<UserId>>,
    /// Only these roles; absent: all named.
    #[serde(default)]
    pub roles: Option<Vec<RoleId>>,
    /// Whether everyone can be called; absent: yes.
    #[serde(default)]
    pub everyone: Option<bool>,
    /// Whether the author of the message answered to is called; absent: yes.
    #[serde(default)]
    pub reply: Option<bool>,
}

/// `PATCH /messages/{message_id}`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EditMessage {
    /// The new text; `null` or empty only while files remain.
    #[serde(default, skip_serializing_if = "crate::Patch::is_keep")]
    pub content: crate::Patch<String>,
    /// The files to keep; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Vec<FileId>>,
}

/// Query of the message list: a cursor, or a place to look at.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct MessageQuery {
    /// Where to go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// The messages around this number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub around: Option<i64>,
    /// Older than this number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// Newer than this number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
}

/// A page of messages, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MessagePage {
    /// The messages, newest first.
    pub items: Vec<Message>,
    /// Goes on to older ones; `null` at the beginning of the channel.
    pub next_cursor: Option<String>,
    /// Goes on to newer ones; `null` at the newest.
    pub prev_cursor: Option<String>,
}

/// `POST /channels/{channel_id}/messages/bulk-delete`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkDelete {
    /// At most 100; unknown ones are ignored.
    pub ids: Vec<MessageId>,
}

/// What a bulk delete did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BulkDeleted {
    /// How many messages went.
    pub deleted: i64,
}

/// A former text of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Revision {
    /// Its number, from 0 for the first text.
    pub revision: i64,
    /// The text.
    pub content: Option<String>,
    /// When it was written.
    pub at: Timestamp,
}
