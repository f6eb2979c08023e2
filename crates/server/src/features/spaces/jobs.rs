//! What goes for good after a while: deleted spaces, and accounts that never showed an address.

use super::{
    service::leave,
    store::{purge, spaces},
};
use crate::{
    access,
    app::App,
    error::{Error, Result},
    features::{Job, files, identity},
};
use serde::{Deserialize, Serialize};
use snug_platform::db::{Conn, Tx};
use snug_proto::ChannelId;
use snug_proto::{Code, SpaceId, UserId, events::SpaceGone};
use std::time::Duration;

/// Kinds of work.
pub const JOBS: &[Job] =
    &[Job::new("spaces.erase_unverified", |app, _| Box::pin(async move { erase_unverified(&app).await })).every(24)];

/// A deleted space or channel can be restored for so long; then its rows and files go.
pub const PURGE_AFTER: Duration = Duration::from_secs(DAY_SECONDS * 7);
const DAY_SECONDS: u64 = 24 * 3600;
const DAY_MS: i64 = 24 * 3_600_000;
/// How long an account may stay without a verified address where one is wanted.
const UNVERIFIED_MS: i64 = 7 * DAY_MS;
/// How many rows at once.
const BATCH: i64 = 200;

/// Payload of the job that purges a deleted space.
#[derive(Debug, Serialize, Deserialize)]
pub struct PurgeSpace {
    /// Which.
    pub space_id: SpaceId,
}

/// Payload of the job that purges a deleted channel.
#[derive(Debug, Serialize, Deserialize)]
pub struct PurgeChannel {
    /// Which.
    pub channel_id: ChannelId,
}

/// True for a space that was deleted by then.
///
/// # Errors
/// `internal`: the database failed.
pub async fn is_over(conn: &mut Conn, space: SpaceId, deleted_by_ms: i64) -> Result<bool> {
    purge::is_over(conn, space, deleted_by_ms).await
}

/// Deletes every row of a space whose channels are gone, and lets its picture go.
///
/// # Errors
/// `internal`: the database failed.
pub async fn purge(tx: &mut Tx, space: SpaceId) -> Result<()> {
    if let Some(icon) = purge::icon(tx, space).await? {
        files::release(tx, icon).await?;
    }
    purge::delete(tx, space).await
}

async fn erase_unverified(app: &App) -> anyhow::Result<()> {
    let before_ms = app.clock.now_ms() - UNVERIFIED_MS;
    loop {
        let found = identity::unverified(&mut app.db.read().await?, before_ms, BATCH).await?;
        if found.is_empty() {
            return Ok(());
        }
        for user in found {
            leave_all(app, user).await?;
            identity::erase_unverified(app, user).await?;
        }
    }
}

async fn leave_all(app: &App, user: UserId) -> Result<()> {
    let joined = spaces::joined_ids(&mut app.db.read().await?, user).await?;
    for space in joined {
        match leave(app, space, user).await {
            // Gone meanwhile, by either side.
            Err(Error::Refused(problem)) if problem.error == Code::NotFound => {}
            left => left?,
        }
    }
    Ok(())
}

async fn leave(app: &App, space: SpaceId, user: UserId) -> Result<()> {
    let mut tx = app.db.write().await?;
    access::bump(&mut tx, app, space).await?;
    let here = access::space(&mut tx, app, user, space).await?;
    leave::remove(&mut tx, app, &here, user, SpaceGone::Left).await?;
    tx.commit().await?;
    Ok(())
}
