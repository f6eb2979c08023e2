//! SQL of files.

use crate::{
    access::{ChannelAccess, Elevated},
    error::Result,
};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::{ChannelId, FileId, MessageId, UserId, files::UploadPurpose};
use std::collections::HashMap;

/// A file as its row tells.
#[derive(Clone, Debug)]
pub struct FileRow {
    /// Id.
    pub id: FileId,
    /// File name, for people.
    pub name: String,
    /// Bytes of the original.
    pub size: i64,
    /// What the bytes are.
    pub content_type: String,
    /// Pixels, for pictures.
    pub width: Option<i64>,
    /// Pixels, for pictures.
    pub height: Option<i64>,
    /// Base64 of a ThumbHash, for pictures.
    pub placeholder: Option<String>,
    /// What it shows, in words.
    pub description: Option<String>,
    /// What the smaller forms are; none without them.
    pub variant_type: Option<String>,
}

impl FromRow for FileRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.id("id")?,
            name: row.get("name")?,
            size: row.get("size")?,
            content_type: row.get("content_type")?,
            width: row.get("width")?,
            height: row.get("height")?,
            placeholder: row.get("placeholder")?,
            description: row.get("description")?,
            variant_type: row.get("variant_type")?,
        })
    }
}

/// A file that is in use, and where.
pub struct Found {
    /// What it is for.
    pub purpose: UploadPurpose,
    /// The channel of an attachment.
    pub channel: Option<ChannelId>,
    /// The number of its message.
    pub seq: Option<i64>,
    /// The file.
    pub file: FileRow,
}

impl Found {
    /// False when its message does not exist for the holder of a proof, who came later.
    pub fn exists_for(&self, here: &ChannelAccess) -> bool {
        self.seq.is_some_and(|seq| seq > here.from_seq())
    }
}

impl FromRow for Found {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            purpose: row.word("purpose")?,
            channel: row.maybe_id("channel_id")?,
            seq: row.get("seq")?,
            file: FileRow::from_row(row)?,
        })
    }
}

/// A row for bytes that are about to come.
pub struct Reserved<'a> {
    /// Id.
    pub id: FileId,
    /// What it is for.
    pub purpose: UploadPurpose,
    /// Who uploads.
    pub owner: UserId,
    /// The channel of an attachment.
    pub channel: Option<ChannelId>,
    /// File name, clean.
    pub name: &'a str,
    /// When it goes unless claimed.
    pub expires_ms: i64,
    /// Now.
    pub now_ms: i64,
}

/// Writes the row that stands before the first byte.
pub async fn reserve(tx: &mut Tx, new: &Reserved<'_>) -> Result<()> {
    tx.sql(
        "insert into file (id, purpose, owner_id, channel_id, name, size, content_type, is_whole, expires_ms, created_ms)
         values ($1, $2, $3, $4, $5, 0, '', false, $6, $7)",
    )
    .id(new.id)
    .bind(word(&new.purpose))
    .id(new.owner)
    .maybe_id(new.channel)
    .bind(new.name)
    .bind(new.expires_ms)
    .bind(new.now_ms)
    .run()
    .await?;
    Ok(())
}

/// Says what the bytes turned out to be; from now on the upload can be claimed. False when it went meanwhile.
pub async fn complete(tx: &mut Tx, file: &FileRow, sha256: Option<&[u8]>) -> Result<bool> {
    let rows = tx
        .sql(
            "update file set size = $2, content_type = $3, width = $4, height = $5, placeholder = $6,
               variant_type = $7, sha256 = $8, is_whole = true
             where id = $1 and not is_whole and expires_ms > 0",
        )
        .id(file.id)
        .bind(file.size)
        .bind(&file.content_type)
        .bind(file.width)
        .bind(file.height)
        .bind(file.placeholder.clone())
        .bind(file.variant_type.clone())
        .bind(sha256.map(<[u8]>::to_vec))
        .run()
        .await?;
    Ok(rows > 0)
}

/// Takes an upload for a profile or a space.
pub async fn claim_picture(tx: &mut Tx, file: FileId, owner: UserId, purpose: UploadPurpose) -> Result<bool> {
    let rows = tx
        .sql(
            "update file set expires_ms = null
             where id = $1 and owner_id = $2 and purpose = $3 and is_whole and expires_ms > 0",
        )
        .id(file)
        .id(owner)
        .bind(word(&purpose))
        .run()
        .await?;
    Ok(rows > 0)
}

/// Takes an upload for a message.
pub async fn claim_attachment(
    tx: &mut Tx,
    file: FileId,
    owner: UserId,
    (channel, message): (ChannelId, MessageId),
    place: usize,
    description: Option<&str>,
) -> Result<Option<FileRow>> {
    Ok(tx
        .sql(
            "update file set expires_ms = null, message_id = $4, place = $5, description = $6
             where id = $1 and owner_id = $2 and channel_id = $3 and purpose = 'attachment' and is_whole and expires_ms > 0
             returning id, name, size, content_type, width, height, placeholder, description, variant_type",
        )
        .id(file)
        .id(owner)
        .id(channel)
        .id(message)
        .bind(i64::try_from(place).unwrap_or(i64::MAX))
        .bind(description.map(str::to_owned))
        .optional()
        .await?)
}

