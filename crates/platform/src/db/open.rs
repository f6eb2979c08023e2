//! Opening a database of either engine, and handing out connections.

use super::{
    error::{DbError, DbResult},
    line::Line,
    settle,
    tx::{Conn, Tx},
    writer::Writer,
};
use anyhow::Context;
use bytes::Bytes;
use futures_util::FutureExt;
use sqlx::{
    PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    panic::Location,
    path::PathBuf,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Mutex, Notify};

/// Takes messages of finished transactions: the bus.
pub type Publish = Arc<dyn Fn(&'static str, Bytes) + Send + Sync>;

/// How long PostgreSQL waits for the next statement of a change before it gives the change up, in milliseconds.
const IDLE_CHANGE_MS: &str = "10000";
/// How many groups of topics commit and publish side by side.
const TURNS: usize = 64;

/// Where the data lies and how connections behave. Cannot be printed: the address may hold a password.
#[derive(Clone)]
pub struct DbConfig {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Most connections.
    pub pool_size: u32,
    /// How long to wait for a free connection.
    pub acquire_timeout: Duration,
    /// How long a statement may run (PostgreSQL).
    pub statement_timeout: Duration,
    /// How long a connection may idle.
    pub idle_timeout: Duration,
    /// How long a connection may live.
    pub max_lifetime: Duration,
    /// False only in tests: commits do not wait for the disk.
    pub is_durable: bool,
}

impl DbConfig {
    /// Safe defaults for an address.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            pool_size: 16,
            acquire_timeout: Duration::from_secs(4),
            statement_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(600),
            max_lifetime: Duration::from_secs(1800),
            is_durable: true,
        }
    }
}

/// Which engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Inside the program.
    Sqlite,
    /// A server.
    Postgres,
}

/// A database. Clones share the connections.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    pools: Pools,
    publish: Publish,
    turns: Vec<Mutex<()>>,
    counters: Arc<Counters>,
    /// Told when enough was committed to be settled.
    unsettled: Notify,
}

enum Pools {
    Sqlite { read: SqlitePool, write: Writer },
    Postgres(PgPool),
}

/// What all connections share.
pub(super) struct Counters {
    pub(super) statements: AtomicU64,
    commits: AtomicU64,
    /// How long a server may be silent on a statement: it cuts one itself before, if it still can.
    pub(super) silence: Duration,
}

/// What the pool looks like now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gauges {
    /// Open connections.
    pub open: u32,
    /// Of these, not in use.
    pub idle: usize,
}

impl Db {
    /// Opens the database; does not migrate.
    ///
    /// # Errors
    /// The address is wrong or the file cannot be opened. A PostgreSQL server that is down is not an error here.
    pub async fn open(config: &DbConfig, publish: Publish) -> anyhow::Result<Self> {
        let pools = match config.url.strip_prefix("sqlite:") {
            Some(path) => open_sqlite(PathBuf::from(path), config).await?,
            None => open_postgres(config)?,
        };
        let turns = (0..TURNS).map(|_| Mutex::new(())).collect();
        let silence = config.statement_timeout + Duration::from_secs(1);
        let counters = Counters { statements: AtomicU64::new(0), commits: AtomicU64::new(0), silence };
        Ok(Self(Arc::new(Inner { pools, publish, turns, counters: Arc::new(counters), unsettled: Notify::new() })))
    }

