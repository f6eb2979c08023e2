//! What proves somebody beside the password.

use crate::{Secret, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `GET /me/factors`: what the account is protected by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Factors {
    /// True when there is a password.
    pub password: bool,
    /// When it was last changed or reset.
    pub password_changed_at: Option<Timestamp>,
    /// The authenticator, or none.
    pub totp: Option<TotpState>,
    /// Recovery codes that were not used.
    pub recovery_left: i64,
}

/// An authenticator in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TotpState {
    /// Since when.
    pub since: Timestamp,
    /// When a code of it was last accepted.
    pub last_used_at: Option<Timestamp>,
}

/// A new authenticator that waits for its first code.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TotpStart {
    /// The shared secret, base32, for typing.
    pub secret: Secret,
    /// The same for a QR code.
    pub otpauth_uri: Secret,
    /// How long it waits.
    pub expires_in_seconds: i64,
}

/// `POST /me/totp/confirm`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TotpConfirm {
    /// What the authenticator shows now.
    pub code: Secret,
}

/// Fresh recovery codes; shown this once.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RecoveryCodes {
    /// Ten of them, as `XXXXX-XXXXX`.
    pub recovery_codes: Vec<Secret>,
}
