//! SQL that reads messages: a page in one statement, everything that hangs on it in a second one.

use crate::{
    access::ChannelAccess,
    app::App,
    brief::maybe_user_ref,
    error::Result,
    features::{
        files::{self, FileRow},
        messages::markdown,
    },
};
use snug_platform::db::{Conn, DbResult, FromRow, Row};
use snug_proto::{
    ChannelId, MessageId, Timestamp, UserId,
    limits::EXCERPT_MAX,
    messages::{Mentions, Message, MessageKind, Reaction, ReplyTo, SystemEvent},
};
use std::collections::HashMap;
use uuid::Uuid;

/// A message on its own, and whether there is more beyond the place the page began at.
pub struct MessageRow {
    /// The message, without files, reactions and people called.
    pub message: Message,
    /// Something lies on the other side of that place.
    pub has_beyond: bool,
}

impl FromRow for MessageRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let kind: MessageKind = row.word("kind")?;
        let system = row.get::<Option<String>>("system")?.map(|_| row.json::<SystemEvent>("system")).transpose()?;
        let channels = row.get::<Option<String>>("mention_channels")?;
        let channels = channels.map(|_| row.json::<Vec<ChannelId>>("mention_channels")).transpose()?;
        let message = Message {
            id: row.id("id")?,
            channel_id: row.id("channel_id")?,
            seq: row.get("seq")?,
            kind,
            author: if kind == MessageKind::User { maybe_user_ref(row, "author_")? } else { None },
            content: row.get("content")?,
            attachments: Vec::new(),
            reply_to: reply_to(row)?,
            mentions: Mentions {
                channels: channels.unwrap_or_default(),
                everyone: row.get("mention_everyone")?,
                ..Mentions::default()
            },
            reactions: Vec::new(),
            pinned: row.get("is_pinned")?,
            system,
            nonce: row.get("nonce")?,
            revision: row.get("revision")?,
            edited_at: row.get::<Option<i64>>("edited_ms")?.map(Timestamp),
            created_at: Timestamp(row.get("created_ms")?),
        };
        Ok(Self { message, has_beyond: row.get("has_beyond")? })
    }
}

fn reply_to(row: &Row) -> DbResult<Option<ReplyTo>> {
    let Some(id) = row.maybe_id::<MessageId>("reply_id")? else { return Ok(None) };
    let deleted = row.get::<Option<i64>>("reply_deleted_ms")?.is_some();
    let content = row.get::<Option<String>>("reply_content")?.unwrap_or_default();
    // Who caused a system message did not say it.
    let is_said = row.word::<MessageKind>("reply_kind")? == MessageKind::User;
    Ok(Some(ReplyTo {
        id,
        author_id: if deleted || !is_said { None } else { row.maybe_id("reply_author_id")? },
        excerpt: if deleted { String::new() } else { markdown::excerpt(&content, EXCERPT_MAX) },
        deleted,
    }))
}

/// The one shape in which messages are read. Answers quote nothing up to `$floor`, which does not exist for who looks;
/// without it nothing that does not exist for somebody here: what is told is the same for all. `$has_beyond` says what
/// lies on the other side, the rest which ones.
macro_rules! messages {
    ($has_beyond:literal, $which:literal) => {
        messages!(
            "(select max(x.from_seq) from conversation_member x where x.channel_id = m.channel_id)",
            $has_beyond,
            $which
        )
    };
    ($floor:literal, $has_beyond:literal, $which:literal) => {
        concat!(
            "select m.id, m.channel_id, m.seq, m.kind, m.content, m.mention_everyone, m.mention_channels, m.system,
               m.nonce, m.revision, m.edited_ms, m.created_ms,
               m.author_id, a.username as author_username, a.display_name as author_display_name,
               a.avatar_id as author_avatar_id,
               r.id as reply_id, r.kind as reply_kind, r.author_id as reply_author_id,
               case when r.id is not null and r.seq <= ",
            $floor,
            " then null else r.content end as reply_content,
               r.deleted_ms as reply_deleted_ms, p.message_id is not null as is_pinned, ",
            $has_beyond,
            " as has_beyond
             from message m
             left join account a on a.id = m.author_id
             left join message r on r.id = m.reply_to_id
             left join pin p on p.channel_id = m.channel_id and p.message_id = m.id ",
            $which
        )
    };
}

/// Messages before a number, newest first.
pub async fn before(conn: &mut Conn, here: &ChannelAccess, seq: i64, most: i64) -> Result<Vec<MessageRow>> {
    Ok(conn
        .sql(messages!(
            "$4",
            "exists (select 1 from message n where n.channel_id = $1 and n.deleted_ms is null and n.seq >= $2
               and n.seq > $4)",
            "where m.channel_id = $1 and m.deleted_ms is null and m.seq < $2 and m.seq > $4 order by m.seq desc limit $3"
        ))
        .id(here.channel())
        .bind(seq)
        .bind(most)
        .bind(here.from_seq())
        .all()
        .await?)
}

