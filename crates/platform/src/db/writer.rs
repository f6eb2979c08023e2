//! SQLite's one writer. What waits for it shares a commit: on a slow disk a commit costs more than all else.
//!
//! Each transaction has the connection for itself until it ends. When others wait by then, its changes stay in the
//! engine's transaction, theirs join as savepoints, and one commit makes all of them durable; only then does anybody
//! hear that theirs is. Nobody waits for others who came later than the last one of a batch.

use sqlx::{Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

/// Most transactions of a batch: whoever ends first waits for all of them.
const BATCH: usize = 64;

/// Result of a commit, told to each of those who shared it.
pub(super) type Committed = Result<(), Arc<sqlx::Error>>;

/// What happens as soon as a transaction is durable, before the next one of its batch is told.
pub(super) type Afterwards = Box<dyn FnOnce() + Send>;

/// The way to the connection that writes. Clones lead to the same one.
#[derive(Clone)]
pub(super) struct Writer(Arc<Shared>);

struct Shared {
    options: SqliteConnectOptions,
    patience: Duration,
    desk: Arc<Mutex<Desk>>,
    waiting: AtomicUsize,
    is_closed: AtomicBool,
}

/// Where one writes at a time.
#[derive(Default)]
struct Desk {
    /// None until it is needed, and after it went wrong.
    conn: Option<SqliteConnection>,
    /// Transactions that are over and not durable, in their order. None: the engine has no transaction open.
    batch: Vec<Member>,
    has_closer: bool,
}

struct Member {
    afterwards: Afterwards,
    told: oneshot::Sender<Committed>,
}

impl Writer {
    /// Opens the file.
    pub(super) async fn open(options: SqliteConnectOptions, patience: Duration) -> Result<Self, sqlx::Error> {
        let conn = Some(SqliteConnection::connect_with(&options).await?);
        let desk = Arc::new(Mutex::new(Desk { conn, ..Desk::default() }));
        let (waiting, is_closed) = (AtomicUsize::new(0), AtomicBool::new(false));
        Ok(Self(Arc::new(Shared { options, patience, desk, waiting, is_closed })))
    }

    /// A writer of the same file that does not enforce foreign keys.
    pub(super) async fn rebuilding(&self) -> Result<Self, sqlx::Error> {
        Self::open(self.0.options.clone().foreign_keys(false), self.0.patience).await
    }

    /// Begins a transaction, as soon as those who came before are through.
    pub(super) async fn begin(&self) -> Result<Turn, sqlx::Error> {
        let waits = Waits::new(&self.0.waiting);
        let desk = tokio::time::timeout(self.0.patience, self.0.desk.clone().lock_owned()).await;
        drop(waits);
        let mut desk = desk.map_err(|_| sqlx::Error::PoolTimedOut)?;
        if self.0.is_closed.load(Ordering::Acquire) {
            return Err(sqlx::Error::PoolClosed);
        }
        if desk.conn.is_none() {
            desk.conn = Some(SqliteConnection::connect_with(&self.0.options).await?);
        }
        let is_first = desk.batch.is_empty();
        let mut turn = Turn { writer: self.clone(), desk: Some(desk), is_first };
        // Should the caller go away meanwhile, the turn is undone.
        turn.conn()?.execute(if is_first { "begin immediate" } else { "savepoint turn" }).await?;
        Ok(turn)
    }

    /// True while nobody writes.
    pub(super) fn is_idle(&self) -> bool {
        self.0.desk.try_lock().is_ok()
    }

    /// Ends the connection after those who write and wait.
    pub(super) async fn close(&self) {
        let mut desk = self.0.desk.lock().await;
        self.0.is_closed.store(true, Ordering::Release);
        desk.commit().await;
        if let Some(conn) = desk.conn.take() {
            // Everything is in the file or in its log; there is nothing left to lose.
            conn.close().await.ok();
        }
    }

    /// Commits a batch behind those who wait now.
    fn close_behind(&self, desk: &mut Desk) {
        if std::mem::replace(&mut desk.has_closer, true) {
            return;
        }
        let desk = self.0.desk.clone();
        #[expect(clippy::disallowed_methods, reason = "must outlive whoever asked; it ends with the commit")]
        tokio::spawn(async move {
            // Whoever comes to this lock is served in the order of coming.
            let mut desk = desk.lock().await;
            desk.has_closer = false;
            desk.commit().await;
        });
    }
}

impl Desk {
    /// Makes the batch durable and tells its members, in their order.
    async fn commit(&mut self) {
        if self.batch.is_empty() {
            return;
        }
        let done = match &mut self.conn {
            Some(conn) => conn.execute("commit").await.map(drop),
            None => Err(sqlx::Error::WorkerCrashed),
        };
        match done {
            Ok(()) => {
                for member in self.batch.drain(..) {
                    (member.afterwards)();
                    // Whoever does not wait any more is told by what happens.
                    member.told.send(Ok(())).ok();
                }
            }
            Err(cause) => self.fail(cause.into()).await,
        }
    }

    /// None of the batch ever happened.
    async fn fail(&mut self, cause: Arc<sqlx::Error>) {
        self.roll_back().await;
        for member in self.batch.drain(..) {
            member.told.send(Err(cause.clone())).ok();
        }
    }

    /// After some failures the engine has rolled back by itself and refuses this: then a fresh connection is safer than
    /// guessing.
    async fn roll_back(&mut self) {
        if let Some(conn) = &mut self.conn
            && conn.execute("rollback").await.is_err()
        {
            self.conn = None;
        }
    }

    /// Undoes the transaction that has its turn, and no other.
    async fn undo(&mut self, is_first: bool) {
        if is_first {
            return self.roll_back().await;
        }
        let undone = match &mut self.conn {
            Some(conn) => conn.execute(sqlx::raw_sql("rollback to turn; release turn")).await.map(drop),
            None => Err(sqlx::Error::WorkerCrashed),
        };
        if let Err(cause) = undone {
            self.fail(cause.into()).await;
        }
    }
}

/// A transaction that has the connection. Dropped without [`Turn::finish`] it never happened.
pub(super) struct Turn {
    writer: Writer,
    /// None once it is over.
    desk: Option<OwnedMutexGuard<Desk>>,
    is_first: bool,
}

impl Turn {
    /// The connection.
    pub(super) fn conn(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        self.desk.as_mut().and_then(|desk| desk.conn.as_mut()).ok_or(sqlx::Error::WorkerCrashed)
    }

    /// Makes it durable, together with those who wait.
    pub(super) async fn finish(mut self, afterwards: Afterwards) -> Committed {
        if !self.is_first {
            // On failure the drop undoes it.
            self.conn()?.execute("release turn").await?;
        }
        let Some(mut desk) = self.desk.take() else { return Err(sqlx::Error::WorkerCrashed.into()) };
        let (told, durable) = oneshot::channel();
        desk.batch.push(Member { afterwards, told });
        if desk.batch.len() < BATCH && self.writer.0.waiting.load(Ordering::Acquire) > 0 {
            self.writer.close_behind(&mut desk);
        } else {
            desk.commit().await;
        }
        drop(desk);
        durable.await.unwrap_or_else(|_| Err(sqlx::Error::WorkerCrashed.into()))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some(mut desk) = self.desk.take() else { return };
        let is_first = self.is_first;
        #[expect(clippy::disallowed_methods, reason = "nobody writes before this is undone")]
        tokio::spawn(async move { desk.undo(is_first).await });
    }
}

/// Counts one who waits, for as long as it lives.
struct Waits<'a>(&'a AtomicUsize);

impl<'a> Waits<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::AcqRel);
        Self(count)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests;
