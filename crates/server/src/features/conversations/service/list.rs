//! Which conversations somebody has.

use crate::{
    edge::http::{Cx, Paging},
    error::Result,
    features::{channels, conversations::store},
};
use snug_platform::db::Conn;
use snug_proto::{ChannelId, Page, PageQuery, UserId, channels::Channel};

/// The caller's conversations that are not hidden, newest activity first. Three statements, whatever the number.
///
/// # Errors
/// * `invalid`: a limit below 1.
/// * `malformed`: the cursor belongs to another list.
pub async fn list(cx: &Cx, query: &PageQuery) -> Result<Page<Channel>> {
    let paging: Paging<'_, (i64, ChannelId)> = Paging::open(cx, "conversations", query.cursor.as_deref(), query.limit)?;
    let mut conn = cx.app.db.read().await?;
    let places = store::newest(&mut conn, cx.user(), paging.after, paging.limit.plus_one()).await?;
    let page = paging.page(places, |place| (place.at_ms, place.id))?;
    let ids: Vec<ChannelId> = page.items.iter().map(|place| place.id).collect();
    Ok(Page { items: channels::conversations(&mut conn, cx.user(), &ids).await?, next_cursor: page.next_cursor })
}

/// Every conversation of a person, hidden ones too, newest activity first. Three statements, whatever the number.
///
/// # Errors
/// `internal`: the database failed.
pub async fn known(conn: &mut Conn, user: UserId) -> Result<Vec<Channel>> {
    let ids = store::ids_of(conn, user).await?;
    channels::conversations(conn, user, &ids).await
}
