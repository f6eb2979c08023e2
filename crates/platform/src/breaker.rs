//! A circuit breaker: after repeated failures calls are refused at once, until one probe has shown that it works again.
//!
//! A state machine on a time that is passed in; it neither waits nor calls.

use std::collections::VecDeque;

/// When a breaker opens and how long it stays so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakerPolicy {
    /// Failures within `window_ms` that open it; 0 is taken for 1.
    pub failures: usize,
    /// Milliseconds a failure counts.
    pub window_ms: i64,
    /// Milliseconds it stays open before a probe.
    pub open_ms: i64,
}

/// A breaker, closed at first.
#[derive(Clone, Debug)]
pub struct Breaker {
    policy: BreakerPolicy,
    state: State,
    /// Grows with each change of state, so that results of calls from before count no more.
    turn: u64,
}

#[derive(Clone, Debug)]
enum State {
    Closed { failed_ms: VecDeque<i64> },
    Open { until_ms: i64 },
    Probing,
}

/// Leave to make one call; its result is told with [`Breaker::settle`].
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a call that is never settled may leave the breaker waiting for its probe"]
pub struct Permit {
    turn: u64,
}

/// How a call went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The other side answered, be it with a refusal.
    Answered,
    /// It did not answer, or could not serve.
    Failed,
    /// The call was given up by its caller; nothing was learned.
    Abandoned,
}

impl Breaker {
    /// A closed breaker.
    pub fn new(policy: BreakerPolicy) -> Self {
        Self { policy, state: State::Closed { failed_ms: VecDeque::new() }, turn: 0 }
    }

    /// Leave to call, or `None` to fail at once.
    pub fn admit(&mut self, now_ms: i64) -> Option<Permit> {
        match self.state {
            State::Closed { .. } => {}
            // The second condition: a clock that went back does not keep it open for ever.
            State::Open { until_ms } if now_ms >= until_ms || now_ms < until_ms - self.policy.open_ms => {
                self.turn_to(State::Probing);
            }
            State::Open { .. } | State::Probing => return None,
        }
        Some(Permit { turn: self.turn })
    }

    /// Takes note of how a call went; true if that opened the breaker.
    pub fn settle(&mut self, permit: Permit, outcome: Outcome, now_ms: i64) -> bool {
        if permit.turn != self.turn {
            return false;
        }
        match (&mut self.state, outcome) {
            (State::Closed { failed_ms }, Outcome::Failed) => {
                let window_ms = self.policy.window_ms;
                failed_ms.retain(|failed| (0..window_ms).contains(&(now_ms - failed)));
                failed_ms.push_back(now_ms);
                let is_enough = failed_ms.len() >= self.policy.failures;
                if is_enough {
                    self.open(now_ms);
                }
                is_enough
            }
            (State::Probing, Outcome::Failed) => {
                self.open(now_ms);
                true
            }
            (State::Probing, Outcome::Answered) => {
                self.turn_to(State::Closed { failed_ms: VecDeque::new() });
                false
            }
            // The next call is the probe.
            (State::Probing, Outcome::Abandoned) => {
                self.turn_to(State::Open { until_ms: now_ms });
                false
            }
            (State::Closed { .. } | State::Open { .. }, _) => false,
        }
    }

    /// Whether calls are made at all.
    pub fn is_closed(&self) -> bool {
        matches!(self.state, State::Closed { .. })
    }

    fn open(&mut self, now_ms: i64) {
        self.turn_to(State::Open { until_ms: now_ms + self.policy.open_ms });
    }

    fn turn_to(&mut self, state: State) {
        self.state = state;
        self.turn += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const POLICY: BreakerPolicy = BreakerPolicy { failures: 5, window_ms: 30_000, open_ms: 10_000 };

    fn fail(breaker: &mut Breaker, now_ms: i64) -> bool {
        let permit = breaker.admit(now_ms).unwrap();
        breaker.settle(permit, Outcome::Failed, now_ms)
    }

    fn opened() -> Breaker {
        let mut breaker = Breaker::new(POLICY);
        for now_ms in 0..4 {
            assert!(!fail(&mut breaker, now_ms));
        }
        assert!(fail(&mut breaker, 4));
        breaker
    }

    // control: canis-71
    #[test]
    fn five_failures_in_half_a_minute_open_it_for_ten_seconds() {
        let mut breaker = opened();
        assert_eq!(breaker.admit(5), None);
        assert_eq!(breaker.admit(10_003), None);
        assert!(breaker.admit(10_004).is_some());
    }

    #[test]
    fn failures_far_apart_do_not_open_it() {
        let mut breaker = Breaker::new(POLICY);
        for turn in 0..100 {
            assert!(!fail(&mut breaker, turn * 7_500));
        }
    }

    // control: canis-71
    #[test]
    fn one_probe_decides() {
        let mut breaker = opened();
        let probe = breaker.admit(10_004).unwrap();
        assert_eq!(breaker.admit(10_005), None);
        breaker.settle(probe, Outcome::Failed, 10_006);
        assert_eq!(breaker.admit(20_005), None);
        let probe = breaker.admit(20_006).unwrap();
        breaker.settle(probe, Outcome::Answered, 20_007);
        assert!(breaker.is_closed());
        assert!(!fail(&mut breaker, 20_008));
    }

    #[test]
    fn a_probe_given_up_passes_to_the_next_call() {
        let mut breaker = opened();
        let probe = breaker.admit(10_004).unwrap();
        breaker.settle(probe, Outcome::Abandoned, 10_005);
        assert!(breaker.admit(10_005).is_some());
        assert_eq!(breaker.admit(10_005), None);
    }

    #[test]
    fn late_results_of_earlier_calls_decide_nothing() {
        let mut breaker = Breaker::new(POLICY);
        let slow = [(); 2].map(|()| breaker.admit(0).unwrap());
        for now_ms in 0..5 {
            fail(&mut breaker, now_ms);
        }
        let probe = breaker.admit(10_004).unwrap();
        let [good, bad] = slow;
        breaker.settle(good, Outcome::Answered, 10_005);
        breaker.settle(bad, Outcome::Failed, 10_005);
        assert!(!breaker.is_closed());
        breaker.settle(probe, Outcome::Answered, 10_006);
        assert!(breaker.is_closed());
    }

    #[test]
    fn a_clock_that_goes_back_does_not_keep_it_open() {
        let mut breaker = opened();
        assert!(breaker.admit(-1_000_000).is_some());
    }

    proptest! {
        /// Whatever happens, it is never stuck: once all calls are settled and the time is over, a call is admitted.
        #[test]
        fn it_always_recovers(steps in proptest::collection::vec((0..3_u8, 0..20_000_i64), 0..200)) {
            let mut breaker = Breaker::new(POLICY);
            let (mut now_ms, mut open) = (0, Vec::new());
            for (what, step_ms) in steps {
                now_ms += step_ms;
                open.extend(breaker.admit(now_ms));
                if let Some(permit) = open.pop() {
                    match what {
                        0 => { breaker.settle(permit, Outcome::Answered, now_ms); }
                        1 => { breaker.settle(permit, Outcome::Failed, now_ms); }
                        _ => open.insert(0, permit),
                    }
                }
            }
            for permit in open {
                breaker.settle(permit, Outcome::Abandoned, now_ms);
            }
            prop_assert!(breaker.admit(now_ms + POLICY.open_ms).is_some());
        }
    }
}
