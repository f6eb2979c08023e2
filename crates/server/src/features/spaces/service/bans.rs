//! Keeping people out.

use super::{
    audit::{audit, difference},
    changing,
    leave::{remove, revoke_invites},
};
use crate::{
    edge::http::{Cx, Paging},
    error::{Error, Result},
    events::{Announce, To},
    features::spaces::{
        model,
        store::{accounts, bans},
    },
};
use serde::{Deserialize, Serialize};
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
    let here = changing(&mut tx, cx, space).await?.require(Perm::BanMembers)?.require_above(user)?;
    let reason = model::reason(new.reason)?.or_else(|| cx.request.audit_reason.clone());
    let back_ms = model::delete_messages_ms(new.delete_messages_seconds)?;
    let expires_ms = model::ban_life_ms(new.expires_in_seconds)?.map(|life| cx.now_ms + life);
    if let Some(ban) = bans::one(&mut tx, &here, user, cx.now_ms).await? {
        return Ok(ban);
    }
    if !accounts::exists(&mut tx, user).await? {
        return Err(Error::not_found());
    }
    bans::upsert(&mut tx, &here, user, reason.as_deref(), cx.now_ms, expires_ms).await?;
    let ban = bans::one(&mut tx, &here, user, cx.now_ms).await?.ok_or_else(Error::not_found)?;
    remove(&mut tx, &cx.app, &here, user, SpaceGone::Banned).await?;
    revoke_invites(&mut tx, cx, &here, user).await?;
    if back_ms > 0 {
        let payload = DeleteRecent { space_id: space, author_id: user, since_ms: cx.now_ms - back_ms };
        cx.app.jobs.enqueue(&mut tx, "messages.delete_recent", &payload).await?;
    }
    let changes = [
        difference("reason", &None, &reason),
        difference("expires_at", &None, &expires_ms.map(Timestamp)),
        difference("delete_messages_seconds", &0, &new.delete_messages_seconds),
    ];
    audit(&mut tx, cx, space, "member_ban", "user", Some(user.0), changes.into_iter().flatten().collect()).await?;
    tx.emit(To::Holders(here.at(), Perm::BanMembers), &Event::BanCreate { space_id: space, ban: ban.clone() });
    tx.commit().await?;
    Ok(ban)
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
