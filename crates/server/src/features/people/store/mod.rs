//! The rows of people.

pub mod blocks;
pub mod friends;
pub mod relation;

use crate::pictures::picture;
use snug_platform::db::{DbResult, Row};
use snug_proto::{FileId, account::UserRef};

/// A person in short, from the columns of their account.
fn user_ref(row: &Row) -> DbResult<UserRef> {
    Ok(UserRef {
        id: row.id("id")?,
        username: row.get("username")?,
        display_name: row.get("display_name")?,
        avatar: row.maybe_id::<FileId>("avatar_id")?.map(picture),
        bot: false,
    })
}
