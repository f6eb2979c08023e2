//! What goes for good: deleted spaces.

use crate::error::Result;
use snug_platform::db::{Conn, Tx};
use snug_proto::{FileId, SpaceId};

/// True for a space that was deleted by then.
pub async fn is_over(conn: &mut Conn, space: SpaceId, deleted_by_ms: i64) -> Result<bool> {
    let found = conn
        .sql("select 1 as one from space where id = $1 and deleted_ms <= $2")
        .id(space)
        .bind(deleted_by_ms)
        .rows()
        .await?;
    Ok(!found.is_empty())
}

/// The picture of a space.
pub async fn icon(tx: &mut Tx, space: SpaceId) -> Result<Option<FileId>> {
    let rows = tx.sql("select icon_id from space where id = $1").id(space).rows().await?;
    Ok(rows.first().map(|row| row.maybe_id("icon_id")).transpose()?.flatten())
}

/// Deletes every row of a space whose channels are gone. The line that says who deleted it passes to the trail of the
/// place, where it stays as long as every other.
pub async fn delete(tx: &mut Tx, space: SpaceId) -> Result<()> {
    tx.sql("update audit set space_id = null where space_id = $1 and action = 'space_delete'").id(space).run().await?;
    tx.sql("delete from audit where space_id = $1").id(space).run().await?;
    tx.sql("delete from invite where space_id = $1").id(space).run().await?;
    tx.sql("delete from ban where space_id = $1").id(space).run().await?;
    tx.sql("delete from timeout where space_id = $1").id(space).run().await?;
    tx.sql("delete from member_role where space_id = $1").id(space).run().await?;
    tx.sql("delete from member where space_id = $1").id(space).run().await?;
    tx.sql("delete from role where space_id = $1").id(space).run().await?;
    tx.sql("delete from space where id = $1").id(space).run().await?;
    Ok(())
}
