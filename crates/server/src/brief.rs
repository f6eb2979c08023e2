//! People in brief, as they stand beside what they did.

use crate::pictures::picture;
use snug_platform::db::{DbResult, Row};
use snug_proto::{FileId, account::UserRef};

/// A person from the columns `id`, `username`, `display_name` and `avatar_id`, each behind `prefix`.
///
/// # Errors
/// A column is missing.
pub fn user_ref(row: &Row, prefix: &str) -> DbResult<UserRef> {
    let column = |name: &str| format!("{prefix}{name}");
    Ok(UserRef {
        id: row.id(&column("id"))?,
        username: row.get(&column("username"))?,
        display_name: row.get(&column("display_name"))?,
        avatar: row.maybe_id::<FileId>(&column("avatar_id"))?.map(picture),
        bot: false,
    })
}

/// As [`user_ref`], where there may be nobody: an account that is gone leaves its id empty.
///
/// # Errors
/// A column is missing.
pub fn maybe_user_ref(row: &Row, prefix: &str) -> DbResult<Option<UserRef>> {
    let id: Option<uuid::Uuid> = row.get(&format!("{prefix}id"))?;
    id.map(|_| user_ref(row, prefix)).transpose()
}
