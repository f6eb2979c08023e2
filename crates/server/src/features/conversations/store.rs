//! The rows of conversations and of the people in them.

use super::model::Draft;
use crate::{access::ChannelAccess, error::Result};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::{ChannelId, UserId};
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// A conversation, and its place in the list.
pub struct Place {
    /// Which.
    pub id: ChannelId,
    /// When something was last said, or else when it was opened.
    pub at_ms: i64,
}

impl FromRow for Place {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { id: row.id("id")?, at_ms: row.get("at_ms")? })
    }
}

/// Conversations of a person that are not hidden, newest activity first, after a place in that order.
pub async fn newest(conn: &mut Conn, user: UserId, after: Option<(i64, ChannelId)>, most: i64) -> Result<Vec<Place>> {
    let (at_ms, id) = after.unwrap_or((i64::MAX, ChannelId(Uuid::max())));
    Ok(conn
        .sql(
            "select c.id, coalesce(c.last_message_ms, c.created_ms) as at_ms
             from conversation_member m join channel c on c.id = m.channel_id
             where m.account_id = $1 and c.deleted_ms is null and (m.hidden_seq is null or c.last_seq > m.hidden_seq)
               and (coalesce(c.last_message_ms, c.created_ms), c.id) < ($2, $3)
             order by at_ms desc, c.id desc limit $4",
        )
        .id(user)
        .bind(at_ms)
        .id(id)
        .bind(most)
        .all()
        .await?)
}

/// Every conversation of a person, hidden ones too, newest activity first.
///
/// # Errors
/// `internal`: the database failed.
pub async fn ids_of(conn: &mut Conn, user: UserId) -> Result<Vec<ChannelId>> {
    let ids: Vec<Uuid> = conn
        .sql(
            "select c.id as v from conversation_member m join channel c on c.id = m.channel_id
             where m.account_id = $1 and c.deleted_ms is null
             order by coalesce(c.last_message_ms, c.created_ms) desc, c.id desc",
        )
        .id(user)
        .all()
        .await?;
    Ok(ids.into_iter().map(ChannelId).collect())
}

/// The conversation of a pair.
pub struct Known {
    /// Which.
    pub id: ChannelId,
    /// Hidden by the one who asks.
    pub is_hidden: bool,
}

impl FromRow for Known {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { id: row.id("id")?, is_hidden: row.get("is_hidden")? })
    }
}

/// The conversation of a pair, as one of the two has it.
pub async fn by_pair(conn: &mut Conn, user: UserId, pair_key: &str) -> Result<Option<Known>> {
    Ok(conn
        .sql(
            "select c.id, m.hidden_seq is not null and c.last_seq <= m.hidden_seq as is_hidden
             from channel c join conversation_member m on m.channel_id = c.id and m.account_id = $1
             where c.pair_key = $2",
        )
        .id(user)
        .bind(pair_key)
        .optional()
        .await?)
}

/// Those of the people who are in as many conversations as can be.
pub async fn full(conn: &mut Conn, people: &BTreeSet<UserId>, most: i64) -> Result<HashSet<UserId>> {
    let full: Vec<Uuid> = conn
        .sql(
            "select account_id as v from conversation_member where account_id in (@)
             group by account_id having count(*) >= $1",
        )
        .bind(most)
        .ids(people.iter().copied())
        .all()
        .await?;
    Ok(full.into_iter().map(UserId).collect())
}

/// A conversation that is about to be there.
pub struct NewRow<'a> {
    /// Id.
    pub id: ChannelId,
    /// What stands for the pair, if it is one.
    pub pair_key: Option<&'a str>,
    /// Who opens it.
    pub creator: UserId,
    /// What it is to be.
    pub draft: &'a Draft,
    /// Now.
    pub now_ms: i64,
}

/// Adds a conversation, still without people. Nobody made one for the pair meanwhile: both accounts are held.
pub async fn insert(tx: &mut Tx, new: &NewRow<'_>) -> Result<()> {
    // Nobody rules over the other in a pair.
    let creator = if new.pair_key.is_some() { None } else { Some(new.creator) };
    tx.sql(
        "insert into channel (id, kind, name, position, slow_mode_seconds, encryption, last_seq, user_limit, nsfw,
                              created_ms, pair_key, creator_id)
         values ($1, $2, $3, 0, 0, $4, 0, 0, false, $5, $6, $7)",
    )
    .id(new.id)
    .bind(word(&new.draft.kind()))
    .bind(new.draft.name.as_deref())
    .bind(word(&new.draft.encryption))
    .bind(new.now_ms)
    .bind(new.pair_key)
    .maybe_id(creator)
    .run()
    .await?;
    Ok(())
}

