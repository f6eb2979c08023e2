//! How far was read.

use super::{place, tell};
use crate::{
    access::SpaceAccess,
    edge::http::Cx,
    error::{Error, Result},
    features::{conversations, messages::store::reads, spaces},
};
use snug_platform::db::{Conn, Tx};
use snug_proto::{
    ChannelId, Code, SpaceId,
    channels::ChannelKind,
    reads::{Ack, ReadState},
};

/// Moves the caller's mark in a channel forward; with `unread` also back.
///
/// # Errors
/// * `not_found`: no such channel, or out of the caller's sight.
/// * `invalid` with field `seq`: below 0.
pub async fn channel(cx: &Cx, channel: ChannelId, ack: &Ack) -> Result<()> {
    if ack.seq < 0 {
        return Err(Error::invalid("seq", "0 or more."));
    }
    let mut tx = cx.app.db.write().await?;
    let here = place(cx, &mut tx, channel).await?;
    if !reads::mark(&mut tx, &here, ack.seq, ack.unread).await? {
        return Ok(());
    }
    told(cx, &mut tx, &[channel]).await?;
    tx.commit().await?;
    Ok(())
}

/// Marks everything that the caller sees in a space as read.
///
/// # Errors
/// `not_found`: no such space, or the caller is not a member.
pub async fn space(cx: &Cx, space: SpaceId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let here = cx.space(&mut tx, space).await?;
    mark_all(cx, &mut tx, &visible(&here)).await?;
    tx.commit().await?;
    Ok(())
}

/// Marks everything that the caller sees anywhere as read.
///
/// # Errors
/// `internal`: the database failed.
pub async fn everything(cx: &Cx) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let channels = visible_anywhere(cx, &mut tx).await?;
    mark_all(cx, &mut tx, &channels).await?;
    tx.commit().await?;
    Ok(())
}

/// How far the caller has read everything they see. With warm caches two statements, whatever is unread.
///
/// # Errors
/// `internal`: the database failed.
pub async fn unread(cx: &Cx) -> Result<Vec<ReadState>> {
    let mut conn = cx.app.db.read().await?;
    let channels = visible_anywhere(cx, &mut conn).await?;
    reads::of(&mut conn, cx.user(), &channels).await
}

/// The channels with messages that the caller sees anywhere.
async fn visible_anywhere(cx: &Cx, conn: &mut Conn) -> Result<Vec<ChannelId>> {
    let mut channels = conversations::ids_of(conn, cx.user()).await?;
    for space in spaces::joined(conn, cx.user()).await? {
        match cx.space(conn, space).await {
            Ok(here) => channels.extend(visible(&here)),
            // Left, suspended or deleted meanwhile.
            Err(error) if error.code() == Code::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(channels)
}

/// The channels with messages that somebody sees in a space.
fn visible(here: &SpaceAccess) -> Vec<ChannelId> {
    let channels = here.world().channels.iter().filter(|(_, node)| node.kind != ChannelKind::Category);
    channels.map(|(id, _)| *id).filter(|id| here.channel(*id).is_ok()).collect()
}

async fn mark_all(cx: &Cx, tx: &mut Tx, channels: &[ChannelId]) -> Result<()> {
    let moved = reads::mark_all(tx, cx.user(), channels).await?;
    told(cx, tx, &moved).await
}

async fn told(cx: &Cx, tx: &mut Tx, channels: &[ChannelId]) -> Result<()> {
    for read in reads::of(tx, cx.user(), channels).await? {
        tell::read(tx, cx.user(), read);
    }
    Ok(())
}
