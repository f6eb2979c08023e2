//! Authenticators and recovery codes. Each acceptance is one conditional update, so that a code works once.

use crate::error::Result;
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use snug_proto::UserId;

/// An authenticator as it lies in the table.
pub struct Totp {
    pub sealed: Vec<u8>,
    pub confirmed_ms: Option<i64>,
    /// When it stops to wait for its first code.
    pub expires_ms: Option<i64>,
    /// The step of the last code that was accepted.
    pub last_step: i64,
    pub last_used_ms: Option<i64>,
}

impl FromRow for Totp {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            sealed: row.get("sealed")?,
            confirmed_ms: row.get("confirmed_ms")?,
            expires_ms: row.get("expires_ms")?,
            last_step: row.get("last_step")?,
            last_used_ms: row.get("last_used_ms")?,
        })
    }
}

pub async fn totp(conn: &mut Conn, account: UserId) -> Result<Option<Totp>> {
    Ok(conn
        .sql("select sealed, confirmed_ms, expires_ms, last_step, last_used_ms from totp where account_id = $1")
        .id(account)
        .optional()
        .await?)
}

/// Begins an authenticator, unless one is in use; says whether it did.
pub async fn begin(tx: &mut Tx, account: UserId, sealed: &[u8], now_ms: i64, expires_ms: i64) -> Result<bool> {
    let touched = tx
        .sql(
            "insert into totp (account_id, sealed, expires_ms, last_step, created_ms) values ($1, $2, $3, 0, $4)
             on conflict (account_id) do update
               set sealed = excluded.sealed, expires_ms = excluded.expires_ms, created_ms = excluded.created_ms
               where totp.confirmed_ms is null",
        )
        .id(account)
        .bind(sealed)
        .bind(expires_ms)
        .bind(now_ms)
        .run()
        .await?;
    Ok(touched == 1)
}

/// Puts a waiting authenticator into use; its first code is spent. Says whether one waited.
pub async fn confirm(tx: &mut Tx, account: UserId, step: i64, now_ms: i64) -> Result<bool> {
    let touched = tx
        .sql(
            "update totp set confirmed_ms = $2, last_step = $3, last_used_ms = $2, expires_ms = null
             where account_id = $1 and confirmed_ms is null and expires_ms > $2",
        )
        .id(account)
        .bind(now_ms)
        .bind(step)
        .run()
        .await?;
    Ok(touched == 1)
}

/// Accepts the code of a step, unless that or a later one was accepted before; says whether it did.
pub async fn accept(tx: &mut Tx, account: UserId, step: i64, now_ms: i64) -> Result<bool> {
    let touched = tx
        .sql(
            "update totp set last_step = $2, last_used_ms = $3
             where account_id = $1 and confirmed_ms is not null and last_step < $2",
        )
        .id(account)
        .bind(step)
        .bind(now_ms)
        .run()
        .await?;
    Ok(touched == 1)
}

/// Deletes everything of an account, also what waits; no session of it stays raised by a factor that is gone.
pub async fn delete_of(tx: &mut Tx, account: UserId) -> Result<()> {
    delete_recovery_codes(tx, account).await?;
    tx.sql("delete from totp where account_id = $1").id(account).run().await?;
    tx.sql("update session set elevated_until_ms = null where account_id = $1 and elevated_until_ms is not null")
        .id(account)
        .run()
        .await?;
    Ok(())
}

/// Deletes authenticators that waited too long.
pub async fn delete_waiting(tx: &mut Tx, now_ms: i64) -> Result<()> {
    tx.sql("delete from totp where confirmed_ms is null and expires_ms <= $1").bind(now_ms).run().await?;
    Ok(())
}

pub async fn insert_recovery_code(tx: &mut Tx, account: UserId, mac: [u8; 32], now_ms: i64) -> Result<()> {
    tx.sql("insert into recovery_code (account_id, mac, created_ms) values ($1, $2, $3)")
        .id(account)
        .bind(mac)
        .bind(now_ms)
        .run()
        .await?;
    Ok(())
}

/// Uses a recovery code; says whether it was there and unused.
pub async fn use_recovery_code(tx: &mut Tx, account: UserId, mac: [u8; 32], now_ms: i64) -> Result<bool> {
    let touched = tx
        .sql("update recovery_code set used_ms = $3 where account_id = $1 and mac = $2 and used_ms is null")
        .id(account)
        .bind(mac)
        .bind(now_ms)
        .run()
        .await?;
    Ok(touched == 1)
}

/// Recovery codes that were not used.
pub async fn recovery_left(conn: &mut Conn, account: UserId) -> Result<i64> {
    Ok(conn
        .sql("select count(*) as v from recovery_code where account_id = $1 and used_ms is null")
        .id(account)
        .one()
        .await?)
}

pub async fn delete_recovery_codes(tx: &mut Tx, account: UserId) -> Result<()> {
    tx.sql("delete from recovery_code where account_id = $1").id(account).run().await?;
    Ok(())
}
