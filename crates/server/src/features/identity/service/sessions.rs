//! Where the caller is signed in.

use super::session;
use crate::{
    edge::http::{Cx, Paging},
    error::{Error, Result},
    features::identity::store::sessions::{self, EndReason},
};
use snug_proto::{Page, PageQuery, SessionId, account::Session};

/// Live sessions, newest first.
///
/// # Errors
/// `invalid`, `malformed`: as every list.
pub async fn list(cx: &Cx, query: PageQuery) -> Result<Page<Session>> {
    let paging = Paging::<(i64, SessionId)>::open(cx, "me/sessions", query.cursor.as_deref(), query.limit)?;
    let mut conn = cx.app.db.read().await?;
    let mut found = sessions::page(&mut conn, cx.user(), paging.after, paging.limit.plus_one(), cx.now_ms).await?;
    for session in &mut found {
        session.current = session.id == cx.actor.session;
    }
    paging.page(found, |session| (session.created_at.0, session.id))
}

/// Ends one of the caller's sessions, perhaps the one that asks.
///
/// # Errors
/// `not_found`: the caller has no such session.
pub async fn revoke(cx: &Cx, id: SessionId) -> Result<()> {
    let reason = if id == cx.actor.session { EndReason::SignedOut } else { EndReason::Revoked };
    let mut tx = cx.app.db.write().await?;
    let ended = session::end(&mut tx, &cx.app, cx.user(), &[id], reason).await?;
    if ended.is_empty() {
        return Err(Error::not_found());
    }
    tx.commit().await?;
    Ok(())
}

/// Ends all of the caller's sessions but the one that asks.
///
/// # Errors
/// Only ours.
pub async fn revoke_others(cx: &Cx) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let others = sessions::others(&mut tx, cx.user(), cx.actor.session).await?;
    session::end(&mut tx, &cx.app, cx.user(), &others, EndReason::Revoked).await?;
    tx.commit().await?;
    Ok(())
}
