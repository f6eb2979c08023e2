//! Silencing members for a while.

use super::{
    audit::{audit, difference, record},
    changing,
    members::{announce, member},
};
use crate::{
    access::{SpaceAccess, in_space},
    edge::http::Cx,
    error::{Error, Result},
    features::{
        audit::Deed,
        spaces::{model, store::members},
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    Perm, SpaceId, Timestamp, UserId,
    spaces::{Member, Timeout},
};

/// Silences a member from now on.
///
/// # Errors
/// * `not_found`: no such space for the caller, or no such member.
/// * `forbidden`: the caller lacks `timeout_members` or the rank, or the member is an administrator.
/// * `invalid`: the time.
pub async fn begin(cx: &Cx, space: SpaceId, user: UserId, timeout: Timeout) -> Result<Member> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, space).await?;
    let (member, deed) = begin_in(&mut tx, cx, &here, user, timeout.seconds).await?;
    if let Some(deed) = deed {
        record(&mut tx, cx, space, deed).await?;
        tx.commit().await?;
    }
    Ok(member)
}

/// Silences a member from now on, in a transaction that has begun a change of rights. No deed: it runs to the same time
/// already.
///
/// # Errors
/// As [`begin`].
pub async fn begin_in(
    tx: &mut Tx,
    cx: &Cx,
    here: &SpaceAccess,
    user: UserId,
    seconds: i64,
) -> Result<(Member, Option<Deed>)> {
    let here = allowed(here.clone(), user)?;
    if in_space(here.world(), user, cx.now_ms).has(Perm::Administrator) {
        return Err(Error::forbidden("a member who is not an administrator"));
    }
    let until_ms = cx.now_ms + model::timeout_ms(seconds)?;
    let old = member(tx, cx, &here, user).await?;
    let new = Member { timeout_until: Some(Timestamp(until_ms)), ..old.clone() };
    let Some(change) = difference("timeout_until", &old.timeout_until, &new.timeout_until) else {
        return Ok((new, None));
    };
    members::set_timeout(tx, &here, user, until_ms).await?;
    announce(tx, &here, &new);
    let changes = vec![change];
    Ok((new, Some(Deed { action: "member_timeout", target_kind: "user", target: Some(user.0), changes })))
}

/// Lets a member speak again.
///
/// # Errors
/// As [`begin`].
pub async fn end(cx: &Cx, space: SpaceId, user: UserId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let here = allowed(changing(&mut tx, cx, space).await?, user)?;
    let old = member(&mut tx, cx, &here, user).await?;
    let new = Member { timeout_until: None, ..old.clone() };
    if let Some(change) = difference("timeout_until", &old.timeout_until, &new.timeout_until) {
        members::end_timeout(&mut tx, &here, user).await?;
        audit(&mut tx, cx, space, "member_timeout_end", "user", Some(user.0), vec![change]).await?;
        announce(&mut tx, &here, &new);
        tx.commit().await?;
    }
    Ok(())
}

fn allowed(here: SpaceAccess, user: UserId) -> Result<SpaceAccess> {
    let here = here.require(Perm::TimeoutMembers)?.require_above(user)?;
    if here.world().has_member(user) { Ok(here) } else { Err(Error::not_found()) }
}
