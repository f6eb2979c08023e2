//! Bringing the tables to the program's version.

use super::{
    Db, DbResult, Engine,
    row::{FromRow, Row},
    tx::{Parts, Tx},
};
use anyhow::{Context, bail};
use sqlx::Executor;

#[cfg(test)]
mod tests;

/// One step of the tables, never changed once released.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `0001_identity`.
    pub name: &'static str,
    /// The statements that are the same for both engines; they come first.
    pub sql: &'static str,
    /// What must differ on SQLite.
    pub sqlite: &'static str,
    /// What must differ on PostgreSQL.
    pub postgres: &'static str,
}

impl Migration {
    /// A step that is the same on both engines.
    pub const fn same(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql, sqlite: "", postgres: "" }
    }

    /// The statements for an engine, in their order.
    fn texts(&self, engine: Engine) -> [&'static str; 2] {
        match engine {
            Engine::Sqlite => [self.sql, self.sqlite],
            Engine::Postgres => [self.sql, self.postgres],
        }
    }
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

/// A row that names another which is not there.
struct Orphan {
    table: String,
    parent: String,
}

impl FromRow for Orphan {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { table: row.get("table")?, parent: row.get("parent")? })
    }
}

/// Any number will do, as long as every node uses the same one.
const LOCK: i64 = 0x534e_5547;

impl Db {
    /// Applies the steps that are missing, all in one transaction; nodes that start together take turns.
    ///
    /// On SQLite a table is changed by making it anew, so rows may hang in the air until the end, and none may then.
    ///
    /// # Errors
    /// A step failed, or the database was made by a newer or different program.
    pub async fn migrate(&self, steps: &[Migration], now_ms: i64) -> anyhow::Result<()> {
        let mut tx = self.rebuild().await?;
        let engine = self.engine();
        if engine == Engine::Postgres {
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
                Some(step) if step.name == done.name && digest(step.texts(engine)) == done.digest => {}
                _ => bail!("the database has the step {}, which this program does not know", done.name),
            }
        }
        let missing = &steps[applied.len()..];
        for step in missing {
            apply(&mut tx, step, now_ms).await.with_context(|| format!("migration {} failed", step.name))?;
        }
        if engine == Engine::Sqlite && !missing.is_empty() {
            // With foreign keys off nobody else looks.
            let orphan: Option<Orphan> = tx.sql("pragma foreign_key_check").optional().await?;
            if let Some(Orphan { table, parent }) = orphan {
                bail!("the migration leaves a row of {table} without its {parent}");
            }
        }
        tx.commit().await?;
        Ok(())
    }
}

async fn apply(tx: &mut Tx, step: &Migration, now_ms: i64) -> anyhow::Result<()> {
    let texts = step.texts(tx.engine());
    for sql in texts.into_iter().filter(|sql| !sql.is_empty()) {
        match tx.parts()? {
            Parts::Sqlite(conn) => conn.execute(sqlx::raw_sql(sql)).await.map(drop)?,
            Parts::Postgres(conn) => conn.execute(sqlx::raw_sql(sql)).await.map(drop)?,
        }
    }
    tx.sql("insert into migration (name, digest, applied_ms) values ($1, $2, $3)")
        .bind(step.name)
        .bind(digest(texts))
        .bind(now_ms)
        .run()
        .await?;
    Ok(())
}

/// FNV-1a: enough to notice an edited step.
fn digest(texts: [&str; 2]) -> String {
    let hash = texts
        .into_iter()
        .flat_map(str::bytes)
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}
