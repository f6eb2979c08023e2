//! Closing a report.

use super::{closing_deed, deeds, handled, shown_one, tell};
use crate::{
    edge::http::Cx,
    error::{Error, Result},
    features::{
        audit,
        moderation::{
            model::{self, Order},
            store::{self, Closed},
        },
        spaces,
    },
};
use snug_proto::{
    Perm, ReportId, Timestamp,
    reports::{Report, ResolveReport},
};

/// Closes a report that the caller took on, and does what the resolution says: both, or neither.
///
/// # Errors
/// * `not_found`: no such report, in no queue of the caller, or it accuses the caller.
/// * `forbidden`: the caller lacks the right or the rank for the action.
/// * `invalid`: the action does not fit what was reported, its time, or the note.
/// * `conflict`: the caller did not take it on, it is closed, or there is nobody any more to act on.
pub async fn resolve(cx: &Cx, id: ReportId, resolve: ResolveReport) -> Result<Report> {
    let note = model::note(resolve.note.clone())?;
    let mut tx = cx.app.db.write().await?;
    let (mut here, row) = handled(cx, &mut tx, id).await?;
    let order = Order::of(&resolve, row.kind)?;
    if order.changes_rights() {
        // The space before the report, as everywhere: two who act at once take turns.
        here = spaces::changing(&mut tx, cx, here.space()).await?.require(Perm::HandleReports)?;
    }
    let held = store::hold(&mut tx, &here, id).await?;
    let row = held.ok_or_else(|| Error::conflict("Take it on first; or it is closed, or somebody else has it."))?;
    let deed = deeds::perform(&mut tx, cx, &here, &row, order).await?;
    let closed = Closed { action: resolve.action, note, at: Timestamp(cx.now_ms) };
    let (reporter, accused) = (row.reporter, row.accused);
    let row = store::resolve(&mut tx, id, Some(cx.user()), &closed).await?.ok_or_else(Error::not_found)?;
    let deed = match deed {
        Some(mut deed) => {
            deed.changes.extend(audit::difference("report", &None, &Some(id)));
            deed
        }
        None => closing_deed(id, resolve.action),
    };
    spaces::record(&mut tx, cx, here.space(), deed).await?;
    let report = shown_one(&mut tx, row).await?;
    tell(&mut tx, Some(here.at()), (reporter, accused), &report);
    tx.commit().await?;
    Ok(report)
}
