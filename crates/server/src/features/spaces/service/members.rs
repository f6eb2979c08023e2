//! Reading members, naming them, giving and taking their roles.

use super::{
    audit::{audit, difference},
    changing,
};
use crate::{
    access::{RoleNode, SpaceAccess},
    edge::http::{Cx, Paging},
    error::{Error, Result},
    events::{Announce, To},
    features::{
        people,
        spaces::{
            model,
            store::{
                members::{self, Filter, NameKey},
                roles, spaces,
            },
        },
    },
};
use snug_platform::db::{Conn, Tx};
use snug_proto::{
    Page, Perm, RoleId, SpaceId, UserId,
    events::Event,
    spaces::{Member, MemberPatch, MemberQuery},
};
use std::collections::HashMap;

/// How many names are read at once when only some of them belong on the page.
const SIEVE: i64 = 1_000;

/// The members of a space by name.
///
/// # Errors
/// * `not_found`: no such space for the caller.
/// * `malformed`: the cursor belongs to another list.
pub async fn list(cx: &Cx, space: SpaceId, query: MemberQuery) -> Result<Page<Member>> {
    // Who leaves between two statements would leave a gap on the page.
    let mut conn = cx.app.db.snapshot().await?;
    let here = cx.space(&mut conn, space).await?;
    let start = query.q.unwrap_or_default().to_ascii_lowercase();
    let role = query.role.filter(|role| *role != here.world().everyone);
    let paging = Paging::open(cx, ("members", space, &start, role), query.cursor.as_deref(), query.limit)?;
    let filter = Filter { start, role };
    let most = paging.limit.plus_one();
    let keys = members::by_name(&mut conn, &here, &filter, paging.after.as_ref(), most).await?;
    page(&mut conn, cx, &here, &paging, keys).await
}

/// The members of a space by name, without those that `keep` drops. The connection is a snapshot, so that a page is
/// short only at the end.
///
/// # Errors
/// `internal`: the database failed.
pub async fn sifted(
    conn: &mut Conn,
    cx: &Cx,
    here: &SpaceAccess,
    paging: &Paging<'_, NameKey>,
    keep: impl Fn(UserId) -> bool,
) -> Result<Page<Member>> {
    let wanted = usize::try_from(paging.limit.plus_one()).unwrap_or(usize::MAX);
    let (mut kept, mut after) = (Vec::with_capacity(wanted), paging.after.clone());
    while kept.len() < wanted {
        let names = members::by_name(conn, here, &Filter::default(), after.as_ref(), SIEVE).await?;
        let Some(last) = names.last() else { break };
        after = Some(last.clone());
        kept.extend(names.into_iter().filter(|(_, user)| keep(*user)));
    }
    kept.truncate(wanted);
    page(conn, cx, here, paging, kept).await
}

async fn page(
    conn: &mut Conn,
    cx: &Cx,
    here: &SpaceAccess,
    paging: &Paging<'_, NameKey>,
    keys: Vec<NameKey>,
) -> Result<Page<Member>> {
    let Page { items, next_cursor } = paging.page(keys, NameKey::clone)?;
    let users: Vec<UserId> = items.iter().map(|(_, user)| *user).collect();
    let mut found = members::some(conn, here, &users, cx.now_ms).await?;
    people::trim(conn, cx.user(), found.iter_mut().map(|member| &mut member.user)).await?;
    let mut found: HashMap<UserId, Member> = found.into_iter().map(|member| (member.user.id, member)).collect();
    Ok(Page { items: users.iter().filter_map(|user| found.remove(user)).collect(), next_cursor })
}

/// One member.
///
/// # Errors
/// `not_found`: no such space for the caller, or no such member.
pub async fn one(cx: &Cx, space: SpaceId, user: UserId) -> Result<Member> {
    let mut conn = cx.app.db.read().await?;
    let here = cx.space(&mut conn, space).await?;
    member(&mut conn, cx, &here, user).await
}

/// A member as stored now, as the caller may see them.
pub async fn member(conn: &mut Conn, cx: &Cx, here: &SpaceAccess, user: UserId) -> Result<Member> {
    let member = members::one(conn, here, user, cx.now_ms).await?.ok_or_else(Error::not_found)?;
    Ok(Member { user: people::trimmed(conn, cx.user(), member.user).await?, ..member })
}

