//! What those who run a place see and do: accounts, spaces, settings, invitations, figures.

use crate::{
    JobId, Patch, SpaceId, Timestamp, UserId,
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

/// What becomes of the messages of who is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeepOrErase {
    /// They stay, without a name.
    Keep,
    /// They go.
    Erase,
}

/// `DELETE /admin/users/{user_id}`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EraseUser {
    /// The username, typed again.
    pub confirm_username: String,
    /// What becomes of their messages.
    pub messages: KeepOrErase,
}

/// How far work in the background is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// It waits.
    Queued,
    /// It is being done.
    Running,
    /// It is done.
    Done,
    /// It was given up.
    Failed,
}

/// Work in the background.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Job {
    /// Id.
    pub id: JobId,
    /// What it does, as `feature.work`.
    pub kind: String,
    /// How far it is.
    pub state: JobState,
    /// When it was asked for.
    pub created_at: Timestamp,
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

/// What values a setting takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SettingKind {
    /// Words, of so many characters.
    Text {
        /// At least.
        least: usize,
        /// At most.
        most: usize,
    },
    /// Words, or `null`.
    MaybeText {
        /// At most so many characters.
        most: usize,
    },
    /// An `https` address, or `null`.
    MaybeLink,
    /// `true` or `false`.
    Truth,
    /// One of these words.
    Word {
        /// Which.
        words: Vec<String>,
    },
    /// A whole number.
    Whole {
        /// At least.
        least: i64,
        /// At most.
        most: i64,
    },
    /// As many [`SettingRate`]s as the default has.
    Rates,
}

/// How often, one part of a setting of kind [`SettingKind::Rates`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingRate {
    /// So many: 1 to 1 000 000.
    pub count: u32,
    /// In so many seconds: 1 to 86 400.
    pub per_seconds: u32,
    /// So many at once after a pause: 1 to ten times the count.
    pub burst: u32,
}

/// One setting of the place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SettingRow {
    /// Its name.
    pub key: String,
    /// What holds now.
    pub value: serde_json::Value,
    /// What holds when nothing was chosen.
    pub default: serde_json::Value,
    /// What values it takes.
    pub kind: SettingKind,
    /// True when everybody is told of it.
    pub public: bool,
    /// The key of the configuration that fixes it; `null` when it can be changed here.
    pub pinned_by: Option<String>,
}

/// `POST /admin/invites`: an invitation to the place itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlaceInvite {
    /// 0 to 1000; 0: no count. Default 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_uses: Option<i64>,
    /// 300 to 2 592 000; default 604 800.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in_seconds: Option<i64>,
    /// Whom to send it to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A sum, and how it grew: the last 7 days, and the 7 days before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Growth {
    /// In all.
    pub total: i64,
    /// In the 7 days until now.
    pub now: i64,
    /// In the 7 days before those; `null` while the place is younger than 14 days.
    pub before: Option<i64>,
}

/// How many on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DayCount {
    /// When the day begins, UTC.
    pub day: Timestamp,
    /// How many.
    pub count: i64,
}

/// Work in the background, by how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct JobCounts {
    /// Waiting.
    pub queued: i64,
    /// Being done.
    pub running: i64,
    /// Given up.
    pub failed: i64,
}

/// `GET /admin/overview`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Overview {
    /// Accounts that are not on their way out.
    pub accounts: Growth,
    /// People who are connected now.
    pub online: i64,
    /// Spaces.
    pub spaces: Growth,
    /// Messages of people.
    pub messages: Growth,
    /// Messages of the last 14 days, oldest first, today last.
    pub messages_by_day: Vec<DayCount>,
    /// Bytes of all files.
    pub storage_bytes: i64,
    /// How many files.
    pub files: i64,
    /// Work in the background.
    pub jobs: JobCounts,
    /// Reports that nobody closed yet.
    pub reports_open: i64,
    /// Version of the program.
    pub version: String,
    /// Since when the place exists.
    pub since: Timestamp,
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
