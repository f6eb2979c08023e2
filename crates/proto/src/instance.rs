//! What anybody may know of a place: its name, its door, its health.

use crate::InstanceId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who can make an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Registration {
    /// Anybody.
    Open,
    /// Who holds a live invite.
    #[default]
    Invite,
    /// Nobody.
    Closed,
}

/// `GET /instance`: what a client needs before anyone signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Instance {
    /// This copy of Snug.
    pub id: InstanceId,
    /// Its name, as the owner chose it.
    pub name: String,
    /// Version of the program.
    pub version: String,
    /// Who can make an account.
    pub registration: Registration,
    /// Ways to sign in that are on here.
    pub auth_methods: Vec<AuthMethod>,
    /// Languages the interface speaks.
    pub languages: Vec<Locale>,
    /// True until the first owner exists.
    pub setup_needed: bool,
    /// Sizes a client must know before it sends.
    pub limits: InstanceLimits,
    /// What can be switched on or off here.
    pub features: InstanceFeatures,
}

/// What can be switched on or off at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InstanceFeatures {
    /// Conversations without encryption can be opened.
    pub plain_conversations: bool,
}

/// A way to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuthMethod {
    /// Name and password.
    Password,
    /// A code by mail, to a verified address.
    EmailCode,
    /// A new password by a code by mail.
    PasswordReset,
}

/// Sizes a client must know before it sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InstanceLimits {
    /// Largest attachment, in bytes.
    pub attachment_bytes: u64,
    /// Largest avatar or icon, in bytes.
    pub avatar_bytes: u64,
    /// Longest message, in code points.
    pub content_max: usize,
}

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// Arabic.
    Ar,
}

/// `GET /health`: the truth about each part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Health {
    /// The sum of the parts.
    pub status: HealthStatus,
    /// Version of the program.
    pub version: String,
    /// The database answers.
    pub database: PartHealth,
    /// The bus answers.
    pub bus: PartHealth,
    /// The object store answers.
    pub objects: PartHealth,
    /// The limiter answers.
    pub limiter: PartHealth,
    /// Mail can be sent.
    pub mail: PartHealth,
    /// Voice runs.
    pub voice: PartHealth,
}

/// The sum of the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HealthStatus {
    /// Everything answers.
    Ok,
    /// A part that people can do without is missing.
    Degraded,
    /// A part that everything needs is missing.
    Failed,
}

/// Whether a part answers. JSON: `true`, `false` or `"off"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum PartHealth {
    /// It answers, or it does not.
    Answers(bool),
    /// It is not configured.
    Off(OffWord),
}

/// The word `off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OffWord {
    /// Not configured.
    Off,
}

/// `GET /setup`: whether the place still waits for its first owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SetupState {
    /// True until the first owner exists.
    pub needed: bool,
}

/// `POST /setup`: makes the first owner.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    /// The code from the log or the `setup-code` file.
    pub setup_code: crate::Secret,
    /// The owner's username.
    pub username: String,
    /// The owner's password.
    pub password: crate::Secret,
    /// The owner's display name; default: the username.
    #[serde(default)]
    pub display_name: Option<String>,
    /// Name of the place; default: "Snug".
    #[serde(default)]
    pub instance_name: Option<String>,
    /// Who can register; default: invite.
    #[serde(default)]
    pub registration: Option<Registration>,
    /// Language of the owner and of the place; default: English.
    #[serde(default)]
    pub locale: Option<Locale>,
}