/// Adds somebody; nothing up to `from_seq` exists for them.
pub async fn add(tx: &mut Tx, channel: ChannelId, user: UserId, now_ms: i64, from_seq: i64) -> Result<()> {
    tx.sql("insert into conversation_member (channel_id, account_id, joined_ms, from_seq) values ($1, $2, $3, $4)")
        .id(channel)
        .id(user)
        .bind(now_ms)
        .bind(from_seq)
        .run()
        .await?;
    Ok(())
}

/// Hides a conversation up to its newest message. False when it is hidden.
pub async fn hide(tx: &mut Tx, here: &ChannelAccess) -> Result<bool> {
    let rows = tx
        .sql(
            "update conversation_member set hidden_seq = c.last_seq
             from channel c
             where c.id = $1 and conversation_member.channel_id = c.id and conversation_member.account_id = $2
               and (conversation_member.hidden_seq is null or conversation_member.hidden_seq < c.last_seq)",
        )
        .id(here.channel())
        .id(here.actor())
        .run()
        .await?;
    Ok(rows > 0)
}

/// Takes a conversation back. False when it was not hidden.
pub async fn show(tx: &mut Tx, here: &ChannelAccess) -> Result<bool> {
    let rows = tx
        .sql(
            "update conversation_member set hidden_seq = null
             where channel_id = $1 and account_id = $2 and hidden_seq is not null",
        )
        .id(here.channel())
        .id(here.actor())
        .run()
        .await?;
    Ok(rows > 0)
}

/// Who of these people is in which conversation.
///
/// # Errors
/// `internal`: the database failed.
pub async fn parties(conn: &mut Conn, people: &[UserId]) -> Result<Vec<(UserId, ChannelId)>> {
    let mut found = Vec::new();
    for row in conn
        .sql(
            "select m.account_id, m.channel_id from conversation_member m join channel c on c.id = m.channel_id
             where c.deleted_ms is null and m.account_id in (@)",
        )
        .ids(people.iter().copied())
        .rows()
        .await?
    {
        found.push((row.id("account_id")?, row.id("channel_id")?));
    }
    Ok(found)
}

/// The conversations of a person that the place can read, each with the number up to which nothing exists for them.
///
/// # Errors
/// `internal`: the database failed.
pub async fn readable(conn: &mut Conn, user: UserId) -> Result<Vec<(ChannelId, i64)>> {
    let mut found = Vec::new();
    for row in conn
        .sql(
            "select c.id, m.from_seq from conversation_member m join channel c on c.id = m.channel_id
             where m.account_id = $1 and c.deleted_ms is null and c.encryption = 'off'",
        )
        .id(user)
        .rows()
        .await?
    {
        found.push((row.id("id")?, row.get("from_seq")?));
    }
    Ok(found)
}

/// Marks a conversation as read for somebody who comes in.
pub async fn mark_read(tx: &mut Tx, channel: ChannelId, user: UserId, seq: i64) -> Result<()> {
    tx.sql(
        "insert into read_state (account_id, channel_id, last_read_seq) values ($1, $2, $3)
         on conflict (account_id, channel_id) do update set last_read_seq = excluded.last_read_seq
         where read_state.last_read_seq < excluded.last_read_seq",
    )
    .id(user)
    .id(channel)
    .bind(seq)
    .run()
    .await?;
    Ok(())
}

/// Takes somebody out. The proof is of who does it, under the lock of the conversation.
pub async fn remove(tx: &mut Tx, here: &ChannelAccess, user: UserId) -> Result<()> {
    tx.sql("delete from conversation_member where channel_id = $1 and account_id = $2")
        .id(here.channel())
        .id(user)
        .run()
        .await?;
    Ok(())
}

/// Hands the group to who is in it for longest.
pub async fn hand_on(tx: &mut Tx, here: &ChannelAccess) -> Result<Option<UserId>> {
    let next: Option<Uuid> = tx
        .sql(
            "update channel set creator_id = (
               select account_id from conversation_member where channel_id = $1 order by joined_ms, account_id limit 1)
             where id = $1 and exists (select 1 from conversation_member where channel_id = $1)
             returning creator_id as v",
        )
        .id(here.channel())
        .optional()
        .await?;
    Ok(next.map(UserId))
}

/// Nobody is left.
pub async fn close(tx: &mut Tx, here: &ChannelAccess, now_ms: i64) -> Result<()> {
    tx.sql("update channel set deleted_ms = $2 where id = $1").id(here.channel()).bind(now_ms).run().await?;
    Ok(())
}
