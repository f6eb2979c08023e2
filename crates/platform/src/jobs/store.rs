//! Rows of the queue.

use super::Claimed;
use crate::db::{DbResult, Engine, FromRow, Row, Tx};
use uuid::Uuid;

impl FromRow for Claimed {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { id: row.get("id")?, kind: row.get("kind")?, payload: row.get("payload")?, tries: row.get("tries")? })
    }
}

pub(super) async fn insert(tx: &mut Tx, id: Uuid, kind: &str, payload: &str, now_ms: i64) -> DbResult<()> {
    tx.sql(
        "insert into job (id, kind, payload, state, tries, run_at_ms, created_ms)
         values ($1, $2, $3, 'queued', 0, $4, $4)",
    )
    .id(id)
    .bind(kind)
    .bind(payload)
    .bind(now_ms)
    .run()
    .await?;
    Ok(())
}

/// Takes the job that waits longest; one whose worker fell silent counts as waiting.
pub(super) async fn claim(tx: &mut Tx, lease: Uuid, now_ms: i64, until_ms: i64) -> DbResult<Option<Claimed>> {
    // SQLite has one writer at a time and knows no row locks.
    let sql = match tx.engine() {
        Engine::Sqlite => {
            "update job set lease = $1, leased_until_ms = $3 where id = (
               select id from job
               where state = 'queued' and run_at_ms <= $2 and (leased_until_ms is null or leased_until_ms <= $2)
               order by run_at_ms, id limit 1)
             returning id, kind, payload, tries"
        }
        Engine::Postgres => {
            "update job set lease = $1, leased_until_ms = $3 where id = (
               select id from job
               where state = 'queued' and run_at_ms <= $2 and (leased_until_ms is null or leased_until_ms <= $2)
               order by run_at_ms, id limit 1 for update skip locked)
             returning id, kind, payload, tries"
        }
    };
    tx.sql(sql).id(lease).bind(now_ms).bind(until_ms).optional().await
}

pub(super) async fn delete(tx: &mut Tx, id: Uuid) -> DbResult<()> {
    tx.sql("delete from job where id = $1").id(id).run().await?;
    Ok(())
}

pub(super) async fn fail(tx: &mut Tx, id: Uuid, error: &str, again_ms: Option<i64>) -> DbResult<()> {
    tx.sql(
        "update job set tries = tries + 1, error = $2, leased_until_ms = null, lease = null,
           state = case when $3 then 'queued' else 'dead' end, run_at_ms = coalesce($4, run_at_ms)
         where id = $1",
    )
    .id(id)
    .bind(error)
    .bind(again_ms.is_some())
    .bind(again_ms)
    .run()
    .await?;
    Ok(())
}
