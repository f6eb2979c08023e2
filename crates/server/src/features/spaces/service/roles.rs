//! Making, changing, ordering and deleting roles.

use super::{
    announce_overrides,
    audit::{audit, difference},
    changing,
};
use crate::{
    access::SpaceAccess,
    edge::http::Cx,
    error::{Error, Result},
    events::{Announce, To},
    features::spaces::{model, store::roles},
    text,
};
use snug_platform::db::Tx;
use snug_proto::{
    Perm, RoleId, SpaceId,
    audit::AuditChange,
    events::Event,
    spaces::{NewRole, Role, RoleOrder, RolePatch},
};

/// The roles of a space, highest first.
///
/// # Errors
/// `not_found`: no such space for the caller.
pub async fn list(cx: &Cx, space: SpaceId) -> Result<Vec<Role>> {
    let mut conn = cx.app.db.read().await?;
    let here = cx.space(&mut conn, space).await?;
    roles::of_space(&mut conn, &here).await
}

/// Makes a role, lowest of all but everyone.
///
/// # Errors
/// * `not_found`: no such space for the caller.
/// * `forbidden`: the caller lacks `manage_roles`, or a right that the role is to give.
/// * `limit_reached`: there are as many roles as can be.
/// * `invalid`: name or colour.
pub async fn create(cx: &Cx, space: SpaceId, new: NewRole) -> Result<Role> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, space).await?.require(Perm::ManageRoles)?.require_all(new.permissions)?;
    let role = Role {
        id: cx.new_id(),
        name: model::role_name(&new.name)?,
        color: new.color.map(|color| text::color("color", &color)).transpose()?,
        position: 1,
        permissions: new.permissions,
        mentionable: new.mentionable,
        hoist: new.hoist,
        everyone: false,
    };
    let count = i64::try_from(here.world().roles.len()).unwrap_or(i64::MAX);
    if count >= cx.app.config.counts.roles {
        return Err(Error::limit_reached("roles"));
    }
    roles::lift_all(&mut tx, &here).await?;
    roles::insert(&mut tx, &here, &role, cx.now_ms).await?;
    let changes =
        [difference("name", &None, &Some(&role.name)), difference("permissions", &None, &Some(role.permissions))];
    audit(&mut tx, cx, space, "role_create", "role", Some(role.id.0), changes.into_iter().flatten().collect()).await?;
    tx.emit(To::Space(here.at()), &Event::RoleCreate { space_id: space, role: role.clone() });
    announce_order(&mut tx, &here).await?;
    tx.commit().await?;
    Ok(role)
}

/// Changes a role below the caller's own.
///
/// # Errors
/// * `not_found`: no such space for the caller, or no such role.
/// * `forbidden`: the caller lacks `manage_roles`, the rank, or a right that is given or taken.
/// * `invalid`: name, colour, another name for everyone, or too strong rights for everyone.
pub async fn change(cx: &Cx, space: SpaceId, role: RoleId, patch: RolePatch) -> Result<Role> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, space).await?.require(Perm::ManageRoles)?.require_above_role(role)?;
    let old = stored(&mut tx, &here, role).await?;
    let new = patched(&here, &old, patch)?;
    let changes = differences(&old, &new);
    if !changes.is_empty() {
        roles::update(&mut tx, &here, &new).await?;
        audit(&mut tx, cx, space, "role_update", "role", Some(role.0), changes).await?;
        tx.emit(To::Space(here.at()), &Event::RoleUpdate { space_id: space, role: new.clone() });
        tx.commit().await?;
    }
    Ok(new)
}

