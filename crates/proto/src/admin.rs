//! What those who run a place see and do: accounts, spaces, settings, invitations, figures.

use crate::{
    Patch, SpaceId, Timestamp, UserId,
    account::{AccountState, InstanceRole, Picture, UserRef},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// `GET /admin/status`: what the caller may ask for here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AdminStatus {
    /// Rank on the instance.
    pub role: Option<InstanceRole>,
    /// Until when this session may act; `null` when it may not.
    pub elevated_until: Option<Timestamp>,
    /// True when the account has a second factor, without which it cannot rise.
    pub second_factor: bool,
}

/// `POST /admin/elevation`: both proofs anew.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Elevate {
    /// The password.
    pub password: crate::Secret,
    /// Six digits, or a recovery code.
    pub code: crate::Secret,
}

/// A session that may act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Elevation {
    /// Until when: 15 minutes.
    pub expires_at: Timestamp,
}

/// Why and how long something is locked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Suspension {
    /// As whoever did it said; the person is not told.
    pub reason: String,
    /// When it ends by itself; `null`: never. Spaces have none.
    pub until: Option<Timestamp>,
    /// Who did it; `null` when that account is gone or it was done from the host.
    pub by: Option<UserRef>,
}

/// A person, as staff see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AdminUser {
    /// Who.
    pub user: UserRef,
    /// Address; `null` for moderators, who do not need it.
    pub email: Option<String>,
    /// True once verified.
    pub email_verified: bool,
    /// State of the account.
    pub state: AccountState,
    /// Rank on the instance.
    pub instance_role: Option<InstanceRole>,
    /// True when a second factor is asked at sign-in.
    pub second_factor: bool,
    /// Since when.
    pub created_at: Timestamp,
    /// When a session of theirs was last used.
    pub last_seen_at: Option<Timestamp>,
    /// Why they are locked, if they are.
    pub suspension: Option<Suspension>,
}

/// `GET /admin/users/{user_id}`: a person, and how much there is of them; no secrets, no text of messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AdminUserDetail {
    /// As in the list.
    #[serde(flatten)]
    pub user: AdminUser,
    /// Live sessions.
    pub sessions: i64,
    /// Spaces they own.
    pub spaces_owned: Vec<SpaceRef>,
    /// Spaces they are a member of, their own among them.
    pub spaces_joined: i64,
    /// Bytes of the files they uploaded.
    pub files_bytes: i64,
    /// Reports that accuse them.
    pub reports: i64,
}

/// A space by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SpaceRef {
    /// Id.
    pub id: SpaceId,
    /// Name.
    pub name: String,
    /// Picture, or none.
    pub icon: Option<Picture>,
}

/// Query of `GET /admin/users`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct AdminUserQuery {
    /// Where to go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// How the username or the address begins; at most 64 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only in this state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<AccountState>,
    /// Only with this rank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<InstanceRole>,
    /// Only accounts made since then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
}

/// `PATCH /admin/users/{user_id}`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdminUserPatch {
    /// Rank on the instance; `null` takes it away.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub instance_role: Patch<InstanceRole>,
}

/// `PUT /admin/users/{user_id}/suspension`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SuspendUser {
    /// Why: 1 to 512 characters.
    pub reason: String,
    /// Until when, 60 seconds to 10 years ahead; `null`: until it is lifted. Moderators: at most 7 days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// `PUT /admin/spaces/{space_id}/suspension`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SuspendSpace {
    /// Why: 1 to 512 characters.
    pub reason: String,
}

/// A space, as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AdminSpace {
    /// Which.
    pub space: SpaceRef,
    /// Whose; `null` when that account is gone.
    pub owner: Option<UserRef>,
    /// Members.
    pub members: i64,
    /// Channels, hidden ones among them.
    pub channels: i64,
    /// Since when.
    pub created_at: Timestamp,
    /// Why it is locked, if it is.
    pub suspension: Option<Suspension>,
    /// When it was deleted; it can be restored for 7 days.
    pub deleted_at: Option<Timestamp>,
}

/// `GET /admin/spaces/{space_id}`: a space, and how much there is in it; no text of messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AdminSpaceDetail {
    /// As in the list.
    #[serde(flatten)]
    pub space: AdminSpace,
    /// Messages ever said in it.
    pub messages: i64,
    /// Bytes of its files.
    pub files_bytes: i64,
}

/// Query of `GET /admin/spaces`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct AdminSpaceQuery {
    /// Where to go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// How the name begins, at most 64 characters; or an id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
}

/// `POST /admin/spaces/{space_id}/owner`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSpaceOwner {
    /// A member of the space.
    pub user_id: UserId,
}

/// What an `admin_event` is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AdminKind {
    /// An account or a space was locked or opened again.
    Suspension,
    /// A report came or was closed.
    Report,
    /// A setting was changed.
    Setting,
    /// An account was erased.
    Erase,
    /// Work in the background was given up.
    JobFailure,
}

/// `admin_event`: something that those who look after the place want to see at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AdminEvent {
    /// What it is about.
    pub kind: AdminKind,
    /// Who did it; `null` for the host and for work in the background.
    pub actor: Option<UserRef>,
    /// On what kind of thing.
    pub target_kind: String,
    /// On which one.
    pub target_id: Option<Uuid>,
    /// When.
    pub at: Timestamp,
}
