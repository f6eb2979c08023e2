//! Taking a report on.

use super::{handled, shown_one, tell};
use crate::{
    edge::http::Cx,
    error::{Error, Result},
    features::{moderation::store, spaces},
};
use snug_proto::{ReportId, reports::Report};

/// Who took a report on and did nothing for so long may be relieved.
const STALE_MS: i64 = 24 * 3_600_000;

/// Takes a report on; of two who try at once one does.
///
/// # Errors
/// * `not_found`: no such report, in no queue of the caller, or it accuses the caller.
/// * `conflict`: somebody took it on in the last day, or it is closed.
pub async fn claim(cx: &Cx, id: ReportId) -> Result<Report> {
    let mut tx = cx.app.db.write().await?;
    let (here, _) = handled(cx, &mut tx, id).await?;
    let claimed = store::claim(&mut tx, &here, id, cx.now_ms, cx.now_ms - STALE_MS).await?;
    let row = claimed.ok_or_else(|| Error::conflict("Somebody looks after it already, or it is closed."))?;
    spaces::audit(&mut tx, cx, here.space(), "report_claim", "report", Some(id.0), Vec::new()).await?;
    let reporter = row.reporter;
    let accused = row.accused;
    let report = shown_one(&mut tx, row).await?;
    tell(&mut tx, Some(here.at()), (reporter, accused), &report);
    tx.commit().await?;
    Ok(report)
}
