//! SQL of searching: the few statements that differ by engine, because full-text indexes do.

mod postgres;
mod sqlite;

use super::{ask::Ask, entry::Entry, entry::Mark};
use crate::error::{Error, Result};
use snug_platform::db::{Conn, DbResult, Engine, FromRow, Row, Tx};
use snug_proto::{ChannelId, MessageId, SpaceId, UserId};
use uuid::Uuid;

/// Channels of one statement.
const CHANNELS: usize = 8_192;

/// Adds the entry of a message that has none.
pub async fn add(tx: &mut Tx, entry: &Entry) -> Result<()> {
    for n in entry.places() {
        if insert(tx, entry, n).await? {
            return Ok(());
        }
    }
    Err(Error::Internal(anyhow::anyhow!("no place in the order of messages is free")))
}

/// Writes the entry of a message, whether it has one or not. The message's row must be held.
pub async fn put(tx: &mut Tx, entry: &Entry) -> Result<()> {
    if update(tx, entry).await? { Ok(()) } else { add(tx, entry).await }
}

async fn insert(tx: &mut Tx, entry: &Entry, n: i64) -> Result<bool> {
    let query = match tx.engine() {
        Engine::Sqlite => tx
            .sql(
                "insert into search_entry (n, message_id, channel_id, seq, words, marks) values ($1, $2, $3, $4, $5, $6)
                 on conflict (n) do nothing",
            )
            .bind(n)
            .id(entry.message)
            .id(entry.channel)
            .bind(entry.seq)
            .bind(sqlite::words(entry))
            .bind(sqlite::marks(entry)),
        Engine::Postgres => tx
            .sql(
                "insert into search_entry (n, message_id, channel_id, seq, words)
                 values ($1, $2, $3, $4, cast(cast($5 as text) as tsvector))
                 on conflict (n) do nothing",
            )
            .bind(n)
            .id(entry.message)
            .id(entry.channel)
            .bind(entry.seq)
            .bind(postgres::lexemes(entry)),
    };
    Ok(query.run().await? > 0)
}

async fn update(tx: &mut Tx, entry: &Entry) -> Result<bool> {
    let query = match tx.engine() {
        Engine::Sqlite => tx
            .sql("update search_entry set words = $2, marks = $3 where message_id = $1")
            .id(entry.message)
            .bind(sqlite::words(entry))
            .bind(sqlite::marks(entry)),
        Engine::Postgres => tx
            .sql("update search_entry set words = cast(cast($2 as text) as tsvector) where message_id = $1")
            .id(entry.message)
            .bind(postgres::lexemes(entry)),
    };
    Ok(query.run().await? > 0)
}

/// Deletes the entries of messages.
pub async fn forget(tx: &mut Tx, messages: &[MessageId]) -> Result<()> {
    tx.sql("delete from search_entry where message_id in (@)").ids(messages.iter().copied()).run().await?;
    Ok(())
}

/// What is looked for, in which order of numbers: newest first.
pub struct Wanted {
    /// Words.
    pub ask: Ask,
    /// Of each of these, one must hold.
    pub marks: Vec<Vec<Mark>>,
    /// At least this number.
    pub from: i64,
    /// Below this number.
    pub below: i64,
    /// So many at most.
    pub most: i64,
    /// Nothing that does not exist for this person, who came into a conversation later.
    pub floors_of: Option<UserId>,
}

/// A message that answers.
pub struct Found {
    /// Its place in the order of all messages.
    pub n: i64,
    /// Which.
    pub message: MessageId,
    /// Its text.
    pub content: Option<String>,
}

impl FromRow for Found {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { n: row.get("n")?, message: row.id("message_id")?, content: row.get("content")? })
    }
}

