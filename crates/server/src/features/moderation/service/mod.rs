//! What people do with reports, one file a kind of deed.

pub mod claim;
mod deeds;
pub mod list;
pub mod make;
pub mod resolve;

use super::store::{self, ReportRow};
use crate::{
    access::SpaceAccess,
    edge::http::Cx,
    error::{Error, Result},
    events::Announce,
    events::{At, To},
    features::{
        audit::{self, Deed},
        identity,
    },
};
use snug_platform::db::{Conn, Tx};
use snug_proto::{
    Perm, ReportId, UserId,
    events::Event,
    reports::{Report, ReportAction, ReportTarget, ReportTold, Resolution},
};

/// Reports as those who handle them read them: with the people in them, without who made them.
async fn shown(conn: &mut Conn, rows: Vec<ReportRow>) -> Result<Vec<Report>> {
    let named: Vec<UserId> =
        rows.iter().flat_map(|row| [row.accused, row.claimed_by, row.resolved_by]).flatten().collect();
    let people = identity::user_refs(conn, named).await?;
    let known = |id: Option<UserId>| id.and_then(|id| people.get(&id).cloned());
    let report = |row: ReportRow| Report {
        id: row.id,
        target: ReportTarget {
            kind: row.kind,
            id: row.target,
            space_id: row.space,
            channel_id: row.channel,
            user: known(row.accused),
        },
        category: row.category,
        note: row.note,
        snapshot: row.snapshot,
        state: row.state,
        claimed_by: known(row.claimed_by),
        resolution: row.closed.map(|closed| Resolution {
            action: closed.action,
            note: closed.note,
            by: known(row.resolved_by),
            at: closed.at,
        }),
        created_at: row.created_at,
    };
    Ok(rows.into_iter().map(report).collect())
}

/// As [`shown`], for one.
pub(super) async fn shown_one(conn: &mut Conn, row: ReportRow) -> Result<Report> {
    shown(conn, vec![row]).await?.pop().ok_or_else(|| anyhow::anyhow!("a report went while it was read").into())
}

/// A report in the queue of a space where the caller handles reports, unless it accuses them.
async fn handled(cx: &Cx, conn: &mut Conn, id: ReportId) -> Result<(SpaceAccess, ReportRow)> {
    let row = store::one(conn, id).await?.filter(|row| row.accused != Some(cx.user())).ok_or_else(Error::not_found)?;
    let space = row.space.ok_or_else(Error::not_found)?;
    let here = cx.space(conn, space).await?;
    if here.perms().has(Perm::HandleReports) { Ok((here, row)) } else { Err(Error::not_found()) }
}

/// Those who handle the reports of a space, but for the person accused.
fn handlers(at: At, accused: Option<UserId>) -> To {
    match accused {
        Some(accused) => To::HoldersBut(at, Perm::HandleReports, accused),
        None => To::Holders(at, Perm::HandleReports),
    }
}

/// Tells that a report moved on: whole to those who handle it, its state alone to who made it.
pub(super) fn tell(tx: &mut Tx, at: Option<At>, (reporter, accused): (UserId, Option<UserId>), report: &Report) {
    if let Some(at) = at {
        let whole = ReportTold::Whole { space_id: at.space, report: Box::new(report.clone()) };
        tx.emit(handlers(at, accused), &Event::ReportUpdate(whole));
    }
    let mine = ReportTold::Mine { id: report.id, state: report.state };
    tx.emit(To::Person(reporter), &Event::ReportUpdate(mine));
}

/// The line of the trail for a report that was closed without a deed that stands there by itself.
pub(super) fn closing_deed(id: ReportId, action: ReportAction) -> Deed {
    let changes = audit::difference("action", &None, &Some(action)).into_iter().collect();
    Deed { action: "report_resolve", target_kind: "report", target: Some(id.0), changes }
}
