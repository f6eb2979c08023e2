//! HTTP of making accounts: here, because an invite to a space opens the door to the place.

use crate::{
    edge::http::{Body, Guest, Policy, Route, Who},
    error::Result,
    features::{identity, spaces::service::register},
};
use axum::{http::StatusCode, response::Response};
use snug_proto::{
    Code,
    auth::{Register, SignIn},
};

/// The routes of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post("/auth/register", "register", register)
            .about("Makes an account; with an invite also a member of its space.")
            .who(Who::Public)
            .rate(Policy::AuthRegister)
            .takes::<Register>()
            .answers::<SignIn>(201)
            .refuses([Code::RegistrationClosed, Code::InviteRequired, Code::Expired, Code::Taken])
            .refuses([Code::EmailUnverified, Code::LimitReached]),
    ]
}

async fn register(guest: Guest, Body(body): Body<Register>) -> Result<Response> {
    identity::opened(StatusCode::CREATED, register::register(&guest, body).await?)
}
