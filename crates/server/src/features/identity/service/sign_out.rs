//! Leaving: the session of the token, of the cookie, or of both.

use super::{refresh::check_origin, session};
use crate::{
    edge::http::Guest,
    error::{Error, Result},
    features::identity::{model::refresh::RefreshToken, store, store::sessions::EndReason},
};
use snug_proto::Secret;

/// Ends the caller's session.
///
/// # Errors
/// * `unauthenticated`: neither a token nor a cookie of a live session.
/// * `forbidden`: the cookie came from another page.
pub async fn sign_out(guest: &Guest, cookie: Option<Secret>) -> Result<()> {
    if cookie.is_some() {
        check_origin(guest)?;
    }
    let Guest { app, actor, .. } = guest;
    let mut leaving: Vec<_> = actor.iter().map(|actor| (actor.user, actor.session)).collect();
    let mut tx = app.db.write().await?;
    if let Some(token) = cookie.and_then(|text| RefreshToken::read(&app.keys, &text)) {
        let standing = store::sessions::standing(&mut tx, token.family()).await?;
        leaving.extend(standing.map(|standing| (standing.actor.user, token.family())));
    }
    if leaving.is_empty() {
        return Err(Error::unauthenticated());
    }
    for (user, session) in leaving {
        session::end(&mut tx, app, user, &[session], EndReason::SignedOut).await?;
    }
    tx.commit().await?;
    Ok(())
}
