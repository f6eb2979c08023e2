//! Making channels.

use super::overrides::{check, room};
use crate::{
    access::SpaceAccess,
    edge::http::Cx,
    error::{Error, Result},
    features::{
        channels::{
            model,
            store::{self, ChannelRow},
        },
        spaces::{self, audit, difference},
    },
};
use snug_proto::{
    ChannelId, Perm, Perms, SpaceId,
    channels::{Channel, ChannelKind, Encryption, NewChannel},
};

/// Makes a channel, the last one in its place. Viewers are told by the gateway, which looks who sees what.
///
/// Encrypted channels cannot be made yet: the place has no service for keys.
///
/// # Errors
/// * `not_found`: no such space for the caller.
/// * `forbidden`: the caller lacks `manage_channels` in that place, or what overrides need.
/// * `limit_reached`: the space has as many channels, or the channel or the space as many overrides, as can be.
/// * `invalid`: a field breaks its rule.
pub async fn create(cx: &Cx, space: SpaceId, new: NewChannel) -> Result<Channel> {
    let mut tx = cx.app.db.write().await?;
    let here = spaces::changing(&mut tx, cx, space).await?;
    let held = place(&here, &new)?;
    let row = drawn(cx, &here, &new)?;
    model::distinct(&new.overrides)?;
    if !new.overrides.is_empty() && !held.has(Perm::ManageRoles) {
        return Err(Error::forbidden(Perm::ManageRoles.name()));
    }
    for entry in &new.overrides {
        check(&here, held, None, entry)?;
    }
    let counts = cx.app.config.counts;
    let is_full = |count: usize, most: i64| i64::try_from(count).unwrap_or(i64::MAX) >= most;
    if is_full(here.world().channels.len(), counts.channels) {
        return Err(Error::limit_reached("channels"));
    }
    room(cx, &here, 0, new.overrides.len())?;
    store::insert(&mut tx, &here, &row).await?;
    for entry in &new.overrides {
        store::set_override(&mut tx, &here, row.id, entry).await?;
    }
    let changes = [
        difference("name", &None, &row.name.as_ref()),
        difference("kind", &None, &Some(row.kind)),
        difference("parent_id", &None, &row.parent),
    ];
    audit(&mut tx, cx, space, "channel_create", "channel", Some(row.id.0), changes.into_iter().flatten().collect())
        .await?;
    let perms = cx.space(&mut tx, space).await?.channel(row.id).map_or(Perms::NONE, |there| there.perms());
    let (row, overrides) = store::whole(&mut tx, space, &[row.id]).await?.pop().ok_or_else(Error::not_found)?;
    tx.commit().await?;
    Ok(row.seen_with(overrides, perms))
}

/// What the caller holds where the channel is to stand.
fn place(here: &SpaceAccess, new: &NewChannel) -> Result<Perms> {
    let Some(parent) = new.parent_id else {
        return Ok(here.clone().require(Perm::ManageChannels)?.perms());
    };
    let wrong = || Error::invalid("parent_id", "A category of the space that you see, for a channel.");
    let there = here.channel(parent).map_err(|_| wrong())?;
    if there.kind() != ChannelKind::Category || new.kind == ChannelKind::Category {
        return Err(wrong());
    }
    Ok(there.require(Perm::ManageChannels)?.perms())
}

/// The row as it is to be.
fn drawn(cx: &Cx, here: &SpaceAccess, new: &NewChannel) -> Result<ChannelRow> {
    if new.encryption == Encryption::Required {
        return Err(Error::invalid("encryption", "Encrypted channels are not available yet."));
    }
    if matches!(new.kind, ChannelKind::Direct | ChannelKind::Group) {
        return Err(Error::invalid("kind", "Conversations stand in no space."));
    }
    let siblings = here.world().channels.values().filter(|node| node.parent == new.parent_id);
    Ok(ChannelRow {
        id: cx.new_id::<ChannelId>(),
        space: Some(here.space()),
        kind: new.kind,
        parent: new.parent_id,
        name: Some(model::name(&new.name)?),
        topic: model::topic(new.topic.clone())?,
        position: siblings.map(|node| node.position + 1).max().unwrap_or(0),
        slow_mode_seconds: model::slow_mode(new.slow_mode_seconds)?,
        encryption: new.encryption,
        last_seq: 0,
        last_message_ms: None,
        user_limit: model::user_limit(new.kind, new.user_limit)?,
        bitrate: model::bitrate(new.kind, new.bitrate)?,
        nsfw: false,
        created_ms: cx.now_ms,
    })
}
