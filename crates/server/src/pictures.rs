//! Addresses of avatars and icons: public by their random id, and immutable; and people in short, who have one.

use snug_platform::db::{DbResult, Row};
use snug_proto::{
    FileId,
    account::{Picture, UserRef},
};

/// Sides of the squares that are kept, in pixels.
pub const SIDES: [u32; 3] = [64, 128, 512];

/// The addresses of a picture.
pub fn picture(file: FileId) -> Picture {
    let at = |side: u32| format!("/api/v1/files/{file}/{side}");
    let [small, medium, large] = SIDES.map(at);
    Picture { small, medium, large }
}

/// A person in short, from `{who}_id`, `{who}_username`, `{who}_display_name` and `{who}_avatar_id`.
///
/// # Errors
/// A column is missing.
pub fn user_ref(row: &Row, who: &str) -> DbResult<UserRef> {
    Ok(UserRef {
        id: row.id(&format!("{who}_id"))?,
        username: row.get(&format!("{who}_username"))?,
        display_name: row.get(&format!("{who}_display_name"))?,
        avatar: row.maybe_id::<FileId>(&format!("{who}_avatar_id"))?.map(picture),
        bot: false,
    })
}
