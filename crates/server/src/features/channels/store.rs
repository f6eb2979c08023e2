//! The rows of channels and of their overrides.

use crate::{
    access::{ChannelAccess, SpaceAccess, override_of},
    error::Result,
    features::files,
};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::{
    ChannelId, FileId, Perms, SpaceId, Timestamp, UserId,
    channels::{Channel, ChannelKind, ChannelPlace, Encryption, Override, OverrideTarget},
};
use std::collections::HashMap;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, space_id, kind, parent_id, name, topic, position, slow_mode_seconds, encryption, last_seq, last_message_ms,
         user_limit, bitrate, nsfw, created_ms"
    };
}

pub mod conversations;

/// A channel as it is stored.
#[derive(Clone, Debug)]
pub struct ChannelRow {
    /// Id.
    pub id: ChannelId,
    /// Its space, if it stands in one.
    pub space: Option<SpaceId>,
    /// What it is.
    pub kind: ChannelKind,
    /// Its category.
    pub parent: Option<ChannelId>,
    /// Name; conversations can do without.
    pub name: Option<String>,
    /// What it is about.
    pub topic: Option<String>,
    /// Order among its siblings.
    pub position: i64,
    /// Seconds between two messages of one person.
    pub slow_mode_seconds: i64,
    /// Whether messages are encrypted end to end.
    pub encryption: Encryption,
    /// Number of the newest message.
    pub last_seq: i64,
    /// When something was last said.
    pub last_message_ms: Option<i64>,
    /// Most people in a voice channel.
    pub user_limit: i64,
    /// Kilobits a second of one voice, in a voice channel.
    pub bitrate: Option<i64>,
    /// For adults.
    pub nsfw: bool,
    /// Since when.
    pub created_ms: i64,
}

impl FromRow for ChannelRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.id("id")?,
            space: row.maybe_id("space_id")?,
            kind: row.word("kind")?,
            parent: row.maybe_id("parent_id")?,
            name: row.get("name")?,
            topic: row.get("topic")?,
            position: row.get("position")?,
            slow_mode_seconds: row.get("slow_mode_seconds")?,
            encryption: row.word("encryption")?,
            last_seq: row.get("last_seq")?,
            last_message_ms: row.get("last_message_ms")?,
            user_limit: row.get("user_limit")?,
            bitrate: row.get("bitrate")?,
            nsfw: row.get("nsfw")?,
            created_ms: row.get("created_ms")?,
        })
    }
}

impl ChannelRow {
    /// The channel as one viewer sees it.
    pub fn seen_with(self, overrides: Vec<Override>, permissions: Perms) -> Channel {
        Channel {
            id: self.id,
            kind: self.kind,
            space_id: self.space,
            parent_id: self.parent,
            name: self.name,
            topic: self.topic,
            position: self.position,
            overrides,
            slow_mode_seconds: self.slow_mode_seconds,
            encryption: self.encryption,
            last_seq: self.last_seq,
            last_message_at: self.last_message_ms.map(Timestamp),
            user_limit: self.user_limit,
            bitrate: self.bitrate,
            nsfw: self.nsfw,
            created_at: Timestamp(self.created_ms),
            permissions,
            conversation: None,
        }
    }
}

/// Every live channel of a space, in order.
pub async fn of_space(conn: &mut Conn, here: &SpaceAccess) -> Result<Vec<ChannelRow>> {
    let channels = conn
        .sql(concat!(
            "select ",
            columns!(),
            " from channel where space_id = $1 and deleted_ms is null order by position, id"
        ))
        .id(here.space())
        .all()
        .await?;
    Ok(channels)
}

/// The channel of a proof.
pub async fn one(conn: &mut Conn, here: &ChannelAccess) -> Result<ChannelRow> {
    let channel =
        conn.sql(concat!("select ", columns!(), " from channel where id = $1")).id(here.channel()).one().await?;
    Ok(channel)
}

/// These live channels with their overrides as stored now.
pub async fn whole(conn: &mut Conn, space: SpaceId, ids: &[ChannelId]) -> Result<Vec<(ChannelRow, Vec<Override>)>> {
    let rows: Vec<ChannelRow> = conn
        .sql(concat!(
            "select ",
            columns!(),
            " from channel where space_id = $1 and deleted_ms is null and id in (@) order by position, id"
        ))
        .id(space)
        .ids(ids.iter().copied())
        .all()
        .await?;
    let mut overrides: HashMap<ChannelId, Vec<Override>> = HashMap::new();
    for row in conn
        .sql(
            "select channel_id, target_kind, target_id, allow, deny from channel_override
             where channel_id in (@) order by channel_id, target_kind, target_id",
        )
        .ids(ids.iter().copied())
        .rows()
        .await?
    {
        overrides.entry(row.id("channel_id")?).or_default().push(override_of(&row)?);
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let own = overrides.remove(&row.id).unwrap_or_default();
            (row, own)
        })
        .collect())
}

