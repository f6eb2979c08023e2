//! Work that happens after the answer: rows in the same database, so that it is there exactly when its cause is.
//!
//! A job is claimed by a lease, run, and deleted; a failed one is tried again later, and lies dead after its last
//! try. Running a job twice must do no harm: a worker can die between its work and the note of it. A claim counts as a
//! try, so that work which kills its worker ends too; a worker that stops in order hands its job back uncounted.

mod handler;
mod store;
#[cfg(test)]
mod tests;

pub use handler::{GiveUp, Handler, LATER, Run, SOON};

use crate::{
    clock::Clock,
    db::{Db, DbResult, Tx},
    ids::Ids,
    lifecycle::Lifecycle,
    telemetry::Metrics,
};
use futures_util::FutureExt;
use serde::Serialize;
use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// A worker that is silent for so long is taken for dead; one that works says so three times as often.
pub const LEASE: Duration = Duration::from_secs(120);
/// How often to look for jobs of other nodes and for later ones.
const LOOK: Duration = Duration::from_secs(2);

/// The queue.
#[derive(Clone)]
pub struct Jobs {
    clock: Clock,
    ids: Ids,
    wake: Arc<Notify>,
    metrics: Metrics,
}

/// A claimed job.
#[derive(Debug)]
struct Claimed {
    id: Uuid,
    lease: Uuid,
    kind: String,
    payload: String,
    /// Tries begun, this one included.
    tries: i64,
}

/// How a try went.
enum Ended {
    Done,
    Failed(anyhow::Error),
    /// The program stops: somebody else begins anew.
    HandedBack,
    /// Another worker has it: this one was silent for too long.
    Lost,
}

impl Jobs {
    /// A queue in the given time, which counts its work.
    pub fn new(clock: Clock, ids: Ids, metrics: Metrics) -> Self {
        Self { clock, ids, wake: Arc::default(), metrics }
    }

    /// Queues work in the caller's transaction: it will be done if, and only if, that commits.
    ///
    /// # Errors
    /// The engine refused the row.
    pub async fn enqueue(&self, tx: &mut Tx, kind: &'static str, payload: &(impl Serialize + Sync)) -> DbResult<()> {
        self.enqueue_in(tx, Duration::ZERO, kind, payload).await
    }

    /// As [`Self::enqueue`], for so long after now.
    ///
    /// # Errors
    /// The engine refused the row.
    pub async fn enqueue_in(
        &self,
        tx: &mut Tx,
        wait: Duration,
        kind: &'static str,
        payload: &(impl Serialize + Sync),
    ) -> DbResult<()> {
        let payload = serde_json::to_string(payload).unwrap_or_default();
        let now_ms = self.clock.now_ms();
        store::insert(tx, self.ids.uuid(), kind, &payload, now_ms, now_ms + millis(wait)).await?;
        self.wake_after(tx);
        Ok(())
    }

    /// Queues work of a kind of which once is enough, unless it is queued or done just now; what lies dead lives again.
    ///
    /// # Errors
    /// The engine refused the row.
    pub async fn enqueue_once(&self, tx: &mut Tx, kind: &'static str) -> DbResult<()> {
        store::insert_or_revive(tx, round_id(kind), kind, self.clock.now_ms()).await?;
        self.wake_after(tx);
        Ok(())
    }

    /// Has both lanes look once it is committed: the one that does not do this kind sleeps on.
    fn wake_after(&self, tx: &mut Tx) {
        let wake = self.wake.clone();
        tx.afterwards(move || wake.notify_waiters());
    }

    /// Makes the rows of the kinds that come round by themselves; nodes that start together make one each.
    ///
    /// # Errors
    /// The engine refused a row.
    pub async fn begin_rounds(&self, db: &Db, handlers: &[Handler]) -> DbResult<()> {
        let now_ms = self.clock.now_ms();
        let mut tx = db.write().await?;
        for handler in handlers {
            if let Some(every) = handler.every {
                store::insert(&mut tx, round_id(handler.kind), handler.kind, "null", now_ms, now_ms + millis(every))
                    .await?;
            }
        }
        tx.commit().await
    }

    /// Works in the background until the program stops: quick kinds and slow ones beside each other.
    pub fn start(&self, db: &Db, life: &Lifecycle, handlers: Vec<Handler>) {
        let (slow, quick) = handlers.into_iter().partition(|handler| handler.is_slow);
        self.start_lane("jobs", db, life, quick);
        self.start_lane("slow jobs", db, life, slow);
    }

    fn start_lane(&self, name: &'static str, db: &Db, life: &Lifecycle, handlers: Vec<Handler>) {
        let (jobs, db, token) = (self.clone(), db.clone(), life.token());
        life.spawn(name, async move {
            while !token.is_cancelled() {
                let woken = jobs.wake.notified();
                if let Err(error) = jobs.run_due(&db, &handlers, &token).await {
                    tracing::error!(%error, "the job queue cannot be read");
                }
                tokio::select! {
                    () = token.cancelled() => {}
                    () = woken => {}
                    () = jobs.clock.sleep(LOOK) => {}
                }
            }
        });
    }

