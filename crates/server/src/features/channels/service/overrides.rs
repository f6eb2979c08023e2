//! Exceptions from the roles in one channel.

use super::{announce, changing};
use crate::{
    access::SpaceAccess,
    edge::http::Cx,
    error::{Error, Result},
    features::{
        channels::{model, store},
        spaces::{audit, difference},
    },
};
use snug_proto::{
    ChannelId, Perm, Perms,
    channels::{Override, OverrideBody, OverrideTarget},
};

/// Sets an exception for a role or a member.
///
/// # Errors
/// * `not_found`: no such channel, out of the caller's sight, no such role, no such member.
/// * `forbidden`: the caller lacks `manage_roles` here, the rank, or a right that is given or taken.
/// * `invalid`: a bit that is named twice, or that stands for the whole space.
/// * `limit_reached`: the channel, or the space, has as many exceptions as can be.
pub async fn set(cx: &Cx, channel: ChannelId, target: OverrideTarget, body: OverrideBody) -> Result<Override> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, channel).await?.require(Perm::ManageRoles)?;
    let new = Override { target, allow: body.allow, deny: body.deny };
    let (space, known) = (here.in_space()?, here.overrides());
    let old = known.iter().find(|entry| entry.target == target);
    check(space, here.perms(), old, &new)?;
    if old == Some(&new) {
        return Ok(new);
    }
    if old.is_none() {
        room(cx, space, known.len(), 1)?;
    }
    store::set_override(&mut tx, space, channel, &new).await?;
    let changes = [
        difference("target", &None, &Some(target)),
        difference("allow", &old.map_or(Perms::NONE, |old| old.allow), &new.allow),
        difference("deny", &old.map_or(Perms::NONE, |old| old.deny), &new.deny),
    ];
    let changes = changes.into_iter().flatten().collect();
    audit(&mut tx, cx, space.space(), "override_update", "channel", Some(channel.0), changes).await?;
    announce(&mut tx, space.at(), &[channel]).await?;
    tx.commit().await?;
    Ok(new)
}

/// Takes an exception away; also that of a member who left.
///
/// # Errors
/// * `not_found`: no such channel, or out of the caller's sight; no such role.
/// * `forbidden`: the caller lacks `manage_roles` here, the rank, or a right that is given or taken.
pub async fn delete(cx: &Cx, channel: ChannelId, target: OverrideTarget) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, channel).await?.require(Perm::ManageRoles)?;
    let space = here.in_space()?;
    match target {
        OverrideTarget::Role(role) => space.clone().require_above_role(role)?,
        OverrideTarget::User(user) => space.clone().require_above(user)?,
    };
    let Some(old) = here.overrides().iter().find(|entry| entry.target == target) else { return Ok(()) };
    held(model::touched(Some(old), Perms::NONE, Perms::NONE), here.perms())?;
    store::delete_override(&mut tx, &here, target).await?;
    let changes = [
        difference("target", &Some(target), &None),
        difference("allow", &old.allow, &Perms::NONE),
        difference("deny", &old.deny, &Perms::NONE),
    ];
    let changes = changes.into_iter().flatten().collect();
    audit(&mut tx, cx, space.space(), "override_delete", "channel", Some(channel.0), changes).await?;
    announce(&mut tx, space.at(), &[channel]).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether so many exceptions more fit into a channel that has some, and into its space.
///
/// # Errors
/// `limit_reached`: they do not.
pub fn room(cx: &Cx, here: &SpaceAccess, in_channel: usize, more: usize) -> Result<()> {
    let counts = cx.app.config.counts;
    let in_space: usize = here.world().channels.values().map(|node| node.overrides.len()).sum();
    let fits = |known: usize, most: i64| i64::try_from(known + more).is_ok_and(|count| count <= most);
    if more > 0 && !(fits(in_channel, counts.overrides) && fits(in_space, counts.space_overrides)) {
        return Err(Error::limit_reached("overrides"));
    }
    Ok(())
}

/// Whether somebody who holds `perms` in a channel may set this exception there.
///
/// # Errors
/// As [`set`].
pub fn check(here: &SpaceAccess, perms: Perms, old: Option<&Override>, new: &Override) -> Result<()> {
    match new.target {
        OverrideTarget::Role(role) => {
            here.clone().require_above_role(role)?;
        }
        OverrideTarget::User(user) => {
            here.clone().require_above(user)?;
            if !here.world().has_member(user) {
                return Err(Error::not_found());
            }
        }
    }
    model::override_bits(new.allow, new.deny)?;
    held(model::touched(old, new.allow, new.deny), perms)
}

fn held(touched: Perms, perms: Perms) -> Result<()> {
    match touched.without(perms).iter().next() {
        None => Ok(()),
        Some(missing) => Err(Error::forbidden(missing.name())),
    }
}
