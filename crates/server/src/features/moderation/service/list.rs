//! Reading the queue.

use super::shown;
use crate::{
    edge::http::{Cx, Paging},
    error::Result,
    features::moderation::store,
};
use snug_proto::{
    Page, Perm, ReportId, SpaceId,
    reports::{Report, ReportQuery},
};
use uuid::Uuid;

/// What was reported in a space, newest first, without what accuses the caller.
///
/// # Errors
/// * `not_found`: no such space for the caller.
/// * `forbidden`: the caller lacks `handle_reports`.
/// * `invalid`: a limit below 1.
/// * `malformed`: the cursor belongs to another list.
pub async fn of_space(cx: &Cx, space: SpaceId, query: &ReportQuery) -> Result<Page<Report>> {
    let mut conn = cx.app.db.read().await?;
    let here = cx.space(&mut conn, space).await?.require(Perm::HandleReports)?;
    let list = ("reports", space, query.state, query.category);
    let paging = Paging::open(cx, list, query.cursor.as_deref(), query.limit)?;
    let after: (i64, ReportId) = paging.after.unwrap_or((i64::MAX, ReportId(Uuid::max())));
    let filter = store::Filter { state: query.state, category: query.category };
    let rows = store::of_space(&mut conn, &here, filter, after, paging.limit.plus_one()).await?;
    let page = paging.page(rows, |row| (row.created_at.0, row.id))?;
    Ok(Page { items: shown(&mut conn, page.items).await?, next_cursor: page.next_cursor })
}
