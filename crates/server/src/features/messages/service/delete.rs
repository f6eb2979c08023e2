//! Deleting.

use super::{audit, deed, place, seen, tell};
use crate::{
    access::ChannelAccess,
    edge::http::Cx,
    error::{Error, Result},
    events::Announce,
    features::{
        audit::Deed,
        messages::store::write::{self, Brief},
        spaces,
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    ChannelId, MessageId, Perm,
    events::Event,
    limits::BULK_MAX,
    messages::{BulkDelete, BulkDeleted, MessageKind},
};

/// Deletes a message: an own one, or any with `manage_messages`. Twice is as good as once.
///
/// # Errors
/// * `not_found`: no such message, or out of the caller's sight.
/// * `forbidden`: it is somebody else's, and the caller is no moderator.
pub async fn delete(cx: &Cx, message: MessageId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let (here, brief) = seen(cx, &mut tx, message).await?;
    if brief.is_deleted {
        return Ok(());
    }
    let is_own = brief.kind == MessageKind::User && brief.author == Some(cx.user());
    let here = if is_own { here } else { here.require(Perm::ManageMessages)? };
    if !wipe(cx, &mut tx, &here, &brief).await? {
        return Ok(());
    }
    if !is_own {
        audit(cx, &mut tx, &here, "message_delete", &brief).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Deletes somebody's message in a transaction of others. None: it is gone already.
///
/// # Errors
/// * `not_found`: it stands out of the caller's sight.
/// * `forbidden`: the caller lacks `manage_messages` there.
pub async fn delete_in(tx: &mut Tx, cx: &Cx, message: MessageId) -> Result<Option<Deed>> {
    let Some(brief) = write::brief(tx, message).await?.filter(|brief| !brief.is_deleted) else { return Ok(None) };
    let (here, _) = seen(cx, tx, message).await?;
    let here = here.require(Perm::ManageMessages)?;
    Ok(wipe(cx, tx, &here, &brief).await?.then(|| deed(&here, "message_delete", &brief)))
}

/// False when somebody else did it meanwhile.
async fn wipe(cx: &Cx, tx: &mut Tx, here: &ChannelAccess, brief: &Brief) -> Result<bool> {
    if write::wipe(tx, brief.channel, &[brief.id], cx.now_ms).await?.is_empty() {
        return Ok(false);
    }
    let event = Event::MessageDelete { channel_id: brief.channel, id: brief.id, seq: brief.seq };
    tx.emit(here.to_readers_of(brief.seq), &event);
    Ok(true)
}

/// Deletes up to a hundred messages of a channel; unknown ones are ignored.
///
/// # Errors
/// * `not_found`: no such channel, or out of the caller's sight.
/// * `forbidden`: the caller lacks `manage_messages`.
/// * `invalid` with field `ids`: more than 100.
pub async fn bulk(cx: &Cx, channel: ChannelId, bulk: &BulkDelete) -> Result<BulkDeleted> {
    if bulk.ids.len() > BULK_MAX {
        return Err(Error::invalid("ids", format!("At most {BULK_MAX}.")));
    }
    let mut tx = cx.app.db.write().await?;
    let here = place(cx, &mut tx, channel).await?.require(Perm::ManageMessages)?;
    let gone = write::wipe(&mut tx, channel, &bulk.ids, cx.now_ms).await?;
    if gone.is_empty() {
        return Ok(BulkDeleted { deleted: 0 });
    }
    let deleted = i64::try_from(gone.len()).unwrap_or(i64::MAX);
    let changes = spaces::difference("deleted", &0, &deleted).into_iter().collect();
    let space = here.in_space()?.space();
    spaces::audit(&mut tx, cx, space, "message_bulk_delete", "channel", Some(channel.0), changes).await?;
    tell::deleted_bulk(&mut tx, here.to(), channel, gone);
    tx.commit().await?;
    Ok(BulkDeleted { deleted })
}
