//! Accounts: the list, one of them, their ranks, their sessions and factors.

use super::record;
use crate::{
    access::Elevated,
    edge::http::{Cx, Paging},
    error::{Error, Result},
    features::{
        files,
        identity::{self, Kept, KeptFilter},
        moderation, spaces,
    },
};
use snug_platform::db::{Conn, Tx};
use snug_proto::{
    Page, Patch, Timestamp, UserId,
    account::{AccountState, InstanceRole},
    admin::{AdminUser, AdminUserDetail, AdminUserPatch, AdminUserQuery, Suspension},
};
use uuid::Uuid;

/// Longest start of a name or an address.
const START_MAX: usize = 64;

/// Accounts, newest first.
///
/// # Errors
/// * `invalid`: a limit below 1, or a start that is too long.
/// * `malformed`: the cursor belongs to another list.
pub async fn list(cx: &Cx, query: AdminUserQuery) -> Result<Page<AdminUser>> {
    let start = query.q.as_deref().unwrap_or_default().trim().to_lowercase();
    if start.chars().count() > START_MAX || start.contains('\0') {
        return Err(Error::invalid("q", "At most 64 characters."));
    }
    let mut conn = cx.app.db.read().await?;
    let may = cx.elevated_moderator(&mut conn).await?;
    let filter = KeptFilter {
        start: Some(start),
        is_address_open: reads_addresses(&may),
        state: query.state,
        role: query.role,
        since_ms: query.since.map(|since| since.0),
    };
    let scope = ("admin/users", &filter.start, filter.state, filter.role, filter.since_ms);
    let paging = Paging::open(cx, scope, query.cursor.as_deref(), query.limit)?;
    let before: UserId = paging.after.unwrap_or(UserId(Uuid::max()));
    let found = identity::kept_page(&mut conn, &may, &filter, before, paging.limit.plus_one()).await?;
    let page = paging.page(found, |kept| kept.user.id)?;
    Ok(Page { items: shown(&mut conn, &may, page.items).await?, next_cursor: page.next_cursor })
}

/// One account, and how much there is of it.
///
/// # Errors
/// `not_found`: there is no such account.
pub async fn get(cx: &Cx, user: UserId) -> Result<AdminUserDetail> {
    let mut conn = cx.app.db.read().await?;
    let may = cx.elevated_moderator(&mut conn).await?;
    Ok(AdminUserDetail {
        user: shown_one(&mut conn, &may, user).await?,
        sessions: identity::live_sessions(&mut conn, &may, user, cx.now_ms).await?,
        spaces_owned: spaces::owned(&mut conn, &may, user).await?,
        spaces_joined: i64::try_from(spaces::joined(&mut conn, user).await?.len()).unwrap_or(i64::MAX),
        files_bytes: files::bytes_of(&mut conn, &may, user).await?,
        reports: moderation::accusing(&mut conn, &may, user).await?,
    })
}

/// Gives an account another rank, or takes it away.
///
/// # Errors
/// * `not_found`: there is no such account.
/// * `forbidden`: the rank it has, or the one it would get, is not the caller's to give.
/// * `conflict`: the last owner, or an account that is not in use.
pub async fn change(cx: &Cx, user: UserId, patch: AdminUserPatch) -> Result<AdminUser> {
    let role = match patch.instance_role {
        Patch::Keep => None,
        Patch::Clear => Some(None),
        Patch::Set(role) => Some(Some(role)),
    };
    let mut tx = cx.app.db.write().await?;
    // Before the proof: of two owners who step down at once the second sees what the first did.
    identity::lock_owners(&mut tx).await?;
    let may = cx.elevated(&mut tx).await?;
    if let Some(role) = role
        && let Some(deed) = identity::set_role_in(&mut tx, &cx.app, &may, user, role).await?
    {
        record(&mut tx, cx, deed, None).await?;
    }
    let shown = shown_one(&mut tx, &may, user).await?;
    tx.commit().await?;
    Ok(shown)
}

/// Ends all sessions of an account.
///
/// # Errors
/// * `not_found`: there is no such account.
/// * `forbidden`: its rank is not lower.
pub async fn sign_out(cx: &Cx, user: UserId) -> Result<()> {
    let (mut tx, may) = begin(cx).await?;
    let deed = identity::sign_out_in(&mut tx, &cx.app, &may, user).await?;
    record(&mut tx, cx, deed, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the second factor of an account away, ends its sessions, and has its owner told by mail.
///
/// # Errors
/// * `not_found`: there is no such account.
/// * `forbidden`: its rank is not lower.
pub async fn reset_factors(cx: &Cx, user: UserId) -> Result<()> {
    let (mut tx, may) = begin(cx).await?;
    let deed = identity::reset_factors_in(&mut tx, &cx.app, &may, user, cx.now_ms).await?;
    record(&mut tx, cx, deed, None).await?;
    tx.commit().await?;
    Ok(())
}

async fn begin(cx: &Cx) -> Result<(Tx, Elevated)> {
    let mut tx = cx.app.db.write().await?;
    let may = cx.elevated(&mut tx).await?;
    Ok((tx, may))
}

/// Moderators do not need addresses, and so cannot look for them.
fn reads_addresses(may: &Elevated) -> bool {
    may.role() > InstanceRole::Moderator
}

/// One account as staff see it.
pub(super) async fn shown_one(conn: &mut Conn, may: &Elevated, user: UserId) -> Result<AdminUser> {
    let kept = identity::kept(conn, may, user).await?.ok_or_else(Error::not_found)?;
    shown(conn, may, vec![kept]).await?.pop().ok_or_else(Error::not_found)
}

async fn shown(conn: &mut Conn, may: &Elevated, kept: Vec<Kept>) -> Result<Vec<AdminUser>> {
    let people = identity::user_refs(conn, kept.iter().filter_map(|kept| kept.locked.by)).await?;
    let user = |kept: Kept| {
        let suspension = (kept.state == AccountState::Suspended).then(|| Suspension {
            reason: kept.locked.reason.unwrap_or_default(),
            until: kept.locked.until_ms.map(Timestamp),
            by: kept.locked.by.and_then(|by| people.get(&by).cloned()),
        });
        AdminUser {
            user: kept.user,
            email: kept.email.filter(|_| reads_addresses(may)),
            email_verified: kept.email_verified,
            state: kept.state,
            instance_role: kept.role,
            second_factor: kept.second_factor,
            created_at: kept.created_at,
            last_seen_at: kept.last_seen_at,
            suspension,
        }
    };
    Ok(kept.into_iter().map(user).collect())
}