/// Messages after a number, oldest first.
pub async fn after(conn: &mut Conn, here: &ChannelAccess, seq: i64, most: i64) -> Result<Vec<MessageRow>> {
    Ok(conn
        .sql(messages!(
            "$4",
            "exists (select 1 from message n where n.channel_id = $1 and n.deleted_ms is null and n.seq <= $2
               and n.seq > $4)",
            "where m.channel_id = $1 and m.deleted_ms is null and m.seq > $2 and m.seq > $4 order by m.seq asc limit $3"
        ))
        .id(here.channel())
        .bind(seq)
        .bind(most)
        .bind(here.from_seq())
        .all()
        .await?)
}

/// Up to `most` messages on each side of a number, it included, newest first.
pub async fn around(conn: &mut Conn, here: &ChannelAccess, seq: i64, most: i64) -> Result<Vec<MessageRow>> {
    Ok(conn
        .sql(messages!(
            "$4",
            "false",
            "where m.channel_id = $1 and m.deleted_ms is null and m.seq > $4
               and m.seq >= coalesce((select min(o.seq) from (
                 select n.seq from message n
                 where n.channel_id = $1 and n.deleted_ms is null and n.seq <= $2 and n.seq > $4
                 order by n.seq desc limit $3) as o), $2)
               and m.seq <= coalesce((select max(o.seq) from (
                 select n.seq from message n
                 where n.channel_id = $1 and n.deleted_ms is null and n.seq > $2 and n.seq > $4
                 order by n.seq asc limit $3) as o), $2)
             order by m.seq desc"
        ))
        .id(here.channel())
        .bind(seq)
        .bind(most)
        .bind(here.from_seq())
        .all()
        .await?)
}

/// One message that is there.
pub async fn one(conn: &mut Conn, message: MessageId) -> Result<Option<Message>> {
    let row: Option<MessageRow> =
        conn.sql(messages!("false", "where m.id = $1 and m.deleted_ms is null")).id(message).optional().await?;
    Ok(row.map(|row| row.message))
}

/// These messages, as far as they are there, in any order.
pub async fn by_ids(conn: &mut Conn, messages: &[MessageId]) -> Result<Vec<Message>> {
    let rows: Vec<MessageRow> = conn
        .sql(messages!("false", "where m.deleted_ms is null and m.id in (@)"))
        .ids(messages.iter().copied())
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| row.message).collect())
}

/// Where a message is pinned, for the order of the list.
pub struct PinnedRow {
    /// The message.
    pub message: Message,
    /// When it was pinned.
    pub at_ms: i64,
}

impl FromRow for PinnedRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { message: MessageRow::from_row(row)?.message, at_ms: row.get("pinned_ms")? })
    }
}

/// Pinned messages, last pinned first, after a place in that order.
pub async fn pinned(
    conn: &mut Conn,
    here: &ChannelAccess,
    after: Option<(i64, MessageId)>,
    most: i64,
) -> Result<Vec<PinnedRow>> {
    let (at_ms, id) = after.unwrap_or((i64::MAX, MessageId(Uuid::max())));
    Ok(conn
        .sql(messages!(
            "$5",
            "p.at_ms as pinned_ms, false",
            "where p.channel_id = $1 and m.deleted_ms is null and (p.at_ms, p.message_id) < ($2, $3)
               and m.seq > $5
             order by p.at_ms desc, p.message_id desc limit $4"
        ))
        .id(here.channel())
        .bind(at_ms)
        .id(id)
        .bind(most)
        .bind(here.from_seq())
        .all()
        .await?)
}

/// Adds files, reactions and people called to messages, in one statement. `me` is who looks; nobody for events.
pub async fn hydrate(conn: &mut Conn, app: &App, me: Option<UserId>, messages: &mut [Message]) -> Result<()> {
    if messages.is_empty() {
        return Ok(());
    }
    let rows = conn
        .sql(
            "select 'file' as part, message_id, id, name, content_type, placeholder, description, variant_type,
               size, width, height, place as rank
             from file where message_id in (@) and expires_ms is null
             union all
             select 'mention', message_id, target_id, kind, null, null, null, null, 0, null, null, 0
             from mention where message_id in (@)
             union all
             select 'reaction', message_id, null, emoji, null, null, null, null,
               count(*), max(case when account_id = $1 then 1 else 0 end), null, min(at_ms)
             from reaction where message_id in (@) group by message_id, emoji
             order by part, rank, name, id",
        )
        .id(me.map_or_else(Uuid::nil, |me| me.0))
        .ids(messages.iter().map(|message| message.id))
        .rows()
        .await?;
    let mut at: HashMap<MessageId, &mut Message> = messages.iter_mut().map(|message| (message.id, message)).collect();
    for row in &rows {
        let Some(message) = at.get_mut(&row.id("message_id")?) else { continue };
        match row.get::<String>("part")?.as_str() {
            "file" => message.attachments.push(files::attachment_of(app, FileRow::from_row(row)?)),
            "reaction" => message.reactions.push(Reaction {
                emoji: row.get("name")?,
                count: row.get("size")?,
                me: row.get::<Option<i64>>("width")? == Some(1),
            }),
            _ => match row.get::<String>("name")?.as_str() {
                "user" => message.mentions.users.push(row.id("id")?),
                "role" => message.mentions.roles.push(row.id("id")?),
                _ => {}
            },
        }
    }
    Ok(())
}
