//! SQL that writes messages.

use crate::{
    access::ChannelAccess,
    error::Result,
    features::{
        files,
        messages::{
            model::{Draft, Nonce},
            search,
        },
    },
};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::{
    ChannelId, MessageId, SpaceId, Timestamp, UserId,
    messages::{AllowedMentions, Mentions, MessageKind, Revision, SystemEvent},
};

/// A message in short: where it is and whose.
#[derive(Clone, Debug)]
pub struct Brief {
    /// Which.
    pub id: MessageId,
    /// Where.
    pub channel: ChannelId,
    /// Its number.
    pub seq: i64,
    /// Who speaks.
    pub kind: MessageKind,
    /// The author, or who caused a system message.
    pub author: Option<UserId>,
    /// The text.
    pub content: Option<String>,
    /// Whom its texts may call.
    pub allowed: AllowedMentions,
    /// Grows with each edit.
    pub revision: i64,
    /// When this text was written.
    pub written_ms: i64,
    /// It is gone.
    pub is_deleted: bool,
}

impl FromRow for Brief {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.id("id")?,
            channel: row.id("channel_id")?,
            seq: row.get("seq")?,
            kind: row.word("kind")?,
            author: row.maybe_id("author_id")?,
            content: row.get("content")?,
            allowed: row
                .get::<Option<String>>("allowed_mentions")?
                .map(|_| row.json("allowed_mentions"))
                .transpose()?
                .unwrap_or_default(),
            revision: row.get("revision")?,
            written_ms: row.get("written_ms")?,
            is_deleted: row.get("is_deleted")?,
        })
    }
}

/// A message, deleted or not.
pub async fn brief(conn: &mut Conn, message: MessageId) -> Result<Option<Brief>> {
    Ok(conn
        .sql(
            "select id, channel_id, seq, kind, author_id, content, allowed_mentions, revision,
               coalesce(edited_ms, created_ms) as written_ms, deleted_ms is not null as is_deleted
             from message where id = $1",
        )
        .id(message)
        .optional()
        .await?)
}

/// Holds the row of a message until the end of the transaction, so that what is counted on it is counted one after
/// the other, and reads it again. None when it is deleted.
pub async fn hold(tx: &mut Tx, message: MessageId) -> Result<Option<Brief>> {
    Ok(tx
        .sql(
            "update message set revision = revision where id = $1 and deleted_ms is null
             returning id, channel_id, seq, kind, author_id, content, allowed_mentions, revision,
               coalesce(edited_ms, created_ms) as written_ms, deleted_ms is not null as is_deleted",
        )
        .id(message)
        .optional()
        .await?)
}

/// A number that was taken, and what else that statement saw.
pub struct Turn {
    /// The number.
    pub seq: i64,
    /// The version of the access of the channel's space, while it is there.
    pub version: Option<i64>,
}

impl FromRow for Turn {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { seq: row.get("last_seq")?, version: row.get("version")? })
    }
}

/// Takes the next number of a channel. Its row is held until the end of the transaction: numbers have no holes, and
/// messages of a channel become durable in their order.
pub async fn next_seq(tx: &mut Tx, channel: ChannelId, now_ms: i64) -> Result<Option<Turn>> {
    Ok(tx
        .sql(
            "update channel set last_seq = last_seq + 1, last_message_ms = $2 where id = $1 and deleted_ms is null
             returning last_seq,
               (select access_version from space s where s.id = channel.space_id and s.deleted_ms is null) as version",
        )
        .id(channel)
        .bind(now_ms)
        .optional()
        .await?)
}

/// Stamps the person's message in a slow channel, unless the last one is younger than `since_ms`. False then.
pub async fn stamp(tx: &mut Tx, here: &ChannelAccess, now_ms: i64, since_ms: i64) -> Result<bool> {
    let rows = tx
        .sql(
            "insert into slow_stamp (account_id, channel_id, at_ms) values ($1, $2, $3)
             on conflict (account_id, channel_id) do update set at_ms = excluded.at_ms where slow_stamp.at_ms <= $4",
        )
        .id(here.actor())
        .id(here.channel())
        .bind(now_ms)
        .bind(since_ms)
        .run()
        .await?;
    Ok(rows > 0)
}

/// When the person last wrote in a slow channel.
pub async fn stamped_ms(conn: &mut Conn, here: &ChannelAccess) -> Result<Option<i64>> {
    Ok(conn
        .sql("select at_ms as v from slow_stamp where account_id = $1 and channel_id = $2")
        .id(here.actor())
        .id(here.channel())
        .optional()
        .await?)
}

/// Where and when a message of a person stands.
pub struct Place {
    /// Its id.
    pub id: MessageId,
    /// Its number.
    pub seq: i64,
    /// Now.
    pub now_ms: i64,
}

