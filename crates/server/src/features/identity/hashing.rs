//! Password hashing on threads of its own, so that signing in never delays anything else, and cannot be piled up.

use crate::{
    config::PasswordCost,
    error::{Error, Result},
};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use snug_platform::ids::Ids;
use snug_proto::{Code, Problem, Secret};
use std::{
    collections::VecDeque,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};
use tokio::sync::oneshot;

const LANES: u32 = 1;
const HASH_BYTES: usize = 32;
const SALT_BYTES: usize = 16;
/// Hashes that may wait for a thread.
const QUEUE: usize = 64;
/// When to come back if more wait, in milliseconds.
const RETRY_MS: u64 = 2_000;
/// Stands for the password of accounts that do not exist or have none: fits nothing, and costs what others cost today.
fn dummy(cost: PasswordCost) -> String {
    let PasswordCost { memory_kib, passes } = cost;
    format!(
        "$argon2id$v=19$m={memory_kib},t={passes},p=1$c251Zy5ub2JvZHkuaGVyZQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    )
}

type Work = Box<dyn FnOnce() + Send>;

/// The threads and what waits for them. They end when this is dropped.
#[derive(Debug, Default)]
pub struct Hashing(Arc<Queue>);

#[derive(Default)]
struct Queue {
    state: Mutex<Waiting>,
    came: Condvar,
}

#[derive(Default)]
struct Waiting {
    works: VecDeque<Work>,
    is_closed: bool,
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Queue")
    }
}

impl Hashing {
    /// Starts the threads: half the cores, at least one, at most four.
    ///
    /// # Errors
    /// The system gives no threads.
    pub fn start(&self) -> anyhow::Result<()> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        for _ in 0..(cores / 2).clamp(1, 4) {
            let queue = self.0.clone();
            thread::Builder::new().name("hashing".into()).spawn(move || queue.serve())?;
        }
        Ok(())
    }

    /// Hashes a new password.
    ///
    /// # Errors
    /// `unavailable`: too many hashes wait already.
    pub async fn hash(&self, cost: PasswordCost, ids: &Ids, password: &Secret) -> Result<String> {
        let (salt, password) = (ids.bytes::<SALT_BYTES>(), password.clone());
        Ok(self.run(move || hash(cost, &password, &salt)).await??)
    }

    /// Whether the password fits the stored hash; without one the same work is done for nothing.
    ///
    /// # Errors
    /// `unavailable`: too many hashes wait already.
    pub async fn fits(&self, cost: PasswordCost, password: &Secret, stored: Option<String>) -> Result<bool> {
        let password = password.clone();
        self.run(move || {
            let fits = verify(&password, stored.as_deref().unwrap_or(&dummy(cost)));
            fits && stored.is_some()
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let (done, result) = oneshot::channel();
        let work: Work = Box::new(move || {
            // Nobody listens when the client hung up.
            done.send(work()).ok();
        });
        {
            let mut state = self.0.lock();
            if state.works.len() >= QUEUE {
                let problem = Problem::new(Code::Unavailable, "Too many people sign in just now. Try again soon.");
                return Err(Error::Refused(problem.retry_after_ms(RETRY_MS)));
            }
            state.works.push_back(work);
        }
        self.0.came.notify_one();
        result.await.map_err(|_| Error::Internal(anyhow::anyhow!("a hashing thread died")))
    }
}

impl Drop for Hashing {
    fn drop(&mut self) {
        self.0.lock().is_closed = true;
        self.0.came.notify_all();
    }
}

impl Queue {
    fn serve(&self) {
        while let Some(work) = self.next() {
            work();
        }
    }

    fn next(&self) -> Option<Work> {
        let mut state = self.lock();
        loop {
            if let Some(work) = state.works.pop_front() {
                return Some(work);
            }
            if state.is_closed {
                return None;
            }
            state = self.came.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// True when a stored hash was made with less than is asked today.
pub fn is_weak(stored: &str, cost: PasswordCost) -> bool {
    let params = PasswordHash::new(stored).ok().and_then(|hash| Params::try_from(&hash).ok());
    params.is_none_or(|params| params.m_cost() < cost.memory_kib || params.t_cost() < cost.passes)
}

fn hash(cost: PasswordCost, password: &Secret, salt: &[u8]) -> anyhow::Result<String> {
    let params = Params::new(cost.memory_kib, cost.passes, LANES, Some(HASH_BYTES))?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    Ok(argon.hash_password_with_salt(password.reveal().as_bytes(), salt)?.to_string())
}

fn verify(password: &Secret, stored: &str) -> bool {
    PasswordHash::new(stored)
        .is_ok_and(|stored| Argon2::default().verify_password(password.reveal().as_bytes(), &stored).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use snug_platform::clock::Clock;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let (hashing, ids) = (Hashing::default(), Ids::system(Clock::Real));
        hashing.start().unwrap();
        let right = Secret::new("a good long secret");
        let stored = hashing.hash(PasswordCost::LEAST, &ids, &right).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(!is_weak(&stored, PasswordCost::LEAST));
        assert!(hashing.fits(PasswordCost::LEAST, &right, Some(stored.clone())).await.unwrap());
        assert!(!hashing.fits(PasswordCost::LEAST, &Secret::new("a good long secreT"), Some(stored)).await.unwrap());
        assert!(!hashing.fits(PasswordCost::LEAST, &right, None).await.unwrap());
    }

    #[test]
    fn the_dummy_is_a_hash_of_todays_cost() {
        for cost in [PasswordCost::LEAST, PasswordCost { memory_kib: 65_536, passes: 3 }] {
            assert!(PasswordHash::new(&dummy(cost)).is_ok());
            assert!(!is_weak(&dummy(cost), cost));
        }
        let (least, more) = (PasswordCost::LEAST, PasswordCost { memory_kib: 19_456, passes: 3 });
        assert!(is_weak(&dummy(PasswordCost { memory_kib: 8, passes: 1 }), least));
        assert!(is_weak(&dummy(least), more) && !is_weak(&dummy(more), least));
    }

    #[tokio::test]
    async fn beyond_the_queue_nobody_waits() {
        let hashing = Hashing::default();
        // Nothing serves yet, so all of these wait.
        let mut waiting: Vec<_> = (0..QUEUE).map(|_| Box::pin(hashing.run(|| ()))).collect();
        for work in &mut waiting {
            assert!(futures_util::poll!(work).is_pending());
        }
        let refused = hashing.run(|| ()).await.unwrap_err();
        assert_eq!(refused.code(), Code::Unavailable);
        hashing.start().unwrap();
        for work in waiting {
            work.await.unwrap();
        }
    }
}
