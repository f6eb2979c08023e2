//! What time brings to an end: sessions, tickets, tokens, keys, suspensions.

use super::{keeping, presence, session};
use crate::{
    app::App,
    error::Result,
    features::identity::{
        signing,
        store::{codes, factors, refresh, security, sessions, sessions::EndReason},
    },
};
use snug_proto::{SessionId, UserId};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// How often.
const EVERY: Duration = Duration::from_secs(30);
/// How long ended sessions stay in the table, in milliseconds.
const KEEP_ENDED_MS: i64 = 30 * 24 * 60 * 60 * 1_000;
/// How long used refresh tokens keep their row, in milliseconds.
const KEEP_USED_MS: i64 = 24 * 60 * 60 * 1_000;
/// How long codes by mail stay in the table, in milliseconds: longer than they are counted.
const KEEP_CODES_MS: i64 = 48 * 60 * 60 * 1_000;

/// Sweeps until the program stops.
pub async fn run(app: Arc<App>) {
    let stopping = app.life.token();
    loop {
        if stopping.run_until_cancelled(app.clock.sleep(EVERY)).await.is_none() {
            break;
        }
        if let Err(error) = sweep(&app).await {
            tracing::error!(?error, "sessions cannot be swept");
        }
    }
    if let Err(error) = write_seen(&app, true).await {
        tracing::error!(?error, "the last use of sessions could not be written");
    }
    if let Err(error) = presence::write_left(&app).await {
        tracing::error!(?error, "when people were last there could not be written");
    }
}

/// One round.
///
/// # Errors
/// The tables cannot be read or written; the next round tries again.
pub async fn sweep(app: &App) -> Result<()> {
    write_seen(app, false).await?;
    presence::write_left(app).await?;
    presence::end_over(app).await?;
    end_expired(app).await?;
    keeping::lift_those_over(app).await?;
    let now_ms = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    security::delete_old_tickets(&mut tx, now_ms).await?;
    codes::delete_old(&mut tx, now_ms - KEEP_CODES_MS).await?;
    factors::delete_waiting(&mut tx, now_ms).await?;
    refresh::delete_used(&mut tx, now_ms - KEEP_USED_MS).await?;
    sessions::delete_ended(&mut tx, now_ms - KEEP_ENDED_MS).await?;
    tx.commit().await?;
    signing::load(app).await
}

async fn write_seen(app: &App, all: bool) -> Result<()> {
    let now_ms = app.clock.now_ms();
    let seen = app.identity.unwritten(now_ms, all);
    if seen.is_empty() {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    for (session, seen_ms) in &seen {
        sessions::set_last_seen(&mut tx, *session, *seen_ms).await?;
    }
    tx.commit().await?;
    app.identity.written(&seen, now_ms);
    Ok(())
}

async fn end_expired(app: &App) -> Result<()> {
    let now_ms = app.clock.now_ms();
    let mut whose: BTreeMap<UserId, Vec<SessionId>> = BTreeMap::new();
    for (user, session) in sessions::expired(&mut app.db.read().await?, now_ms).await? {
        whose.entry(user).or_default().push(session);
    }
    for (user, expired) in whose {
        let mut tx = app.db.write().await?;
        session::end(&mut tx, app, user, &expired, EndReason::Expired).await?;
        tx.commit().await?;
    }
    Ok(())
}
