//! Signing keys, sealed.

use crate::error::Result;
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use uuid::Uuid;

/// A key as it lies in the table.
pub struct KeyRow {
    pub id: Uuid,
    pub sealed: Vec<u8>,
    pub created_ms: i64,
    pub retired_ms: Option<i64>,
}

impl FromRow for KeyRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            sealed: row.get("sealed")?,
            created_ms: row.get("created_ms")?,
            retired_ms: row.get("retired_ms")?,
        })
    }
}

pub async fn all(conn: &mut Conn) -> Result<Vec<KeyRow>> {
    Ok(conn.sql("select id, sealed, created_ms, retired_ms from signing_key").all().await?)
}

pub async fn insert(tx: &mut Tx, id: Uuid, public: &[u8; 32], sealed: &[u8], now_ms: i64) -> Result<()> {
    tx.sql("insert into signing_key (id, public, sealed, created_ms) values ($1, $2, $3, $4)")
        .id(id)
        .bind(*public)
        .bind(sealed)
        .bind(now_ms)
        .run()
        .await?;
    Ok(())
}

pub async fn retire_all(tx: &mut Tx, now_ms: i64) -> Result<()> {
    tx.sql("update signing_key set retired_ms = $1 where retired_ms is null").bind(now_ms).run().await?;
    Ok(())
}

/// Deletes keys that were retired before then: no token of theirs is read any more.
pub async fn delete_retired(tx: &mut Tx, before_ms: i64) -> Result<()> {
    tx.sql("delete from signing_key where retired_ms < $1").bind(before_ms).run().await?;
    Ok(())
}
