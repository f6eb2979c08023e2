//! Putting channels in order, and in other categories.

use super::list::visible;
use crate::{
    access::{self, SpaceAccess},
    edge::http::Cx,
    error::{Error, Result},
    features::{
        channels::{
            model::{self, Arrangement, Standing},
            store,
        },
        spaces::{self, audit, difference},
    },
};
use snug_proto::{
    ChannelId, Perm, SpaceId,
    channels::{Channel, ChannelPlace},
};

/// Puts the channels that the caller is shown in a new order; members are told by the gateway, each what they see.
///
/// # Errors
/// * `not_found`: no such space for the caller.
/// * `forbidden`: the caller lacks `manage_channels` in a place that changes, or in a channel that moves.
/// * `conflict`: the list is not exactly what the caller is shown.
/// * `invalid`: a parent that is no category.
pub async fn order(cx: &Cx, space: SpaceId, wanted: Vec<ChannelPlace>) -> Result<Vec<Channel>> {
    let mut tx = cx.app.db.write().await?;
    let here = spaces::changing(&mut tx, cx, space).await?;
    let shown = access::shown(here.world(), here.actor(), here.now_ms());
    let holds_somewhere = shown.values().any(|perms| perms.has(Perm::ManageChannels));
    if !holds_somewhere && !here.perms().has(Perm::ManageChannels) {
        return Err(Error::forbidden(Perm::ManageChannels.name()));
    }
    let rows = store::of_space(&mut tx, &here).await?;
    let standing = |row: &store::ChannelRow| Standing {
        id: row.id,
        kind: row.kind,
        parent: row.parent,
        is_shown: shown.contains_key(&row.id),
    };
    let current: Vec<Standing> = rows.iter().map(standing).collect();
    let new = model::arrange(&current, &wanted)?;
    require(&here, &new)?;
    if new.places.is_empty() {
        return visible(&mut tx, &here).await;
    }
    let old = |place: &ChannelPlace| rows.iter().find(|row| row.id == place.id);
    let differs = |place: &&ChannelPlace| {
        old(place).is_none_or(|row| (row.parent, row.position) != (place.parent_id, place.position))
    };
    for place in new.places.iter().filter(differs) {
        store::put(&mut tx, &here, place).await?;
    }
    let parents = |id: &ChannelId| rows.iter().find(|row| row.id == *id).and_then(|row| row.parent);
    let parents_now =
        |id: &ChannelId| new.places.iter().find(|place| place.id == *id).and_then(|place| place.parent_id);
    let before: Vec<_> = new.moved.iter().map(|id| (*id, parents(id))).collect();
    let after: Vec<_> = new.moved.iter().map(|id| (*id, parents_now(id))).collect();
    let changes = difference("parents", &before, &after).into_iter().collect();
    audit(&mut tx, cx, space, "channel_order", "space", Some(space.0), changes).await?;
    let here = cx.space(&mut tx, space).await?;
    let channels = visible(&mut tx, &here).await?;
    tx.commit().await?;
    Ok(channels)
}

fn require(here: &SpaceAccess, new: &Arrangement) -> Result<()> {
    let managed = |channel: ChannelId| here.channel(channel).is_ok_and(|there| there.perms().has(Perm::ManageChannels));
    let places = new.touched.iter().all(|place| match place {
        Some(category) => managed(*category),
        None => here.perms().has(Perm::ManageChannels),
    });
    if places && new.moved.iter().all(|channel| managed(*channel)) {
        return Ok(());
    }
    Err(Error::forbidden(Perm::ManageChannels.name()))
}
