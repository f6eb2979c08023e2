//! Spaces as those who run the place see them: all of them, also those that are locked or were deleted lately.

use crate::{
    access::{Elevated, SpaceAccess},
    error::Result,
    pictures::picture,
};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use snug_proto::{SpaceId, Timestamp, UserId, admin::SpaceRef};

/// Proof: the caller may do with a whole space what its owner may.
#[derive(Clone, Copy)]
pub struct Over(SpaceId);

impl Over {
    /// As its owner.
    ///
    /// # Errors
    /// `forbidden`: somebody else is.
    pub fn owner(here: &SpaceAccess) -> Result<Self> {
        Ok(Self(here.clone().require_owner()?.space()))
    }

    /// As who runs the place.
    pub fn staff(_: &Elevated, space: SpaceId) -> Self {
        Self(space)
    }

    /// Which space.
    pub fn space(self) -> SpaceId {
        self.0
    }
}

/// A space as it is kept, whatever its state.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Which.
    pub space: SpaceRef,
    /// Whose.
    pub owner: UserId,
    /// Members.
    pub members: i64,
    /// Channels that are not deleted.
    pub channels: i64,
    /// Why and by whom it is locked.
    pub locked: Option<(String, Option<UserId>)>,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
    /// Since when.
    pub created_at: Timestamp,
}

impl FromRow for Kept {
    fn from_row(row: &Row) -> DbResult<Self> {
        let locked = |_| -> DbResult<_> {
            let reason: Option<String> = row.get("suspended_reason")?;
            Ok((reason.unwrap_or_default(), row.maybe_id("suspended_by")?))
        };
        Ok(Self {
            space: SpaceRef { id: row.id("id")?, name: row.get("name")?, icon: row.maybe_id("icon_id")?.map(picture) },
            owner: row.id("owner_id")?,
            members: row.get("member_count")?,
            channels: row.get("channels")?,
            locked: row.get::<Option<i64>>("suspended_ms")?.map(locked).transpose()?,
            deleted_at: row.get::<Option<i64>>("deleted_ms")?.map(Timestamp),
            created_at: Timestamp(row.get("created_ms")?),
        })
    }
}

macro_rules! columns {
    () => {
        "s.id, s.name, s.icon_id, s.owner_id, s.member_count, s.suspended_ms, s.suspended_reason, s.suspended_by,
         s.deleted_ms, s.created_ms,
         (select count(*) from channel c where c.space_id = s.id and c.deleted_ms is null) as channels"
    };
}

/// Spaces made before a place in the order of their making, newest first. `start` begins their names, or is the id of
/// one; empty: all.
pub async fn page(conn: &mut Conn, _: &Elevated, start: &str, before: SpaceId, most: i64) -> Result<Vec<Kept>> {
    let id: Option<SpaceId> = start.parse().ok();
    Ok(conn
        .sql(concat!(
            "select ",
            columns!(),
            " from space s
             where s.id < $1 and ($2 = '' or substr(lower(s.name), 1, length($2)) = $2 or s.id = $3)
             order by s.id desc limit $4"
        ))
        .id(before)
        .bind(start)
        .maybe_id(id)
        .bind(most)
        .all()
        .await?)
}

/// One space.
pub async fn one(conn: &mut Conn, _: &Elevated, space: SpaceId) -> Result<Option<Kept>> {
    Ok(conn.sql(concat!("select ", columns!(), " from space s where s.id = $1")).id(space).optional().await?)
}

/// Messages that were ever said in it, and bytes of the files in its channels.
pub async fn sums(conn: &mut Conn, _: &Elevated, space: SpaceId) -> Result<(i64, i64)> {
    let messages = conn
        .sql("select cast(coalesce(sum(last_seq), 0) as bigint) as v from channel where space_id = $1")
        .id(space)
        .one()
        .await?;
    let bytes = conn
        .sql(
            "select cast(coalesce(sum(f.size), 0) as bigint) as v
             from channel c join file f on f.channel_id = c.id where c.space_id = $1",
        )
        .id(space)
        .one()
        .await?;
    Ok((messages, bytes))
}

/// Locks a space, or changes why it is locked.
pub async fn suspend(tx: &mut Tx, may: &Elevated, space: SpaceId, reason: &str, now_ms: i64) -> Result<()> {
    tx.sql(
        "update space set suspended_ms = coalesce(suspended_ms, $2), suspended_reason = $3, suspended_by = $4
         where id = $1",
    )
    .id(space)
    .bind(now_ms)
    .bind(reason)
    .id(may.user())
    .run()
    .await?;
    Ok(())
}

/// Opens a locked space again.
pub async fn lift(tx: &mut Tx, _: &Elevated, space: SpaceId) -> Result<()> {
    tx.sql("update space set suspended_ms = null, suspended_reason = null, suspended_by = null where id = $1")
        .id(space)
        .run()
        .await?;
    Ok(())
}

/// Brings a space back that was deleted after `since_ms`. False: it was deleted before, or it was not.
pub async fn restore(tx: &mut Tx, _: &Elevated, space: SpaceId, since_ms: i64) -> Result<bool> {
    let restored = tx
        .sql("update space set deleted_ms = null where id = $1 and deleted_ms > $2")
        .id(space)
        .bind(since_ms)
        .run()
        .await?;
    Ok(restored == 1)
}
