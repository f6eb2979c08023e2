//! Deleting for good: channels and spaces a week after they were deleted, and nonces after a day.
//!
//! Work of small transactions, so that nobody waits for it and a worker that dies in the middle has lost nothing: the
//! next one goes on with what is left. What was restored meanwhile is not touched.

use super::{service::send::NONCE_MS, store::purge};
use crate::{
    app::App,
    error::Result,
    features::{
        channels,
        spaces::{self, PURGE_AFTER, PurgeChannel, PurgeSpace},
    },
};
use anyhow::Context;
use snug_proto::ChannelId;

/// How many rows one transaction deletes.
const BATCH: i64 = 200;

/// `messages.purge_channel`: a channel that was deleted a week ago goes with all its messages and files.
pub async fn channel(app: &App, payload: &str) -> anyhow::Result<()> {
    let PurgeChannel { channel_id } = serde_json::from_str(payload).context("messages.purge_channel")?;
    if !channels::is_over(&mut app.db.read().await?, channel_id, deleted_by_ms(app)).await? {
        return Ok(());
    }
    empty(app, channel_id).await?;
    let mut tx = app.db.write().await?;
    channels::purge(&mut tx, channel_id).await?;
    tx.commit().await?;
    Ok(())
}

/// `messages.purge_space`: a space that was deleted a week ago goes with everything in it.
pub async fn space(app: &App, payload: &str) -> anyhow::Result<()> {
    let PurgeSpace { space_id } = serde_json::from_str(payload).context("messages.purge_space")?;
    let mut conn = app.db.read().await?;
    if !spaces::is_over(&mut conn, space_id, deleted_by_ms(app)).await? {
        return Ok(());
    }
    let all = channels::all_of(&mut conn, space_id).await?;
    drop(conn);
    for channel in &all {
        empty(app, *channel).await?;
    }
    let mut tx = app.db.write().await?;
    for channel in all {
        channels::purge(&mut tx, channel).await?;
    }
    spaces::purge(&mut tx, space_id).await?;
    tx.commit().await?;
    Ok(())
}

/// `messages.free_nonces`: sending again with an old nonce is a new message, so nothing remembers it.
pub async fn free_nonces(app: &App) -> anyhow::Result<()> {
    let before_ms = app.clock.now_ms() - NONCE_MS;
    loop {
        let mut tx = app.db.write().await?;
        let freed = purge::free_nonces(&mut tx, before_ms, BATCH).await?;
        tx.commit().await?;
        if freed == 0 {
            return Ok(());
        }
    }
}

async fn empty(app: &App, channel: ChannelId) -> Result<()> {
    loop {
        let mut tx = app.db.write().await?;
        let gone = purge::newest(&mut tx, channel, BATCH).await?;
        tx.commit().await?;
        if gone == 0 {
            return Ok(());
        }
    }
}

fn deleted_by_ms(app: &App) -> i64 {
    app.clock.now_ms() - i64::try_from(PURGE_AFTER.as_millis()).unwrap_or(i64::MAX)
}
