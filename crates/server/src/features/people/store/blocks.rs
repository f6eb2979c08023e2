//! The rows of blocks.

use crate::{brief::user_ref, error::Result};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use snug_proto::{Timestamp, UserId, account::UserRef, people::Block};

/// Somebody who is blocked, and since when.
pub struct BlockRow {
    /// Who.
    pub user: UserRef,
    /// Since when.
    pub at_ms: i64,
}

impl FromRow for BlockRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { user: user_ref(row, "")?, at_ms: row.get("at_ms")? })
    }
}

impl BlockRow {
    /// As the blocker sees it.
    pub fn seen(self) -> Block {
        Block { user: self.user, at: Timestamp(self.at_ms) }
    }
}

/// True when a person blocked another.
pub async fn is_there(conn: &mut Conn, blocker: UserId, blocked: UserId) -> Result<bool> {
    let rows = conn
        .sql("select 1 as one from block where blocker_id = $1 and blocked_id = $2")
        .id(blocker)
        .id(blocked)
        .rows()
        .await?;
    Ok(!rows.is_empty())
}

/// How many people a person blocked.
pub async fn count(conn: &mut Conn, blocker: UserId) -> Result<i64> {
    Ok(conn.sql("select count(*) as v from block where blocker_id = $1").id(blocker).one().await?)
}

/// Adds a block of an account that there is. False when there is none.
pub async fn insert(tx: &mut Tx, blocker: UserId, blocked: UserId, now_ms: i64) -> Result<bool> {
    let rows = tx
        .sql("insert into block (blocker_id, blocked_id, at_ms) select $1, id, $3 from account where id = $2")
        .id(blocker)
        .id(blocked)
        .bind(now_ms)
        .run()
        .await?;
    Ok(rows > 0)
}

/// Takes a block away. False when there was none.
pub async fn delete(tx: &mut Tx, blocker: UserId, blocked: UserId) -> Result<bool> {
    let rows =
        tx.sql("delete from block where blocker_id = $1 and blocked_id = $2").id(blocker).id(blocked).run().await?;
    Ok(rows > 0)
}

/// Whom a person blocked, oldest first, after a place in that order.
pub async fn of(conn: &mut Conn, blocker: UserId, after: Option<(i64, UserId)>, most: i64) -> Result<Vec<BlockRow>> {
    let (at_ms, blocked) = after.unwrap_or((i64::MIN, UserId(uuid::Uuid::nil())));
    Ok(conn
        .sql(
            "select b.at_ms, a.id, a.username, a.display_name, a.avatar_id
             from block b join account a on a.id = b.blocked_id
             where b.blocker_id = $1 and (b.at_ms, b.blocked_id) > ($2, $3)
             order by b.at_ms, b.blocked_id limit $4",
        )
        .id(blocker)
        .bind(at_ms)
        .id(blocked)
        .bind(most)
        .all()
        .await?)
}

/// Ids of everybody whom a person blocked.
pub async fn ids(conn: &mut Conn, blocker: UserId) -> Result<Vec<UserId>> {
    let ids: Vec<uuid::Uuid> =
        conn.sql("select blocked_id as v from block where blocker_id = $1 order by at_ms").id(blocker).all().await?;
    Ok(ids.into_iter().map(UserId).collect())
}
