//! How a person wants to be seen, and what they say of themselves for a while.

use crate::{
    app::App,
    edge::http::Caller,
    error::{Error, Result},
    events::{Announce, Signal, To},
    features::identity::store::{
        accounts,
        presence::{self, Chosen},
    },
    text,
};
use snug_platform::db::Tx;
use snug_proto::{
    Patch, Timestamp, UserId,
    account::Me,
    events::Event,
    limits::{STATUS_MAX, STATUS_MAX_SECONDS, STATUS_MIN_SECONDS},
    presence::{CustomStatus, NewStatus, PresencePut},
};

/// Changes how the caller is seen, tells their other devices, and every node, which tells who may know.
///
/// # Errors
/// `invalid` with the field: `custom.text`, `custom.emoji` or `custom.expires_in_seconds`.
pub async fn put(caller: &Caller, put: PresencePut) -> Result<()> {
    let custom = match put.custom {
        Patch::Keep => None,
        Patch::Clear => Some(None),
        Patch::Set(new) => Some(status(new, caller.now_ms)?),
    };
    let mut tx = caller.app.db.write().await?;
    accounts::lock(&mut tx, caller.user()).await?;
    let me = accounts::me(&mut tx, caller.user()).await?;
    let before = Chosen { choice: me.presence, custom: me.custom.clone() };
    let after =
        Chosen { choice: put.status.unwrap_or(before.choice), custom: custom.unwrap_or_else(|| before.custom.clone()) };
    if after == before {
        return Ok(());
    }
    presence::set(&mut tx, caller.user(), &after).await?;
    tell(&mut tx, Me { presence: after.choice, custom: after.custom, ..me });
    tx.commit().await?;
    Ok(())
}

/// What is said from now on; neither text nor emoji is nothing.
fn status(new: NewStatus, now_ms: i64) -> Result<Option<CustomStatus>> {
    let text = new.text.filter(|text| !text.trim().is_empty());
    let text = text.map(|text| text::line("custom.text", &text, 1, STATUS_MAX)).transpose()?;
    let emoji = new.emoji.filter(|emoji| !emoji.is_empty());
    let emoji = emoji.map(|emoji| text::emoji("custom.emoji", &emoji).map(str::to_owned)).transpose()?;
    let lasts = STATUS_MIN_SECONDS..=STATUS_MAX_SECONDS;
    if new.expires_in_seconds.is_some_and(|seconds| !lasts.contains(&seconds)) {
        return Err(Error::invalid("custom.expires_in_seconds", "60 seconds to 30 days."));
    }
    let expires_at = new.expires_in_seconds.map(|seconds| Timestamp(now_ms + seconds * 1_000));
    Ok((text.is_some() || emoji.is_some()).then_some(CustomStatus { text, emoji, expires_at }))
}

/// Takes away what was to be said until now.
///
/// # Errors
/// Only ours; the next round tries again.
pub async fn end_over(app: &App) -> Result<()> {
    let mut tx = app.db.write().await?;
    for user in presence::end_over(&mut tx, app.clock.now_ms()).await? {
        let me = accounts::me(&mut tx, user).await?;
        tell(&mut tx, me);
    }
    tx.commit().await?;
    Ok(())
}

/// Writes down when people were last there.
///
/// # Errors
/// Only ours; they are kept for another try.
pub async fn write_left(app: &App) -> Result<()> {
    let left = app.identity.left();
    if left.is_empty() {
        return Ok(());
    }
    let written = write(app, &left).await;
    if written.is_err() {
        left.into_iter().for_each(|(user, at_ms)| app.identity.leave(user, at_ms));
    }
    written
}

async fn write(app: &App, left: &[(UserId, i64)]) -> Result<()> {
    let mut tx = app.db.write().await?;
    for (user, at_ms) in left {
        presence::set_last_seen(&mut tx, *user, *at_ms).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn tell(tx: &mut Tx, me: Me) {
    let user = me.user.id;
    tx.signal(Signal::PresenceSet { user, choice: me.presence, custom: me.custom.clone() });
    tx.emit(To::Person(user), &Event::MeUpdate(me));
}
