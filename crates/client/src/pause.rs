//! Time of the client's machine: pauses between tries and heartbeats.

use std::time::Duration;
use tokio::time::Instant;

/// Waits.
pub(crate) async fn pause(time: Duration) {
    tokio::time::sleep_until(after(time)).await;
}

/// The moment after so long.
pub(crate) fn after(time: Duration) -> Instant {
    Instant::now() + time
}