/// Adds a person's message. False when the nonce was used before.
pub async fn insert(
    tx: &mut Tx,
    here: &ChannelAccess,
    place: &Place,
    draft: &Draft,
    mentions: &Mentions,
) -> Result<bool> {
    let nonce = draft.nonce.as_ref();
    let rows = tx
        .sql(
            "insert into message (id, channel_id, seq, kind, author_id, content, reply_to_id, mention_everyone,
               mention_channels, allowed_mentions, nonce, nonce_digest, nonce_ms, revision, created_ms)
             values ($1, $2, $3, 'user', $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13)
             on conflict (author_id, channel_id, nonce) do nothing",
        )
        .id(place.id)
        .id(here.channel())
        .bind(place.seq)
        .id(here.actor())
        .bind(draft.content.clone())
        .maybe_id(draft.reply_to)
        .bind(mentions.everyone)
        .bind(channels_json(mentions))
        .bind(allowed_json(&draft.allowed))
        .bind(nonce.map(|nonce| nonce.text.clone()))
        .bind(nonce.map(|nonce| nonce.digest.to_vec()))
        .bind(nonce.map(|_| place.now_ms))
        .bind(place.now_ms)
        .run()
        .await?;
    Ok(rows > 0)
}

fn channels_json(mentions: &Mentions) -> Option<String> {
    (!mentions.channels.is_empty()).then(|| serde_json::to_string(&mentions.channels).unwrap_or_default())
}

/// None when everybody may be called, as nearly always.
fn allowed_json(allowed: &AllowedMentions) -> Option<String> {
    (*allowed != AllowedMentions::default()).then(|| serde_json::to_string(allowed).unwrap_or_default())
}

/// Adds what the space itself says; `by` caused it. False when this very message was added before.
pub async fn insert_system(
    tx: &mut Tx,
    channel: ChannelId,
    place: &Place,
    by: UserId,
    event: &SystemEvent,
) -> Result<bool> {
    let rows = tx
        .sql(
            "insert into message (id, channel_id, seq, kind, author_id, mention_everyone, system, revision, created_ms)
             values ($1, $2, $3, $4, $5, false, $6, 0, $7)
             on conflict (id) do nothing",
        )
        .id(place.id)
        .id(channel)
        .bind(place.seq)
        .bind(word(&MessageKind::System))
        .id(by)
        .bind(serde_json::to_string(event).map_err(anyhow::Error::from)?)
        .bind(place.now_ms)
        .run()
        .await?;
    Ok(rows > 0)
}

/// What a nonce was used for.
pub struct Former {
    /// The message.
    pub id: MessageId,
    /// Digest of its body.
    pub digest: Vec<u8>,
    /// When.
    pub at_ms: i64,
}

impl FromRow for Former {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { id: row.id("id")?, digest: row.get("nonce_digest")?, at_ms: row.get("nonce_ms")? })
    }
}

/// The message that used the nonce.
pub async fn former(conn: &mut Conn, here: &ChannelAccess, nonce: &Nonce) -> Result<Option<Former>> {
    Ok(conn
        .sql(
            "select id, nonce_digest, nonce_ms from message
             where author_id = $1 and channel_id = $2 and nonce = $3 and nonce_digest is not null",
        )
        .id(here.actor())
        .id(here.channel())
        .bind(&nonce.text)
        .optional()
        .await?)
}

/// Makes a nonce free again.
pub async fn free_nonce(tx: &mut Tx, message: MessageId) -> Result<()> {
    tx.sql("update message set nonce = null, nonce_digest = null, nonce_ms = null where id = $1")
        .id(message)
        .run()
        .await?;
    Ok(())
}

/// Notes whom a message calls. A call of everyone is kept with the space as its target.
pub async fn mention(tx: &mut Tx, here: &ChannelAccess, message: (MessageId, i64), mentions: &Mentions) -> Result<()> {
    let (id, seq) = message;
    if !mentions.users.is_empty() {
        tx.sql(
            "insert into mention (message_id, kind, target_id, channel_id, seq)
             select $1, 'user', id, $2, $3 from account where id in (@)",
        )
        .id(id)
        .id(here.channel())
        .bind(seq)
        .ids(mentions.users.iter().copied())
        .run()
        .await?;
    }
    if !mentions.roles.is_empty() {
        tx.sql(
            "insert into mention (message_id, kind, target_id, channel_id, seq)
             select $1, 'role', id, $2, $3 from role where id in (@)",
        )
        .id(id)
        .id(here.channel())
        .bind(seq)
        .ids(mentions.roles.iter().copied())
        .run()
        .await?;
    }
    if let Some(space) = here.as_space().filter(|_| mentions.everyone) {
        tx.sql(
            "insert into mention (message_id, kind, target_id, channel_id, seq) values ($1, 'everyone', $4, $2, $3)",
        )
        .id(id)
        .id(here.channel())
        .bind(seq)
        .id(space.space())
        .run()
        .await?;
    }
    Ok(())
}