    /// Runs everything that is due now, one after the other, until `stop`; answers how many jobs were begun.
    ///
    /// # Errors
    /// The queue cannot be read or written.
    pub async fn run_due(&self, db: &Db, handlers: &[Handler], stop: &CancellationToken) -> DbResult<usize> {
        let mut count = 0;
        while !stop.is_cancelled() {
            let Some(job) = self.claim(db, handlers).await? else { break };
            let Some(handler) = handlers.iter().find(|handler| handler.kind == job.kind) else { break };
            count += 1;
            let begun_ms = self.clock.now_ms();
            let ended = self.work(db, handler, &job, stop).await;
            self.note(handler.kind, &ended, self.clock.now_ms() - begun_ms);
            self.settle(db, handler, &job, ended).await?;
        }
        Ok(count)
    }

    fn note(&self, kind: &str, ended: &Ended, took_ms: i64) {
        let word = match ended {
            Ended::Done => "done",
            Ended::Failed(_) => "failed",
            Ended::HandedBack => "handed_back",
            Ended::Lost => "lost",
        };
        let labels = &[("kind", kind), ("ended", word)];
        self.metrics.counter("snug_job_tries_total", "Tries of jobs, by how they ended.", labels).add_one();
        self.metrics.histogram("snug_job_seconds", "Time a try took.", &[("kind", kind)]).observe_ms(took_ms);
    }

    /// Shows how many jobs of each kind wait for a worker, or lie dead.
    ///
    /// # Errors
    /// The queue cannot be read.
    pub async fn count_rows(&self, db: &Db) -> DbResult<()> {
        let name = "snug_jobs";
        let counts = store::counts(&mut db.read().await?).await?;
        self.metrics.forget(name);
        for (kind, state, count) in counts {
            let labels = &[("kind", kind.as_str()), ("state", state.as_str())];
            self.metrics.gauge(name, "Jobs in the queue, by kind and state.", labels).set(count);
        }
        Ok(())
    }

    async fn claim(&self, db: &Db, handlers: &[Handler]) -> DbResult<Option<Claimed>> {
        let now_ms = self.clock.now_ms();
        let kinds = handlers.iter().map(|handler| handler.kind);
        let mut tx = db.write().await?;
        let job = store::claim(&mut tx, self.ids.uuid(), now_ms, now_ms + millis(LEASE), kinds).await?;
        tx.commit().await?;
        Ok(job)
    }

    async fn work(&self, db: &Db, handler: &Handler, job: &Claimed, stop: &CancellationToken) -> Ended {
        if begun_before(job) > handler.waits.len() {
            return Ended::Failed(anyhow::anyhow!("its workers died of it"));
        }
        tokio::select! {
            biased;
            done = AssertUnwindSafe((handler.run)(job.payload.clone())).catch_unwind() => match done {
                Ok(Ok(())) => Ended::Done,
                Ok(Err(error)) => Ended::Failed(error),
                Err(_) => Ended::Failed(anyhow::anyhow!("the work panicked")),
            },
            () = stop.cancelled() => Ended::HandedBack,
            () = self.renew_until_lost(db, job) => Ended::Lost,
        }
    }

    /// Says that this worker lives, until another one has the job.
    async fn renew_until_lost(&self, db: &Db, job: &Claimed) {
        loop {
            self.clock.sleep(LEASE / 3).await;
            let renewed = async {
                let mut tx = db.write().await?;
                let is_ours = store::renew(&mut tx, job, self.clock.now_ms() + millis(LEASE)).await?;
                tx.commit().await?;
                DbResult::Ok(is_ours)
            };
            match renewed.await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::error!(%error, job.kind, "a job's lease could not be renewed"),
            }
        }
    }

    async fn settle(&self, db: &Db, handler: &Handler, job: &Claimed, ended: Ended) -> DbResult<()> {
        let now_ms = self.clock.now_ms();
        let round_ms = handler.every.map(|every| now_ms + millis(every));
        let mut tx = db.write().await?;
        match (ended, round_ms) {
            (Ended::Done, None) => store::delete(&mut tx, job).await?,
            (Ended::Done, Some(at_ms)) => store::again(&mut tx, job, 0, at_ms, None).await?,
            (Ended::HandedBack, _) => store::again(&mut tx, job, job.tries - 1, now_ms, None).await?,
            (Ended::Lost, _) => tracing::warn!(job.kind, "a job was taken over by another worker"),
            (Ended::Failed(error), _) => {
                let wait = handler.waits.get(begun_before(job)).filter(|_| !error.is::<GiveUp>());
                let (text, is_last) = (format!("{error:#}"), wait.is_none());
                tracing::error!(job.kind, job.tries, is_last, error = text, "a job failed");
                match (wait, round_ms) {
                    (Some(wait), _) => {
                        store::again(&mut tx, job, job.tries, now_ms + millis(*wait), Some(&text)).await?;
                    }
                    (None, Some(at_ms)) => store::again(&mut tx, job, 0, at_ms, Some(&text)).await?,
                    (None, None) => store::bury(&mut tx, job, &text).await?,
                }
            }
        }
        tx.commit().await
    }
}

/// Tries begun before this one.
fn begun_before(job: &Claimed) -> usize {
    usize::try_from(job.tries - 1).unwrap_or(0)
}

/// The one row of a kind that comes round, or of which once is enough: the same on every node (FNV-1a of its name).
fn round_id(kind: &str) -> Uuid {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    Uuid::from_u64_pair(0, kind.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
