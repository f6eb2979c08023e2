//! Conversations as channels: who is in them, and what they look like to one of those.

use super::ChannelRow;
use crate::{access::ChannelAccess, brief::user_ref, error::Result, pictures::picture};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use snug_proto::{
    ChannelId, FileId, Perms, UserId,
    account::UserRef,
    channels::{Channel, ConversationPart},
};
use std::collections::HashMap;

/// A conversation as it is stored, for one who is in it.
struct ConversationRow {
    channel: ChannelRow,
    creator: Option<UserId>,
    icon: Option<FileId>,
    is_hidden: bool,
}

impl FromRow for ConversationRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            channel: ChannelRow::from_row(row)?,
            creator: row.maybe_id("creator_id")?,
            icon: row.maybe_id("icon_id")?,
            is_hidden: row.get("is_hidden")?,
        })
    }
}

impl ConversationRow {
    fn seen_with(self, participants: Vec<UserRef>) -> Channel {
        let part = ConversationPart {
            participants,
            creator_id: self.creator,
            icon: self.icon.map(picture),
            hidden: self.is_hidden,
        };
        Channel { conversation: Some(part), ..self.channel.seen_with(Vec::new(), Perms::CONVERSATION) }
    }
}

/// Those of the conversations that a person is in, as they see them, in the order of the ids. Two statements, whatever
/// the number.
///
/// # Errors
/// `internal`: the database failed.
pub async fn of(conn: &mut Conn, viewer: UserId, ids: &[ChannelId]) -> Result<Vec<Channel>> {
    let rows: Vec<ConversationRow> = conn
        .sql(concat!(
            "select ",
            columns!(),
            ", creator_id, icon_id, hidden_seq is not null and last_seq <= hidden_seq as is_hidden
             from channel join conversation_member m on m.channel_id = id and m.account_id = $1
             where deleted_ms is null and id in (@)"
        ))
        .id(viewer)
        .ids(ids.iter().copied())
        .all()
        .await?;
    let mut people = participants(conn, ids).await?;
    let mut rows: HashMap<ChannelId, ConversationRow> = rows.into_iter().map(|row| (row.channel.id, row)).collect();
    let seen = ids.iter().filter_map(|id| Some(rows.remove(id)?.seen_with(people.remove(id).unwrap_or_default())));
    Ok(seen.collect())
}

/// Who is in these conversations, first come first.
async fn participants(conn: &mut Conn, ids: &[ChannelId]) -> Result<HashMap<ChannelId, Vec<UserRef>>> {
    let mut people: HashMap<ChannelId, Vec<UserRef>> = HashMap::new();
    for row in conn
        .sql(
            "select m.channel_id, a.id, a.username, a.display_name, a.avatar_id
             from conversation_member m join account a on a.id = m.account_id
             where m.channel_id in (@) order by m.joined_ms, m.account_id",
        )
        .ids(ids.iter().copied())
        .rows()
        .await?
    {
        people.entry(row.id("channel_id")?).or_default().push(user_ref(&row, "")?);
    }
    Ok(people)
}

/// What can be changed of a group.
pub struct Look {
    /// What it is called.
    pub name: Option<String>,
    /// Its picture.
    pub icon: Option<FileId>,
}

impl FromRow for Look {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self { name: row.get("name")?, icon: row.maybe_id("icon_id")? })
    }
}

/// What a group is called and looks like.
pub async fn look(conn: &mut Conn, here: &ChannelAccess) -> Result<Look> {
    Ok(conn.sql("select name, icon_id from channel where id = $1").id(here.channel()).one().await?)
}

/// Changes what a group is called and looks like.
pub async fn set_look(tx: &mut Tx, here: &ChannelAccess, look: &Look) -> Result<()> {
    tx.sql("update channel set name = $2, icon_id = $3 where id = $1")
        .id(here.channel())
        .bind(look.name.as_deref())
        .maybe_id(look.icon)
        .run()
        .await?;
    Ok(())
}
