//! Why a call did not do what it should.

use reqwest::StatusCode;
use snug_proto::{Code, Problem};
use std::fmt;

/// Why a call did not do what it should.
#[derive(Debug)]
pub enum ClientError {
    /// The server refused it and says why.
    Problem {
        /// HTTP status.
        status: StatusCode,
        /// The body of the refusal.
        problem: Problem,
    },
    /// An answer of another shape than the route promises.
    Unexpected {
        /// HTTP status.
        status: StatusCode,
        /// What is wrong with it.
        what: String,
    },
    /// No whole answer came: whether the request was done is not known.
    Transport(String),
    /// The call needs a session and there is none.
    SignedOut,
}

impl ClientError {
    /// The code of a refusal.
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Problem { problem, .. } => Some(problem.error),
            Self::Unexpected { .. } | Self::Transport(_) | Self::SignedOut => None,
        }
    }

    /// The HTTP status, if an answer came.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Problem { status, .. } | Self::Unexpected { status, .. } => Some(*status),
            Self::Transport(_) | Self::SignedOut => None,
        }
    }
}

impl fmt::Display for ClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem { status, problem } => {
                write!(f, "{status}: {:?}: {}", problem.error, problem.message)?;
                problem.field.as_ref().map_or(Ok(()), |field| write!(f, " ({field})"))
            }
            Self::Unexpected { status, what } => write!(f, "{status}: {what}"),
            Self::Transport(cause) => write!(f, "no answer: {cause}"),
            Self::SignedOut => f.write_str("not signed in"),
        }
    }
}

impl std::error::Error for ClientError {}

impl From<reqwest::Error> for ClientError {
    fn from(error: reqwest::Error) -> Self {
        // The address could carry a signature; the cause alone says enough.
        Self::Transport(format!("{:?}", error.without_url()))
    }
}
