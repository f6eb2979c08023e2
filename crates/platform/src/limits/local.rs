//! Buckets in the process: maps behind a few locks, bounded, without the full ones.

use super::{
    Ask,
    bucket::{Bucket, Verdict},
};
use crate::clock::Clock;
use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    sync::{Mutex, MutexGuard, PoisonError},
};

const SHARDS: usize = 16;
/// Buckets a shard holds at most: beyond that those nearest to full go, so a flood of new keys frees no guesser.
const SHARD_ENTRIES: usize = 16_384;
/// Below this a shard is not searched for full buckets.
const SWEEP_ENTRIES: usize = 256;

#[derive(Debug)]
pub(super) struct Buckets {
    clock: Clock,
    hasher: RandomState,
    shards: Vec<Mutex<Shard>>,
}

#[derive(Debug)]
struct Shard {
    buckets: HashMap<Ask, Bucket>,
    sweep_at: usize,
    most: usize,
}

impl Buckets {
    pub(super) fn new(clock: Clock) -> Self {
        Self::bounded(clock, SHARD_ENTRIES)
    }

    fn bounded(clock: Clock, most: usize) -> Self {
        let shard = || Mutex::new(Shard { buckets: HashMap::new(), sweep_at: SWEEP_ENTRIES.min(most), most });
        Self { clock, hasher: RandomState::new(), shards: std::iter::repeat_with(shard).take(SHARDS).collect() }
    }

    pub(super) fn take(&self, asks: &[Ask]) -> Verdict {
        let held = self.lock(asks);
        // Read under the locks, so that time never goes back for a bucket.
        let now_ms = self.clock.now_ms();
        self.decide(held, asks, now_ms)
    }

    #[cfg(test)]
    pub(super) fn take_at(&self, asks: &[Ask], now_ms: i64) -> Verdict {
        self.decide(self.lock(asks), asks, now_ms)
    }

    fn decide(&self, mut held: Held, asks: &[Ask], now_ms: i64) -> Verdict {
        let buckets: Vec<Bucket> = asks.iter().map(|ask| held.get(self.shard(ask), ask).anchored(now_ms)).collect();
        let all = || asks.iter().zip(&buckets);
        let is_allowed = all().all(|(ask, bucket)| bucket.has_room(ask.rate, now_ms));
        let mut verdict = Verdict::FREE;
        for (ask, bucket) in all() {
            let after = if is_allowed { bucket.charged(ask.rate, now_ms) } else { *bucket };
            verdict = verdict.tighter(Verdict::of(ask.rate, after.used(ask.rate, now_ms), is_allowed));
            held.put(self.shard(ask), ask, after, now_ms);
        }
        verdict
    }

    pub(super) fn peek(&self, ask: &Ask) -> Verdict {
        let mut held = self.lock(std::slice::from_ref(ask));
        let now_ms = self.clock.now_ms();
        let bucket = held.get(self.shard(ask), ask).anchored(now_ms);
        Verdict::of(ask.rate, bucket.used(ask.rate, now_ms), false)
    }

    pub(super) fn forgive(&self, ask: &Ask) {
        let mut held = self.lock(std::slice::from_ref(ask));
        if let Some(shard) = held.find(self.shard(ask)) {
            shard.buckets.remove(ask);
        }
    }

    pub(super) fn entries(&self) -> usize {
        let now_ms = self.clock.now_ms();
        let sweep = |shard: &Mutex<Shard>| {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            shard.sweep(now_ms);
            shard.buckets.len()
        };
        self.shards.iter().map(sweep).sum()
    }

    fn shard(&self, ask: &Ask) -> usize {
        usize::try_from(self.hasher.hash_one(ask) % SHARDS as u64).unwrap_or(0)
    }

    /// Locks what the asks need, always in the same order.
    fn lock(&self, asks: &[Ask]) -> Held<'_> {
        let mut wanted: Vec<usize> = asks.iter().map(|ask| self.shard(ask)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let lock = |at: usize| Some((at, self.shards.get(at)?.lock().unwrap_or_else(PoisonError::into_inner)));
        Held(wanted.into_iter().filter_map(lock).collect())
    }
}

/// The locked shards.
struct Held<'a>(Vec<(usize, MutexGuard<'a, Shard>)>);

