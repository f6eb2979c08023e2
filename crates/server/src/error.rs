//! Whose problem an error is, and its HTTP face.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};
use snug_platform::db::DbError;
use snug_proto::{Code, Problem};
use std::sync::Arc;

/// Result of everything that a request can cause.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request was not done.
#[derive(Debug)]
pub enum Error {
    /// The caller's to fix. Sent as it is; never logged above `debug`.
    Refused(Problem),
    /// A part is missing or overloaded. Logged with its cause; the caller may try again.
    Unavailable(anyhow::Error),
    /// Ours to fix. Logged with its cause; the caller learns nothing but the code.
    Internal(anyhow::Error),
}

impl Error {
    /// A refusal with a code and a sentence.
    pub fn refused(code: Code, message: impl Into<String>) -> Self {
        Self::Refused(Problem::new(code, message))
    }
    /// No such thing, or not the caller's to see: one body for both.
    pub fn not_found() -> Self {
        Self::refused(Code::NotFound, "There is no such thing here.")
    }
    /// Sight but no right; `needs` names the missing one.
    pub fn forbidden(needs: &str) -> Self {
        Self::refused(Code::Forbidden, format!("This needs {needs}."))
    }
    /// A block, a setting, or no relation: one body for all, which never says which.
    pub fn cannot_message() -> Self {
        Self::refused(Code::CannotMessage, "You cannot write to this person.")
    }
    /// A field breaks its rule.
    pub fn invalid(field: impl Into<String>, rule: impl Into<String>) -> Self {
        Self::Refused(Problem::new(Code::Invalid, rule).at(field))
    }
    /// The state does not allow it.
    pub fn conflict(why: &str) -> Self {
        Self::refused(Code::Conflict, why)
    }
    /// A counted limit is reached.
    pub fn limit_reached(limit: &str) -> Self {
        Self::Refused(Problem::new(Code::LimitReached, format!("The limit of {limit} is reached.")).at(limit))
    }
    /// The token is missing, wrong or over.
    pub fn unauthenticated() -> Self {
        Self::refused(Code::Unauthenticated, "Sign in first.")
    }
    /// What the caller is told, and what is logged instead of being told.
    pub fn told(self) -> (Problem, Option<anyhow::Error>) {
        let code = self.code();
        match self {
            Self::Refused(problem) => (problem, None),
            Self::Unavailable(cause) => {
                (Problem::new(code, "Not available just now. Try again soon.").retry_after_ms(1_000), Some(cause))
            }
            Self::Internal(cause) => (Problem::new(code, "Something went wrong here. It has been noted."), Some(cause)),
        }
    }
    /// The code of the refusal, if it is one.
    pub fn code(&self) -> Code {
        match self {
            Self::Refused(problem) => problem.error,
            Self::Unavailable(_) => Code::Unavailable,
            Self::Internal(_) => Code::Internal,
        }
    }
}

impl From<DbError> for Error {
    fn from(error: DbError) -> Self {
        if error.is_unavailable() { Self::Unavailable(error.into()) } else { Self::Internal(error.into()) }
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

/// For tasks, where nobody waits for an answer.
impl From<Error> for anyhow::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(problem) => Self::msg(problem.message),
            Error::Unavailable(cause) | Error::Internal(cause) => cause,
        }
    }
}

/// For jobs: what is gone has nothing left to do, or nobody left to tell.
///
/// # Errors
/// Any other refusal or failure.
pub fn unless_gone(done: Result<()>) -> anyhow::Result<()> {
    match done {
        Err(error) if error.code() == Code::NotFound => Ok(()),
        done => Ok(done?),
    }
}

/// Travels with an answer to the outermost layer, which logs it once beside the request id.
#[derive(Clone)]
pub struct Cause(pub Arc<anyhow::Error>);

/// The code of a refusal, for metrics and logs.
#[derive(Clone, Copy)]
pub struct Answered(pub Code);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let code = self.code();
        let (problem, cause) = self.told();
        let status = StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry = problem.retry_after_ms.map(|ms| ms.div_ceil(1_000).max(1));
        let mut response = (status, Json(problem)).into_response();
        if let Some(seconds) = retry {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Answered(code));
        if let Some(cause) = cause {
            response.extensions_mut().insert(Cause(Arc::new(cause)));
        }
        response
    }
}
