//! A line to a PostgreSQL server. One that leads nowhere may never end: nobody waits for it for long, and it keeps no
//! place in the pool. The library asks without bounds whether a line still works, so it is not left to do that.

use crate::clock::Clock;
use sqlx::{Connection, Executor, PgConnection, PgPool, Postgres, pool::PoolConnection};
use std::{io::ErrorKind, time::Duration};
use tokio::runtime::Handle;

/// How long a server may be silent when it is asked whether a line still works.
const LOOK: Duration = Duration::from_millis(400);

/// A line of the pool, perhaps with a transaction; dropped, the transaction never happened.
pub(super) struct Line {
    conn: Option<PoolConnection<Postgres>>,
    /// A transaction was begun.
    is_open: bool,
}

impl Line {
    /// A line that works, within the time that the pool gives.
    pub(super) async fn of(pool: &PgPool) -> Result<Self, sqlx::Error> {
        let looking = async {
            loop {
                let mut line = Self { conn: Some(pool.acquire().await?), is_open: false };
                if matches!(Clock::Real.within(LOOK, line.conn()?.ping()).await, Some(Ok(()))) {
                    return Ok(line);
                }
                // Where one is dead the others may be: whoever comes next need not find out again.
                while let Some(conn) = pool.try_acquire() {
                    drop(Self { conn: Some(conn), is_open: false });
                }
            }
        };
        let limit = pool.options().get_acquire_timeout();
        Clock::Real.within(limit, looking).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
    }

    /// A line with a transaction, which the statement begins.
    pub(super) async fn begin(pool: &PgPool, silence: Duration, begin: &'static str) -> Result<Self, sqlx::Error> {
        let mut line = Self::of(pool).await?;
        line.is_open = true;
        answered(silence, line.conn()?.execute(begin)).await?;
        Ok(line)
    }

    /// Makes the transaction durable.
    pub(super) async fn commit(&mut self) -> Result<(), sqlx::Error> {
        self.conn()?.execute("commit").await?;
        self.is_open = false;
        Ok(())
    }

    /// True with a transaction.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    pub(super) fn conn(&mut self) -> Result<&mut PgConnection, sqlx::Error> {
        self.conn.as_deref_mut().ok_or(sqlx::Error::WorkerCrashed)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let (Some(mut conn), Ok(runtime)) = (self.conn.take(), Handle::try_current()) else { return };
        let is_open = self.is_open;
        runtime.spawn(async move {
            if is_open && !matches!(Clock::Real.within(LOOK, conn.execute("rollback")).await, Some(Ok(_))) {
                // Closed without a word, which nobody would hear.
                drop(conn.detach());
                return;
            }
            // Given up, it is closed in the same way.
            Clock::Real.within(LOOK, conn.return_to_pool()).await;
        });
    }
}

/// Waits for a server, which may never say another word.
pub(super) async fn answered<T>(
    limit: Duration,
    asking: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    let silent = || Err(sqlx::Error::Io(ErrorKind::TimedOut.into()));
    Clock::Real.within(limit, asking).await.unwrap_or_else(silent)
}