/// Names a member; blank takes the name away.
///
/// # Errors
/// * `not_found`: no such space for the caller, or no such member.
/// * `forbidden`: the caller lacks `change_nickname` (own) or `manage_nicknames` and the rank (others).
/// * `invalid`: the name.
pub async fn rename(cx: &Cx, space: SpaceId, user: UserId, patch: MemberPatch) -> Result<Member> {
    let mut tx = cx.app.db.write().await?;
    spaces::lock(&mut tx, space).await?.ok_or_else(Error::not_found)?;
    let here = cx.space(&mut tx, space).await?;
    let is_own = user == cx.user();
    let here = if is_own {
        here.require(Perm::ChangeNickname)?
    } else {
        here.require(Perm::ManageNicknames)?.require_above(user)?
    };
    let old = member(&mut tx, cx, &here, user).await?;
    let Some(nick) = patch.nick.change().map(model::nick).transpose()? else { return Ok(old) };
    let Some(change) = difference("nick", &old.nick, &nick) else { return Ok(old) };
    members::set_nick(&mut tx, &here, user, nick.as_deref()).await?;
    if !is_own {
        audit(&mut tx, cx, space, "member_update", "user", Some(user.0), vec![change]).await?;
    }
    let new = Member { nick, ..old };
    announce(&mut tx, &here, &new);
    tx.commit().await?;
    Ok(new)
}

/// Tells the members how one of them is now.
pub fn announce(tx: &mut Tx, here: &SpaceAccess, member: &Member) {
    let event = Event::MemberUpdate {
        space_id: here.space(),
        user_id: member.user.id,
        nick: member.nick.clone(),
        roles: member.roles.clone(),
        timeout_until: member.timeout_until,
    };
    tx.emit(To::Space(here.at()), &event);
}

/// Gives a role to a member.
///
/// # Errors
/// * `not_found`: no such space for the caller, no such member, no such role.
/// * `forbidden`: the caller lacks `manage_roles`, the rank, or a right that the role gives.
/// * `conflict`: everyone has that role already.
pub async fn give_role(cx: &Cx, space: SpaceId, user: UserId, role: RoleId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, space).await?.require(Perm::ManageRoles)?.require_above(user)?;
    let here = assignable(here.require_above_role(role)?, user, role)?;
    if roles::give(&mut tx, &here, user, role).await? {
        told(&mut tx, cx, &here, user, "member_role_add", role).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Takes a role from a member, or lays down an own one.
///
/// # Errors
/// As [`give_role`]; for an own role the rank does not matter.
pub async fn take_role(cx: &Cx, space: SpaceId, user: UserId, role: RoleId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let mut here = changing(&mut tx, cx, space).await?.require(Perm::ManageRoles)?;
    if user != cx.user() {
        here = here.require_above(user)?.require_above_role(role)?;
    }
    let here = assignable(here, user, role)?;
    if roles::take(&mut tx, &here, user, role).await? {
        told(&mut tx, cx, &here, user, "member_role_remove", role).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Only members get roles, nobody gets everyone, and nobody moves rights that they do not hold.
fn assignable(here: SpaceAccess, user: UserId, role: RoleId) -> Result<SpaceAccess> {
    let RoleNode { permissions, .. } = here.world().roles.get(&role).ok_or_else(Error::not_found)?;
    if role == here.world().everyone {
        return Err(Error::conflict("Everyone has this role."));
    }
    if !here.world().has_member(user) {
        return Err(Error::not_found());
    }
    let permissions = *permissions;
    here.require_all(permissions)
}

async fn told(
    tx: &mut Tx,
    cx: &Cx,
    here: &SpaceAccess,
    user: UserId,
    action: &'static str,
    role: RoleId,
) -> Result<()> {
    let given = (action == "member_role_add").then_some(role);
    let taken = (action != "member_role_add").then_some(role);
    let changes = difference("role_id", &taken, &given).into_iter().collect();
    audit(tx, cx, here.space(), action, "user", Some(user.0), changes).await?;
    let member = member(tx, cx, here, user).await?;
    announce(tx, here, &member);
    Ok(())
}
