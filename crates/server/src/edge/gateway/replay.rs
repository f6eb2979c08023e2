//! What a stream has told, kept for a while so that a cut socket can go on where it was.

use bytes::Bytes;
use std::collections::VecDeque;

/// Events kept at most.
const EVENTS: usize = 1_000;
/// Bytes kept at most.
const BYTES: usize = 1024 * 1024;
/// How long an event is kept, in milliseconds.
const AGE_MS: i64 = 5 * 60 * 1_000;

/// The newest events of one stream, numbered from 1 without holes. `A` says who may see an event.
#[derive(Debug)]
pub struct Replay<A> {
    newest: u64,
    kept: VecDeque<Told<A>>,
    bytes: usize,
}

/// One event as it was told.
#[derive(Clone, Debug)]
pub struct Told<A> {
    /// Its number in the stream.
    pub s: u64,
    /// The shared body.
    pub body: Bytes,
    /// Who may see it.
    pub audience: A,
    at_ms: i64,
}

impl<A> Default for Replay<A> {
    fn default() -> Self {
        Self { newest: 0, kept: VecDeque::new(), bytes: 0 }
    }
}

impl<A> Replay<A> {
    /// Numbers an event and keeps it.
    pub fn push(&mut self, body: Bytes, audience: A, now_ms: i64) -> u64 {
        self.newest += 1;
        self.bytes += body.len();
        self.kept.push_back(Told { s: self.newest, body, audience, at_ms: now_ms });
        while self.kept.len() > EVENTS || self.bytes > BYTES {
            self.forget_oldest();
        }
        self.trim(now_ms);
        self.newest
    }

    /// Lets go of what is too old.
    pub fn trim(&mut self, now_ms: i64) {
        while self.kept.front().is_some_and(|told| now_ms - told.at_ms > AGE_MS) {
            self.forget_oldest();
        }
        if self.kept.is_empty() {
            self.kept = VecDeque::new();
        }
    }

    /// The events after number `s`; `None` when one of them is no longer kept, or `s` was never reached.
    pub fn after(&self, s: u64) -> Option<impl Iterator<Item = &Told<A>>> {
        let oldest = self.newest - self.kept.len() as u64;
        if s < oldest || s > self.newest {
            return None;
        }
        Some(self.kept.iter().skip(usize::try_from(s - oldest).unwrap_or(usize::MAX)))
    }

    /// The number of the newest event.
    pub fn newest(&self) -> u64 {
        self.newest
    }

    fn forget_oldest(&mut self) {
        if let Some(told) = self.kept.pop_front() {
            self.bytes -= told.body.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers(replay: &Replay<()>, s: u64) -> Option<Vec<u64>> {
        replay.after(s).map(|told| told.map(|told| told.s).collect())
    }

    #[test]
    fn what_was_told_is_told_again() {
        let mut replay = Replay::default();
        assert_eq!(numbers(&replay, 0), Some(vec![]));
        assert_eq!(numbers(&replay, 1), None);
        for _ in 0..3 {
            replay.push(Bytes::from_static(b"{}"), (), 0);
        }
        assert_eq!(numbers(&replay, 0), Some(vec![1, 2, 3]));
        assert_eq!(numbers(&replay, 2), Some(vec![3]));
        assert_eq!(numbers(&replay, 3), Some(vec![]));
        assert_eq!(numbers(&replay, 4), None);
        assert_eq!(numbers(&replay, u64::MAX), None);
    }

    #[test]
    fn old_many_and_large_events_are_let_go() {
        let mut replay = Replay::default();
        for _ in 0..EVENTS + 1 {
            replay.push(Bytes::new(), (), 0);
        }
        assert_eq!(numbers(&replay, 0), None);
        assert_eq!(numbers(&replay, 1).unwrap().len(), EVENTS);
        replay.trim(AGE_MS);
        assert_eq!(numbers(&replay, 1).unwrap().len(), EVENTS);
        replay.trim(AGE_MS + 1);
        assert_eq!(numbers(&replay, 1), None);
        assert_eq!(numbers(&replay, EVENTS as u64 + 1), Some(vec![]));
        replay.push(vec![b' '; BYTES].into(), (), AGE_MS + 1);
        replay.push(Bytes::from_static(b" "), (), AGE_MS + 1);
        assert_eq!(numbers(&replay, EVENTS as u64 + 1), None);
        assert_eq!(numbers(&replay, EVENTS as u64 + 2), Some(vec![EVENTS as u64 + 3]));
    }

    proptest! {
        #[test]
        fn a_replay_has_no_holes_and_keeps_its_bounds(
            events in prop::collection::vec((0_usize..9_000, 0_i64..2_000), 0..1_500),
            from in 0_u64..1_600,
        ) {
            let (mut replay, mut now) = (Replay::default(), 0);
            for (size, gap) in &events {
                now += gap;
                replay.push(vec![b' '; *size].into(), (), now);
                prop_assert!(replay.bytes <= BYTES && replay.kept.len() <= EVENTS);
            }
            prop_assert_eq!(replay.newest(), events.len() as u64);
            if let Some(told) = numbers(&replay, from) {
                prop_assert_eq!(told, (from + 1..=events.len() as u64).collect::<Vec<_>>());
            }
        }
    }
}
