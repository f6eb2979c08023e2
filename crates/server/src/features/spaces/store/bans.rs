//! The rows of bans.

use crate::{
    access::SpaceAccess,
    brief::{maybe_user_ref, user_ref},
    error::Result,
};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use snug_proto::{SpaceId, Timestamp, UserId, spaces::Ban};

macro_rules! columns {
    () => {
        "ban.reason, ban.at_ms, ban.expires_ms,
         u.id as user_id, u.username as user_username, u.display_name as user_display_name, u.avatar_id as user_avatar_id,
         b.id as by_id, b.username as by_username, b.display_name as by_display_name, b.avatar_id as by_avatar_id"
    };
}

struct BanRow(Ban);

impl FromRow for BanRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let expires_ms: Option<i64> = row.get("expires_ms")?;
        let by = maybe_user_ref(row, "by_")?;
        Ok(Self(Ban {
            user: user_ref(row, "user_")?,
            by,
            reason: row.get("reason")?,
            at: Timestamp(row.get("at_ms")?),
            expires_at: expires_ms.map(Timestamp),
        }))
    }
}

/// The live bans of a space, newest first, after a place; `start` narrows by username or name.
pub async fn newest(
    conn: &mut Conn,
    here: &SpaceAccess,
    start: &str,
    after: (i64, UserId),
    most: i64,
    now_ms: i64,
) -> Result<Vec<Ban>> {
    let bans: Vec<BanRow> = conn
        .sql(concat!(
            "select ",
            columns!(),
            " from ban
              join account u on u.id = ban.account_id
              left join account b on b.id = ban.by_id
              where ban.space_id = $1 and (ban.expires_ms is null or ban.expires_ms > $2)
                and (ban.at_ms, ban.account_id) < ($3, $4)
                and ($5 = '' or substr(lower(u.username), 1, length($5)) = $5
                  or substr(lower(u.display_name), 1, length($5)) = $5)
              order by ban.at_ms desc, ban.account_id desc
              limit $6"
        ))
        .id(here.space())
        .bind(now_ms)
        .bind(after.0)
        .id(after.1)
        .bind(start)
        .bind(most)
        .all()
        .await?;
    Ok(bans.into_iter().map(|BanRow(ban)| ban).collect())
}

/// The live ban of a person.
pub async fn one(conn: &mut Conn, here: &SpaceAccess, user: UserId, now_ms: i64) -> Result<Option<Ban>> {
    let ban: Option<BanRow> = conn
        .sql(concat!(
            "select ",
            columns!(),
            " from ban
              join account u on u.id = ban.account_id
              left join account b on b.id = ban.by_id
              where ban.space_id = $1 and ban.account_id = $2 and (ban.expires_ms is null or ban.expires_ms > $3)"
        ))
        .id(here.space())
        .id(user)
        .bind(now_ms)
        .optional()
        .await?;
    Ok(ban.map(|BanRow(ban)| ban))
}

/// True while a person is kept out.
pub async fn is_banned(tx: &mut Tx, space: SpaceId, user: UserId, now_ms: i64) -> Result<bool> {
    let rows = tx
        .sql(
            "select 1 as one from ban
             where space_id = $1 and account_id = $2 and (expires_ms is null or expires_ms > $3)",
        )
        .id(space)
        .id(user)
        .bind(now_ms)
        .rows()
        .await?;
    Ok(!rows.is_empty())
}

/// Keeps a person out; takes the place of a ban that is over.
pub async fn upsert(
    tx: &mut Tx,
    here: &SpaceAccess,
    user: UserId,
    reason: Option<&str>,
    at_ms: i64,
    expires_ms: Option<i64>,
) -> Result<()> {
    tx.sql(
        "insert into ban (space_id, account_id, by_id, reason, at_ms, expires_ms) values ($1, $2, $3, $4, $5, $6)
         on conflict (space_id, account_id) do update
         set by_id = excluded.by_id, reason = excluded.reason, at_ms = excluded.at_ms, expires_ms = excluded.expires_ms",
    )
    .id(here.space())
    .id(user)
    .id(here.actor())
    .bind(reason)
    .bind(at_ms)
    .bind(expires_ms)
    .run()
    .await?;
    Ok(())
}

/// Ends a live ban; answers whether there was one.
pub async fn delete(tx: &mut Tx, here: &SpaceAccess, user: UserId, now_ms: i64) -> Result<bool> {
    let deleted = tx
        .sql("delete from ban where space_id = $1 and account_id = $2 and (expires_ms is null or expires_ms > $3)")
        .id(here.space())
        .id(user)
        .bind(now_ms)
        .run()
        .await?;
    Ok(deleted > 0)
}

/// Deletes the bans that are over, and answers whose they were.
pub async fn take_ended(tx: &mut Tx, now_ms: i64) -> Result<Vec<(SpaceId, UserId)>> {
    let rows =
        tx.sql("delete from ban where expires_ms <= $1 returning space_id, account_id").bind(now_ms).rows().await?;
    let mut ended = Vec::with_capacity(rows.len());
    for row in rows {
        ended.push((row.id("space_id")?, row.id("account_id")?));
    }
    Ok(ended)
}
