//! Everything the gateway tells: one variant an event type of the wire.

use crate::{
    ChannelId, MessageId, Perms, RoleId, SessionId, SpaceId, Timestamp, UserId,
    account::{Me, User, UserRef},
    admin::AdminEvent,
    channels::{Channel, ChannelPlace},
    instance::Registration,
    messages::Message,
    notifications::NotificationLevel,
    people::FriendState,
    presence::Presence,
    reads::ReadState,
    reports::{Report, ReportTold},
    spaces::{Ban, Invite, Member, Role, Space},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use strum::IntoStaticStr;

/// One event; `t` names it, `d` carries its fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, IntoStaticStr)]
#[serde(tag = "t", content = "d", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Event {
    /// Public settings of the instance changed.
    InstanceUpdate {
        /// Its name.
        name: String,
        /// Who can register.
        registration: Registration,
    },
    /// Something that those who run the place want to see at once; to sockets whose session is raised now.
    AdminEvent(AdminEvent),
    /// Somebody changed their profile; to oneself too.
    UserUpdate(User),
    /// The own account changed, with what only oneself sees.
    MeUpdate(Me),
    /// Own client settings changed on another device.
    SettingsUpdate(crate::account::ClientSettings),
    /// One of the own sessions began, changed or ended.
    SessionUpdate {
        /// Which.
        session_id: SessionId,
        /// It is over.
        ended: bool,
    },
    /// A channel was read, or marked unread, by oneself.
    ReadUpdate(ReadState),
    /// Somebody stands otherwise to oneself than before.
    FriendUpdate {
        /// Who.
        user: UserRef,
        /// How; `null`: neither a friend nor a request.
        state: Option<FriendState>,
    },
    /// Oneself blocked somebody, or took it away.
    BlockUpdate {
        /// Whom.
        user_id: UserId,
        /// Blocked now.
        blocked: bool,
    },
    /// Somebody is seen otherwise than before; oneself too, as others see one.
    PresenceUpdate(Presence),
    /// Several people at once, as when a space came in sight: each replaces what was known of them.
    PresenceBulk {
        /// How they are seen.
        presences: Vec<Presence>,
    },
    /// Somebody is writing in a channel that is open on screen: for 8 seconds, or until they have said it.
    Typing {
        /// Where.
        channel_id: ChannelId,
        /// Who.
        user_id: UserId,
    },
    /// Oneself chose what calls, or took it back: then neither a level nor a pause is left.
    NotificationLevelUpdate(NotificationLevel),
    /// A space was joined, made, or came back.
    SpaceCreate(Box<SpaceState>),
    /// The space changed; `permissions` is meaningless here and empty.
    SpaceUpdate(Space),
    /// The space is no longer there for this person.
    SpaceDelete {
        /// Which.
        space_id: SpaceId,
        /// Why.
        reason: SpaceGone,
    },
    /// Somebody joined.
    MemberJoin {
        /// Where.
        space_id: SpaceId,
        /// Who.
        member: Member,
    },
    /// Nickname, roles or timeout of a member changed.
    MemberUpdate {
        /// Where.
        space_id: SpaceId,
        /// Who.
        user_id: UserId,
        /// Name in this space.
        nick: Option<String>,
        /// Roles besides everyone.
        roles: Vec<RoleId>,
        /// Silenced until then.
        timeout_until: Option<Timestamp>,
    },
    /// Somebody is no longer a member.
    MemberLeave {
        /// Where.
        space_id: SpaceId,
        /// Who.
        user_id: UserId,
    },
    /// A role came.
    RoleCreate {
        /// Where.
        space_id: SpaceId,
        /// The role.
        role: Role,
    },
    /// A role changed.
    RoleUpdate {
        /// Where.
        space_id: SpaceId,
        /// The role.
        role: Role,
    },
    /// A role went.
    RoleDelete {
        /// Where.
        space_id: SpaceId,
        /// The role.
        role_id: RoleId,
    },
    /// The roles have a new order.
    RoleOrder {
        /// Where.
        space_id: SpaceId,
        /// Every role but everyone, highest first.
        role_ids: Vec<RoleId>,
    },
    /// A channel came, or came in sight.
    ChannelCreate {
        /// The channel; `permissions` is the receiver's.
        channel: Channel,
        /// How far the receiver has read it.
        read: Option<ReadState>,
    },
    /// A channel changed; `permissions` is meaningless here and empty.
    ChannelUpdate {
        /// The channel.
        channel: Channel,
    },
    /// A channel went, or went out of sight.
    ChannelDelete {
        /// Where; `null` for conversations.
        space_id: Option<SpaceId>,
        /// Which.
        channel_id: ChannelId,
        /// Why.
        reason: ChannelGone,
    },
    /// The channels have a new order; only those the receiver sees.
    ChannelOrder {
        /// Where.
        space_id: SpaceId,
        /// The places.
        places: Vec<ChannelPlace>,
    },
    /// Somebody came into a group.
    ConversationMemberAdd {
        /// Where.
        channel_id: ChannelId,
        /// Who.
        user: UserRef,
        /// Who added them.
        by: UserId,
    },
    /// Somebody is no longer in a group.
    ConversationMemberRemove {
        /// Where.
        channel_id: ChannelId,
        /// Who.
        user_id: UserId,
        /// Who took them out; themselves when they left.
        by: UserId,
        /// Who may take others out from now on.
        creator_id: UserId,
    },
    /// Oneself hid a conversation, or took it back; what is said there takes it back by itself.
    ConversationHidden {
        /// Which.
        channel_id: ChannelId,
        /// Hidden now.
        hidden: bool,
    },
    /// What oneself may do changed.
    PermissionsUpdate {
        /// Where.
        space_id: SpaceId,
        /// In the space at large.
        space: Perms,
        /// In each visible channel.
        channels: BTreeMap<ChannelId, Perms>,
    },
    /// Somebody was banned; to holders of `ban_members`.
    BanCreate {
        /// Where.
        space_id: SpaceId,
        /// The ban.
        ban: Ban,
    },
    /// A ban ended; to holders of `ban_members`.
    BanDelete {
        /// Where.
        space_id: SpaceId,
        /// Who.
        user_id: UserId,
    },
    /// An invite was made; to holders of `manage_invites`.
    InviteCreate {
        /// Where.
        space_id: SpaceId,
        /// The invite.
        invite: Invite,
    },
    /// An invite ended; to holders of `manage_invites`.
    InviteDelete {
        /// Where.
        space_id: SpaceId,
        /// Its code.
        code: String,
    },
    /// Something was reported; to holders of `handle_reports`, but for the person accused.
    ReportCreate {
        /// Where.
        space_id: SpaceId,
        /// The report.
        report: Box<Report>,
    },
    /// A report moved on; whole to holders of `handle_reports`, its state alone to who made it.
    ReportUpdate(ReportTold),
    /// Something was said.
    MessageCreate {
        /// The message, without what differs by viewer.
        message: Message,
        /// Version of the space's access at the moment it was said.
        access_version: i64,
    },
    /// A message changed; drop it when an equal or greater revision is known.
    MessageUpdate {
        /// The message, without what differs by viewer.
        message: Message,
        /// Version of the space's access at that moment.
        access_version: i64,
    },
    /// A message is gone.
    MessageDelete {
        /// Where.
        channel_id: ChannelId,
        /// Which.
        id: MessageId,
        /// Its number.
        seq: i64,
    },
    /// Several messages are gone.
    MessageDeleteBulk {
        /// Where.
        channel_id: ChannelId,
        /// Which.
        ids: Vec<MessageId>,
    },
    /// Somebody reacted.
    ReactionAdd {
        /// Where.
        channel_id: ChannelId,
        /// To which message.
        message_id: MessageId,
        /// Who.
        user_id: UserId,
        /// With what.
        emoji: String,
        /// How many people now.
        count: i64,
    },
    /// Somebody took a reaction back.
    ReactionRemove {
        /// Where.
        channel_id: ChannelId,
        /// From which message.
        message_id: MessageId,
        /// Whose.
        user_id: UserId,
        /// Which.
        emoji: String,
        /// How many people now.
        count: i64,
    },
    /// All reactions, or all of one emoji, are gone.
    ReactionClear {
        /// Where.
        channel_id: ChannelId,
        /// From which message.
        message_id: MessageId,
        /// Only this one; `null`: all.
        emoji: Option<String>,
    },
    /// A message was pinned or unpinned.
    PinUpdate {
        /// Where.
        channel_id: ChannelId,
        /// Which.
        message_id: MessageId,
        /// Pinned now.
        pinned: bool,
        /// By whom.
        by: UserId,
        /// When.
        at: Timestamp,
    },
    /// Events were lost on the way here: fetch `after` the last known numbers.
    Resync {
        /// Which channels; `null`: all.
        channel_ids: Option<Vec<ChannelId>>,
    },
    /// An event of the past that is no longer this person's to see.
    Void {},
}

/// Why a space is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpaceGone {
    /// Left.
    Left,
    /// Kicked.
    Kicked,
    /// Banned.
    Banned,
    /// The space was deleted.
    Deleted,
    /// The space was suspended.
    Suspended,
}

/// Why a channel is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChannelGone {
    /// Deleted.
    Deleted,
    /// Out of sight.
    Hidden,
    /// Left, or taken out of it.
    Left,
}

/// A conversation, as a client keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ConversationState {
    /// The channel.
    pub channel: Channel,
    /// How far it is read.
    pub read: ReadState,
}

/// A whole space, as a client keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SpaceState {
    /// The space, with the own permissions.
    pub space: Space,
    /// Its roles, highest first.
    pub roles: Vec<Role>,
    /// The visible channels, with overrides and own permissions.
    pub channels: Vec<Channel>,
    /// The own membership.
    pub member: Member,
    /// How far the visible channels are read.
    pub reads: Vec<ReadState>,
}
