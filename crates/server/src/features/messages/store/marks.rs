//! SQL of what others put on a message: reactions and pins.

use crate::{access::ChannelAccess, error::Result};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use snug_proto::{ChannelId, MessageId, UserId};

/// Adds a reaction. False when it was there.
pub async fn react(tx: &mut Tx, here: &ChannelAccess, message: MessageId, emoji: &str, now_ms: i64) -> Result<bool> {
    let rows = tx
        .sql(
            "insert into reaction (message_id, account_id, emoji, at_ms) values ($1, $2, $3, $4)
             on conflict (message_id, emoji, account_id) do nothing",
        )
        .id(message)
        .id(here.actor())
        .bind(emoji)
        .bind(now_ms)
        .run()
        .await?;
    Ok(rows > 0)
}

/// Takes a reaction back. False when there was none.
pub async fn unreact(tx: &mut Tx, message: MessageId, user: UserId, emoji: &str) -> Result<bool> {
    let rows = tx
        .sql("delete from reaction where message_id = $1 and account_id = $2 and emoji = $3")
        .id(message)
        .id(user)
        .bind(emoji)
        .run()
        .await?;
    Ok(rows > 0)
}

/// Takes all reactions off. False when there was none.
pub async fn clear(tx: &mut Tx, message: MessageId) -> Result<bool> {
    Ok(tx.sql("delete from reaction where message_id = $1").id(message).run().await? > 0)
}

/// How many reacted with the emoji, and how many different ones there are.
pub struct Counts {
    /// People with this emoji.
    pub people: i64,
    /// Different emoji.
    pub different: i64,
}

impl FromRow for Counts {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { people: row.get("people")?, different: row.get("different")? })
    }
}

/// Counts the reactions of a message.
pub async fn counts(conn: &mut Conn, message: MessageId, emoji: &str) -> Result<Counts> {
    Ok(conn
        .sql(
            "select count(*) filter (where emoji = $2) as people, count(distinct emoji) as different
             from reaction where message_id = $1",
        )
        .id(message)
        .bind(emoji)
        .one()
        .await?)
}

/// Somebody who reacted, and when.
pub struct Reacted {
    /// Who.
    pub user: UserId,
    /// When.
    pub at_ms: i64,
}

impl FromRow for Reacted {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { user: row.id("account_id")?, at_ms: row.get("at_ms")? })
    }
}

/// Who reacted with an emoji, first come first, after a place in that order.
pub async fn who(
    conn: &mut Conn,
    message: MessageId,
    emoji: &str,
    after: Option<(i64, UserId)>,
    most: i64,
) -> Result<Vec<Reacted>> {
    let (at_ms, user) = after.unwrap_or((i64::MIN, UserId(uuid::Uuid::nil())));
    Ok(conn
        .sql(
            "select account_id, at_ms from reaction
             where message_id = $1 and emoji = $2 and (at_ms, account_id) > ($3, $4)
             order by at_ms, account_id limit $5",
        )
        .id(message)
        .bind(emoji)
        .bind(at_ms)
        .id(user)
        .bind(most)
        .all()
        .await?)
}

/// Pins a message. False when it was pinned.
pub async fn pin(tx: &mut Tx, here: &ChannelAccess, message: MessageId, now_ms: i64) -> Result<bool> {
    let rows = tx
        .sql(
            "insert into pin (channel_id, message_id, by_id, at_ms) values ($1, $2, $3, $4)
             on conflict (channel_id, message_id) do nothing",
        )
        .id(here.channel())
        .id(message)
        .id(here.actor())
        .bind(now_ms)
        .run()
        .await?;
    Ok(rows > 0)
}

/// Unpins a message. False when it was not pinned.
pub async fn unpin(tx: &mut Tx, here: &ChannelAccess, message: MessageId) -> Result<bool> {
    let rows = tx
        .sql("delete from pin where channel_id = $1 and message_id = $2")
        .id(here.channel())
        .id(message)
        .run()
        .await?;
    Ok(rows > 0)
}

/// How many messages of a channel are pinned.
pub async fn pins(conn: &mut Conn, channel: ChannelId) -> Result<i64> {
    Ok(conn.sql("select count(*) as v from pin where channel_id = $1").id(channel).one().await?)
}
