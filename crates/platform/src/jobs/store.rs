//! Rows of the queue. Who settles a job shows its lease: a worker that was taken for dead changes nothing any more.

use super::Claimed;
use crate::db::{Conn, DbResult, Engine, FromRow, Row, Tx};
use uuid::Uuid;

impl FromRow for Claimed {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            lease: row.get("lease")?,
            kind: row.get("kind")?,
            payload: row.get("payload")?,
            tries: row.get("tries")?,
        })
    }
}

/// Adds a job, unless one of this id is there.
pub(super) async fn insert(
    tx: &mut Tx,
    id: Uuid,
    kind: &str,
    payload: &str,
    now_ms: i64,
    run_at_ms: i64,
) -> DbResult<()> {
    tx.sql(
        "insert into job (id, kind, payload, state, tries, run_at_ms, created_ms)
         values ($1, $2, $3, 'queued', 0, $4, $5)
         on conflict (id) do nothing",
    )
    .id(id)
    .bind(kind)
    .bind(payload)
    .bind(run_at_ms)
    .bind(now_ms)
    .run()
    .await?;
    Ok(())
}

/// Adds a job without payload, unless one of this id waits or is done just now; a dead one begins anew.
pub(super) async fn insert_or_revive(tx: &mut Tx, id: Uuid, kind: &str, now_ms: i64) -> DbResult<()> {
    tx.sql(
        "insert into job (id, kind, payload, state, tries, run_at_ms, created_ms)
         values ($1, $2, 'null', 'queued', 0, $3, $3)
         on conflict (id) do update set state = 'queued', tries = 0, run_at_ms = excluded.run_at_ms, error = null
         where job.state = 'dead'",
    )
    .id(id)
    .bind(kind)
    .bind(now_ms)
    .run()
    .await?;
    Ok(())
}

/// Takes the job of these kinds that waits longest; one whose worker fell silent counts as waiting.
pub(super) async fn claim(
    tx: &mut Tx,
    lease: Uuid,
    now_ms: i64,
    until_ms: i64,
    kinds: impl Iterator<Item = &'static str>,
) -> DbResult<Option<Claimed>> {
    // SQLite has one writer at a time and knows no row locks.
    let sql = match tx.engine() {
        Engine::Sqlite => {
            "update job set lease = $1, leased_until_ms = $3, tries = tries + 1 where id = (
               select id from job
               where state = 'queued' and run_at_ms <= $2 and (leased_until_ms is null or leased_until_ms <= $2)
                 and kind in (@)
               order by run_at_ms, id limit 1)
             returning id, lease, kind, payload, tries"
        }
        Engine::Postgres => {
            "update job set lease = $1, leased_until_ms = $3, tries = tries + 1 where id = (
               select id from job
               where state = 'queued' and run_at_ms <= $2 and (leased_until_ms is null or leased_until_ms <= $2)
                 and kind in (@)
               order by run_at_ms, id limit 1 for update skip locked)
             returning id, lease, kind, payload, tries"
        }
    };
    tx.sql(sql).id(lease).bind(now_ms).bind(until_ms).list(kinds).optional().await
}

/// How many jobs of each kind are in each state.
pub(super) async fn counts(conn: &mut Conn) -> DbResult<Vec<(String, String, i64)>> {
    let rows = conn.sql("select kind, state, count(*) as number from job group by kind, state").rows().await?;
    rows.iter().map(|row| Ok((row.get("kind")?, row.get("state")?, row.get("number")?))).collect()
}

/// Keeps a claimed job for longer. False when it is somebody else's.
pub(super) async fn renew(tx: &mut Tx, job: &Claimed, until_ms: i64) -> DbResult<bool> {
    let rows = tx
        .sql("update job set leased_until_ms = $3 where id = $1 and lease = $2")
        .id(job.id)
        .id(job.lease)
        .bind(until_ms)
        .run()
        .await?;
    Ok(rows == 1)
}

/// The work is done.
pub(super) async fn delete(tx: &mut Tx, job: &Claimed) -> DbResult<()> {
    tx.sql("delete from job where id = $1 and lease = $2").id(job.id).id(job.lease).run().await?;
    Ok(())
}

/// Gives the job free for another try at that time.
pub(super) async fn again(tx: &mut Tx, job: &Claimed, tries: i64, at_ms: i64, error: Option<&str>) -> DbResult<()> {
    tx.sql(
        "update job set tries = $3, run_at_ms = $4, error = $5, lease = null, leased_until_ms = null
         where id = $1 and lease = $2",
    )
    .id(job.id)
    .id(job.lease)
    .bind(tries)
    .bind(at_ms)
    .bind(error)
    .run()
    .await?;
    Ok(())
}

/// No further try.
pub(super) async fn bury(tx: &mut Tx, job: &Claimed, error: &str) -> DbResult<()> {
    tx.sql(
        "update job set state = 'dead', error = $3, lease = null, leased_until_ms = null where id = $1 and lease = $2",
    )
    .id(job.id)
    .id(job.lease)
    .bind(error)
    .run()
    .await?;
    Ok(())
}
