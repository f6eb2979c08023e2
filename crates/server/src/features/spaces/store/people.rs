//! People as they stand beside what they did.

use crate::pictures::picture;
use snug_platform::db::{DbResult, FromRow, Row};
use snug_proto::{
    FileId, Timestamp,
    account::{InstanceRole, User},
    instance::Locale,
};

/// A whole person, from the columns `user_id, username, display_name, avatar_id, bio, pronouns, accent, instance_role,
/// user_created_ms`.
pub fn user(row: &Row) -> DbResult<User> {
    let rank: Option<String> = row.get("instance_role")?;
    Ok(User {
        id: row.id("user_id")?,
        username: row.get("username")?,
        display_name: row.get("display_name")?,
        avatar: row.maybe_id::<FileId>("avatar_id")?.map(picture),
        bio: row.get("bio")?,
        pronouns: row.get("pronouns")?,
        accent: row.get("accent")?,
        bot: false,
        instance_role: rank.map(|_| row.word::<InstanceRole>("instance_role")).transpose()?,
        created_at: Timestamp(row.get("user_created_ms")?),
    })
}

/// What decides whether somebody may come in.
pub struct Newcomer {
    /// Language of the account.
    pub locale: Locale,
    /// The address is verified.
    pub is_email_verified: bool,
    /// Since when the account exists.
    pub created_ms: i64,
}

impl FromRow for Newcomer {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            locale: row.word("locale")?,
            is_email_verified: row.get("email_verified")?,
            created_ms: row.get("created_ms")?,
        })
    }
}
