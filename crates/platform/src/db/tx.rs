//! Connections and transactions.

use super::{
    error::{DbError, DbResult},
    line::Line,
    open::{Counters, Db, Engine},
    query::Query,
    writer::{Afterwards, Committed, Turn},
};
use crate::clock::Clock;
use bytes::Bytes;
use sqlx::{PgConnection, Sqlite, SqliteConnection, Transaction, pool::PoolConnection};
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    ops::{Deref, DerefMut},
    panic::Location,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

/// A connection to ask with. Outside of a transaction each statement stands alone, which is cheaper for single reads.
pub struct Conn {
    link: Link,
    counters: Arc<Counters>,
}

enum Link {
    Sqlite(PoolConnection<Sqlite>),
    SqliteTx(Transaction<'static, Sqlite>),
    SqliteTurn(Turn),
    Postgres(Line),
}

pub(super) enum Parts<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Conn {
    pub(super) fn sqlite(conn: PoolConnection<Sqlite>, counters: Arc<Counters>) -> Self {
        Self { link: Link::Sqlite(conn), counters }
    }
    pub(super) fn postgres(line: Line, counters: Arc<Counters>) -> Self {
        Self { link: Link::Postgres(line), counters }
    }
    pub(super) fn sqlite_tx(tx: Transaction<'static, Sqlite>, counters: Arc<Counters>) -> Self {
        Self { link: Link::SqliteTx(tx), counters }
    }
    pub(super) fn turn(turn: Turn, counters: Arc<Counters>) -> Self {
        Self { link: Link::SqliteTurn(turn), counters }
    }
    /// Begins a statement; its place in the code is its name in the log.
    #[track_caller]
    pub fn sql(&mut self, sql: &'static str) -> Query<'_> {
        Query::new(self, sql, Location::caller())
    }

    /// Which engine answers, for the few statements that differ.
    pub fn engine(&self) -> Engine {
        match self.link {
            Link::Sqlite(_) | Link::SqliteTx(_) | Link::SqliteTurn(_) => Engine::Sqlite,
            Link::Postgres(_) => Engine::Postgres,
        }
    }

    /// True inside a transaction.
    pub fn is_transaction(&self) -> bool {
        match &self.link {
            Link::Sqlite(_) => false,
            Link::SqliteTx(_) | Link::SqliteTurn(_) => true,
            Link::Postgres(line) => line.is_open(),
        }
    }

    pub(super) fn parts(&mut self) -> Result<Parts<'_>, sqlx::Error> {
        Ok(match &mut self.link {
            Link::Sqlite(conn) => Parts::Sqlite(conn),
            Link::SqliteTx(conn) => Parts::Sqlite(conn),
            Link::SqliteTurn(turn) => Parts::Sqlite(turn.conn()?),
            Link::Postgres(line) => Parts::Postgres(line.conn()?),
        })
    }

    /// Counts a statement, and says how long a server may be silent on it.
    pub(super) fn count(&self) -> Duration {
        self.counters.statements.fetch_add(1, Ordering::Relaxed);
        self.counters.silence
    }
}

/// A transaction. Dropped without [`Tx::commit`] it never happened, and nobody hears of it.
pub struct Tx {
    conn: Conn,
    db: Db,
    outbox: Vec<Outgoing>,
    afterwards: Vec<Afterwards>,
    begun: &'static Location<'static>,
}

struct Outgoing {
    turn: usize,
    label: &'static str,
    message: Bytes,
}

impl Tx {
    pub(super) fn new(conn: Conn, db: Db, begun: &'static Location<'static>) -> Self {
        Self { conn, db, outbox: Vec::new(), afterwards: Vec::new(), begun }
    }

    /// Queues a message for the bus. It leaves once the transaction is durable; messages with the same `order` leave
    /// in the order of their commits.
    pub fn publish(&mut self, order: impl Hash, label: &'static str, message: Bytes) {
        let mut hasher = DefaultHasher::new();
        order.hash(&mut hasher);
        let turn = usize::try_from(hasher.finish() % self.db.turns().len() as u64).unwrap_or(0);
        self.outbox.push(Outgoing { turn, label, message });
    }

    /// Runs once the transaction is durable, before its messages leave: for caches of this node.
    pub fn afterwards(&mut self, act: impl FnOnce() + Send + 'static) {
        self.afterwards.push(Box::new(act));
    }

    /// Makes everything durable, then publishes. Goes on to its end even when the caller stops waiting, so that no
    /// change is stored without being told.
    ///
    /// # Errors
    /// The engine could not commit, or did not answer in time; nothing was published.
    pub async fn commit(self) -> DbResult<()> {
        let begun = self.begun;
        #[expect(clippy::disallowed_methods, reason = "must outlive a caller that hangs up; it ends with the commit")]
        let done = tokio::spawn(self.finish()).await;
        match done {
            Ok(done) => done.map_err(|cause| DbError::at(begun, Vec::new(), cause)),
            Err(_) => Err(DbError::at(begun, Vec::new(), sqlx::Error::WorkerCrashed)),
        }
    }

    async fn finish(self) -> Committed {
        let Self { conn, db, outbox, afterwards, .. } = self;
        match conn.link {
            Link::SqliteTurn(turn) => turn.finish(Box::new(move || told(&db, outbox, afterwards))).await,
            Link::Postgres(line) => finish_postgres(line, db, outbox, afterwards).await.map_err(Arc::new),
            Link::Sqlite(_) | Link::SqliteTx(_) => Ok(()),
        }
    }
}

/// Servers commit side by side: whoever has something to say about the same waits for its turn.
async fn finish_postgres(
    mut line: Line,
    db: Db,
    outbox: Vec<Outgoing>,
    afterwards: Vec<Afterwards>,
) -> Result<(), sqlx::Error> {
    let mut turns: Vec<usize> = outbox.iter().map(|message| message.turn).collect();
    turns.sort_unstable();
    turns.dedup();
    let mut held = Vec::with_capacity(turns.len());
    for turn in turns {
        held.push(db.turns()[turn].lock().await);
    }
    match Clock::Real.within(db.commit_limit(), line.commit()).await {
        Some(done) => {
            done?;
            told(&db, outbox, afterwards);
            Ok(())
        }
        None => {
            // Durable or not, nobody knows: caches are told, clients notice by the numbers of what comes next.
            told(&db, Vec::new(), afterwards);
            Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into()))
        }
    }
}

/// A transaction is durable: caches of this node first, then everybody.
fn told(db: &Db, outbox: Vec<Outgoing>, afterwards: Vec<Afterwards>) {
    db.committed();
    for act in afterwards {
        act();
    }
    for message in outbox {
        db.publish(message.label, message.message);
    }
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}
