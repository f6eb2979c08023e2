//! The route of the place's trail.

use crate::{
    edge::http::{Cx, Policy, Query, Route, Who},
    error::Result,
    features::admin::service::audit,
};
use axum::Json;
use snug_proto::{
    Page,
    audit::{AuditEntry, AuditQuery},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/admin/audit", "list_place_audit", list)
            .about("Who did what for the place, newest first.")
            .who(Who::Elevated)
            .rate(Policy::AdminReads)
            .query::<AuditQuery>()
            .answers::<Page<AuditEntry>>(200),
    ]
}

async fn list(cx: Cx, Query(query): Query<AuditQuery>) -> Result<Json<Page<AuditEntry>>> {
    audit::list(&cx, query).await.map(Json)
}
