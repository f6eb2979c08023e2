//! How many frames a socket may send.

/// Frames a minute, evenly.
const PER_MINUTE: i64 = 120;
/// Frames at once after a silence.
const BURST: i64 = 30;
/// What one frame costs, in milliseconds.
const COST_MS: i64 = 60_000 / PER_MINUTE;

/// A token bucket of one socket, kept as the moment at which it will be full again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    full_at_ms: i64,
}

impl Pace {
    /// Notes a frame; false when it is one too many.
    pub fn take(&mut self, now_ms: i64) -> bool {
        let full_at_ms = self.full_at_ms.max(now_ms) + COST_MS;
        if full_at_ms > now_ms + BURST * COST_MS {
            return false;
        }
        self.full_at_ms = full_at_ms;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_burst_of_thirty_passes_then_two_a_second() {
        let mut pace = Pace::default();
        assert!((0..30).all(|_| pace.take(1_000)));
        assert!(!pace.take(1_000));
        assert!(!pace.take(1_499));
        assert!(pace.take(1_500));
        assert!(!pace.take(1_500));
    }

    proptest! {
        #[test]
        fn no_minute_passes_more_than_burst_and_rate(gaps in prop::collection::vec(0_i64..900, 1..600)) {
            let (mut pace, mut now, mut passed) = (Pace::default(), 0, Vec::new());
            for gap in gaps {
                now += gap;
                if pace.take(now) {
                    passed.push(now);
                }
            }
            for from in &passed {
                let within = passed.iter().filter(|at| (*from..from + 60_000).contains(*at)).count();
                prop_assert!(within as i64 <= BURST + PER_MINUTE);
            }
        }
    }
}
