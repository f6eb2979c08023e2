//! The routes of second factors.

use crate::{
    edge::http::{Body, Cx, Policy, Route, Who},
    error::Result,
    features::identity::service::{recovery, totp},
};
use axum::{Json, http::StatusCode};
use snug_proto::{
    Code,
    factors::{Factors, RecoveryCodes, TotpConfirm, TotpStart},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/me/factors", "get_factors", factors)
            .about("What the account is protected by.")
            .who(Who::Unverified)
            .answers::<Factors>(200),
        Route::post("/me/totp", "start_totp", start)
            .about("Hands out the secret of a new authenticator; it waits ten minutes for its first code.")
            .who(Who::Reauth)
            .rate(Policy::AuthCode)
            .answers::<TotpStart>(200)
            .refuses([Code::Conflict]),
        Route::post("/me/totp/confirm", "confirm_totp", confirm)
            .about("Puts the authenticator into use, and shows its recovery codes once.")
            .rate(Policy::AuthCode)
            .takes::<TotpConfirm>()
            .answers::<RecoveryCodes>(200)
            .refuses([Code::InvalidCode, Code::Expired]),
        Route::delete("/me/totp", "remove_totp", remove)
            .about("Takes the authenticator and the recovery codes away; the session must have proven them.")
            .who(Who::Reauth)
            .rate(Policy::AuthCode)
            .answers_nothing(),
        Route::post("/me/recovery-codes", "renew_recovery_codes", renew)
            .about("Replaces all recovery codes, and shows the new ones once.")
            .who(Who::Reauth)
            .rate(Policy::AuthCode)
            .answers::<RecoveryCodes>(200)
            .refuses([Code::Conflict]),
    ]
}

async fn factors(cx: Cx) -> Result<Json<Factors>> {
    totp::factors(&cx).await.map(Json)
}

async fn start(cx: Cx) -> Result<Json<TotpStart>> {
    totp::start(&cx).await.map(Json)
}

async fn confirm(cx: Cx, Body(body): Body<TotpConfirm>) -> Result<Json<RecoveryCodes>> {
    totp::confirm(&cx, body).await.map(Json)
}

async fn remove(cx: Cx) -> Result<StatusCode> {
    totp::remove(&cx).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn renew(cx: Cx) -> Result<Json<RecoveryCodes>> {
    recovery::replace(&cx).await.map(Json)
}
