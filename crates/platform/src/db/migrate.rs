//! Bringing the tables to the program's version.

use super::{
    Db, DbResult,
    open::Pools,
    row::{FromRow, Row},
};
use anyhow::{Context, bail};
use sqlx::Executor;

/// One step of the tables, never changed once released.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `0001_identity`.
    pub name: &'static str,
    /// The statements, for both engines or for this one.
    pub sql: &'static str,
}

struct Applied {
    name: String,
    digest: String,
}

impl FromRow for Applied {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { name: row.get("name")?, digest: row.get("digest")? })
    }
}

/// Any number will do, as long as every node uses the same one.
const LOCK: i64 = 0x534e_5547;

impl Db {
    /// Applies the steps that are missing, each in a transaction; nodes that start together take turns.
    ///
    /// # Errors
    /// A step failed, or the database was made by a newer or different program.
    pub async fn migrate(&self, steps: &[Migration], now_ms: i64) -> anyhow::Result<()> {
        let mut tx = self.write().await?;
        if let Pools::Postgres(_) = self.pools() {
            tx.sql("select pg_advisory_xact_lock($1)").bind(LOCK).run().await?;
        }
        tx.sql(
            "create table if not exists migration (
               name text primary key, digest text not null, applied_ms bigint not null)",
        )
        .run()
        .await?;
        let applied: Vec<Applied> = tx.sql("select name, digest from migration order by name").all().await?;
        for (at, done) in applied.iter().enumerate() {
            match steps.get(at) {
                Some(step) if step.name == done.name && digest(step.sql) == done.digest => {}
                _ => bail!("the database has the step {}, which this program does not know", done.name),
            }
        }
        for step in &steps[applied.len()..] {
            let done = match tx.parts() {
                super::tx::Parts::Sqlite(conn) => conn.execute(sqlx::raw_sql(step.sql)).await.map(|_| ()),
                super::tx::Parts::Postgres(conn) => conn.execute(sqlx::raw_sql(step.sql)).await.map(|_| ()),
            };
            done.with_context(|| format!("migration {} failed", step.name))?;
            tx.sql("insert into migration (name, digest, applied_ms) values ($1, $2, $3)")
                .bind(step.name)
                .bind(digest(step.sql))
                .bind(now_ms)
                .run()
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// FNV-1a: enough to notice an edited step.
fn digest(sql: &str) -> String {
    let hash = sql
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}
