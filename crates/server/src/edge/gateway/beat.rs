//! When a socket is written to: at once after a silence, else in a beat, so that a busy room costs each of its sockets
//! few calls into the kernel.
//!
//! All sockets of a room hear an event at the same moment. Each takes the beat up at a point of its own, or the writes
//! of all of them would fall together and the last one would wait for every other.

use std::time::Duration;

pub struct Beat {
    every: Duration,
    /// How much the first pause after a silence is shorter than the others.
    early: Duration,
    written_ms: i64,
    is_running: bool,
}

impl Beat {
    /// A beat of that length, taken up at a point that `chance` names.
    pub fn new(every: Duration, chance: u8) -> Self {
        Self { every, early: every * u32::from(chance) / 256, written_ms: i64::MIN, is_running: false }
    }

    /// How long what came now waits for more.
    pub fn pause(&mut self, now_ms: i64) -> Duration {
        // Should the clock be turned back, nothing waits for it.
        let since = u64::try_from(now_ms.saturating_sub(self.written_ms)).map_or(self.every, Duration::from_millis);
        let was_running = std::mem::replace(&mut self.is_running, since < self.every);
        let pause = self.every.saturating_sub(since);
        if was_running { pause } else { pause.saturating_sub(self.early) }
    }

    /// Everything that had come is written.
    pub fn written(&mut self, now_ms: i64) {
        self.written_ms = now_ms;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pause of what comes at each of these times, when all of it is written after its pause.
    fn pauses(mut beat: Beat, times: &[i64]) -> Vec<u128> {
        let pause = |at: &i64| {
            let pause = beat.pause(*at).as_millis();
            beat.written(at + i64::try_from(pause).unwrap());
            pause
        };
        times.iter().map(pause).collect()
    }

    #[test]
    fn what_comes_after_a_silence_is_written_at_once() {
        let every = Duration::from_millis(20);
        assert_eq!(pauses(Beat::new(every, 0), &[5_000, 5_020, 5_100, 4_000]), [0, 0, 0, 0]);
        assert_eq!(pauses(Beat::new(Duration::ZERO, 7), &[5_000, 5_000]), [0, 0]);
    }

    #[test]
    fn what_comes_soon_after_something_else_waits_for_more() {
        let every = Duration::from_millis(20);
        assert_eq!(pauses(Beat::new(every, 0), &[5_000, 5_001, 5_039, 5_041]), [0, 19, 1, 19]);
    }

    #[test]
    fn only_the_first_pause_after_a_silence_is_shorter() {
        let every = Duration::from_millis(20);
        // A message each ten milliseconds: written at 0, at 15, and from then on every twenty.
        assert_eq!(pauses(Beat::new(every, 64), &[0, 10, 20, 40, 60]), [0, 5, 15, 15, 15]);
        assert_eq!(pauses(Beat::new(every, 64), &[0, 10, 100, 110]), [0, 5, 0, 5], "and so after each silence");
    }
}
