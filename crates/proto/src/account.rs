//! People: what others see, what they see of themselves, where they are signed in.

use crate::{
    FileId, Patch, SessionId, Timestamp, UserId,
    instance::Locale,
    people::{DirectPolicy, FriendRequests},
    presence::{CustomStatus, PresenceChoice},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Rank on the instance itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InstanceRole {
    /// Reports, and suspending ordinary accounts.
    Moderator,
    /// All but appointing owners and admins.
    Admin,
    /// Everything.
    Owner,
}

/// State of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// In use.
    Active,
    /// The e-mail address must be verified first.
    Unverified,
    /// Locked by staff.
    Suspended,
    /// On its way out.
    Deleting,
    /// Gone.
    Erased,
}

/// Addresses of a picture in three sizes (pixels a side).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Picture {
    /// 64 pixels.
    #[serde(rename = "64")]
    pub small: String,
    /// 128 pixels.
    #[serde(rename = "128")]
    pub medium: String,
    /// 512 pixels.
    #[serde(rename = "512")]
    pub large: String,
}

/// A person as everybody who may see them does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct User {
    /// Id.
    pub id: UserId,
    /// Unique name.
    pub username: String,
    /// Name on screen.
    pub display_name: String,
    /// Picture, or none.
    pub avatar: Option<Picture>,
    /// Text about themselves.
    pub bio: Option<String>,
    /// Pronouns.
    pub pronouns: Option<String>,
    /// Colour, `#rrggbb`.
    pub accent: Option<String>,
    /// True for programs.
    pub bot: bool,
    /// Rank on the instance.
    pub instance_role: Option<InstanceRole>,
    /// Since when.
    pub created_at: Timestamp,
}

/// A person as they appear beside their words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UserRef {
    /// Id.
    pub id: UserId,
    /// Unique name.
    pub username: String,
    /// Name on screen.
    pub display_name: String,
    /// Picture, or none.
    pub avatar: Option<Picture>,
    /// True for programs.
    pub bot: bool,
}

/// The caller's own account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Me {
    /// What others see too.
    #[serde(flatten)]
    pub user: User,
    /// Address, verified or not.
    pub email: Option<String>,
    /// True once verified.
    pub email_verified: bool,
    /// State of the account.
    pub state: AccountState,
    /// Language.
    pub locale: Locale,
    /// IANA time zone.
    pub timezone: Option<String>,
    /// Who may open a direct conversation with them, besides friends.
    pub direct_policy: DirectPolicy,
    /// Who may ask them to be friends.
    pub friend_requests: FriendRequests,
    /// True when a second factor is asked at sign-in.
    pub second_factor: bool,
    /// How they want to be seen.
    pub presence: PresenceChoice,
    /// What they say of themselves.
    pub custom: Option<CustomStatus>,
}

/// `PATCH /me`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MePatch {
    /// Name on screen; `null` goes back to the username.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub display_name: Patch<String>,
    /// Text about oneself.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub bio: Patch<String>,
    /// Pronouns.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub pronouns: Patch<String>,
    /// Colour, `#rrggbb`.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub accent: Patch<String>,
    /// An upload of purpose `avatar`.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub avatar: Patch<FileId>,
    /// Language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// IANA time zone.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    pub timezone: Patch<String>,
    /// Who may open a direct conversation with them, besides friends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direct_policy: Option<DirectPolicy>,
    /// Who may ask them to be friends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub friend_requests: Option<FriendRequests>,
}

/// One place where the account is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Session {
    /// Id.
    pub id: SessionId,
    /// Name made from the user agent.
    pub name: String,
    /// What the client called itself.
    pub user_agent: String,
    /// Client address at sign-in.
    pub address: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Last use, to the minute.
    pub last_seen_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// How the person signed in.
    pub methods: Vec<SignInMethod>,
    /// A shared computer: short session.
    pub shared: bool,
    /// The session that asks.
    pub current: bool,
}

/// What was proven at sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignInMethod {
    /// The set-up code.
    Setup,
    /// Name and password.
    Password,
    /// A code by mail.
    EmailCode,
    /// A code of an authenticator.
    Totp,
    /// A recovery code.
    RecoveryCode,
    /// Making the account.
    Registration,
}

/// Settings that the client keeps for itself on the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClientSettings {
    /// A JSON object of at most 64 KiB; the server does not look inside.
    pub settings: serde_json::Map<String, serde_json::Value>,
    /// Grows with each change; a PUT names the version it saw.
    pub version: i64,
}
