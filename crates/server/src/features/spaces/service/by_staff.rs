//! What those who run the place do with whole spaces. Who calls has opened the transaction, proved what they may, and
//! leaves the line in the trail.

use super::{announce_space, change};
use crate::{
    access::{self, Elevated},
    app::App,
    error::{Error, Result},
    events::{Announce, Signal},
    features::{
        audit::{Deed, difference},
        identity,
        spaces::{
            jobs::PURGE_AFTER,
            store::by_staff::{self as store, Kept, Over},
        },
    },
};
use snug_platform::db::{Conn, Tx};
use snug_proto::{
    SpaceId, UserId,
    admin::{AdminSpace, AdminSpaceDetail, Suspension},
    audit::AuditChange,
    events::SpaceGone,
};

/// Spaces, newest first, before a place in the order of their making.
///
/// # Errors
/// `internal`: the database failed.
pub async fn page(conn: &mut Conn, may: &Elevated, start: &str, before: SpaceId, most: i64) -> Result<Vec<AdminSpace>> {
    let found = store::page(conn, may, start, before, most).await?;
    shown(conn, found).await
}

/// One space, and how much there is in it.
///
/// # Errors
/// `not_found`: there is none, or it was purged.
pub async fn one(conn: &mut Conn, may: &Elevated, space: SpaceId) -> Result<AdminSpaceDetail> {
    let kept = known(conn, may, space).await?;
    let (messages, files_bytes) = store::sums(conn, may, space).await?;
    let space = shown(conn, vec![kept]).await?.pop().ok_or_else(Error::not_found)?;
    Ok(AdminSpaceDetail { space, messages, files_bytes })
}

async fn known(conn: &mut Conn, may: &Elevated, space: SpaceId) -> Result<Kept> {
    store::one(conn, may, space).await?.ok_or_else(Error::not_found)
}

async fn shown(conn: &mut Conn, found: Vec<Kept>) -> Result<Vec<AdminSpace>> {
    let by = |kept: &Kept| kept.locked.as_ref().and_then(|(_, by)| *by);
    let named: Vec<UserId> = found.iter().flat_map(|kept| [Some(kept.owner), by(kept)]).flatten().collect();
    let people = identity::user_refs(conn, named).await?;
    let shown = |kept: Kept| AdminSpace {
        owner: people.get(&kept.owner).cloned(),
        suspension: kept.locked.map(|(reason, by)| Suspension {
            reason,
            until: None,
            by: by.and_then(|by| people.get(&by).cloned()),
        }),
        space: kept.space,
        members: kept.members,
        channels: kept.channels,
        created_at: kept.created_at,
        deleted_at: kept.deleted_at,
    };
    Ok(found.into_iter().map(shown).collect())
}

/// Takes a space out of its members' sight until it is opened again, or changes why it is locked.
///
/// # Errors
/// `not_found`: there is none, or it was deleted.
pub async fn suspend_in(
    tx: &mut Tx,
    app: &App,
    may: &Elevated,
    space: SpaceId,
    (reason, now_ms): (&str, i64),
) -> Result<Deed> {
    access::bump(tx, app, space).await?;
    let old = known(tx, may, space).await?;
    store::suspend(tx, may, space, reason, now_ms).await?;
    if old.locked.is_none() {
        tx.signal(Signal::SpaceWent { space, why: SpaceGone::Suspended });
    }
    let changes = difference("suspended_reason", &old.locked.map(|(reason, _)| reason), &Some(reason.to_owned()));
    Ok(deed("space_suspend", space, changes))
}

/// Opens a locked space again: who is a member sees it at once. None when it is not locked.
///
/// # Errors
/// `not_found`: there is none, or it was deleted.
pub async fn lift_in(tx: &mut Tx, app: &App, may: &Elevated, space: SpaceId) -> Result<Option<Deed>> {
    access::bump(tx, app, space).await?;
    if known(tx, may, space).await?.locked.is_none() {
        return Ok(None);
    }
    store::lift(tx, may, space).await?;
    tx.signal(Signal::SpaceBack { space });
    Ok(Some(deed("space_lift", space, None)))
}

/// Deletes a space as its owner may.
///
/// # Errors
/// `not_found`: there is none, or it was deleted.
pub async fn delete_in(tx: &mut Tx, app: &App, may: &Elevated, space: SpaceId, now_ms: i64) -> Result<Deed> {
    access::bump(tx, app, space).await?;
    change::delete_in(tx, app, Over::staff(may, space), now_ms).await?;
    Ok(deed("space_delete", space, None))
}

/// Brings a deleted space back with all that was in it but its invites, as long as nothing of it was purged.
///
/// # Errors
/// * `not_found`: there is none.
/// * `conflict`: it is not deleted, or was deleted a week ago.
pub async fn restore_in(tx: &mut Tx, app: &App, may: &Elevated, space: SpaceId, now_ms: i64) -> Result<Deed> {
    let old = known(tx, may, space).await?;
    let kept_ms = i64::try_from(PURGE_AFTER.as_millis()).unwrap_or(i64::MAX);
    if !store::restore(tx, may, space, now_ms - kept_ms).await? {
        return Err(Error::conflict("A space can be brought back for a week after it was deleted."));
    }
    access::bump(tx, app, space).await?;
    if old.locked.is_none() {
        tx.signal(Signal::SpaceBack { space });
    }
    Ok(deed("space_restore", space, None))
}

/// Gives a space to another of its members.
///
/// # Errors
/// * `not_found`: there is no such space, or they are no member.
/// * `conflict`: it is locked, or that account cannot own a space now.
/// * `limit_reached`: they own as many spaces as one can.
pub async fn hand_over_in(tx: &mut Tx, app: &App, may: &Elevated, space: SpaceId, to: UserId) -> Result<Option<Deed>> {
    access::bump(tx, app, space).await?;
    let old = known(tx, may, space).await?;
    if old.locked.is_some() {
        return Err(Error::conflict("Open the space again first."));
    }
    if old.owner == to {
        return Ok(None);
    }
    // Their own proof: who is no member has none.
    let here = access::space(tx, app, to, space).await?;
    change::hand_over_in(tx, app, Over::staff(may, space), to).await?;
    announce_space(tx, &here).await?;
    Ok(Some(deed("owner_transfer", space, difference("owner_id", &old.owner, &to))))
}

fn deed(action: &'static str, space: SpaceId, change: Option<AuditChange>) -> Deed {
    Deed { action, target_kind: "space", target: Some(space.0), changes: change.into_iter().collect() }
}
