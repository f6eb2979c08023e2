//! Hiding.

use super::inside;
use crate::{
    access::ChannelAccess,
    edge::http::Cx,
    error::Result,
    events::{Announce, Signal, To},
    features::conversations::store,
};
use snug_platform::db::Tx;
use snug_proto::{ChannelId, events::Event};

/// Takes a conversation out of the caller's list until something is said there, or back into it; twice is as good as
/// once. Nobody else learns of it.
///
/// # Errors
/// `not_found`: no such conversation, or the caller is not in it.
pub async fn set(cx: &Cx, channel: ChannelId, hidden: bool) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let (here, _) = inside(cx, &mut tx, channel).await?;
    note(&mut tx, &here, hidden).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes it down, and tells the own devices if that is new.
pub(super) async fn note(tx: &mut Tx, here: &ChannelAccess, hidden: bool) -> Result<()> {
    let is_new = if hidden { store::hide(tx, here).await? } else { store::show(tx, here).await? };
    if is_new {
        tx.emit(To::Person(here.actor()), &Event::ConversationHidden { channel_id: here.channel(), hidden });
        tx.signal(Signal::TiesChanged { users: vec![here.actor()] });
    }
    Ok(())
}
