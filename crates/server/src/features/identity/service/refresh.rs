//! Renewing access: each refresh token works once, and a stolen one gives itself away.

use super::session;
use crate::{
    app::App,
    config::Config,
    edge::http::{Guest, Policy, spend},
    error::{Error, Result},
    features::identity::{
        model::refresh::RefreshToken,
        notice, signing, store,
        store::{security::Kind, sessions::EndReason},
        token::Bearer,
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    Code, Secret,
    auth::{Refreshed, SessionKind},
};

/// How long a used token still gives its unused successor, in milliseconds: two tabs, or a lost answer.
const GRACE_MS: i64 = 10_000;
/// Where the cookie goes.
const COOKIE_PATH: &str = "/api/v1/auth";

/// A renewed access.
pub struct Renewed {
    /// The answer.
    pub refreshed: Refreshed,
    /// The `Set-Cookie` of a browser.
    pub cookie: Option<String>,
}

/// Spends a refresh token for its successor and a new access token.
///
/// # Errors
/// * `forbidden`: the cookie came from another page.
/// * `malformed`: a page sent the token in the body.
/// * `rate_limited`: the session is renewed too often.
/// * `unauthenticated`: the token is unknown, its session is over, or it was used before: then the session ends.
pub async fn refresh(guest: &Guest, body: Option<Secret>, cookie: Option<Secret>) -> Result<Renewed> {
    let (text, kind) = match (body, cookie) {
        (Some(text), _) => (text, SessionKind::Token),
        (None, Some(text)) => (text, SessionKind::Cookie),
        (None, None) => return Err(Error::unauthenticated()),
    };
    session::check_kind(guest, kind)?;
    if kind == SessionKind::Cookie {
        check_origin(guest)?;
    }
    let Guest { app, now_ms, .. } = guest;
    let token = RefreshToken::read(&app.keys, &text).ok_or_else(Error::unauthenticated)?;
    let session = token.family();
    // The token is genuine: strangers cannot spend what belongs to a session.
    let (key, words) = (format!("auth_refresh:session:{session}"), "This session is renewed too often. Wait a moment.");
    spend(app, Policy::AuthRefresh, key, Policy::RENEWALS_OF_SESSION, words).await?;
    let mut tx = app.db.write().await?;
    let standing = store::sessions::standing(&mut tx, session).await?;
    let standing = standing.filter(|standing| standing.is_live(app.identity.last_seen(session), *now_ms));
    let standing = standing.ok_or_else(Error::unauthenticated)?;
    let Some(successor) = succeed(&mut tx, app, &token, *now_ms).await? else {
        let user = standing.actor.user;
        tracing::warn!(session.id = session.short(), "a used refresh token came back; its session ends");
        session::end(&mut tx, app, user, &[session], EndReason::RefreshReuse).await?;
        let whose = (Some(user), Some(session));
        store::security::note(&mut tx, app.ids.uuid(), Kind::RefreshReuse, whose, *now_ms).await?;
        let client = notice::client(guest);
        notice::leave(&mut tx, guest, user, notice::Kind::RefreshReuse, &client).await?;
        tx.commit().await?;
        return Err(Error::unauthenticated());
    };
    tx.commit().await?;
    let text = successor.text(&app.keys);
    let (refresh_token, cookie) = match kind {
        SessionKind::Token => (Some(text), None),
        SessionKind::Cookie => (None, Some(cookie_line(&app.config, Some(&text), standing.expires_ms - now_ms))),
    };
    let refreshed = Refreshed {
        access_token: signing::issue(app, Bearer { user: standing.actor.user, session }, *now_ms)?,
        expires_in_seconds: app.config.access_token_seconds,
        refresh_token,
    };
    Ok(Renewed { refreshed, cookie })
}

/// The token that follows; none when this one may no longer be used.
async fn succeed(tx: &mut Tx, app: &App, token: &RefreshToken, now_ms: i64) -> Result<Option<RefreshToken>> {
    let (successor, session) = (token.successor(&app.keys), token.family());
    if store::refresh::spend(tx, token.hash(), session, now_ms).await? {
        store::refresh::insert(tx, successor.hash(), session, now_ms).await?;
        return Ok(Some(successor));
    }
    // One without a row was spent so long ago that the row is gone.
    let used_ms = store::refresh::get(tx, token.hash(), session).await?.and_then(|issued| issued.used_ms);
    let next = store::refresh::get(tx, successor.hash(), session).await?;
    let is_recent = used_ms.is_some_and(|used_ms| now_ms - used_ms <= GRACE_MS);
    let is_unused = next.is_some_and(|next| next.used_ms.is_none());
    Ok((is_recent && is_unused).then_some(successor))
}

/// Goes on only for the pages of this place.
///
/// # Errors
/// `forbidden`: another origin, or none.
pub fn check_origin(guest: &Guest) -> Result<()> {
    if guest.request.origin.as_deref() == Some(guest.app.config.public_origin().as_str()) {
        return Ok(());
    }
    Err(Error::refused(Code::Forbidden, "This works only from the pages of this place."))
}

/// The name of the cookie.
pub fn cookie_name(config: &Config) -> &'static str {
    if config.is_https() { "__Secure-snug_refresh" } else { "snug_refresh" }
}

/// The `Set-Cookie` that keeps a token for so long, or takes it away.
pub fn cookie_line(config: &Config, token: Option<&Secret>, life_ms: i64) -> String {
    let (value, age) = token.map_or(("", 0), |token| (token.reveal(), life_ms / 1_000));
    let secure = if config.is_https() { "; Secure" } else { "" };
    let name = cookie_name(config);
    format!("{name}={value}; Path={COOKIE_PATH}; Max-Age={age}; HttpOnly{secure}; SameSite=Strict")
}
