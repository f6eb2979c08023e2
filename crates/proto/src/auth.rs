//! Signing in, staying signed in, and proving it again.

use crate::{
    ChallengeId, Secret, SessionId,
    account::{Me, SignInMethod},
    instance::Locale,
};
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

impl From<FactorMethod> for SignInMethod {
    fn from(method: FactorMethod) -> Self {
        match method {
            FactorMethod::Totp => Self::Totp,
            FactorMethod::RecoveryCode => Self::RecoveryCode,
        }
    }
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
    #[serde(default)]
    pub password: Option<Secret>,
    /// Code of the second factor, when the account has one; without a password, the code of the mail.
    #[serde(default)]
    pub code: Option<Secret>,
    /// Which mail, for an account without a password.
    #[serde(default)]
    pub challenge_id: Option<ChallengeId>,
}

/// What a code by mail is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CodePurpose {
    /// Signing in.
    #[default]
    SignIn,
    /// Proving again who is there, for an account without a password.
    Reauth,
}

/// `POST /auth/email-code`: asks for a code by mail.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskCode {
    /// A verified address.
    pub email: String,
    /// What for.
    #[serde(default)]
    pub purpose: CodePurpose,
}

/// What answers a code: the same for an address that somebody has and for one that nobody has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Challenge {
    /// Goes back together with the code.
    pub challenge_id: ChallengeId,
    /// Life of the code.
    pub expires_in_seconds: i64,
}

/// `POST /auth/email-code/verify`: signs in with the code of a mail.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerCode {
    /// Which mail.
    pub challenge_id: ChallengeId,
    /// Its code; spaces and dashes do not count.
    pub code: Secret,
    /// How the client keeps its session.
    #[serde(default)]
    pub session: SessionKind,
    /// A shared computer: short session.
    #[serde(default)]
    pub shared: bool,
}

/// `POST /auth/password/forgot`: asks for a code to set a new password with.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForgotPassword {
    /// A verified address.
    pub email: String,
}

/// `POST /auth/password/reset`: sets a new password with the code of a mail.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResetPassword {
    /// Which mail.
    pub challenge_id: ChallengeId,
    /// Its code; spaces and dashes do not count.
    pub code: Secret,
    /// 10 to 256 characters.
    pub password: Secret,
    /// Code of the second factor, when the account has one.
    #[serde(default)]
    pub second_factor: Option<Secret>,
}

/// `POST /me/password`: a new password.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// 10 to 256 characters.
    pub new: Secret,
    /// Leaves the other sessions signed in; default: they end.
    #[serde(default)]
    pub keep_other_sessions: bool,
}

/// `POST /me/email`: a new address; it counts once verified.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEmail {
    /// At most 254 characters.
    pub email: String,
}

/// `POST /me/email/verify`: proves that an address is one's own.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyEmail {
    /// Which mail; default: the newest, such as that of the registration.
    #[serde(default)]
    pub challenge_id: Option<ChallengeId>,
    /// Its code; spaces and dashes do not count.
    pub code: Secret,
}
