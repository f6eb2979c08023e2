//! Spaces: who belongs, in which roles, invited how, kept out why.

use crate::{
    ChannelId, FileId, Patch, Perms, RoleId, SpaceId, Timestamp, UserId,
    account::{Picture, User, UserRef},
    instance::Locale,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who can join by an invite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum JoinGate {
    /// Anybody with an account.
    #[default]
    None,
    /// Accounts with a verified address.
    Email,
    /// Accounts older than 24 hours.
    Aged,
}

/// What notifies members who chose nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DefaultNotifications {
    /// Every message.
    All,
    /// Mentions only.
    #[default]
    Mentions,
}

/// A space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Space {
    /// Id.
    pub id: SpaceId,
    /// Name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Picture, or none.
    pub icon: Option<Picture>,
    /// Who owns it.
    pub owner_id: UserId,
    /// Main language.
    pub locale: Locale,
    /// What notifies members who chose nothing.
    pub default_notifications: DefaultNotifications,
    /// Where joins are announced.
    pub system_channel_id: Option<ChannelId>,
    /// Where the rules stand.
    pub rules_channel_id: Option<ChannelId>,
    /// Who can join by an invite.
    pub join_gate: JoinGate,
    /// How many members.
    pub member_count: i64,
    /// Locked by staff.
    pub suspended: bool,
    /// Since when.
    pub created_at: Timestamp,
    /// Raised by every change of who may do what.
    pub access_version: i64,
    /// What the caller may do in the space at large.
    pub permissions: Perms,
}

/// `POST /spaces`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSpace {
    /// 2 to 100 characters.
    pub name: String,
    /// At most 1000 characters.
    #[serde(default)]
    pub description: Option<String>,
    /// An upload of purpose `space_icon`.
    #[serde(default)]
    pub icon: Option<FileId>,
}

/// `PATCH /spaces/{space_id}`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpacePatch {
    /// 2 to 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// At most 1000 characters.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub description: Patch<String>,
    /// An upload of purpose `space_icon`.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub icon: Patch<FileId>,
    /// Main language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// What notifies members who chose nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_notifications: Option<DefaultNotifications>,
    /// Where joins are announced: a text channel of the space.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub system_channel_id: Patch<ChannelId>,
    /// Where the rules stand: a text channel of the space.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub rules_channel_id: Patch<ChannelId>,
    /// Who can join by an invite.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join_gate: Option<JoinGate>,
}

/// `DELETE /spaces/{space_id}`: the name typed again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteSpace {
    /// Must equal the name of the space.
    pub confirm_name: String,
}

/// `POST /spaces/{space_id}/owner`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// The new owner, a member.
    pub user_id: UserId,
}

/// A member of a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Member {
    /// The person.
    pub user: User,
    /// Name in this space.
    pub nick: Option<String>,
    /// Roles besides everyone, by id.
    pub roles: Vec<RoleId>,
    /// Since when.
    pub joined_at: Timestamp,
    /// True for the owner.
    pub owner: bool,
    /// Silenced until then.
    pub timeout_until: Option<Timestamp>,
}

/// `PATCH /spaces/{space_id}/members/{user_id}`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberPatch {
    /// At most 32 characters.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub nick: Patch<String>,
}

/// `PUT /spaces/{space_id}/members/{user_id}/timeout`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Timeout {
    /// 60 to 2 419 200 (28 days).
    pub seconds: i64,
}

/// Query of the member list.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct MemberQuery {
    /// Where to go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Start of username, name or nickname.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only holders of this role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleId>,
}

/// A role of a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    /// Id.
    pub id: RoleId,
    /// Name.
    pub name: String,
    /// Colour, `#rrggbb`.
    pub color: Option<String>,
    /// Greater is higher; everyone is 0.
    pub position: i64,
    /// What it allows everywhere in the space.
    pub permissions: Perms,
    /// Anybody may notify it.
    pub mentionable: bool,
    /// Its holders are listed apart.
    pub hoist: bool,
    /// The role that everybody has.
    pub everyone: bool,
}

/// `POST /spaces/{space_id}/roles`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRole {
    /// 1 to 64 characters.
    pub name: String,
    /// `#rrggbb`.
    #[serde(default)]
    pub color: Option<String>,
    /// Rights the caller holds too.
    #[serde(default)]
    pub permissions: Perms,
    /// Anybody may notify it.
    #[serde(default)]
    pub mentionable: bool,
    /// Its holders are listed apart.
    #[serde(default)]
    pub hoist: bool,
}

/// `PATCH /spaces/{space_id}/roles/{role_id}`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RolePatch {
    /// 1 to 64 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `#rrggbb`.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub color: Patch<String>,
    /// The whole new set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Perms>,
    /// Anybody may notify it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentionable: Option<bool>,
    /// Its holders are listed apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hoist: Option<bool>,
}

/// `PUT /spaces/{space_id}/roles/order`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleOrder {
    /// Every role but everyone, highest first.
    pub role_ids: Vec<RoleId>,
}

/// A ban.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ban {
    /// Who is kept out.
    pub user: UserRef,
    /// Who did it; `null` once that account is gone.
    pub by: Option<UserRef>,
    /// Why.
    pub reason: Option<String>,
    /// Since when.
    pub at: Timestamp,
    /// Until when; `null`: for good.
    pub expires_at: Option<Timestamp>,
}

/// `PUT /spaces/{space_id}/bans/{user_id}`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBan {
    /// At most 512 characters.
    #[serde(default)]
    pub reason: Option<String>,
    /// Take along messages of the last so many seconds, at most 604 800.
    #[serde(default)]
    pub delete_messages_seconds: i64,
    /// Ends by itself after so many seconds.
    #[serde(default)]
    pub expires_in_seconds: Option<i64>,
}

/// Query of the ban list.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct BanQuery {
    /// Where to go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Start of username or name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
}

/// An invite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Invite {
    /// Ten unambiguous letters and digits.
    pub code: String,
    /// The space it leads to.
    pub space_id: SpaceId,
    /// The channel to land in.
    pub channel_id: Option<ChannelId>,
    /// Who made it.
    pub creator: UserRef,
    /// 0: no count.
    pub max_uses: i64,
    /// How often used.
    pub uses: i64,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// Since when.
    pub created_at: Timestamp,
}

/// `POST /spaces/{space_id}/invites`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvite {
    /// 0 to 1000; 0: no count.
    #[serde(default)]
    pub max_uses: i64,
    /// 300 to 2 592 000; default 604 800.
    #[serde(default)]
    pub expires_in_seconds: Option<i64>,
    /// The channel to land in, one the caller can see.
    #[serde(default)]
    pub channel_id: Option<ChannelId>,
}

/// `GET /invites/{code}`: what the invite leads to, for anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InvitePreview {
    /// Name of the space.
    pub space_name: String,
    /// What it is for.
    pub space_description: Option<String>,
    /// Its picture.
    pub space_icon: Option<Picture>,
    /// Members, rounded to two digits above 100.
    pub member_count: i64,
    /// Display name of who made the invite.
    pub inviter: String,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}
