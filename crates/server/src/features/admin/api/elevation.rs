//! The routes of raising a session.

use crate::{
    edge::http::{Body, Cx, Policy, Route, Who},
    error::Result,
    features::admin::service::elevation,
};
use axum::{Json, http::StatusCode};
use snug_proto::{
    Code,
    admin::{AdminStatus, Elevate, Elevation},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/admin/status", "admin_status", status)
            .about("What the caller may ask for in the administration.")
            .answers::<AdminStatus>(200),
        Route::post("/admin/elevation", "elevate", raise)
            .about(
                "Lets this session act for the place for 15 minutes; asks for the password and the second factor anew.",
            )
            .who(Who::StaffByRole)
            .rate(Policy::AuthCode)
            .takes::<Elevate>()
            .answers::<Elevation>(200)
            .refuses([Code::SecondFactorSetup, Code::InvalidCredentials, Code::InvalidCode])
            .audited(),
        Route::delete("/admin/elevation", "descend", lower)
            .about("Lets this session act no more.")
            .who(Who::StaffByRole)
            .rate(Policy::AdminWrites)
            .answers_nothing()
            .audited(),
    ]
}

async fn status(cx: Cx) -> Result<Json<AdminStatus>> {
    elevation::status(&cx).await.map(Json)
}

async fn raise(cx: Cx, Body(body): Body<Elevate>) -> Result<Json<Elevation>> {
    elevation::raise(&cx, body).await.map(Json)
}

async fn lower(cx: Cx) -> Result<StatusCode> {
    elevation::lower(&cx).await?;
    Ok(StatusCode::NO_CONTENT)
}