/// Writes a new text over the old one, which is kept: the first, and the newest fifty.
pub async fn rewrite(tx: &mut Tx, old: &Brief, content: Option<&str>, mentions: &Mentions, now_ms: i64) -> Result<()> {
    let revision = old.revision + 1;
    tx.sql("insert into message_revision (message_id, revision, content, at_ms) values ($1, $2, $3, $4)")
        .id(old.id)
        .bind(old.revision)
        .bind(old.content.clone())
        .bind(old.written_ms)
        .run()
        .await?;
    tx.sql("delete from message_revision where message_id = $1 and revision > 0 and revision < $2")
        .id(old.id)
        .bind(revision - REVISIONS_KEPT)
        .run()
        .await?;
    tx.sql("delete from mention where message_id = $1").id(old.id).run().await?;
    tx.sql(
        "update message set content = $2, revision = $3, edited_ms = $4, mention_everyone = $5, mention_channels = $6
         where id = $1",
    )
    .id(old.id)
    .bind(content.map(str::to_owned))
    .bind(revision)
    .bind(now_ms)
    .bind(mentions.everyone)
    .bind(channels_json(mentions))
    .run()
    .await?;
    Ok(())
}

/// How many former texts are kept besides the first.
const REVISIONS_KEPT: i64 = 50;

struct RevisionRow(Revision);

impl FromRow for RevisionRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self(Revision {
            revision: row.get("revision")?,
            content: row.get("content")?,
            at: Timestamp(row.get("at_ms")?),
        }))
    }
}

/// Former texts, newest first.
pub async fn revisions(conn: &mut Conn, message: MessageId, before: i64, most: i64) -> Result<Vec<Revision>> {
    let rows: Vec<RevisionRow> = conn
        .sql(
            "select revision, content, at_ms from message_revision where message_id = $1 and revision < $2
             order by revision desc limit $3",
        )
        .id(message)
        .bind(before)
        .bind(most)
        .all()
        .await?;
    Ok(rows.into_iter().map(|RevisionRow(revision)| revision).collect())
}

/// Deletes messages and everything that hangs on them; of each remains that it was, under its number. Names those that
/// were still there.
pub async fn wipe(tx: &mut Tx, channel: ChannelId, messages: &[MessageId], now_ms: i64) -> Result<Vec<MessageId>> {
    let gone: Vec<uuid::Uuid> = tx
        .sql(
            "update message set deleted_ms = $1, author_id = null, content = null, reply_to_id = null,
               mention_everyone = false, mention_channels = null, allowed_mentions = null, system = null, nonce = null, nonce_digest = null,
               nonce_ms = null
             where channel_id = $2 and deleted_ms is null and id in (@)
             returning id as v",
        )
        .bind(now_ms)
        .id(channel)
        .ids(messages.iter().copied())
        .all()
        .await?;
    let gone: Vec<MessageId> = gone.into_iter().map(MessageId).collect();
    if gone.is_empty() {
        return Ok(gone);
    }
    search::forget(tx, &gone).await?;
    let ids = || gone.iter().copied();
    tx.sql("delete from message_revision where message_id in (@)").ids(ids()).run().await?;
    tx.sql("delete from mention where message_id in (@)").ids(ids()).run().await?;
    tx.sql("delete from reaction where message_id in (@)").ids(ids()).run().await?;
    tx.sql("delete from pin where channel_id = $1 and message_id in (@)").id(channel).ids(ids()).run().await?;
    files::delete_of_messages(tx, &gone).await?;
    Ok(gone)
}

/// A message that somebody wrote lately, and where.
pub struct Recent {
    /// Which.
    pub id: MessageId,
    /// Where.
    pub channel: ChannelId,
}

impl FromRow for Recent {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { id: row.id("id")?, channel: row.id("channel_id")? })
    }
}

/// Messages that somebody wrote in a space since then, by channel.
pub async fn recent(conn: &mut Conn, space: SpaceId, author: UserId, since_ms: i64, most: i64) -> Result<Vec<Recent>> {
    Ok(conn
        .sql(
            "select m.id, m.channel_id from message m join channel c on c.id = m.channel_id
             where c.space_id = $1 and m.author_id = $2 and m.kind = 'user' and m.deleted_ms is null
               and m.created_ms >= $3
             order by m.channel_id, m.seq limit $4",
        )
        .id(space)
        .id(author)
        .bind(since_ms)
        .bind(most)
        .all()
        .await?)
}