    /// A connection for single reads.
    ///
    /// # Errors
    /// No connection became free in time.
    #[track_caller]
    pub fn read(&self) -> impl Future<Output = DbResult<Conn>> + Send + '_ {
        let place = Location::caller();
        async move {
            let counters = self.0.counters.clone();
            match &self.0.pools {
                Pools::Sqlite { read, .. } => read.acquire().await.map(|conn| Conn::sqlite(conn, counters)),
                Pools::Postgres(pool) => Line::of(pool).boxed().await.map(|line| Conn::postgres(line, counters)),
            }
            .map_err(|cause| DbError::at(place, Vec::new(), cause))
        }
    }

    /// A connection whose reads all see the same moment, for answers put together from several statements.
    ///
    /// # Errors
    /// No connection became free in time.
    #[track_caller]
    pub fn snapshot(&self) -> impl Future<Output = DbResult<Conn>> + Send + '_ {
        let place = Location::caller();
        async move {
            let counters = self.0.counters.clone();
            match &self.0.pools {
                Pools::Sqlite { read, .. } => read.begin().await.map(|tx| Conn::sqlite_tx(tx, counters)),
                Pools::Postgres(pool) => {
                    let begin = "begin isolation level repeatable read, read only";
                    Line::begin(pool, counters.silence, begin).boxed().await.map(|line| Conn::postgres(line, counters))
                }
            }
            .map_err(|cause| DbError::at(place, Vec::new(), cause))
        }
    }

    /// Begins a transaction that may write. On SQLite there is one writer at a time.
    ///
    /// # Errors
    /// No connection became free in time.
    #[track_caller]
    pub fn write(&self) -> impl Future<Output = DbResult<Tx>> + Send + '_ {
        let place = Location::caller();
        async move {
            let counters = self.0.counters.clone();
            let conn = match &self.0.pools {
                Pools::Sqlite { write, .. } => write.begin().await.map(|turn| Conn::turn(turn, counters)),
                Pools::Postgres(pool) => Line::begin(pool, counters.silence, "begin")
                    .boxed()
                    .await
                    .map(|line| Conn::postgres(line, counters)),
            }
            .map_err(|cause| DbError::at(place, Vec::new(), cause))?;
            Ok(Tx::new(conn, self.clone(), place))
        }
    }

    /// Begins a transaction in which tables may be made anew: on SQLite its connection, which is used for nothing else
    /// and ends with it, does not enforce foreign keys, as dropping the old table would delete what hangs on it.
    #[track_caller]
    pub(super) fn rebuild(&self) -> impl Future<Output = DbResult<Tx>> + Send + '_ {
        let place = Location::caller();
        async move {
            let Pools::Sqlite { write, .. } = &self.0.pools else { return self.write().await };
            let turn = async { write.rebuilding().await?.begin().await };
            let turn = turn.await.map_err(|cause| DbError::at(place, Vec::new(), cause))?;
            Ok(Tx::new(Conn::turn(turn, self.0.counters.clone()), self.clone(), place))
        }
    }

    /// Which engine.
    pub fn engine(&self) -> Engine {
        match self.0.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// True when the engine answers within a second.
    pub async fn probe(&self) -> bool {
        let ask = async {
            let mut conn = self.read().await?;
            conn.sql("select cast(1 as bigint) as v").one::<i64>().await
        };
        matches!(tokio::time::timeout(Duration::from_secs(1), ask).await, Ok(Ok(1)))
    }

    /// How many statements ran so far: tests assert the cost of a request with it.
    pub fn statements(&self) -> u64 {
        self.0.counters.statements.load(Ordering::Relaxed)
    }

    /// What the pool looks like now.
    pub fn gauges(&self) -> Gauges {
        match &self.0.pools {
            Pools::Sqlite { read, write } => {
                Gauges { open: read.size() + 1, idle: read.num_idle() + usize::from(write.is_idle()) }
            }
            Pools::Postgres(pool) => Gauges { open: pool.size(), idle: pool.num_idle() },
        }
    }

    /// Closes every connection after its work.
    pub async fn close(&self) {
        match &self.0.pools {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    /// How long a commit may take: others wait for their turn behind it, and a server that falls silent ends nothing.
    pub(super) fn commit_limit(&self) -> Duration {
        self.0.counters.silence
    }
    pub(super) fn committed(&self) {
        if self.0.counters.commits.fetch_add(1, Ordering::Relaxed) % settle::COMMITS == settle::COMMITS - 1 {
            self.0.unsettled.notify_one();
        }
    }
    pub(super) fn unsettled(&self) -> &Notify {
        &self.0.unsettled
    }
    pub(super) fn turns(&self) -> &[Mutex<()>] {
        &self.0.turns
    }
    pub(super) fn publish(&self, label: &'static str, message: Bytes) {
        (self.0.publish)(label, message);
    }
}

async fn open_sqlite(path: PathBuf, config: &DbConfig) -> anyhow::Result<Pools> {
    let synchronous = if config.is_durable { SqliteSynchronous::Full } else { SqliteSynchronous::Off };
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .busy_timeout(config.acquire_timeout)
        .foreign_keys(true)
        // PostgreSQL's byte order, so that both engines sort alike.
        .collation("C", |left, right| left.cmp(right))
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-8192")
        .pragma("wal_autocheckpoint", settle::LONGEST_LOG_PAGES);
    let write = Writer::open(options.clone(), config.acquire_timeout)
        .await
        .with_context(|| format!("cannot open the database file {}", path.display()))?;
    let read = SqlitePoolOptions::new()
        .max_connections(config.pool_size.clamp(1, 8))
        .acquire_timeout(config.acquire_timeout)
        .idle_timeout(None)
        .max_lifetime(None)
        // A file does not hang up.
        .test_before_acquire(false)
        .connect_lazy_with(options.pragma("query_only", "on"));
    Ok(Pools::Sqlite { read, write })
}

fn open_postgres(config: &DbConfig) -> anyhow::Result<Pools> {
    let timeout = config.statement_timeout.as_millis().to_string();
    let options = PgConnectOptions::from_str(&config.url)
        .context("the database address is neither sqlite:PATH nor postgres://…")?
        .options([
            ("statement_timeout", timeout.as_str()),
            // Whoever is cut off in the middle of a change holds its rows no longer than that: the server may never learn
            // that the line leads nowhere.
            ("idle_in_transaction_session_timeout", IDLE_CHANGE_MS),
        ]);
    let pool = PgPoolOptions::new()
        .max_connections(config.pool_size)
        .acquire_timeout(config.acquire_timeout)
        .idle_timeout(config.idle_timeout)
        .max_lifetime(config.max_lifetime)
        // A line looks after itself.
        .test_before_acquire(false)
        .connect_lazy_with(options);
    Ok(Pools::Postgres(pool))
}
