//! How people want to be seen, and when they were last there.

use crate::error::Result;
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::{
    Timestamp, UserId,
    presence::{CustomStatus, PresenceChoice},
};

/// How somebody wants to be seen, and what they say of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// How.
    pub choice: PresenceChoice,
    /// What.
    pub custom: Option<CustomStatus>,
}

struct Whose(UserId, Chosen);

impl FromRow for Whose {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self(row.id("id")?, Chosen { choice: choice(row)?, custom: custom(row)? }))
    }
}

/// How a person wants to be seen, from the column `presence_choice`.
pub(super) fn choice(row: &Row) -> DbResult<PresenceChoice> {
    let chosen = row.get::<Option<String>>("presence_choice")?.map(|_| row.word("presence_choice")).transpose()?;
    Ok(chosen.unwrap_or_default())
}

/// What a person says of themselves, from the columns `status_text, status_emoji, status_expires_ms`.
pub(super) fn custom(row: &Row) -> DbResult<Option<CustomStatus>> {
    let expires_at = row.get::<Option<i64>>("status_expires_ms")?.map(Timestamp);
    let custom = CustomStatus { text: row.get("status_text")?, emoji: row.get("status_emoji")?, expires_at };
    Ok(Some(custom).filter(|custom| custom.text.is_some() || custom.emoji.is_some()))
}

/// How these people want to be seen.
///
/// # Errors
/// `internal`: the database failed.
pub async fn chosen(conn: &mut Conn, users: &[UserId]) -> Result<Vec<(UserId, Chosen)>> {
    let found: Vec<Whose> = conn
        .sql(
            "select id, presence_choice, status_text, status_emoji, status_expires_ms from account
             where id in (@)",
        )
        .ids(users.iter().copied())
        .all()
        .await?;
    Ok(found.into_iter().map(|Whose(user, chosen)| (user, chosen)).collect())
}

/// Writes down how a person wants to be seen.
pub async fn set(tx: &mut Tx, user: UserId, chosen: &Chosen) -> Result<()> {
    let choice = (chosen.choice != PresenceChoice::Online).then(|| word(&chosen.choice));
    let CustomStatus { text, emoji, expires_at } =
        chosen.custom.clone().unwrap_or(CustomStatus { text: None, emoji: None, expires_at: None });
    tx.sql(
        "update account set presence_choice = $2, status_text = $3, status_emoji = $4, status_expires_ms = $5
         where id = $1",
    )
    .id(user)
    .bind(choice)
    .bind(text)
    .bind(emoji)
    .bind(expires_at.map(|end| end.0))
    .run()
    .await?;
    Ok(())
}

/// Takes away what people wanted to say until now, and answers whose it was.
pub async fn end_over(tx: &mut Tx, now_ms: i64) -> Result<Vec<UserId>> {
    let whose: Vec<uuid::Uuid> = tx
        .sql(
            "update account set status_text = null, status_emoji = null, status_expires_ms = null
             where status_expires_ms <= $1 returning id as v",
        )
        .bind(now_ms)
        .all()
        .await?;
    Ok(whose.into_iter().map(UserId).collect())
}

/// Writes down when a person was last there.
pub async fn set_last_seen(tx: &mut Tx, user: UserId, at_ms: i64) -> Result<()> {
    tx.sql("update account set last_seen_ms = $2 where id = $1 and coalesce(last_seen_ms, 0) < $2")
        .id(user)
        .bind(at_ms)
        .run()
        .await?;
    Ok(())
}