impl Held<'_> {
    fn find(&mut self, at: usize) -> Option<&mut Shard> {
        self.0.iter_mut().find(|(held, _)| *held == at).map(|(_, shard)| &mut **shard)
    }

    fn get(&mut self, at: usize, ask: &Ask) -> Bucket {
        self.find(at).and_then(|shard| shard.buckets.get(ask).copied()).unwrap_or_default()
    }

    fn put(&mut self, at: usize, ask: &Ask, bucket: Bucket, now_ms: i64) {
        let Some(shard) = self.find(at) else { return };
        if let Some(kept) = shard.buckets.get_mut(ask) {
            *kept = bucket;
        } else if bucket.used(ask.rate, now_ms) > 0 {
            shard.buckets.insert(ask.clone(), bucket);
            shard.bound(now_ms);
        }
    }
}

impl Shard {
    fn bound(&mut self, now_ms: i64) {
        if self.buckets.len() <= self.sweep_at {
            return;
        }
        self.sweep(now_ms);
        if self.buckets.len() >= self.most {
            self.drop_nearest_to_full(now_ms);
        }
    }

    fn sweep(&mut self, now_ms: i64) {
        self.buckets.retain(|ask, bucket| bucket.used(ask.rate, now_ms) > 0);
        if self.buckets.capacity() > SWEEP_ENTRIES.max(4 * self.buckets.len()) {
            self.buckets.shrink_to(2 * self.buckets.len());
        }
        self.sweep_at = (self.buckets.len() * 2).clamp(SWEEP_ENTRIES.min(self.most), self.most);
    }

    /// Halves the shard; what remains full longest stays.
    fn drop_nearest_to_full(&mut self, now_ms: i64) {
        let full_ms = |ask: &Ask, bucket: &Bucket| bucket.used(ask.rate, now_ms).div_ceil(ask.rate.refill());
        let mut waits: Vec<u64> = self.buckets.iter().map(|(ask, bucket)| full_ms(ask, bucket)).collect();
        let middle = waits.len() / 2;
        let (_, median, _) = waits.select_nth_unstable(middle);
        let mut too_many = middle;
        self.buckets.retain(|ask, bucket| {
            let goes = too_many > 0 && full_ms(ask, bucket) <= *median;
            too_many -= usize::from(goes);
            !goes
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::ManualClock, limits::Rate};
    use std::time::Duration;

    fn ask(key: impl std::fmt::Display, rate: Rate) -> Ask {
        Ask { key: key.to_string(), rate }
    }

    #[test]
    fn looking_takes_nothing() {
        let buckets = Buckets::new(Clock::Manual(ManualClock::at(0)));
        let once = ask("door", Rate::per_minute(1, 1));
        assert!(buckets.peek(&once).allowed && buckets.peek(&once).allowed);
        assert!(buckets.take(std::slice::from_ref(&once)).allowed);
        assert!(!buckets.peek(&once).allowed);
        assert_eq!(buckets.peek(&once).retry_after_ms, 60_000);
    }

    // control: canis-58
    #[test]
    fn full_buckets_are_let_go() {
        let manual = ManualClock::at(0);
        let buckets = Buckets::new(Clock::Manual(manual.clone()));
        for person in 0..10_000 {
            buckets.take(&[ask(person, Rate::per_minute(60, 10))]);
        }
        assert_eq!(buckets.entries(), 10_000);
        manual.advance(Duration::from_secs(1));
        assert_eq!(buckets.entries(), 0);
        let capacity: usize = buckets.shards.iter().map(|shard| shard.lock().unwrap().buckets.capacity()).sum();
        assert!(capacity < 1_000, "{capacity}");
    }

    #[test]
    fn a_flood_of_keys_is_bounded_and_frees_no_guesser() {
        let buckets = Buckets::bounded(Clock::Manual(ManualClock::at(0)), 100);
        let guesser = ask("guesser", Rate::per_minute(10, 5));
        while buckets.take(std::slice::from_ref(&guesser)).allowed {}
        for stranger in 0..20_000 {
            buckets.take(&[ask(stranger, Rate::per_minute(10, 5))]);
        }
        assert!(buckets.entries() <= SHARDS * 101);
        assert!(!buckets.take(&[guesser]).allowed);
    }
}
