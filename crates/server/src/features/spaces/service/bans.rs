//! Keeping people out.

use super::{
    audit::{audit, difference, record},
    changing,
    leave::{remove, revoke_invites},
};
use crate::{
    access::SpaceAccess,
    edge::http::{Cx, Paging},
    error::{Error, Result},
    events::{Announce, To},
    features::{
        audit::Deed,
        spaces::{
            model,
            store::{accounts, bans},
        },
    },
};
use serde::{Deserialize, Serialize};
use snug_platform::db::Tx;
use snug_proto::{
    Page, Perm, SpaceId, Timestamp, UserId,
    events::{Event, SpaceGone},
    spaces::{Ban, BanQuery, NewBan},
};
use uuid::Uuid;

/// Payload of the job that deletes what somebody said lately.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeleteRecent {
    /// Where.
    pub space_id: SpaceId,
    /// Whose messages.
    pub author_id: UserId,
    /// Only since then.
    pub since_ms: i64,
}

/// The live bans, newest first.
///
/// # Errors
/// * `not_found`: no such space for the caller.
/// * `forbidden`: the caller lacks `ban_members`.
/// * `malformed`: the cursor belongs to another list.
pub async fn list(cx: &Cx, space: SpaceId, query: BanQuery) -> Result<Page<Ban>> {
    let mut conn = cx.app.db.read().await?;
    let here = cx.space(&mut conn, space).await?.require(Perm::BanMembers)?;
    let start = query.q.unwrap_or_default().to_ascii_lowercase();
    let paging = Paging::open(cx, ("bans", space, &start), query.cursor.as_deref(), query.limit)?;
    let after = paging.after.unwrap_or((i64::MAX, UserId(Uuid::max())));
    let found = bans::newest(&mut conn, &here, &start, after, paging.limit.plus_one(), cx.now_ms).await?;
    paging.page(found, |ban| (ban.at.0, ban.user.id))
}

/// Keeps somebody out, member or not. A ban that runs already stays as it is.
///
/// # Errors
/// * `not_found`: no such space for the caller, or no such account.
/// * `forbidden`: the caller lacks `ban_members` or the rank.
/// * `invalid`: reason or times.
pub async fn ban(cx: &Cx, space: SpaceId, user: UserId, new: NewBan) -> Result<Ban> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, space).await?;
    let deed = ban_in(&mut tx, cx, &here, user, &new).await?;
    let ban = bans::one(&mut tx, &here, user, cx.now_ms).await?.ok_or_else(Error::not_found)?;
    if let Some(deed) = deed {
        record(&mut tx, cx, space, deed).await?;
        tx.commit().await?;
    }
    Ok(ban)
}

/// Keeps somebody out, in a transaction that has begun a change of rights. None: a ban runs already.
///
/// # Errors
/// As [`ban`].
pub async fn ban_in(tx: &mut Tx, cx: &Cx, here: &SpaceAccess, user: UserId, new: &NewBan) -> Result<Option<Deed>> {
    let here = here.clone().require(Perm::BanMembers)?.require_above(user)?;
    let reason = model::reason(new.reason.clone())?.or_else(|| cx.request.audit_reason.clone());
    let back_ms = model::delete_messages_ms(new.delete_messages_seconds)?;
    let expires_ms = model::ban_life_ms(new.expires_in_seconds)?.map(|life| cx.now_ms + life);
    if bans::one(tx, &here, user, cx.now_ms).await?.is_some() {
        return Ok(None);
    }
    if !accounts::exists(tx, user).await? {
        return Err(Error::not_found());
    }
    bans::upsert(tx, &here, user, reason.as_deref(), cx.now_ms, expires_ms).await?;
    let ban = bans::one(tx, &here, user, cx.now_ms).await?.ok_or_else(Error::not_found)?;
    remove(tx, &cx.app, &here, user, SpaceGone::Banned).await?;
    revoke_invites(tx, cx, &here, user).await?;
    let space_id = here.space();
    if back_ms > 0 {
        let payload = DeleteRecent { space_id, author_id: user, since_ms: cx.now_ms - back_ms };
        cx.app.jobs.enqueue(tx, "messages.delete_recent", &payload).await?;
    }
    tx.emit(To::Holders(here.at(), Perm::BanMembers), &Event::BanCreate { space_id, ban });
    let changes = [
        difference("reason", &None, &reason),
        difference("expires_at", &None, &expires_ms.map(Timestamp)),
        difference("delete_messages_seconds", &0, &new.delete_messages_seconds),
    ];
    let changes = changes.into_iter().flatten().collect();
    Ok(Some(Deed { action: "member_ban", target_kind: "user", target: Some(user.0), changes }))
}

/// Lets somebody in again.
///
/// # Errors
/// * `not_found`: no such space for the caller.
/// * `forbidden`: the caller lacks `ban_members` or the rank.
pub async fn unban(cx: &Cx, space: SpaceId, user: UserId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, space).await?.require(Perm::BanMembers)?.require_above(user)?;
    if bans::delete(&mut tx, &here, user, cx.now_ms).await? {
        audit(&mut tx, cx, space, "member_unban", "user", Some(user.0), Vec::new()).await?;
        tx.emit(To::Holders(here.at(), Perm::BanMembers), &Event::BanDelete { space_id: space, user_id: user });
        tx.commit().await?;
    }
    Ok(())
}
