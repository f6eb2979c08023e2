//! How one kind of job is done: what runs it, when it is tried again, whether it comes round by itself.

use futures_util::future::BoxFuture;
use std::{fmt, sync::Arc, time::Duration};

/// Waits between tries of ordinary work.
pub const SOON: &[Duration] = &[secs(1), secs(60), secs(5 * 60), secs(30 * 60), secs(2 * 3600)];
/// Waits between tries of what depends on other machines, such as mail.
pub const LATER: &[Duration] = &[secs(60), secs(5 * 60), secs(30 * 60), secs(2 * 3600), secs(6 * 3600)];

const fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// Does the work of a payload.
pub type Run = Arc<dyn Fn(String) -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync>;

/// One kind of job.
#[derive(Clone)]
pub struct Handler {
    /// Its name, as rows have it.
    pub kind: &'static str,
    /// The work. Doing it twice, or half and then again, must come to the same.
    pub run: Run,
    /// After each failure the wait until the next try; after the last one it lies dead.
    pub waits: &'static [Duration],
    /// Comes round by itself so long after each end.
    pub every: Option<Duration>,
    /// May take minutes: done beside the quick ones, so that these need not wait.
    pub is_slow: bool,
}

impl Handler {
    /// Quick work that is tried again soon.
    pub fn new(kind: &'static str, run: Run) -> Self {
        Self { kind, run, waits: SOON, every: None, is_slow: false }
    }
}

/// A failure that trying again cannot mend: the job lies dead at once.
#[derive(Debug)]
pub struct GiveUp(pub &'static str);

impl fmt::Display for GiveUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for GiveUp {}