/// Messages of these channels that answer, newest first. Few channels are told by their marks; of many the spaces are,
/// and the channel by its column.
pub async fn find(conn: &mut Conn, wanted: &Wanted, channels: &[(Option<SpaceId>, ChannelId)]) -> Result<Vec<Found>> {
    const FEW: usize = 64;
    if channels.len() <= FEW {
        let places = channels.iter().map(|(_, channel)| Mark::Channel(*channel)).collect();
        return some(conn, wanted, places, None).await;
    }
    let mut found: Vec<Found> = Vec::new();
    for channels in channels.chunks(CHANNELS) {
        let mut spaces: Vec<SpaceId> = channels.iter().filter_map(|(space, _)| *space).collect();
        spaces.sort_unstable();
        spaces.dedup();
        let alone = channels.iter().filter(|(space, _)| space.is_none());
        let alone = alone.map(|(_, channel)| Mark::Channel(*channel));
        let places = spaces.into_iter().map(Mark::Space).chain(alone).collect();
        found.extend(some(conn, wanted, places, Some(channels)).await?);
    }
    found.sort_unstable_by_key(|found| std::cmp::Reverse(found.n));
    found.truncate(usize::try_from(wanted.most).unwrap_or(usize::MAX));
    Ok(found)
}

async fn some(
    conn: &mut Conn,
    wanted: &Wanted,
    places: Vec<Mark>,
    channels: Option<&[(Option<SpaceId>, ChannelId)]>,
) -> Result<Vec<Found>> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let groups: Vec<&[Mark]> =
        std::iter::once(places.as_slice()).chain(wanted.marks.iter().map(Vec::as_slice)).collect();
    let (sql, question) = match conn.engine() {
        Engine::Sqlite => (
            "select f.n, f.message_id, m.content from (
               select e.n, e.message_id from search_index i join search_entry e on e.n = i.rowid
               where i.search_index match $1 and i.rowid >= $2 and i.rowid < $3 and ($4 or e.channel_id in (@))
                 and ($6 or not exists (
                   select 1 from conversation_member x
                   where x.channel_id = e.channel_id and x.account_id = $7 and e.seq <= x.from_seq))
               order by i.rowid desc limit $5) as f
             join message m on m.id = f.message_id
             order by f.n desc",
            sqlite::question(&wanted.ask, &groups),
        ),
        Engine::Postgres => (
            "select f.n, f.message_id, m.content from (
               select e.n, e.message_id from search_entry e
               where e.words @@ cast(cast($1 as text) as tsquery) and e.n >= $2 and e.n < $3
                 and ($4 or e.channel_id in (@))
                 and ($6 or not exists (
                   select 1 from conversation_member x
                   where x.channel_id = e.channel_id and x.account_id = $7 and e.seq <= x.from_seq))
               order by e.n desc limit $5) as f
             join message m on m.id = f.message_id
             order by f.n desc",
            postgres::question(&wanted.ask, &groups),
        ),
    };
    Ok(conn
        .sql(sql)
        .bind(question)
        .bind(wanted.from)
        .bind(wanted.below)
        .bind(channels.is_none())
        .bind(wanted.most)
        .bind(wanted.floors_of.is_none())
        .maybe_id(wanted.floors_of)
        .ids(channels.unwrap_or_default().iter().map(|(_, channel)| *channel))
        .all()
        .await?)
}

/// A message that should have an entry, and the space around it.
pub struct Unwritten {
    /// Which.
    pub message: MessageId,
    /// Where, unless in a conversation.
    pub space: Option<SpaceId>,
}

impl FromRow for Unwritten {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { message: row.id("id")?, space: row.maybe_id("space_id")? })
    }
}

/// What is to be held, without the end of the statement.
macro_rules! unwritten {
    ($end:literal) => {
        concat!(
            "select m.id, c.space_id from message m join channel c on c.id = m.channel_id
             where m.id > $1 and m.kind = 'user' and m.deleted_ms is null and c.encryption = 'off'
             order by m.id limit $2",
            $end
        )
    };
}

/// Messages of people after one, by id, with their rows held until the end of the transaction.
pub async fn hold_after(tx: &mut Tx, after: Uuid, most: i64) -> Result<Vec<Unwritten>> {
    // SQLite has one writer at a time and knows no row locks.
    let sql = match tx.engine() {
        Engine::Sqlite => unwritten!(""),
        Engine::Postgres => unwritten!(" for update of m"),
    };
    Ok(tx.sql(sql).id(after).bind(most).all().await?)
}

/// True when there is any message.
pub async fn is_anything_said(conn: &mut Conn) -> Result<bool> {
    Ok(!conn.sql("select 1 as one from message limit 1").rows().await?.is_empty())
}
