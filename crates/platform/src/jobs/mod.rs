//! Work that happens after the answer: rows in the same database, so that it is there exactly when its cause is.
//!
//! A job is claimed by a lease, run, and deleted; a failed one is tried again later, and lies dead after its last
//! try. Running a job twice must do no harm: a worker can die between its work and the note of it.

mod store;

use crate::{
    clock::Clock,
    db::{Db, DbResult, Tx},
    ids::Ids,
    lifecycle::Lifecycle,
};
use futures_util::future::BoxFuture;
use serde::Serialize;
use std::{sync::Arc, time::Duration};
use tokio::sync::Notify;
use uuid::Uuid;

/// Waits between tries; after the last one the job lies dead.
const BACKOFF: [Duration; 5] = [
    Duration::from_secs(1),
    Duration::from_secs(60),
    Duration::from_secs(5 * 60),
    Duration::from_secs(30 * 60),
    Duration::from_secs(2 * 60 * 60),
];
/// A worker that is silent for so long is taken for dead.
const LEASE: Duration = Duration::from_secs(120);
/// How often to look for jobs of other nodes and for later ones.
const LOOK: Duration = Duration::from_secs(2);

/// Runs one kind of job.
pub type Handler = Arc<dyn Fn(String) -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync>;

/// The queue.
#[derive(Clone)]
pub struct Jobs {
    clock: Clock,
    ids: Ids,
    wake: Arc<Notify>,
}

/// A claimed job.
#[derive(Debug)]
struct Claimed {
    id: Uuid,
    kind: String,
    payload: String,
    tries: i64,
}

impl Jobs {
    /// A queue in the given time.
    pub fn new(clock: Clock, ids: Ids) -> Self {
        Self { clock, ids, wake: Arc::default() }
    }

    /// Queues work in the caller's transaction: it will be done if, and only if, that commits.
    ///
    /// # Errors
    /// The engine refused the row.
    pub async fn enqueue(&self, tx: &mut Tx, kind: &'static str, payload: &(impl Serialize + Sync)) -> DbResult<()> {
        let payload = serde_json::to_string(payload).unwrap_or_default();
        store::insert(tx, self.ids.uuid(), kind, &payload, self.clock.now_ms()).await?;
        let wake = self.wake.clone();
        tx.afterwards(move || wake.notify_one());
        Ok(())
    }

    /// Works in the background until the program stops.
    pub fn start(&self, db: &Db, life: &Lifecycle, handlers: Vec<(&'static str, Handler)>) {
        let (jobs, db, token) = (self.clone(), db.clone(), life.token());
        life.spawn("jobs", async move {
            while !token.is_cancelled() {
                if let Err(error) = jobs.run_due(&db, &handlers).await {
                    tracing::error!(%error, "the job queue cannot be read");
                }
                tokio::select! {
                    () = token.cancelled() => {}
                    () = jobs.wake.notified() => {}
                    () = jobs.clock.sleep(LOOK) => {}
                }
            }
        });
    }

    /// Runs everything that is due now, and answers how many jobs that were.
    ///
    /// # Errors
    /// The queue cannot be read.
    pub async fn run_due(&self, db: &Db, handlers: &[(&'static str, Handler)]) -> DbResult<usize> {
        let mut count = 0;
        while let Some(job) = self.claim(db).await? {
            count += 1;
            let handler = handlers.iter().find(|(kind, _)| *kind == job.kind);
            let done = match handler {
                Some((_, run)) => run(job.payload.clone()).await,
                None => Err(anyhow::anyhow!("nobody does jobs of this kind")),
            };
            self.settle(db, &job, done).await?;
        }
        Ok(count)
    }

    async fn claim(&self, db: &Db) -> DbResult<Option<Claimed>> {
        let now_ms = self.clock.now_ms();
        let mut tx = db.write().await?;
        let job = store::claim(&mut tx, self.ids.uuid(), now_ms, now_ms + millis(LEASE)).await?;
        tx.commit().await?;
        Ok(job)
    }

    async fn settle(&self, db: &Db, job: &Claimed, done: anyhow::Result<()>) -> DbResult<()> {
        let mut tx = db.write().await?;
        match done {
            Ok(()) => store::delete(&mut tx, job.id).await?,
            Err(error) => {
                tracing::error!(job.kind, error = format!("{error:#}"), "a job failed");
                let tries = usize::try_from(job.tries).unwrap_or(usize::MAX);
                let again = BACKOFF.get(tries).map(|wait| self.clock.now_ms() + millis(*wait));
                store::fail(&mut tx, job.id, &format!("{error:#}"), again).await?;
            }
        }
        tx.commit().await
    }
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