fn patched(here: &SpaceAccess, old: &Role, patch: RolePatch) -> Result<Role> {
    let mut new = old.clone();
    if let Some(name) = patch.name {
        new.name = model::role_name(&name)?;
        if old.everyone && new.name != old.name {
            return Err(Error::invalid("name", "The role of everyone keeps its name."));
        }
    }
    if let Some(color) = patch.color.change() {
        new.color = color.map(|color| text::color("color", &color)).transpose()?;
    }
    if let Some(permissions) = patch.permissions {
        new.permissions = if old.everyone { model::everyone_permissions(permissions)? } else { permissions };
        model::only_held(model::difference(old.permissions, permissions), here.perms())?;
    }
    new.mentionable = patch.mentionable.unwrap_or(old.mentionable);
    new.hoist = patch.hoist.unwrap_or(old.hoist);
    Ok(new)
}

fn differences(old: &Role, new: &Role) -> Vec<AuditChange> {
    [
        difference("name", &old.name, &new.name),
        difference("color", &old.color, &new.color),
        difference("permissions", &old.permissions, &new.permissions),
        difference("mentionable", &old.mentionable, &new.mentionable),
        difference("hoist", &old.hoist, &new.hoist),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn stored(tx: &mut Tx, here: &SpaceAccess, role: RoleId) -> Result<Role> {
    let roles = roles::of_space(tx, here).await?;
    roles.into_iter().find(|known| known.id == role).ok_or_else(Error::not_found)
}

/// Deletes a role below the caller's own, with all that names it.
///
/// # Errors
/// * `not_found`: no such space for the caller, or no such role.
/// * `forbidden`: the caller lacks `manage_roles`, the rank, or a right that is taken with the role.
/// * `conflict`: it is the role of everyone.
pub async fn delete(cx: &Cx, space: SpaceId, role: RoleId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, space).await?.require(Perm::ManageRoles)?.require_above_role(role)?;
    let old = stored(&mut tx, &here, role).await?;
    if old.everyone {
        return Err(Error::conflict("The role of everyone stays."));
    }
    let here = here.require_all(old.permissions)?;
    let overridden = roles::delete(&mut tx, &here, role).await?;
    announce_overrides(&mut tx, &cx.app, &here, overridden).await?;
    let changes = difference("name", &Some(&old.name), &None).into_iter().collect();
    audit(&mut tx, cx, space, "role_delete", "role", Some(role.0), changes).await?;
    tx.emit(To::Space(here.at()), &Event::RoleDelete { space_id: space, role_id: role });
    tx.commit().await?;
    Ok(())
}

/// Puts the roles in another order.
///
/// # Errors
/// * `not_found`: no such space for the caller.
/// * `forbidden`: the caller lacks `manage_roles`, or moves a role that is not below.
/// * `conflict`: the list is not exactly the roles of the space.
pub async fn order(cx: &Cx, space: SpaceId, wanted: RoleOrder) -> Result<Vec<Role>> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, space).await?.require(Perm::ManageRoles)?;
    let old = roles::of_space(&mut tx, &here).await?;
    let current: Vec<_> = old.iter().filter(|role| !role.everyone).map(|role| (role.id, role.position)).collect();
    model::check_order(&current, &wanted.role_ids, here.world().rank(cx.user()))?;
    let current: Vec<RoleId> = current.into_iter().map(|(id, _)| id).collect();
    if let Some(change) = difference("role_ids", &current, &wanted.role_ids) {
        for (role, position) in wanted.role_ids.iter().rev().zip(1..) {
            roles::set_position(&mut tx, &here, *role, position).await?;
        }
        audit(&mut tx, cx, space, "role_order", "space", Some(space.0), vec![change]).await?;
        announce_order(&mut tx, &here).await?;
        let new = roles::of_space(&mut tx, &here).await?;
        tx.commit().await?;
        return Ok(new);
    }
    Ok(old)
}

/// Tells the members the order of the roles.
async fn announce_order(tx: &mut Tx, here: &SpaceAccess) -> Result<()> {
    let roles = roles::of_space(tx, here).await?;
    let role_ids = roles.into_iter().filter(|role| !role.everyone).map(|role| role.id).collect();
    tx.emit(To::Space(here.at()), &Event::RoleOrder { space_id: here.space(), role_ids });
    Ok(())
}
