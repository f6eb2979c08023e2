//! HTTP of reports.

use super::service::{claim, list, make, resolve};
use crate::{
    edge::http::{Body, Cx, Id, Policy, Query, Route},
    error::Result,
};
use axum::{Json, http::StatusCode};
use snug_proto::{
    Code, Page, ReportId, SpaceId,
    reports::{NewReport, Report, ReportQuery, ResolveReport},
};

/// The lines of the table.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post("/reports", "report", report)
            .about(
                "Reports a message, a person or a space; a message of a space goes to those who handle reports there.",
            )
            .rate(Policy::Social)
            .takes::<NewReport>()
            .answers::<Report>(201)
            .refuses([Code::Conflict]),
        Route::get("/spaces/{space_id}/reports", "list_space_reports", of_space)
            .about("What was reported in a space, newest first; needs `handle_reports`. Nobody sees what accuses them.")
            .query::<ReportQuery>()
            .answers::<Page<Report>>(200),
        Route::post("/reports/{report_id}/claim", "claim_report", take_on)
            .about("Takes a report on; needs `handle_reports`. After a day without an answer somebody else may.")
            .answers::<Report>(200)
            .refuses([Code::Conflict]),
        Route::post("/reports/{report_id}/resolve", "resolve_report", close)
            .about("Closes a report that the caller took on, and does what it says; either both happen or neither.")
            .takes::<ResolveReport>()
            .answers::<Report>(200)
            .refuses([Code::Conflict]),
    ]
}

async fn report(cx: Cx, Body(new): Body<NewReport>) -> Result<(StatusCode, Json<Report>)> {
    Ok((StatusCode::CREATED, Json(make::make(&cx, new).await?)))
}

async fn of_space(
    cx: Cx,
    Id((space,)): Id<(SpaceId,)>,
    Query(query): Query<ReportQuery>,
) -> Result<Json<Page<Report>>> {
    Ok(Json(list::of_space(&cx, space, &query).await?))
}

async fn take_on(cx: Cx, Id((report,)): Id<(ReportId,)>) -> Result<Json<Report>> {
    Ok(Json(claim::claim(&cx, report).await?))
}

async fn close(cx: Cx, Id((report,)): Id<(ReportId,)>, Body(resolve): Body<ResolveReport>) -> Result<Json<Report>> {
    Ok(Json(resolve::resolve(&cx, report, resolve).await?))
}
