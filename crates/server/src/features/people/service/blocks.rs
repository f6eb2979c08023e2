//! Blocking, and taking a block away.

use super::{lock_pair, tell_both};
use crate::{
    edge::http::{Cx, Paging},
    error::{Error, Result},
    events::{Announce, Signal, To},
    features::people::store::{
        blocks::{self, BlockRow},
        friends,
    },
};
use snug_platform::db::Conn;
use snug_proto::{Page, PageQuery, UserId, events::Event, people::Block};

/// Blocks somebody; twice is as good as once. A friendship or request between the two ends. For an id that nobody has
/// the answer is the same.
///
/// # Errors
/// * `invalid`: oneself.
/// * `limit_reached`: 1000 blocks.
pub async fn put(cx: &Cx, other: UserId) -> Result<()> {
    if other == cx.user() {
        return Err(Error::invalid("user_id", "Somebody else."));
    }
    let mut tx = cx.app.db.write().await?;
    lock_pair(&mut tx, cx.user(), other).await?;
    if blocks::is_there(&mut tx, cx.user(), other).await? {
        return Ok(());
    }
    if blocks::count(&mut tx, cx.user()).await? >= cx.app.config.counts.blocks {
        return Err(Error::limit_reached("blocks"));
    }
    if !blocks::insert(&mut tx, cx.user(), other, cx.now_ms).await? {
        return Ok(());
    }
    if friends::delete(&mut tx, cx.user(), other).await? {
        tell_both(&mut tx, cx, other, None).await?;
    }
    tx.emit(To::Person(cx.user()), &Event::BlockUpdate { user_id: other, blocked: true });
    tx.signal(Signal::TiesChanged { users: vec![cx.user(), other] });
    tx.commit().await?;
    Ok(())
}

/// Takes an own block away; twice is as good as once. A block by the other stays.
///
/// # Errors
/// `internal`: the database failed.
pub async fn take_away(cx: &Cx, other: UserId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    lock_pair(&mut tx, cx.user(), other).await?;
    if blocks::delete(&mut tx, cx.user(), other).await? {
        tx.emit(To::Person(cx.user()), &Event::BlockUpdate { user_id: other, blocked: false });
        tx.signal(Signal::TiesChanged { users: vec![cx.user(), other] });
        tx.commit().await?;
    }
    Ok(())
}

/// Whom the caller blocked, oldest first.
///
/// # Errors
/// * `invalid`: a limit below 1.
/// * `malformed`: the cursor belongs to another list.
pub async fn list(cx: &Cx, query: &PageQuery) -> Result<Page<Block>> {
    let paging: Paging<'_, (i64, UserId)> = Paging::open(cx, "blocks", query.cursor.as_deref(), query.limit)?;
    let mut conn = cx.app.db.read().await?;
    let rows = blocks::of(&mut conn, cx.user(), paging.after, paging.limit.plus_one()).await?;
    let page = paging.page(rows, |row| (row.at_ms, row.user.id))?;
    Ok(Page { items: page.items.into_iter().map(BlockRow::seen).collect(), next_cursor: page.next_cursor })
}

/// Ids of everybody whom a person blocked. One statement.
///
/// # Errors
/// `internal`: the database failed.
pub async fn blocked(conn: &mut Conn, user: UserId) -> Result<Vec<UserId>> {
    blocks::ids(conn, user).await
}
