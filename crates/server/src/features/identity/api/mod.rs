//! The routes of this feature.

mod codes;
mod factors;

use super::service::{
    presence, profile, reauth,
    refresh::{self, cookie_line, cookie_name},
    second_factor::{self, TICKET_SECONDS},
    session::Opened,
    sessions, settings, setup,
    sign_in::{self, Outcome},
    sign_out,
};
use crate::{
    app::App,
    edge::http::{Body, Cx, Guest, Id, Policy, Query, Route, Who, body::json},
    error::{Error, Result},
};
use axum::{
    Json,
    body::Bytes,
    extract::rejection::BytesRejection,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use snug_proto::{
    Code, Page, PageQuery, Secret, SessionId,
    account::{ClientSettings, Me, MePatch, Session},
    auth::{PasswordSignIn, Reauth, Refresh, Refreshed, SecondFactor, SignIn},
    instance::{Instance, Setup, SetupState},
    presence::PresencePut,
};

pub(super) fn routes() -> Vec<Route> {
    let mut routes = doors();
    routes.extend(own());
    routes.extend(codes::routes());
    routes.extend(factors::routes());
    routes
}

fn doors() -> Vec<Route> {
    vec![
        Route::get("/instance", "get_instance", instance)
            .about("What anybody may know of this place.")
            .who(Who::Public)
            .rate(Policy::Public)
            .answers::<Instance>(200)
            .before_setup(),
        Route::get("/setup", "get_setup", setup_state)
            .about("Whether the place still waits for its first owner.")
            .who(Who::Public)
            .rate(Policy::Public)
            .answers::<SetupState>(200)
            .before_setup(),
        Route::post("/setup", "set_up", set_up)
            .about("Makes the first owner with the set-up code, and signs in.")
            .who(Who::Public)
            .rate(Policy::AuthRegister)
            .takes::<Setup>()
            .answers::<SignIn>(201)
            .refuses([Code::InvalidCode])
            .before_setup(),
        Route::post("/auth/sign-in", "sign_in", sign_in)
            .about("Signs in with username or verified address, and password.")
            .who(Who::Public)
            .rate(Policy::AuthSignIn)
            .takes::<PasswordSignIn>()
            .answers::<SignIn>(200)
            .refuses([Code::InvalidCredentials, Code::InvalidCode, Code::Suspended]),
        Route::post("/auth/second-factor", "answer_second_factor", second_factor)
            .about("Answers the second step of a sign-in.")
            .who(Who::Public)
            .rate(Policy::AuthCode)
            .takes::<SecondFactor>()
            .answers::<SignIn>(200)
            .refuses([Code::InvalidCode, Code::Suspended]),
        Route::post("/auth/refresh", "refresh", refresh)
            .about("Renews access: with the cookie, or with the token of a program in the body.")
            .who(Who::Public)
            .rate(Policy::AuthRefresh)
            .takes::<Refresh>()
            .answers::<Refreshed>(200),
        Route::post("/auth/sign-out", "sign_out", sign_out)
            .about("Ends the session of the token, of the cookie, or of both.")
            .who(Who::PublicOrUser)
            .rate(Policy::AuthRefresh)
            .answers_nothing(),
        Route::post("/auth/reauth", "reauthenticate", reauth)
            .about("Proves again who is there; good for ten minutes.")
            .who(Who::Unverified)
            .rate(Policy::AuthCode)
            .takes::<Reauth>()
            .answers_nothing()
            .refuses([Code::InvalidCredentials, Code::InvalidCode]),
    ]
}

fn own() -> Vec<Route> {
    vec![
        Route::get("/me", "get_me", me).about("The caller's account.").who(Who::Unverified).answers::<Me>(200),
        Route::patch("/me", "change_me", change_me)
            .about("Changes the caller's profile.")
            .who(Who::Unverified)
            .takes::<MePatch>()
            .answers::<Me>(200),
        Route::get("/me/sessions", "get_sessions", list_sessions)
            .about("Where the caller is signed in, newest first.")
            .who(Who::Unverified)
            .query::<PageQuery>()
            .answers::<Page<Session>>(200),
        Route::delete("/me/sessions", "end_other_sessions", revoke_others)
            .about("Ends every session but the one that asks.")
            .who(Who::Unverified)
            .answers_nothing(),
        Route::delete("/me/sessions/{id}", "end_session", revoke_session)
            .about("Ends one session.")
            .who(Who::Unverified)
            .answers_nothing(),
        Route::get("/me/settings", "get_settings", get_settings)
            .about("Settings that the client keeps for itself.")
            .answers::<ClientSettings>(200),
        Route::put("/me/settings", "replace_settings", put_settings)
            .about("Replaces them; `version` is the one that was read.")
            .takes::<ClientSettings>()
            .answers::<ClientSettings>(200)
            .refuses([Code::Conflict]),
        Route::put("/me/presence", "set_presence", put_presence)
            .about("Says how the caller wants to be seen, and what they say of themselves.")
            .takes::<PresencePut>()
            .answers_nothing(),
    ]
}

/// The answer of every way in: the body, and the cookie of a browser.
///
/// # Errors
/// Only ours.
pub fn opened(status: StatusCode, opened: Opened) -> Result<Response> {
    with_cookie((status, Json(SignIn::Ok(Box::new(opened.signed_in)))).into_response(), opened.cookie)
}

/// The answer of a first step.
fn stepped(outcome: Outcome) -> Result<Response> {
    match outcome {
        Outcome::Opened(session) => opened(StatusCode::OK, *session),
        Outcome::SecondFactor { ticket, methods } => {
            Ok(Json(SignIn::SecondFactor { ticket, methods, expires_in_seconds: TICKET_SECONDS }).into_response())
        }
    }
}

fn with_cookie(mut response: Response, cookie: Option<String>) -> Result<Response> {
    if let Some(cookie) = cookie {
        let cookie = HeaderValue::from_str(&cookie).map_err(anyhow::Error::from)?;
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The refresh token of a browser (RFC 6265, section 5.4).
fn refresh_cookie(app: &App, headers: &HeaderMap) -> Option<Secret> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(name, value)| *name == cookie_name(&app.config) && !value.is_empty())?;
    Some(Secret::new(value))
}

async fn instance(guest: Guest) -> Json<Instance> {
    Json(profile::instance(&guest.app))
}

async fn setup_state(guest: Guest) -> Json<SetupState> {
    Json(setup::state(&guest.app))
}

async fn set_up(guest: Guest, Body(body): Body<Setup>) -> Result<Response> {
    opened(StatusCode::CREATED, setup::set_up(&guest, body).await?)
}

async fn sign_in(guest: Guest, Body(body): Body<PasswordSignIn>) -> Result<Response> {
    stepped(sign_in::sign_in(&guest, body).await?)
}

async fn second_factor(guest: Guest, Body(body): Body<SecondFactor>) -> Result<Response> {
    opened(StatusCode::OK, second_factor::second_factor(&guest, body).await?)
}

async fn refresh(
    guest: Guest,
    headers: HeaderMap,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<Response> {
    let body = body.map_err(|_| Error::refused(Code::TooLarge, "The body is too large."))?;
    let body: Refresh = if body.is_empty() { Refresh::default() } else { json(&body)? };
    let renewed = refresh::refresh(&guest, body.refresh_token, refresh_cookie(&guest.app, &headers)).await?;
    with_cookie(Json(renewed.refreshed).into_response(), renewed.cookie)
}

async fn sign_out(guest: Guest, headers: HeaderMap) -> Result<Response> {
    sign_out::sign_out(&guest, refresh_cookie(&guest.app, &headers)).await?;
    with_cookie(StatusCode::NO_CONTENT.into_response(), Some(cookie_line(&guest.app.config, None, 0)))
}

async fn reauth(cx: Cx, Body(body): Body<Reauth>) -> Result<StatusCode> {
    reauth::reauth(&cx, body).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn me(cx: Cx) -> Result<Json<Me>> {
    profile::me(&cx).await.map(Json)
}

async fn change_me(cx: Cx, Body(patch): Body<MePatch>) -> Result<Json<Me>> {
    profile::change(&cx, patch).await.map(Json)
}

async fn list_sessions(cx: Cx, Query(query): Query<PageQuery>) -> Result<Json<Page<Session>>> {
    sessions::list(&cx, query).await.map(Json)
}

async fn revoke_others(cx: Cx) -> Result<StatusCode> {
    sessions::revoke_others(&cx).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn revoke_session(cx: Cx, Id((id,)): Id<(SessionId,)>) -> Result<StatusCode> {
    sessions::revoke(&cx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn get_settings(cx: Cx) -> Result<Json<ClientSettings>> {
    settings::read(&cx).await.map(Json)
}

async fn put_settings(cx: Cx, Body(body): Body<ClientSettings>) -> Result<Json<ClientSettings>> {
    settings::replace(&cx, body).await.map(Json)
}

async fn put_presence(cx: Cx, Body(body): Body<PresencePut>) -> Result<StatusCode> {
    presence::put(&cx, body).await?;
    Ok(StatusCode::NO_CONTENT)
}
