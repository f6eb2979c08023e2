//! Refresh tokens: what was issued to a session, by hash.

use crate::error::Result;
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use snug_proto::SessionId;

/// A token that was issued.
pub struct Issued {
    pub used_ms: Option<i64>,
}

impl FromRow for Issued {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { used_ms: row.get("used_ms")? })
    }
}

pub async fn insert(tx: &mut Tx, hash: [u8; 32], session: SessionId, now_ms: i64) -> Result<()> {
    tx.sql("insert into refresh_token (hash, session_id, issued_ms) values ($1, $2, $3)")
        .bind(hash)
        .id(session)
        .bind(now_ms)
        .run()
        .await?;
    Ok(())
}

/// Uses a token of a session for the first time; says whether it was the first.
pub async fn spend(tx: &mut Tx, hash: [u8; 32], session: SessionId, now_ms: i64) -> Result<bool> {
    let touched = tx
        .sql("update refresh_token set used_ms = $1 where hash = $2 and session_id = $3 and used_ms is null")
        .bind(now_ms)
        .bind(hash)
        .id(session)
        .run()
        .await?;
    Ok(touched == 1)
}

pub async fn get(conn: &mut Conn, hash: [u8; 32], session: SessionId) -> Result<Option<Issued>> {
    Ok(conn
        .sql("select used_ms from refresh_token where hash = $1 and session_id = $2")
        .bind(hash)
        .id(session)
        .optional()
        .await?)
}

/// Deletes what sessions were issued.
pub async fn delete_of(tx: &mut Tx, sessions: &[SessionId]) -> Result<()> {
    tx.sql("delete from refresh_token where session_id in (@)").ids(sessions.iter().copied()).run().await?;
    Ok(())
}

/// Deletes what was used before then. Their reuse is still recognised, by their seal.
pub async fn delete_used(tx: &mut Tx, before_ms: i64) -> Result<()> {
    tx.sql("delete from refresh_token where used_ms < $1").bind(before_ms).run().await?;
    Ok(())
}
