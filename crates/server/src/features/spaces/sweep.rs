//! Bans and timeouts that end by themselves: nobody waits for this, but people are told within a minute.

use super::store::{bans, members, members::Freed};
use crate::{
    access,
    app::App,
    error::{Error, Result},
    events::{Announce, At, To},
};
use snug_proto::{Code, Perm, SpaceId, events::Event};
use std::{sync::Arc, time::Duration};

/// How often the rows are looked at.
const EVERY: Duration = Duration::from_secs(60);

/// Sweeps each minute until the program stops.
pub fn start(app: &Arc<App>) {
    let (sweeping, token) = (app.clone(), app.life.token());
    app.life.spawn("spaces sweep", async move {
        while !token.is_cancelled() {
            if let Err(error) = sweep(&sweeping).await {
                tracing::error!(?error, "bans and timeouts that are over could not be swept");
            }
            tokio::select! {
                () = token.cancelled() => {}
                () = sweeping.clock.sleep(EVERY) => {}
            }
        }
    });
}

/// Ends what is over now, and tells.
///
/// # Errors
/// `internal`: the database failed.
pub async fn sweep(app: &App) -> Result<()> {
    let now_ms = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let ended = bans::take_ended(&mut tx, now_ms).await?;
    for (space_id, user_id) in &ended {
        let at = match access::world(&mut tx, app, *space_id).await {
            Ok(world) => world.at(),
            // The space is deleted: nobody is left to tell.
            Err(error) if error.code() == Code::NotFound => continue,
            Err(error) => return Err(error),
        };
        let told = To::Holders(at, Perm::BanMembers);
        tx.emit(told, &Event::BanDelete { space_id: *space_id, user_id: *user_id });
    }
    // Also when nothing ended: the one writer must be free for what follows.
    tx.commit().await?;
    let spaces = members::spaces_with_ended_timeouts(&mut app.db.read().await?, now_ms).await?;
    for space in spaces {
        free(app, space, now_ms).await?;
    }
    Ok(())
}

async fn free(app: &App, space: SpaceId, now_ms: i64) -> Result<()> {
    let mut tx = app.db.write().await?;
    let version = match access::bump(&mut tx, app, space).await {
        // Deleted between the look and the lock.
        Err(Error::Refused(problem)) if problem.error == Code::NotFound => return Ok(()),
        bumped => bumped?,
    };
    for Freed { user, nick, roles } in members::take_ended_timeouts(&mut tx, space, now_ms).await? {
        let event = Event::MemberUpdate { space_id: space, user_id: user, nick, roles, timeout_until: None };
        tx.emit(To::Space(At { space, version }), &event);
    }
    tx.commit().await?;
    Ok(())
}
