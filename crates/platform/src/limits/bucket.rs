//! The arithmetic of one bucket, in whole numbers so that nothing is rounded away.
//!
//! This is the generic cell rate algorithm (ITU-T I.371) kept as "how much is used" and not as "when it is free": a
//! token is `per_ms` units, and `count` units come back every millisecond. The largest number is `burst * per_ms`, small
//! enough for the doubles of a Lua script.

/// `count` each `per_ms`, and `burst` at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate {
    /// Tokens that come back every `per_ms`; 0 is taken for 1.
    pub count: u32,
    /// Milliseconds; 0 is taken for 1.
    pub per_ms: u32,
    /// Tokens a full bucket holds; 0 is taken for 1.
    pub burst: u32,
}

impl Rate {
    /// So many each minute.
    pub const fn per_minute(count: u32, burst: u32) -> Self {
        Self { count, per_ms: 60_000, burst }
    }

    /// So many each hour.
    pub const fn per_hour(count: u32, burst: u32) -> Self {
        Self { count, per_ms: 3_600_000, burst }
    }

    /// So many each day.
    pub const fn per_day(count: u32, burst: u32) -> Self {
        Self { count, per_ms: 86_400_000, burst }
    }

    /// So much more of it.
    pub const fn times(self, factor: u32) -> Self {
        Self { count: self.count.saturating_mul(factor), burst: self.burst.saturating_mul(factor), ..self }
    }

    /// Units that come back each millisecond.
    pub(super) fn refill(self) -> u64 {
        u64::from(self.count.max(1))
    }

    /// Units of one token.
    pub(super) fn token(self) -> u64 {
        u64::from(self.per_ms.max(1))
    }

    /// Units of a full bucket.
    pub(super) fn capacity(self) -> u64 {
        u64::from(self.burst.max(1)) * self.token()
    }
}

/// What was decided, told by the tightest of the buckets asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it may happen; if so every bucket was charged, otherwise none.
    pub allowed: bool,
    /// Tokens the bucket holds when full.
    pub limit: u32,
    /// Whole tokens left.
    pub remaining: u32,
    /// Milliseconds until the bucket is full.
    pub reset_ms: u64,
    /// Milliseconds until the same would be allowed; 0 if it is.
    pub retry_after_ms: u64,
}

impl Verdict {
    /// Nothing was asked.
    pub(super) const FREE: Self =
        Self { allowed: true, limit: u32::MAX, remaining: u32::MAX, reset_ms: 0, retry_after_ms: 0 };

    /// How a bucket with so many units used stands; `is_charged` after a token was taken.
    pub(super) fn of(rate: Rate, used: u64, is_charged: bool) -> Self {
        let room = rate.capacity().saturating_sub(used);
        let lacking = if is_charged { 0 } else { rate.token().saturating_sub(room) };
        Self {
            allowed: lacking == 0,
            limit: rate.burst.max(1),
            remaining: u32::try_from(room / rate.token()).unwrap_or(u32::MAX),
            reset_ms: used.div_ceil(rate.refill()),
            retry_after_ms: lacking.div_ceil(rate.refill()),
        }
    }

    /// The one that says more about when to come back.
    pub(super) fn tighter(self, other: Self) -> Self {
        let rank = |verdict: &Self| (verdict.retry_after_ms, u32::MAX - verdict.remaining, verdict.reset_ms);
        if rank(&other) > rank(&self) { other } else { self }
    }
}

/// A bucket that is not full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bucket {
    pub used: u64,
    pub at_ms: i64,
}

impl Bucket {
    /// Units used now. A clock that went back gives nothing and takes nothing.
    pub(super) fn used(self, rate: Rate, now_ms: i64) -> u64 {
        let elapsed_ms = u64::try_from(now_ms.saturating_sub(self.at_ms)).unwrap_or(0);
        self.used.saturating_sub(elapsed_ms.saturating_mul(rate.refill()))
    }

    /// The same bucket as a clock that went back sees it, so that the refill goes on from there.
    pub(super) fn anchored(self, now_ms: i64) -> Self {
        Self { used: self.used, at_ms: self.at_ms.min(now_ms) }
    }

    /// Whether a token is there.
    pub(super) fn has_room(self, rate: Rate, now_ms: i64) -> bool {
        self.used(rate, now_ms) + rate.token() <= rate.capacity()
    }