/// The time of these files is over.
pub async fn release(tx: &mut Tx, files: &[FileId]) -> Result<()> {
    tx.sql("update file set expires_ms = 0, message_id = null, place = null where id in (@)")
        .ids(files.iter().copied())
        .run()
        .await?;
    Ok(())
}

/// The time of the files of these messages is over.
pub async fn release_of_messages(tx: &mut Tx, messages: &[MessageId]) -> Result<()> {
    tx.sql("update file set expires_ms = 0, message_id = null, place = null where message_id in (@)")
        .ids(messages.iter().copied())
        .run()
        .await?;
    Ok(())
}

/// The time of every file of this channel is over.
pub async fn release_of_channel(tx: &mut Tx, channel: ChannelId) -> Result<()> {
    tx.sql("update file set expires_ms = 0, channel_id = null, message_id = null, place = null where channel_id = $1")
        .id(channel)
        .run()
        .await?;
    Ok(())
}

/// The time of the files of this message is over, but for those to keep.
pub async fn release_others(tx: &mut Tx, message: MessageId, keep: &[FileId]) -> Result<()> {
    // `not in (null)` is never true, so an empty list needs its own statement.
    if keep.is_empty() {
        return release_of_messages(tx, &[message]).await;
    }
    tx.sql("update file set expires_ms = 0, message_id = null, place = null where message_id = $1 and id not in (@)")
        .id(message)
        .ids(keep.iter().copied())
        .run()
        .await?;
    Ok(())
}

/// Ends an own upload that nothing claimed. False when there is none.
pub async fn give_up(tx: &mut Tx, file: FileId, owner: UserId) -> Result<bool> {
    let rows = tx
        .sql("update file set expires_ms = 0 where id = $1 and owner_id = $2 and expires_ms > 0")
        .id(file)
        .id(owner)
        .run()
        .await?;
    Ok(rows > 0)
}

/// A file in use.
pub async fn find(conn: &mut Conn, file: FileId) -> Result<Option<Found>> {
    Ok(conn
        .sql(
            "select f.id, f.purpose, f.channel_id, f.name, f.size, f.content_type, f.width, f.height, f.placeholder,
               f.description, f.variant_type, m.seq
             from file f left join message m on m.id = f.message_id
             where f.id = $1 and f.expires_ms is null",
        )
        .id(file)
        .optional()
        .await?)
}

/// Attachments in use among these ids.
pub async fn find_attachments(conn: &mut Conn, files: &[FileId]) -> Result<Vec<Found>> {
    Ok(conn
        .sql(
            "select f.id, f.purpose, f.channel_id, f.name, f.size, f.content_type, f.width, f.height, f.placeholder,
               f.description, f.variant_type, m.seq
             from file f left join message m on m.id = f.message_id
             where f.id in (@) and f.purpose = 'attachment' and f.expires_ms is null",
        )
        .ids(files.iter().copied())
        .all()
        .await?)
}

struct Digest(FileId, Vec<u8>);

impl FromRow for Digest {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self(row.id("id")?, row.get("sha256")?))
    }
}

/// SHA-256 of the originals of these files, as far as they are known.
pub async fn digests(conn: &mut Conn, files: &[FileId]) -> Result<HashMap<FileId, Vec<u8>>> {
    let found: Vec<Digest> = conn
        .sql("select id, sha256 from file where sha256 is not null and id in (@)")
        .ids(files.iter().copied())
        .all()
        .await?;
    Ok(found.into_iter().map(|Digest(id, sha256)| (id, sha256)).collect())
}

/// Marks what was not claimed in time: from now on nothing can claim it.
pub async fn end_expired(tx: &mut Tx, now_ms: i64) -> Result<()> {
    tx.sql("update file set expires_ms = 0 where expires_ms > 0 and expires_ms <= $1").bind(now_ms).run().await?;
    Ok(())
}

/// Files whose time is over, in the order of their ids, after one of them.
pub async fn over(conn: &mut Conn, after: FileId, most: i64) -> Result<Vec<FileId>> {
    let ids: Vec<uuid::Uuid> = conn
        .sql("select id as v from file where expires_ms = 0 and id > $1 order by id limit $2")
        .id(after)
        .bind(most)
        .all()
        .await?;
    Ok(ids.into_iter().map(FileId).collect())
}

/// Forgets files whose objects are gone.
pub async fn forget(tx: &mut Tx, files: &[FileId]) -> Result<()> {
    tx.sql("delete from file where id in (@) and expires_ms = 0").ids(files.iter().copied()).run().await?;
    Ok(())
}

/// Which of these files have a row.
pub async fn known(conn: &mut Conn, files: &[FileId]) -> Result<Vec<FileId>> {
    let ids: Vec<uuid::Uuid> =
        conn.sql("select id as v from file where id in (@)").ids(files.iter().copied()).all().await?;
    Ok(ids.into_iter().map(FileId).collect())
}

/// Bytes of the files that somebody uploaded, as those who run the place see it.
///
/// # Errors
/// `internal`: the database failed.
pub async fn bytes_of(conn: &mut Conn, _: &Elevated, user: UserId) -> Result<i64> {
    Ok(conn
        .sql("select cast(coalesce(sum(size), 0) as bigint) as v from file where owner_id = $1")
        .id(user)
        .one()
        .await?)
}
