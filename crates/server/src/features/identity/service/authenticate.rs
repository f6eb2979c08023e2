//! From an access token to the person behind it.

use crate::{
    access::Actor,
    app::App,
    error::{Error, Result},
    features::identity::{
        signing,
        store::sessions::{self, Standing},
    },
};
use snug_proto::{SessionId, account::AccountState};
use std::{collections::HashMap, sync::Arc};

/// Who a token speaks for, and that their session lives; notes that it is in use.
///
/// # Errors
/// * `unauthenticated`: the token is wrong or over, or its session or account is.
/// * `unavailable`, `internal`: the session cannot be read; then nobody is let in.
pub async fn authenticate(app: &App, token: &str) -> Result<Actor> {
    let bearer = signing::read(app, token).await?;
    let standing = standing(app, bearer.session).await?;
    let actor = &standing.actor;
    let may_be_here = matches!(actor.state, AccountState::Active | AccountState::Unverified);
    if actor.user != bearer.user || !may_be_here {
        return Err(Error::unauthenticated());
    }
    app.identity.touch(bearer.session, app.clock.now_ms());
    Ok(actor.clone())
}

/// The person behind a session that lives, whatever the state of their account.
///
/// # Errors
/// * `unauthenticated`: the session is over.
/// * `unavailable`, `internal`: it cannot be read.
pub async fn person_of(app: &App, session: SessionId) -> Result<Actor> {
    Ok(standing(app, session).await?.actor.clone())
}

/// The states of the accounts behind those of the sessions that live, and of those that a suspension ended, as their
/// rows say now.
///
/// # Errors
/// `unavailable`, `internal`: they cannot be read.
pub async fn states_of(app: &App, ids: &[SessionId]) -> Result<HashMap<SessionId, AccountState>> {
    let now_ms = app.clock.now_ms();
    let read = sessions::standings(&mut app.db.read().await?, ids).await?;
    let known = read.into_iter().map(|standing| (standing.actor.session, standing)).filter(|(session, standing)| {
        // Whoever was locked is told so, not only that the session is over.
        standing.actor.state == AccountState::Suspended || standing.is_live(app.identity.last_seen(*session), now_ms)
    });
    Ok(known.map(|(session, standing)| (session, standing.actor.state)).collect())
}

/// A session that lives, from memory when that may be trusted.
async fn standing(app: &App, session: SessionId) -> Result<Arc<Standing>> {
    let now_ms = app.clock.now_ms();
    let is_live = |standing: &Standing| standing.is_live(app.identity.last_seen(session), now_ms);
    if !app.is_bus_deaf() {
        // One that looks dead is read again: it may have been in use on another node.
        if let Some(known) = app.identity.known(session, now_ms).filter(|known| is_live(known)) {
            return Ok(known);
        }
    }
    let epoch = app.identity.epoch();
    let read = sessions::standing(&mut app.db.read().await?, session).await?;
    let standing = Arc::new(read.filter(is_live).ok_or_else(Error::unauthenticated)?);
    app.identity.keep(session, &standing, epoch, now_ms);
    Ok(standing)
}
