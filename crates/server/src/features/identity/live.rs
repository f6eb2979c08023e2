//! What a node remembers between requests: live sessions, signing keys, the settings of the place.

use super::{hashing::Hashing, place::PlaceSettings, signing::Ring, store::sessions::Standing};
use crate::events::Signal;
use snug_proto::{SessionId, UserId};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

/// How long a remembered session counts without a look at its row, in milliseconds: a lost signal and an unreadable
/// table are noticed within this time.
const TRUST_MS: i64 = 30_000;
/// How often the last use of a session is written at most, in milliseconds.
pub(super) const WRITE_SEEN_MS: i64 = 60_000;

/// The memory of this feature on one node. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Live(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    hashing: Hashing,
    state: Mutex<State>,
    place_changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    place: Arc<PlaceSettings>,
    ring: Arc<Ring>,
    sessions: HashMap<SessionId, Known>,
    /// Raised by everything that outdates sessions: what was read before is not kept after.
    epoch: u64,
    seen: HashMap<SessionId, Seen>,
    /// Who went, and when; not written down yet.
    left: HashMap<UserId, i64>,
}

#[derive(Debug)]
struct Known {
    standing: Arc<Standing>,
    read_ms: i64,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    at_ms: i64,
    /// What its row says.
    stored_ms: i64,
    /// When that was written.
    written_ms: i64,
}

impl Live {
    /// The settings of the place.
    pub fn settings(&self) -> Arc<PlaceSettings> {
        self.lock().place.clone()
    }

    /// Takes note of what happened on some node. Cheap; call it for every signal.
    pub fn hear(&self, signal: &Signal) {
        match signal {
            Signal::SessionEnded { session, .. } => self.forget(*session),
            Signal::AccountChanged { user } | Signal::AccountSuspended { user } => self.forget_user(*user),
            Signal::SettingsChanged => self.0.place_changed.notify_one(),
            _ => {}
        }
    }

    /// Forgets everything that a lost message of the bus could have changed.
    pub fn outdate_all(&self) {
        let mut state = self.lock();
        state.epoch += 1;
        state.sessions.clear();
        drop(state);
        self.0.place_changed.notify_one();
    }

    /// Notes that a session is in use now; written to its row once a minute at most.
    pub fn touch(&self, session: SessionId, now_ms: i64) {
        let mut state = self.lock();
        let seen = state.seen.entry(session).or_insert(Seen { at_ms: now_ms, stored_ms: 0, written_ms: 0 });
        seen.at_ms = now_ms.max(seen.at_ms);
    }

    /// Notes that a person has no client here any more since then; written to their row soon.
    pub fn leave(&self, user: UserId, at_ms: i64) {
        let mut state = self.lock();
        let left = state.left.entry(user).or_insert(at_ms);
        *left = at_ms.max(*left);
    }

    /// Takes what must be written of those who left.
    pub(super) fn left(&self) -> Vec<(UserId, i64)> {
        std::mem::take(&mut self.lock().left).into_iter().collect()
    }

    pub(super) fn hashing(&self) -> &Hashing {
        &self.0.hashing
    }

    pub(super) async fn place_changed(&self) {
        self.0.place_changed.notified().await;
    }

    pub(super) fn set_settings(&self, place: PlaceSettings) {
        self.lock().place = Arc::new(place);
    }

    pub(super) fn ring(&self) -> Arc<Ring> {
        self.lock().ring.clone()
    }

    pub(super) fn set_ring(&self, ring: Ring) {
        self.lock().ring = Arc::new(ring);
    }

    pub(super) fn forget(&self, session: SessionId) {
        let mut state = self.lock();
        state.epoch += 1;
        state.sessions.remove(&session);
        state.seen.remove(&session);
    }

    pub(super) fn forget_user(&self, user: UserId) {
        let mut state = self.lock();
        state.epoch += 1;
        state.sessions.retain(|_, known| known.standing.actor.user != user);
    }

    /// The session as remembered, if that was read not long ago.
    pub(super) fn known(&self, session: SessionId, now_ms: i64) -> Option<Arc<Standing>> {
        let state = self.lock();
        let known = state.sessions.get(&session)?;
        (now_ms - known.read_ms < TRUST_MS).then(|| known.standing.clone())
    }

    /// Marks the time before a row is read: see [`Self::keep`].
    pub(super) fn epoch(&self) -> u64 {
        self.lock().epoch
    }

    /// Remembers a session that was read after `epoch`, unless something was outdated meanwhile.
    pub(super) fn keep(&self, session: SessionId, standing: &Arc<Standing>, epoch: u64, now_ms: i64) {
        let mut state = self.lock();
        if state.epoch == epoch {
            state.sessions.insert(session, Known { standing: standing.clone(), read_ms: now_ms });
        }
    }

    /// When the session was last used on this node.
    pub(super) fn last_seen(&self, session: SessionId) -> Option<i64> {
        self.lock().seen.get(&session).map(|seen| seen.at_ms)
    }

    /// Uses that are due to be written; with `all` also those written less than a minute ago.
    pub(super) fn unwritten(&self, now_ms: i64, all: bool) -> Vec<(SessionId, i64)> {
        let mut state = self.lock();
        state.sessions.retain(|_, known| now_ms - known.read_ms < TRUST_MS);
        state.seen.retain(|_, seen| seen.at_ms > seen.stored_ms || now_ms - seen.written_ms < WRITE_SEEN_MS);
        let is_due = |seen: &Seen| seen.at_ms > seen.stored_ms && (all || now_ms - seen.written_ms >= WRITE_SEEN_MS);
        state.seen.iter().filter(|(_, seen)| is_due(seen)).map(|(session, seen)| (*session, seen.at_ms)).collect()
    }

    /// Notes what was written.
    pub(super) fn written(&self, seen: &[(SessionId, i64)], now_ms: i64) {
        let mut state = self.lock();
        for (session, at_ms) in seen {
            if let Some(seen) = state.seen.get_mut(session) {
                seen.stored_ms = *at_ms;
                seen.written_ms = now_ms;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
