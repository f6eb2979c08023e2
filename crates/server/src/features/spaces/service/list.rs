//! Reading spaces.

use crate::{
    access::{self, MemberNode, RoleNode, SpaceAccess, World},
    app::App,
    edge::http::{Cx, Paging},
    error::{Error, Result},
    features::spaces::store::{
        members,
        roles::{self, RoleRow},
        spaces::{self, Joined, SpaceRow},
    },
};
use snug_platform::db::Conn;
use snug_proto::{
    Code, Page, RoleId, SpaceId, UserId,
    spaces::{Member, Role, Space},
};
use std::collections::HashMap;
use uuid::Uuid;

/// Before every place in the order of joining.
const BEGINNING: (i64, SpaceId) = (i64::MIN, SpaceId(Uuid::nil()));

/// One of the caller's spaces.
///
/// # Errors
/// `not_found`: no such space for the caller.
pub async fn one(cx: &Cx, space: SpaceId) -> Result<Space> {
    let mut conn = cx.app.db.read().await?;
    let here = cx.space(&mut conn, space).await?;
    let row = spaces::one(&mut conn, &here).await?;
    Ok(row.seen_by(&here))
}

/// The caller's spaces, in the order of joining.
///
/// # Errors
/// `malformed`: the cursor belongs to another list.
pub async fn list(cx: &Cx, cursor: Option<&str>, limit: Option<i64>) -> Result<Page<Space>> {
    let paging = Paging::open(cx, "spaces", cursor, limit)?;
    let mut conn = cx.app.db.snapshot().await?;
    let after = paging.after.unwrap_or(BEGINNING);
    let joined = spaces::joined(&mut conn, cx.user(), after, paging.limit.plus_one()).await?;
    let places: HashMap<SpaceId, i64> = joined.iter().map(|space| (space.row.id, space.joined_ms)).collect();
    let known = complete(&mut conn, &cx.app, cx.user(), joined).await?;
    let spaces = known.into_iter().map(|(space, ..)| space).collect();
    paging.page(spaces, |space: &Space| (places.get(&space.id).copied().unwrap_or_default(), space.id))
}

/// Every space of a person with its roles and the own membership, in the order of joining. Four statements, however
/// many spaces.
///
/// # Errors
/// `internal`: the database failed.
pub async fn overview(conn: &mut Conn, app: &App, user: UserId) -> Result<Vec<(Space, Vec<Role>, Member)>> {
    let joined = spaces::joined(conn, user, BEGINNING, i64::MAX).await?;
    complete(conn, app, user, joined).await
}

/// One space of a person with its roles and the own membership.
///
/// # Errors
/// `not_found`: no such space for this person.
pub async fn known(conn: &mut Conn, app: &App, user: UserId, space: SpaceId) -> Result<(Space, Vec<Role>, Member)> {
    let here = access::space(conn, app, user, space).await?;
    let row = spaces::one(conn, &here).await?;
    let roles = roles::of_space(conn, &here).await?;
    let member = members::one(conn, &here, user, app.clock.now_ms()).await?.ok_or_else(Error::not_found)?;
    Ok((row.seen_by(&here), roles, member))
}

/// Adds roles, the own membership and the own rights to spaces.
async fn complete(
    conn: &mut Conn,
    app: &App,
    user: UserId,
    joined: Vec<Joined>,
) -> Result<Vec<(Space, Vec<Role>, Member)>> {
    if joined.is_empty() {
        return Ok(Vec::new());
    }
    let now_ms = app.clock.now_ms();
    let ids: Vec<SpaceId> = joined.iter().map(|space| space.row.id).collect();
    let mut roles: HashMap<SpaceId, Vec<Role>> = HashMap::new();
    for RoleRow { space, role } in roles::of_spaces(conn, &ids).await? {
        roles.entry(space).or_default().push(role);
    }
    let mut own = members::roles_of_person(conn, user, &ids).await?;
    let rows = members::of_person(conn, user, &ids).await?;
    let mut rows: HashMap<SpaceId, _> = rows.into_iter().map(|row| (row.space, row)).collect();
    let mut known = Vec::with_capacity(joined.len());
    for space in joined {
        // Somebody who left between two statements has no row any more.
        let Some(row) = rows.remove(&space.row.id) else { continue };
        let roles = roles.remove(&space.row.id).unwrap_or_default();
        let held = own.remove(&space.row.id).unwrap_or_default();
        let member = row.with(held.clone(), space.row.owner, now_ms);
        let seen = match sight(conn, app, user, &space.row).await? {
            Some(here) => space.row.seen_by(&here),
            None => {
                let permissions = access::in_space(&small_world(&space, &roles, user, held), user, now_ms);
                space.row.seen_with(permissions, |_| false)
            }
        };
        known.push((seen, roles, member));
    }
    Ok(known)
}

/// What a person sees in a space that names channels; one that names none is shown without a look at them.
async fn sight(conn: &mut Conn, app: &App, user: UserId, row: &SpaceRow) -> Result<Option<SpaceAccess>> {
    if row.named().is_empty() {
        return Ok(None);
    }
    match access::space(conn, app, user, row.id).await {
        Ok(here) => Ok(Some(here)),
        // Left in between.
        Err(error) if error.code() == Code::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// What decides the rights of one member in the space at large, and no more.
fn small_world(space: &Joined, roles: &[Role], user: UserId, held: Vec<RoleId>) -> World {
    let node = |role: &Role| RoleNode {
        position: role.position,
        permissions: role.permissions,
        mentionable: role.mentionable,
    };
    World {
        space: space.row.id,
        version: space.row.access_version,
        owner: space.row.owner,
        suspended: space.row.is_suspended,
        everyone: roles.iter().find(|role| role.everyone).map_or(RoleId(Uuid::nil()), |role| role.id),
        roles: roles.iter().map(|role| (role.id, node(role))).collect(),
        channels: HashMap::new(),
        members: HashMap::from([(user, MemberNode { roles: held, timeout_until_ms: space.timeout_until_ms })]),
    }
}
