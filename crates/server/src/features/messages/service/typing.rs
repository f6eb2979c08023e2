//! Saying that one is writing.

use super::said_in;
use crate::{
    edge::http::{Caller, Policy, has_room},
    error::Result,
    events::tell_typing,
};
use snug_proto::{ChannelId, Perm};

/// Tells who has the channel open that the caller is writing. More often than each 3 seconds nobody is told, without a
/// word about it.
///
/// # Errors
/// * `not_found`: no such channel, out of the caller's sight, or none for messages.
/// * `forbidden`: the caller lacks `send_messages`.
/// * `cannot_message`: a block keeps the two of a direct conversation apart.
pub async fn tell(caller: &Caller, channel: ChannelId) -> Result<()> {
    let app = &caller.app;
    let here = caller.channel(&mut app.db.read().await?, channel).await?;
    let here = said_in(here)?.require(Perm::SendMessages)?.unblocked()?;
    let key = format!("typing:{}:{channel}", caller.user());
    if has_room(app, key, Policy::TYPING_IN_CHANNEL).await {
        tell_typing(app, here.to(), channel, caller.user());
    }
    Ok(())
}
