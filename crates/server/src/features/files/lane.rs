//! What one account may take of the way in: uploads at the same time, memory for pictures, bytes in an hour.

use super::gate::Incoming;
use crate::{
    app::App,
    edge::http::{Policy, spend},
    error::{Error, Result},
};
use futures_util::{StreamExt, stream};
use snug_platform::limits::Rate;
use snug_proto::{Code, Problem, UserId};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Uploads of one account at the same time; more wait, unread.
const UPLOADS: usize = 3;
/// How long they wait.
const TURN: Duration = Duration::from_secs(30);
/// Memory for pictures that are on their way in, in pieces of a MiB: of all accounts together …
const PIECES: usize = 256;
/// … and of one. Everything else is streamed.
const PIECES_OF_ONE: usize = 64;
/// Size of a piece of that memory.
pub const PIECE_BYTES: usize = 1 << 20;
/// Bytes are counted in steps of so many.
const STEP_BYTES: u64 = 256 << 10;
/// Most bytes that one account brings in an hour, in steps: 1 GiB.
const VOLUME: Rate = Rate::per_hour(4096, 4096);

static MEMORY: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(PIECES)));
/// Accounts that upload just now.
static SHARES: LazyLock<Mutex<HashMap<UserId, Share>>> = LazyLock::new(Mutex::default);

#[derive(Clone)]
struct Share {
    uploads: Arc<Semaphore>,
    pieces: Arc<Semaphore>,
    /// Lanes that are held or waited for.
    lanes: usize,
}

/// A place on the way in, held as long as the upload runs.
pub struct Lane {
    user: UserId,
    share: Share,
    turn: Option<OwnedSemaphorePermit>,
}

/// Waits for a place on the way in.
///
/// # Errors
/// `rate_limited`: the account's other uploads took too long.
pub async fn enter(app: &App, user: UserId) -> Result<Lane> {
    let mut lane = Lane { user, share: share(user), turn: None };
    match app.clock.in_time(TURN, lane.share.uploads.clone().acquire_owned()).await {
        Some(turn) => lane.turn = Some(turn.map_err(anyhow::Error::from)?),
        None => {
            let problem = Problem::new(Code::RateLimited, "At most 3 uploads at once. Wait for the others.");
            return Err(Error::Refused(problem.retry_after_ms(1_000)));
        }
    }
    Ok(lane)
}

fn share(user: UserId) -> Share {
    let mut shares = SHARES.lock().unwrap_or_else(PoisonError::into_inner);
    let share = shares.entry(user).or_insert_with(|| Share {
        uploads: Arc::new(Semaphore::new(UPLOADS)),
        pieces: Arc::new(Semaphore::new(PIECES_OF_ONE)),
        lanes: 0,
    });
    share.lanes += 1;
    share.clone()
}

impl Drop for Lane {
    fn drop(&mut self) {
        let mut shares = SHARES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = shares.get_mut(&self.user) {
            share.lanes -= 1;
            if share.lanes == 0 {
                shares.remove(&self.user);
            }
        }
    }
}

/// A piece of the memory for pictures: of the account's share, and of all there is.
pub type Piece = (OwnedSemaphorePermit, OwnedSemaphorePermit);

impl Lane {
    /// Takes a piece of the memory for pictures.
    ///
    /// # Errors
    /// `unavailable`: too many pictures are coming in.
    pub fn piece(&self) -> Result<Piece> {
        let full = |_| Error::Unavailable(anyhow::anyhow!("too many pictures are coming in"));
        let own = self.share.pieces.clone().try_acquire_owned().map_err(full)?;
        Ok((own, MEMORY.clone().try_acquire_owned().map_err(full)?))
    }

    /// The same bytes, each step of them charged before it is handed on: also those of uploads that come to nothing.
    pub fn charged<'a>(&self, app: &'a App, bytes: Incoming<'a>) -> Incoming<'a> {
        let user = self.user;
        let charging = stream::try_unfold((bytes, 0_u64, 0_u64), move |(mut bytes, mut come, mut paid)| async move {
            let Some(chunk) = bytes.next().await.transpose()? else { return Ok(None) };
            come += chunk.len() as u64;
            while paid < come {
                charge(app, user).await?;
                paid += STEP_BYTES;
            }
            Ok(Some((chunk, (bytes, come, paid))))
        });
        charging.boxed()
    }
}

/// Charges one step of bytes to an account.
pub async fn charge(app: &App, user: UserId) -> Result<()> {
    let words = "At most 1 GiB in an hour. Go on a little later.";
    match spend(app, Policy::Uploads, format!("volume:account:{user}"), VOLUME, words).await {
        Err(Error::Refused(problem)) => {
            // Room for one step alone would be gone at once.
            let wait_ms = problem.retry_after_ms.unwrap_or_default().max(60_000);
            Err(Error::Refused(problem.retry_after_ms(wait_ms)))
        }
        charged => charged,
    }
}
