//! The rows of levels.

use super::model::{Chosen, Scope};
use crate::error::{Error, Result};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::UserId;
use uuid::Uuid;

/// A choice.
pub struct LevelRow {
    /// What for.
    pub scope: Scope,
    /// What.
    pub chosen: Chosen,
}

impl FromRow for LevelRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let level = row.get::<Option<String>>("level")?.map(|_| row.word("level")).transpose()?;
        Ok(Self { scope: scope(row)?, chosen: Chosen { level, mute_until_ms: row.get("mute_until_ms")? } })
    }
}

fn scope(row: &Row) -> DbResult<Scope> {
    if let Some(conversation) = row.maybe_id("conversation_id")? {
        return Ok(Scope::Conversation(conversation));
    }
    Ok(match (row.maybe_id("space_id")?, row.maybe_id("channel_id")?) {
        (Some(space), Some(channel)) => Scope::Channel(space, channel),
        (Some(space), None) => Scope::Space(space),
        (None, _) => Scope::Account(row.id("account_id")?),
    })
}

/// What a person chose, by the ids of the scopes.
pub async fn of(conn: &mut Conn, user: UserId) -> Result<Vec<LevelRow>> {
    Ok(conn
        .sql(
            "select account_id, space_id, channel_id, conversation_id, level, mute_until_ms
             from notification_level where account_id = $1 order by scope_id",
        )
        .id(user)
        .all()
        .await?)
}

/// Keeps a choice; false when it was the same before.
///
/// # Errors
/// `not_found`: the membership or the channel went away meanwhile.
pub async fn put(tx: &mut Tx, user: UserId, scope: Scope, chosen: Chosen) -> Result<bool> {
    let kept = tx
        .sql(
            "insert into notification_level (account_id, scope_id, space_id, channel_id, conversation_id, level, mute_until_ms)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (account_id, scope_id) do update
               set level = excluded.level, mute_until_ms = excluded.mute_until_ms
             where notification_level.level is distinct from excluded.level
               or notification_level.mute_until_ms is distinct from excluded.mute_until_ms",
        )
        .id(user)
        .bind(scope.id())
        .maybe_id(scope.space())
        .maybe_id(scope.channel())
        .maybe_id(scope.conversation())
        .bind(chosen.level.map(|level| word(&level)))
        .bind(chosen.mute_until_ms)
        .run()
        .await;
    match kept {
        Ok(rows) => Ok(rows > 0),
        Err(error) if error.is_foreign_key() => Err(Error::not_found()),
        Err(error) => Err(error.into()),
    }
}

/// Takes a choice back; says what it was for, if there was one.
pub async fn delete(tx: &mut Tx, user: UserId, scope_id: Uuid) -> Result<Option<Scope>> {
    let rows = tx
        .sql(
            "delete from notification_level where account_id = $1 and scope_id = $2
             returning account_id, space_id, channel_id, conversation_id",
        )
        .id(user)
        .bind(scope_id)
        .rows()
        .await?;
    Ok(rows.first().map(scope).transpose()?)
}
