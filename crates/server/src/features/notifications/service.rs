//! What people do with their levels.

use super::{
    model::{ACCOUNT, Chosen, Scope},
    store,
};
use crate::{
    access::{self, SpaceAccess},
    app::App,
    edge::http::Cx,
    error::{Error, Result},
    events::{Announce, To},
};
use snug_platform::db::Conn;
use snug_proto::{
    Code, SpaceId, UserId,
    channels::ChannelKind,
    events::Event,
    notifications::{NotificationLevel, SetLevel},
};
use std::collections::{HashMap, hash_map::Entry};
use uuid::Uuid;

/// What the caller chose.
///
/// # Errors
/// `internal`: the database failed.
pub async fn list(cx: &Cx) -> Result<Vec<NotificationLevel>> {
    known(&mut cx.app.db.read().await?, &cx.app, cx.user()).await
}

/// What a person chose, without the channels that they do not see now.
///
/// # Errors
/// `internal`: the database failed.
pub async fn known(conn: &mut Conn, app: &App, user: UserId) -> Result<Vec<NotificationLevel>> {
    let mut sights = HashMap::new();
    let mut known = Vec::new();
    for row in store::of(conn, user).await? {
        let is_shown = match row.scope {
            // Who left a conversation has no row of it any more.
            Scope::Account(_) | Scope::Conversation(_) => true,
            Scope::Space(space) => sight(conn, app, user, space, &mut sights).await?.is_some(),
            Scope::Channel(space, channel) => {
                sight(conn, app, user, space, &mut sights).await?.is_some_and(|here| here.shows(channel))
            }
        };
        if is_shown {
            known.push(row.scope.with(row.chosen));
        }
    }
    Ok(known)
}

/// What a person sees of a space, looked at once.
async fn sight<'a>(
    conn: &mut Conn,
    app: &App,
    user: UserId,
    space: SpaceId,
    sights: &'a mut HashMap<SpaceId, Option<SpaceAccess>>,
) -> Result<Option<&'a SpaceAccess>> {
    let free = match sights.entry(space) {
        Entry::Occupied(known) => return Ok(known.into_mut().as_ref()),
        Entry::Vacant(free) => free,
    };
    let here = match access::space(conn, app, user, space).await {
        Ok(here) => Some(here),
        // Suspended or deleted, or left in between.
        Err(error) if error.code() == Code::NotFound => None,
        Err(error) => return Err(error),
    };
    Ok(free.insert(here).as_ref())
}

/// Chooses what calls the caller.
///
/// # Errors
/// * `invalid`: nothing is chosen, or a pause is too long.
/// * `not_found`: no such space, channel or conversation, or out of the caller's sight.
pub async fn set(cx: &Cx, scope: &str, new: &SetLevel) -> Result<()> {
    let chosen = Chosen::parse(new, cx.now_ms)?;
    let mut tx = cx.app.db.write().await?;
    let scope = find(cx, &mut tx, scope).await?;
    if store::put(&mut tx, cx.user(), scope, chosen).await? {
        tx.emit(To::Person(cx.user()), &Event::NotificationLevelUpdate(scope.with(chosen)));
        tx.commit().await?;
    }
    Ok(())
}

async fn find(cx: &Cx, conn: &mut Conn, scope: &str) -> Result<Scope> {
    if scope == ACCOUNT {
        return Ok(Scope::Account(cx.user()));
    }
    let id: Uuid = scope.parse().map_err(|_| Error::not_found())?;
    match cx.space(conn, id.into()).await {
        Ok(here) => return Ok(Scope::Space(here.space())),
        Err(error) if error.code() == Code::NotFound => {}
        Err(error) => return Err(error),
    }
    let here = cx.channel(conn, id.into()).await?;
    match (here.space(), here.kind()) {
        (None, _) => Ok(Scope::Conversation(here.channel())),
        // In a category nobody says anything.
        (Some(_), ChannelKind::Category) => Err(Error::not_found()),
        (Some(space), _) => Ok(Scope::Channel(space, here.channel())),
    }
}

/// Takes a choice back; also for what is out of sight by now, so that nothing is left behind.
///
/// # Errors
/// `not_found`: not a scope at all.
pub async fn clear(cx: &Cx, scope: &str) -> Result<()> {
    let id = if scope == ACCOUNT { cx.user().0 } else { scope.parse().map_err(|_| Error::not_found())? };
    let mut tx = cx.app.db.write().await?;
    if let Some(scope) = store::delete(&mut tx, cx.user(), id).await? {
        tx.emit(To::Person(cx.user()), &Event::NotificationLevelUpdate(scope.with(Chosen::default())));
        tx.commit().await?;
    }
    Ok(())
}
