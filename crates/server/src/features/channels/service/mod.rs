//! What people do with channels, one file a kind of deed.

pub mod change;
pub mod create;
pub mod group;
pub mod list;
pub mod order;
pub mod overrides;

use super::store;
use crate::{
    access::{self, ChannelAccess},
    app::App,
    edge::http::Cx,
    error::{Result, unless_gone},
    events::{Announce, At, To},
    features::spaces::Overridden,
};
use snug_platform::db::Tx;
use snug_proto::{ChannelId, Perms, events::Event};
use std::sync::Arc;

/// Begins a change of rights in a channel: raises the version of its space, which locks it, then looks at the rights
/// as they are under that lock. A transaction that is dropped raised nothing. A conversation has no space, and nobody who
/// rules it.
async fn changing(tx: &mut Tx, cx: &Cx, channel: ChannelId) -> Result<ChannelAccess> {
    let seen = cx.channel(tx, channel).await?;
    access::bump(tx, &cx.app, seen.in_space()?.space()).await?;
    cx.channel(tx, channel).await
}

/// Tells the viewers of these channels what they look like now.
async fn announce(tx: &mut Tx, at: At, channels: &[ChannelId]) -> Result<()> {
    for (row, overrides) in store::whole(tx, at.space, channels).await? {
        let to = To::Channel(at, row.id);
        tx.emit(to, &Event::ChannelUpdate { channel: row.seen_with(overrides, Perms::NONE) });
    }
    Ok(())
}

/// Job: overrides of these channels changed elsewhere; telling it twice does no harm.
///
/// # Errors
/// `internal`: the database failed.
pub async fn announce_overridden(app: Arc<App>, payload: String) -> anyhow::Result<()> {
    unless_gone(tell_overridden(&app, serde_json::from_str(&payload)?).await)
}

async fn tell_overridden(app: &App, job: Overridden) -> Result<()> {
    let mut tx = app.db.write().await?;
    let at = access::world(&mut tx, app, job.space_id).await?.at();
    announce(&mut tx, at, &job.channel_ids).await?;
    tx.commit().await?;
    Ok(())
}