    /// The bucket with one token fewer.
    pub(super) fn charged(self, rate: Rate, now_ms: i64) -> Self {
        Self { used: self.used(rate, now_ms) + rate.token(), at_ms: now_ms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn take(bucket: &mut Bucket, rate: Rate, now_ms: i64) -> bool {
        let has_room = bucket.has_room(rate, now_ms);
        if has_room {
            *bucket = bucket.charged(rate, now_ms);
        }
        has_room
    }

    fn rates() -> impl Strategy<Value = Rate> {
        (1..200_u32, 1..100_000_u32, 1..300_u32).prop_map(|(count, per_ms, burst)| Rate { count, per_ms, burst })
    }

    #[test]
    fn the_largest_rates_fit() {
        let rate = Rate { count: u32::MAX, per_ms: u32::MAX, burst: u32::MAX };
        let mut bucket = Bucket::default();
        assert!(take(&mut bucket, rate, i64::MAX));
        assert!(take(&mut bucket, rate, i64::MIN));
        assert!(take(&mut bucket, Rate { count: 0, per_ms: 0, burst: 0 }, i64::MAX));
    }

    proptest! {
        /// Over any window never more than `burst + count * window / per_ms` passes.
        #[test]
        fn never_more_than_burst_and_rate(rate in rates(), steps in proptest::collection::vec(0..5_000_u32, 1..300)) {
            let mut bucket = Bucket::default();
            let mut now_ms = 1_000_i64;
            let mut passed = Vec::new();
            for step in steps {
                now_ms += i64::from(step);
                if take(&mut bucket, rate, now_ms) {
                    passed.push(now_ms);
                }
            }
            for (first, from_ms) in passed.iter().enumerate() {
                for (last, to_ms) in passed.iter().enumerate().skip(first) {
                    let window_ms = u64::try_from(to_ms - from_ms).unwrap();
                    let most = rate.capacity() + window_ms * rate.refill();
                    prop_assert!((last - first + 1) as u64 * rate.token() <= most);
                }
            }
        }

        /// The refill is exact: who always asks gets in total all that comes back, to the last token.
        #[test]
        fn the_refill_is_exact(rate in rates(), window_ms in 1..2_000_u32) {
            let mut bucket = Bucket::default();
            let mut passed = 0_u64;
            for now_ms in 0..=i64::from(window_ms) {
                while take(&mut bucket, rate, now_ms) {
                    passed += 1;
                }
            }
            let exact = (rate.capacity() + u64::from(window_ms) * rate.refill()) / rate.token();
            if rate.refill() + rate.token() <= rate.capacity() {
                prop_assert_eq!(passed, exact);
            } else {
                prop_assert!(passed <= exact);
            }
        }

        /// A refusal says exactly when to come back: not a millisecond too late or too early.
        #[test]
        fn the_time_to_come_back_is_exact(rate in rates(), now_ms in 0..1_000_000_i64) {
            let mut bucket = Bucket::default();
            while take(&mut bucket, rate, now_ms) {}
            let verdict = Verdict::of(rate, bucket.used(rate, now_ms), false);
            prop_assert!(!verdict.allowed);
            let wait_ms = i64::try_from(verdict.retry_after_ms).unwrap();
            prop_assert!(bucket.has_room(rate, now_ms + wait_ms));
            prop_assert!(!bucket.has_room(rate, now_ms + wait_ms - 1));
            let full_ms = i64::try_from(verdict.reset_ms).unwrap();
            prop_assert_eq!(bucket.used(rate, now_ms + full_ms), 0);
        }

        /// A clock that goes back gives no token away and keeps nobody out longer than the refill itself.
        #[test]
        fn a_clock_going_back_does_no_harm(rate in rates(), back_ms in 1..10_000_000_i64) {
            let mut bucket = Bucket::default();
            let now_ms = 100_000_000;
            while take(&mut bucket, rate, now_ms) {}
            prop_assert!(!take(&mut bucket, rate, now_ms - back_ms));
            let seen = bucket.anchored(now_ms - back_ms);
            let wait_ms = i64::try_from(Verdict::of(rate, seen.used, false).retry_after_ms).unwrap();
            prop_assert!(seen.has_room(rate, now_ms - back_ms + wait_ms));
        }
    }
}
