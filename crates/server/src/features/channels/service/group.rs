//! Changing a group, which everybody in it may.

use crate::{
    access,
    edge::http::Cx,
    error::{Error, Result},
    events::Announce,
    features::{
        channels::{
            model,
            store::conversations::{self, Look},
        },
        files,
        spaces::Say,
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    ChannelId, Patch, Perms,
    channels::{Channel, ChannelKind, ChannelPatch, ConversationPart},
    events::Event,
    files::UploadPurpose,
    messages::SystemEvent,
};

/// Gives a group another name or picture.
///
/// # Errors
/// * `not_found`: no such group, or the caller is not in it.
/// * `forbidden`: it is a direct conversation, or something else is to change.
/// * `invalid`: a field breaks its rule.
pub async fn change(cx: &Cx, mut tx: Tx, channel: ChannelId, patch: ChannelPatch) -> Result<Channel> {
    access::bump_conversation(&mut tx, channel).await?;
    let here = cx.channel(&mut tx, channel).await?;
    let ChannelPatch { name, topic, slow_mode_seconds, user_limit, bitrate, encryption, nsfw, icon } = patch;
    let has_more = !topic.is_keep()
        || slow_mode_seconds.is_some()
        || user_limit.is_some()
        || bitrate.is_some()
        || encryption.is_some()
        || nsfw.is_some();
    if here.kind() != ChannelKind::Group || has_more {
        return Err(Error::forbidden("a channel of a space"));
    }
    let old = conversations::look(&mut tx, &here).await?;
    let mut new = Look { name: old.name.clone(), icon: old.icon };
    match name {
        Patch::Set(name) => new.name = Some(model::name(&name)?),
        Patch::Clear => new.name = None,
        Patch::Keep => {}
    }
    match icon {
        Patch::Set(file) if Some(file) != old.icon => {
            new.icon = Some(files::claim_picture(&mut tx, file, cx.user(), UploadPurpose::GroupIcon).await?);
        }
        Patch::Clear => new.icon = None,
        Patch::Keep | Patch::Set(_) => {}
    }
    let (is_renamed, is_redrawn) = (old.name != new.name, old.icon != new.icon);
    if is_renamed || is_redrawn {
        conversations::set_look(&mut tx, &here, &new).await?;
    }
    if let Some(icon) = old.icon.filter(|_| is_redrawn) {
        files::release(&mut tx, icon).await?;
    }
    let seen = conversations::of(&mut tx, cx.user(), &[channel]).await?.pop().ok_or_else(Error::not_found)?;
    if is_renamed || is_redrawn {
        tx.emit(here.to(), &Event::ChannelUpdate { channel: impartial(&seen) });
    }
    if is_renamed {
        let event = SystemEvent::ChannelName { user: (*cx.actor.profile).clone(), name: new.name.unwrap_or_default() };
        let payload = Say { id: cx.new_id(), space_id: None, channel_id: channel, event };
        cx.app.jobs.enqueue(&mut tx, "messages.system", &payload).await?;
    }
    tx.commit().await?;
    Ok(seen)
}

/// A group as everybody sees it: without what differs by viewer.
fn impartial(seen: &Channel) -> Channel {
    let conversation = seen.conversation.clone().map(|part| ConversationPart { hidden: false, ..part });
    Channel { permissions: Perms::NONE, conversation, ..seen.clone() }
}
