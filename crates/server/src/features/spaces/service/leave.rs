//! Going, of one's own will or not.

use super::{announce_overrides, audit::record, changing};
use crate::{
    access::SpaceAccess,
    app::App,
    edge::http::Cx,
    error::{Error, Result},
    events::{Announce, Signal, To},
    features::{
        audit::Deed,
        spaces::store::{invites, members},
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    Perm, SpaceId, UserId,
    events::{Event, SpaceGone},
};

/// Leaves a space. A running timeout stays.
///
/// # Errors
/// * `not_found`: no such space for the caller.
/// * `conflict`: the caller owns the space.
pub async fn leave(cx: &Cx, space: SpaceId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, space).await?;
    if here.is_owner() {
        return Err(Error::conflict("Hand the space over first, or delete it."));
    }
    remove(&mut tx, &cx.app, &here, cx.user(), SpaceGone::Left).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a member out; they may come back by an invite.
///
/// # Errors
/// * `not_found`: no such space for the caller, or no such member.
/// * `forbidden`: the caller lacks `kick_members`, or the rank.
pub async fn kick(cx: &Cx, space: SpaceId, user: UserId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, space).await?;
    let deed = kick_in(&mut tx, cx, &here, user).await?;
    record(&mut tx, cx, space, deed).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a member out, in a transaction that has begun a change of rights.
///
/// # Errors
/// As [`kick`].
pub async fn kick_in(tx: &mut Tx, cx: &Cx, here: &SpaceAccess, user: UserId) -> Result<Deed> {
    let here = here.clone().require(Perm::KickMembers)?.require_above(user)?;
    if !remove(tx, &cx.app, &here, user, SpaceGone::Kicked).await? {
        return Err(Error::not_found());
    }
    revoke_invites(tx, cx, &here, user).await?;
    Ok(Deed { action: "member_kick", target_kind: "user", target: Some(user.0), changes: Vec::new() })
}

/// Ends a membership with all that hangs on it, and tells; answers whether there was one.
pub async fn remove(tx: &mut Tx, app: &App, here: &SpaceAccess, user: UserId, why: SpaceGone) -> Result<bool> {
    let Some(overridden) = members::remove(tx, here, user).await? else { return Ok(false) };
    announce_overrides(tx, app, here, overridden).await?;
    tx.signal(Signal::MemberWent { space: here.space(), user, why });
    tx.emit(To::Space(here.at()), &Event::MemberLeave { space_id: here.space(), user_id: user });
    Ok(true)
}

/// Ends the invites of somebody who was put out, and tells.
pub async fn revoke_invites(tx: &mut Tx, cx: &Cx, here: &SpaceAccess, user: UserId) -> Result<()> {
    for code in invites::revoke_of(tx, &cx.app.keys, here, user, cx.now_ms).await? {
        let told = To::Holders(here.at(), Perm::ManageInvites);
        tx.emit(told, &Event::InviteDelete { space_id: here.space(), code });
    }
    Ok(())
}
