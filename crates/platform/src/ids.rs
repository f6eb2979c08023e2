//! Ids and randomness: from the system in production, from a seed in tests.

use crate::clock::Clock;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::{Builder, Uuid};

/// Makes UUIDv7 ids (RFC 9562, section 5.7) and random bytes.
#[derive(Clone, Debug)]
pub struct Ids {
    clock: Clock,
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    System,
    Seeded(Arc<Mutex<StdRng>>),
}

impl Ids {
    /// Randomness of the operating system.
    pub fn system(clock: Clock) -> Self {
        Self { clock, source: Source::System }
    }

    /// Repeatable randomness for tests; never for secrets.
    pub fn seeded(clock: Clock, seed: u64) -> Self {
        Self { clock, source: Source::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed)))) }
    }

    /// A new id: 48 bits of time, 74 bits of chance.
    pub fn uuid(&self) -> Uuid {
        let ms = u64::try_from(self.clock.now_ms()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(ms, &self.bytes()).into_uuid()
    }

    /// Random bytes; with the system's source fit for secrets.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.source {
            Source::System => rand::rng().fill_bytes(&mut bytes),
            Source::Seeded(rng) => rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes),
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;

    #[test]
    fn ids_carry_the_time_and_do_not_repeat() {
        let clock = Clock::Manual(ManualClock::at(1_767_225_600_000));
        let ids = Ids::seeded(clock.clone(), 1);
        let (first, second) = (ids.uuid(), ids.uuid());
        assert_ne!(first, second);
        assert_eq!(first.get_version_num(), 7);
        assert_eq!(first, Ids::seeded(clock, 1).uuid());
    }
}
