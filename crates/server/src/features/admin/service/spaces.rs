//! Whole spaces: the list, one of them, locking, deleting, bringing back, handing over.

use super::{record, tell};
use crate::{
    edge::http::{Cx, Paging},
    error::{Error, Result},
    features::spaces::by_staff,
    text,
};
use snug_proto::{
    Page, SpaceId,
    admin::{AdminKind, AdminSpace, AdminSpaceDetail, AdminSpaceQuery, NewSpaceOwner, SuspendSpace},
    limits::REASON_MAX,
};
use uuid::Uuid;

/// Longest start of a name.
const START_MAX: usize = 64;

/// Spaces, newest first, also those that are locked or were deleted lately.
///
/// # Errors
/// * `invalid`: a limit below 1, or a start that is too long.
/// * `malformed`: the cursor belongs to another list.
pub async fn list(cx: &Cx, query: AdminSpaceQuery) -> Result<Page<AdminSpace>> {
    let start = query.q.as_deref().unwrap_or_default().trim().to_ascii_lowercase();
    if start.chars().count() > START_MAX || start.contains('\0') {
        return Err(Error::invalid("q", "At most 64 characters."));
    }
    let mut conn = cx.app.db.read().await?;
    let may = cx.elevated(&mut conn).await?;
    let paging = Paging::open(cx, ("admin/spaces", &start), query.cursor.as_deref(), query.limit)?;
    let before: SpaceId = paging.after.unwrap_or(SpaceId(Uuid::max()));
    let found = by_staff::page(&mut conn, &may, &start, before, paging.limit.plus_one()).await?;
    paging.page(found, |space| space.space.id)
}

/// One space, and how much there is in it.
///
/// # Errors
/// `not_found`: there is none.
pub async fn get(cx: &Cx, space: SpaceId) -> Result<AdminSpaceDetail> {
    let mut conn = cx.app.db.read().await?;
    let may = cx.elevated(&mut conn).await?;
    by_staff::one(&mut conn, &may, space).await
}

/// Takes a space out of everybody's sight until it is opened again.
///
/// # Errors
/// * `not_found`: there is none, or it was deleted.
/// * `invalid`: the reason breaks its rule.
pub async fn suspend(cx: &Cx, space: SpaceId, body: SuspendSpace) -> Result<AdminSpace> {
    let reason = text::line("reason", &body.reason, 1, REASON_MAX)?;
    let mut tx = cx.app.db.write().await?;
    let may = cx.elevated(&mut tx).await?;
    let deed = by_staff::suspend_in(&mut tx, &cx.app, &may, space, (&reason, cx.now_ms)).await?;
    record(&mut tx, cx, deed, Some(&reason)).await?;
    tell(&mut tx, cx, AdminKind::Suspension, ("space", Some(space.0)));
    let shown = by_staff::one(&mut tx, &may, space).await?;
    tx.commit().await?;
    Ok(shown.space)
}

/// Opens a locked space again; one that is not locked stays as it is.
///
/// # Errors
/// `not_found`: there is none, or it was deleted.
pub async fn lift(cx: &Cx, space: SpaceId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let may = cx.elevated(&mut tx).await?;
    if let Some(deed) = by_staff::lift_in(&mut tx, &cx.app, &may, space).await? {
        record(&mut tx, cx, deed, None).await?;
        tell(&mut tx, cx, AdminKind::Suspension, ("space", Some(space.0)));
        tx.commit().await?;
    }
    Ok(())
}

/// Deletes a space as its owner may; it can be brought back for a week.
///
/// # Errors
/// `not_found`: there is none, or it was deleted.
pub async fn delete(cx: &Cx, space: SpaceId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let may = cx.elevated(&mut tx).await?;
    let deed = by_staff::delete_in(&mut tx, &cx.app, &may, space, cx.now_ms).await?;
    record(&mut tx, cx, deed, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Brings a deleted space back.
///
/// # Errors
/// * `not_found`: there is none.
/// * `conflict`: it is not deleted, or was deleted a week ago.
pub async fn restore(cx: &Cx, space: SpaceId) -> Result<AdminSpace> {
    let mut tx = cx.app.db.write().await?;
    let may = cx.elevated(&mut tx).await?;
    let deed = by_staff::restore_in(&mut tx, &cx.app, &may, space, cx.now_ms).await?;
    record(&mut tx, cx, deed, None).await?;
    let shown = by_staff::one(&mut tx, &may, space).await?;
    tx.commit().await?;
    Ok(shown.space)
}

/// Gives a space to another of its members.
///
/// # Errors
/// * `not_found`: there is no such space, or they are no member.
/// * `conflict`: it is locked, or that account cannot own a space now.
/// * `limit_reached`: they own as many spaces as one can.
pub async fn hand_over(cx: &Cx, space: SpaceId, to: NewSpaceOwner) -> Result<AdminSpace> {
    let mut tx = cx.app.db.write().await?;
    let may = cx.elevated(&mut tx).await?;
    if let Some(deed) = by_staff::hand_over_in(&mut tx, &cx.app, &may, space, to.user_id).await? {
        record(&mut tx, cx, deed, None).await?;
    }
    let shown = by_staff::one(&mut tx, &may, space).await?;
    tx.commit().await?;
    Ok(shown.space)
}