/// Adds a channel as the last one in its place.
pub async fn insert(tx: &mut Tx, here: &SpaceAccess, new: &ChannelRow) -> Result<()> {
    tx.sql(
        "insert into channel (id, space_id, kind, parent_id, name, topic, position, slow_mode_seconds, encryption,
                              last_seq, user_limit, bitrate, nsfw, created_ms)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12, $13)",
    )
    .id(new.id)
    .id(here.space())
    .bind(word(&new.kind))
    .maybe_id(new.parent)
    .bind(new.name.as_deref())
    .bind(new.topic.as_deref())
    .bind(new.position)
    .bind(new.slow_mode_seconds)
    .bind(word(&new.encryption))
    .bind(new.user_limit)
    .bind(new.bitrate)
    .bind(new.nsfw)
    .bind(new.created_ms)
    .run()
    .await?;
    Ok(())
}

/// Writes what can be changed of a channel.
pub async fn update(tx: &mut Tx, here: &ChannelAccess, channel: &ChannelRow) -> Result<()> {
    tx.sql(
        "update channel set name = $2, topic = $3, slow_mode_seconds = $4, user_limit = $5, bitrate = $6, nsfw = $7
         where id = $1",
    )
    .id(here.channel())
    .bind(channel.name.as_deref())
    .bind(channel.topic.as_deref())
    .bind(channel.slow_mode_seconds)
    .bind(channel.user_limit)
    .bind(channel.bitrate)
    .bind(channel.nsfw)
    .run()
    .await?;
    Ok(())
}

/// Takes a channel out of everybody's sight.
pub async fn delete(tx: &mut Tx, here: &ChannelAccess, now_ms: i64) -> Result<()> {
    tx.sql("update channel set deleted_ms = $2 where id = $1").id(here.channel()).bind(now_ms).run().await?;
    Ok(())
}

/// Puts a channel in a place.
pub async fn put(tx: &mut Tx, here: &SpaceAccess, place: &ChannelPlace) -> Result<()> {
    tx.sql("update channel set parent_id = $3, position = $4 where space_id = $1 and id = $2")
        .id(here.space())
        .id(place.id)
        .maybe_id(place.parent_id)
        .bind(place.position)
        .run()
        .await?;
    Ok(())
}

fn target(target: OverrideTarget) -> (&'static str, Uuid) {
    match target {
        OverrideTarget::Role(role) => ("role", role.0),
        OverrideTarget::User(UserId(user)) => ("user", user),
    }
}

fn number(perms: Perms) -> i64 {
    i64::from_ne_bytes(perms.0.to_ne_bytes())
}

/// Sets an exception from the roles.
pub async fn set_override(tx: &mut Tx, _here: &SpaceAccess, channel: ChannelId, entry: &Override) -> Result<()> {
    let (kind, id) = target(entry.target);
    tx.sql(
        "insert into channel_override (channel_id, target_kind, target_id, allow, deny) values ($1, $2, $3, $4, $5)
         on conflict (channel_id, target_kind, target_id) do update set allow = excluded.allow, deny = excluded.deny",
    )
    .id(channel)
    .bind(kind)
    .bind(id)
    .bind(number(entry.allow))
    .bind(number(entry.deny))
    .run()
    .await?;
    Ok(())
}

/// Takes an exception away.
pub async fn delete_override(tx: &mut Tx, here: &ChannelAccess, of: OverrideTarget) -> Result<()> {
    let (kind, id) = target(of);
    tx.sql("delete from channel_override where channel_id = $1 and target_kind = $2 and target_id = $3")
        .id(here.channel())
        .bind(kind)
        .bind(id)
        .run()
        .await?;
    Ok(())
}

/// True for a channel that was deleted by then, and for a conversation that everybody left.
///
/// # Errors
/// `internal`: the database failed.
pub async fn is_over(conn: &mut Conn, channel: ChannelId, deleted_by_ms: i64) -> Result<bool> {
    let found = conn
        .sql(
            "select 1 as one from channel
             where id = $1 and (deleted_ms <= $2 or (space_id is null and deleted_ms is not null))",
        )
        .id(channel)
        .bind(deleted_by_ms)
        .rows()
        .await?;
    Ok(!found.is_empty())
}

/// Every channel and category of a space, deleted or not.
///
/// # Errors
/// `internal`: the database failed.
pub async fn all_of(conn: &mut Conn, space: SpaceId) -> Result<Vec<ChannelId>> {
    let ids: Vec<Uuid> = conn.sql("select id as v from channel where space_id = $1").id(space).all().await?;
    Ok(ids.into_iter().map(ChannelId).collect())
}

/// Deletes a channel without messages for good: its row, overrides, marks of readers, and uploads nobody sent.
///
/// # Errors
/// `internal`: the database failed.
pub async fn purge(tx: &mut Tx, channel: ChannelId) -> Result<()> {
    files::release_of_channel(tx, channel).await?;
    let icon: Option<Uuid> =
        tx.sql("select icon_id as v from channel where id = $1 and icon_id is not null").id(channel).optional().await?;
    if let Some(icon) = icon {
        files::release(tx, FileId(icon)).await?;
    }
    tx.sql("update channel set parent_id = null where parent_id = $1").id(channel).run().await?;
    tx.sql("delete from channel where id = $1").id(channel).run().await?;
    Ok(())
}
