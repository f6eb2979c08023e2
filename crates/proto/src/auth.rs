//! Signing in, staying signed in, and proving it again.

use crate::{Secret, SessionId, account::Me, instance::Locale};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the client keeps its session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// Refresh token in an HttpOnly cookie: browsers.
    #[default]
    Cookie,
    /// Refresh token in the answer: programs. Refused to pages.
    Token,
}

/// `POST /auth/register`: makes an account.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// 3 to 32 of `a-z 0-9 _`, not starting with `_`; input is lower-cased.
    pub username: String,
    /// 10 to 256 characters.
    pub password: Secret,
    /// 1 to 64 characters; default: the username.
    #[serde(default)]
    pub display_name: Option<String>,
    /// An address; it counts only once verified.
    #[serde(default)]
    pub email: Option<String>,
    /// Code of a live invite.
    #[serde(default)]
    pub invite: Option<String>,
    /// Language; default: English.
    #[serde(default)]
    pub locale: Option<Locale>,
    /// How the client keeps its session.
    #[serde(default)]
    pub session: SessionKind,
    /// A shared computer: short session.
    #[serde(default)]
    pub shared: bool,
}

/// `POST /auth/sign-in`: name and password.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordSignIn {
    /// Username or verified e-mail address.
    pub login: String,
    /// The password.
    pub password: Secret,
    /// How the client keeps its session.
    #[serde(default)]
    pub session: SessionKind,
    /// A shared computer: short session.
    #[serde(default)]
    pub shared: bool,
    /// Code of the second factor, when the client already has it.
    #[serde(default)]
    pub code: Option<Secret>,
}

/// `POST /auth/second-factor`: the second step.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactor {
    /// The ticket of the first step.
    pub ticket: Secret,
    /// Which factor answers.
    pub method: FactorMethod,
    /// Its code.
    pub code: Secret,
}

/// A kind of second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FactorMethod {
    /// Six digits from an authenticator.
    Totp,
    /// One of the recovery codes.
    RecoveryCode,
}

/// The answer of every way in.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum SignIn {
    /// Signed in.
    Ok(Box<SignedIn>),
    /// The first step was right; a factor is asked. No session exists yet.
    SecondFactor {
        /// Secret of this attempt, 5 minutes.
        ticket: Secret,
        /// Factors the account can answer with.
        methods: Vec<FactorMethod>,
        /// Life of the ticket.
        expires_in_seconds: i64,
    },
}

/// A fresh session.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SignedIn {
    /// For `Authorization: Bearer`; kept in memory only.
    pub access_token: Secret,
    /// Life of the access token.
    pub expires_in_seconds: i64,
    /// The account.
    pub user: Me,
    /// The session.
    pub session_id: SessionId,
    /// Only for `session: token`; browsers get a cookie.
    pub refresh_token: Option<Secret>,
}

/// `POST /auth/refresh`: body of programs; browsers send the cookie and `{}` or nothing.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    /// The newest refresh token.
    #[serde(default)]
    pub refresh_token: Option<Secret>,
}

/// A renewed access.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Refreshed {
    /// For `Authorization: Bearer`.
    pub access_token: Secret,
    /// Life of the access token.
    pub expires_in_seconds: i64,
    /// The successor, for programs; browsers get a cookie.
    pub refresh_token: Option<Secret>,
}

/// `POST /auth/reauth`: proves again who is there.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reauth {
    /// The password.
    pub password: Secret,
    /// Code of the second factor, when the account has one.
    #[serde(default)]
    pub code: Option<Secret>,
}
