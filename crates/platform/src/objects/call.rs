//! One call to the store: admitted by the breaker, cut at its deadline, judged by its result.

use super::{ObjectError, Objects};
use crate::breaker::{Breaker, Outcome, Permit};
use object_store::Error;
use std::{
    sync::{MutexGuard, PoisonError},
    time::Duration,
};

/// Longest wait for an answer: whoever asked waits less than five seconds in all.
pub(super) const CALL: Duration = Duration::from_secs(4);
/// Longest cause in the log.
const MAX_CAUSE_CHARS: usize = 120;

impl Objects {
    pub(super) fn breaker(&self) -> MutexGuard<'_, Breaker> {
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does `work` if the breaker lets it, and tells the breaker how it went.
    pub(super) async fn call<T>(&self, work: impl Future<Output = Result<T, ObjectError>>) -> Result<T, ObjectError> {
        let permit = self.breaker().admit(self.clock.now_ms()).ok_or(ObjectError::Unavailable)?;
        let mut running = Running { objects: self, permit: Some(permit) };
        let result = work.await;
        running.settle(match &result {
            Err(ObjectError::Unavailable) => Outcome::Failed,
            // The source failed: what the store did meanwhile proves little.
            Err(ObjectError::Source(_)) => Outcome::Abandoned,
            Ok(_) | Err(ObjectError::NotFound | ObjectError::Other(_)) => Outcome::Answered,
        });
        result
    }

    /// Waits for the store, at most `limit`.
    pub(super) async fn answer<T>(
        &self,
        limit: Duration,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, ObjectError> {
        match self.clock.within(limit, work).await {
            Some(result) => result.map_err(kind),
            None => Err(ObjectError::Unavailable),
        }
    }
}

/// Whose problem it is.
pub(super) fn kind(error: Error) -> ObjectError {
    match error {
        Error::NotFound { .. } => ObjectError::NotFound,
        Error::InvalidPath { .. }
        | Error::NotSupported { .. }
        | Error::AlreadyExists { .. }
        | Error::Precondition { .. }
        | Error::NotModified { .. }
        | Error::NotImplemented { .. }
        | Error::UnknownConfigurationKey { .. } => ObjectError::Other(error.into()),
        error => {
            tracing::warn!(objects.cause = root(&error), "the object store failed");
            ObjectError::Unavailable
        }
    }
}

/// The innermost cause, without the key and without what the server quotes.
fn root(error: &Error) -> String {
    let mut root: &dyn std::error::Error = error;
    while let Some(source) = root.source() {
        root = source;
    }
    root.to_string().chars().take_while(|char| *char != '<').take(MAX_CAUSE_CHARS).collect()
}

/// Settles the permit also when the call is given up half-way.
struct Running<'a> {
    objects: &'a Objects,
    permit: Option<Permit>,
}

impl Running<'_> {
    fn settle(&mut self, outcome: Outcome) {
        let Some(permit) = self.permit.take() else { return };
        if self.objects.breaker().settle(permit, outcome, self.objects.clock.now_ms()) {
            tracing::error!("the object store failed repeatedly; not asking it for a while");
        }
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.settle(Outcome::Abandoned);
    }
}
