//! Changing and deleting channels.

use super::{announce, changing, group};
use crate::{
    access::SpaceAccess,
    edge::http::Cx,
    error::{Error, Result},
    events::{Announce, Signal},
    features::{
        channels::{
            model,
            store::{self, ChannelRow},
        },
        spaces::{self, PURGE_AFTER, PurgeChannel, Say, audit, difference},
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    ChannelId, Patch, Perm,
    audit::AuditChange,
    channels::{Channel, ChannelKind, ChannelPatch, ChannelPlace, Encryption},
    messages::SystemEvent,
};

/// Changes a channel, or the name and picture of a group.
///
/// Encryption cannot be turned on yet: the place has no service for keys.
///
/// # Errors
/// * `not_found`: no such channel, or out of the caller's sight.
/// * `forbidden`: the caller lacks `manage_channels` here.
/// * `invalid`: a field breaks its rule.
pub async fn change(cx: &Cx, channel: ChannelId, patch: ChannelPatch) -> Result<Channel> {
    let mut tx = cx.app.db.write().await?;
    if cx.channel(&mut tx, channel).await?.as_conversation().is_some() {
        return group::change(cx, tx, channel, patch).await;
    }
    if !patch.icon.is_keep() {
        return Err(Error::invalid("icon", "Only a group has a picture."));
    }
    let here = changing(&mut tx, cx, channel).await?.require(Perm::ManageChannels)?;
    let space = here.in_space()?;
    let old = store::one(&mut tx, &here).await?;
    let new = patched(&old, patch)?;
    let changes = differences(&old, &new);
    if !changes.is_empty() {
        store::update(&mut tx, &here, &new).await?;
        audit(&mut tx, cx, space.space(), "channel_update", "channel", Some(channel.0), changes).await?;
        announce(&mut tx, space.at(), &[channel]).await?;
        if old.name != new.name && new.kind != ChannelKind::Category {
            let event = SystemEvent::ChannelName {
                user: (*cx.actor.profile).clone(),
                name: new.name.clone().unwrap_or_default(),
            };
            let payload = Say { id: cx.new_id(), space_id: Some(space.space()), channel_id: channel, event };
            cx.app.jobs.enqueue(&mut tx, "messages.system", &payload).await?;
        }
        tx.commit().await?;
    }
    Ok(new.seen_with(here.overrides().to_vec(), here.perms()))
}

fn patched(old: &ChannelRow, patch: ChannelPatch) -> Result<ChannelRow> {
    let mut new = old.clone();
    match patch.name {
        Patch::Set(name) => new.name = Some(model::name(&name)?),
        Patch::Clear => return Err(Error::invalid("name", "Only a group goes without a name.")),
        Patch::Keep => {}
    }
    if let Some(topic) = patch.topic.change() {
        new.topic = model::topic(topic)?;
    }
    if let Some(seconds) = patch.slow_mode_seconds {
        new.slow_mode_seconds = model::slow_mode(seconds)?;
    }
    if let Some(limit) = patch.user_limit {
        new.user_limit = model::user_limit(old.kind, limit)?;
    }
    if patch.bitrate.is_some() {
        new.bitrate = model::bitrate(old.kind, patch.bitrate)?;
    }
    match patch.encryption {
        Some(Encryption::Required) if old.encryption == Encryption::Off => {
            return Err(Error::invalid("encryption", "Encrypted channels are not available yet."));
        }
        Some(Encryption::Off) if old.encryption == Encryption::Required => {
            return Err(Error::invalid("encryption", "Encryption is never turned off."));
        }
        _ => {}
    }
    new.nsfw = patch.nsfw.unwrap_or(old.nsfw);
    Ok(new)
}

fn differences(old: &ChannelRow, new: &ChannelRow) -> Vec<AuditChange> {
    [
        difference("name", &old.name, &new.name),
        difference("topic", &old.topic, &new.topic),
        difference("slow_mode_seconds", &old.slow_mode_seconds, &new.slow_mode_seconds),
        difference("user_limit", &old.user_limit, &new.user_limit),
        difference("bitrate", &old.bitrate, &new.bitrate),
        difference("nsfw", &old.nsfw, &new.nsfw),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Deletes a channel: at once out of everybody's sight. The channels of a category come to the top level, last. Rows
/// and files go a week later.
///
/// # Errors
/// * `not_found`: no such channel, or out of the caller's sight.
/// * `forbidden`: the caller lacks `manage_channels` here.
pub async fn delete(cx: &Cx, channel: ChannelId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, channel).await?.require(Perm::ManageChannels)?;
    let space = here.in_space()?;
    let row = store::one(&mut tx, &here).await?;
    store::delete(&mut tx, &here, cx.now_ms).await?;
    lift(&mut tx, space, channel).await?;
    spaces::forget_channel(&mut tx, space, channel).await?;
    let changes = difference("name", &row.name, &None).into_iter().collect();
    audit(&mut tx, cx, space.space(), "channel_delete", "channel", Some(channel.0), changes).await?;
    let payload = PurgeChannel { channel_id: channel };
    cx.app.jobs.enqueue_in(&mut tx, PURGE_AFTER, "messages.purge_channel", &payload).await?;
    tx.signal(Signal::ChannelWent { space: space.space(), channel });
    tx.commit().await?;
    Ok(())
}

/// Puts the channels of a category after all others at the top level, in their order.
async fn lift(tx: &mut Tx, here: &SpaceAccess, category: ChannelId) -> Result<()> {
    let nodes = &here.world().channels;
    let last = nodes.values().filter(|node| node.parent.is_none()).map(|node| node.position).max().unwrap_or(0);
    let mut children: Vec<_> = nodes.iter().filter(|(_, node)| node.parent == Some(category)).collect();
    children.sort_by_key(|(id, node)| (node.position, **id));
    for ((id, _), position) in children.into_iter().zip(last + 1..) {
        store::put(tx, here, &ChannelPlace { id: *id, parent_id: None, position }).await?;
    }
    Ok(())
}
