//! Time: the real clock, and one that tests move by hand.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{Notify, oneshot};

/// Where every part of the program gets its time from.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The clock of the machine.
    #[default]
    Real,
    /// A clock that stands still until a test moves it.
    Manual(ManualClock),
}

impl Clock {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn now_ms(&self) -> i64 {
        match self {
            Self::Real => real_now_ms(),
            Self::Manual(clock) => clock.now_ms(),
        }
    }

    /// Waits until the clock has moved on by `time`.
    pub async fn sleep(&self, time: Duration) {
        match self {
            Self::Real => real_sleep(time).await,
            Self::Manual(clock) => clock.sleep(time).await,
        }
    }

    /// Runs `work`, but no longer than `limit` of real time: deadlines on other machines are never simulated.
    pub async fn within<T>(&self, limit: Duration, work: impl Future<Output = T>) -> Option<T> {
        tokio::time::timeout(limit, work).await.ok()
    }

    /// Runs `work`, but no longer than `limit` of this clock: for how long people may take.
    pub async fn in_time<T>(&self, limit: Duration, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            done = work => Some(done),
            () = self.sleep(limit) => None,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn real_now_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[expect(clippy::disallowed_methods, reason = "the one place that sleeps")]
async fn real_sleep(time: Duration) {
    tokio::time::sleep(time).await;
}

/// A clock that stands still until `advance` is called; clones share the time.
#[derive(Clone, Debug)]
pub struct ManualClock(Arc<Mutex<State>>, Arc<Notify>);

#[derive(Debug)]
struct State {
    now_ms: i64,
    next: u64,
    sleepers: BTreeMap<(i64, u64), oneshot::Sender<()>>,
}

impl ManualClock {
    /// A clock that shows `now_ms`.
    pub fn at(now_ms: i64) -> Self {
        Self(Arc::new(Mutex::new(State { now_ms, next: 0, sleepers: BTreeMap::new() })), Arc::default())
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn now_ms(&self) -> i64 {
        self.lock().now_ms
    }

    /// Moves on by `time` and wakes who slept until then, in order.
    pub fn advance(&self, time: Duration) {
        let mut state = self.lock();
        state.now_ms += millis(time);
        let now = state.now_ms;
        let later = state.sleepers.split_off(&(now, u64::MAX));
        for (_, wake) in std::mem::replace(&mut state.sleepers, later) {
            // A sleeper that gave up no longer listens.
            wake.send(()).ok();
        }
    }

    /// Waits until somebody sleeps until exactly `at_ms`.
    pub async fn awaited(&self, at_ms: i64) {
        loop {
            let more = self.1.notified();
            if self.is_awaited(at_ms) {
                return;
            }
            more.await;
        }
    }

    /// Whether somebody sleeps until exactly `at_ms`.
    pub fn is_awaited(&self, at_ms: i64) -> bool {
        self.lock().sleepers.range((at_ms, 0)..=(at_ms, u64::MAX)).any(|(_, sleeper)| !sleeper.is_closed())
    }

    async fn sleep(&self, time: Duration) {
        if time.is_zero() {
            return;
        }
        let woken = {
            let mut state = self.lock();
            let (wake, woken) = oneshot::channel();
            let key = (state.now_ms + millis(time), state.next);
            state.next += 1;
            state.sleepers.insert(key, wake);
            woken
        };
        self.1.notify_waiters();
        if woken.await.is_err() {
            // The clock is gone: time stands still for ever.
            std::future::pending::<()>().await;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn sleepers_wake_when_their_time_has_come() {
        let manual = ManualClock::at(1_000);
        let clock = Clock::Manual(manual.clone());
        let mut sleep = std::pin::pin!(clock.sleep(Duration::from_millis(500)));
        assert!(futures_util::poll!(&mut sleep).is_pending());
        manual.awaited(1_500).await;
        assert!(!manual.is_awaited(1_499));
        manual.advance(Duration::from_millis(499));
        assert!(futures_util::poll!(&mut sleep).is_pending());
        manual.advance(Duration::from_millis(1));
        assert!(futures_util::poll!(&mut sleep).is_ready());
        assert_eq!(clock.now_ms(), 1_500);
    }
}
