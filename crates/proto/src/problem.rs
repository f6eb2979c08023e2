//! What a refusal says: one body for every route, few codes, each with one meaning.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The body of every answer outside 2xx and 3xx.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// Stable code; programs decide by it.
    pub error: Code,
    /// English sentence for people; may change.
    pub message: String,
    /// Path of the field that broke its rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// When trying again can succeed, in milliseconds from now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $status:literal),* $(,)?) => {
        /// Every error code, each with one status and one meaning for ever.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Code { $($(#[$doc])* $name),* }

        impl Code {
            /// All codes, in the order of the published list.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// The HTTP status that always goes with the code.
            pub fn status(self) -> u16 {
                match self { $(Code::$name => $status),* }
            }
        }
    };
}

codes! {
    /// Not JSON, wrong content type for the body, bad cursor, token in a query.
    Malformed = 400,
    /// Token missing, wrong, expired, session ended, dead ticket.
    Unauthenticated = 401,
    /// Name and password do not match.
    InvalidCredentials = 401,
    /// Wrong, used, replayed or expired one-time code.
    InvalidCode = 401,
    /// Sight but no right.
    Forbidden = 403,
    /// The route needs a fresh proof of who is there.
    ReauthRequired = 403,
    /// The route needs an elevated session.
    ElevationRequired = 403,
    /// Policy demands a second factor first.
    SecondFactorSetup = 403,
    /// The e-mail address must be verified first.
    EmailUnverified = 403,
    /// The account is suspended or being deleted.
    Suspended = 403,
    /// Nobody can register here.
    RegistrationClosed = 403,
    /// Registering needs an invite.
    InviteRequired = 403,
    /// Block, privacy or no relation: never says which.
    CannotMessage = 403,
    /// A rule of the space refused the content.
    ContentRefused = 403,
    /// No such thing, or not yours to see.
    NotFound = 404,
    /// Other verb.
    MethodNotAllowed = 405,
    /// The state does not allow it.
    Conflict = 409,
    /// A unique name is in use.
    Taken = 409,
    /// A counted limit; `field` names it.
    LimitReached = 409,
    /// Plaintext where encryption is on.
    EncryptionRequired = 409,
    /// Invite, code or export no longer valid.
    Expired = 410,
    /// Body or file too large.
    TooLarge = 413,
    /// Content type not served, or the bytes contradict it.
    UnsupportedMedia = 415,
    /// A field breaks its rule; `field` is its path.
    Invalid = 422,
    /// Too many requests.
    RateLimited = 429,
    /// Slow mode of the channel.
    SlowMode = 429,
    /// Our fault; logged, nothing told.
    Internal = 500,
    /// A part the request needs is not available or overloaded.
    Unavailable = 503,
    /// The place has no owner yet.
    SetupRequired = 503,
}

impl Problem {
    /// A problem with a code and a sentence.
    pub fn new(error: Code, message: impl Into<String>) -> Self {
        Self { error, message: message.into(), field: None, retry_after_ms: None }
    }
    /// Names the field at fault.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }
    /// Says when trying again can succeed.
    #[must_use]
    pub fn retry_after_ms(mut self, ms: u64) -> Self {
        self.retry_after_ms = Some(ms);
        self
    }
}
