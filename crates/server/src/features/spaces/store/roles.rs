//! The rows of roles, and who holds them.

use crate::{
    access::{SpaceAccess, perms},
    error::Result,
};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use snug_proto::{ChannelId, Perms, RoleId, SpaceId, UserId, spaces::Role};

/// A role with its space.
pub struct RoleRow {
    /// Where.
    pub space: SpaceId,
    /// The role.
    pub role: Role,
}

impl FromRow for RoleRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let role = Role {
            id: row.id("id")?,
            name: row.get("name")?,
            color: row.get("color")?,
            position: row.get("position")?,
            permissions: perms(row, "permissions")?,
            mentionable: row.get("mentionable")?,
            hoist: row.get("hoist")?,
            everyone: row.get("is_everyone")?,
        };
        Ok(Self { space: row.id("space_id")?, role })
    }
}

/// The number that stands for a set of rights in the database.
pub fn number(permissions: Perms) -> i64 {
    i64::from_ne_bytes(permissions.0.to_ne_bytes())
}

/// All roles of these spaces, highest first in each.
pub async fn of_spaces(conn: &mut Conn, spaces: &[SpaceId]) -> Result<Vec<RoleRow>> {
    let roles = conn
        .sql(
            "select id, space_id, name, color, position, permissions, mentionable, hoist, is_everyone
             from role where space_id in (@) order by position desc, id",
        )
        .ids(spaces.iter().copied())
        .all()
        .await?;
    Ok(roles)
}

/// All roles of a space, highest first.
pub async fn of_space(conn: &mut Conn, here: &SpaceAccess) -> Result<Vec<Role>> {
    let roles = of_spaces(conn, &[here.space()]).await?;
    Ok(roles.into_iter().map(|row| row.role).collect())
}

/// Makes room for a role at position 1.
pub async fn lift_all(tx: &mut Tx, here: &SpaceAccess) -> Result<()> {
    tx.sql("update role set position = position + 1 where space_id = $1 and position >= 1")
        .id(here.space())
        .run()
        .await?;
    Ok(())
}

/// Makes a role.
pub async fn insert(tx: &mut Tx, here: &SpaceAccess, role: &Role, now_ms: i64) -> Result<()> {
    tx.sql(
        "insert into role (id, space_id, name, color, position, permissions, mentionable, hoist, is_everyone, created_ms)
         values ($1, $2, $3, $4, $5, $6, $7, $8, false, $9)",
    )
    .id(role.id)
    .id(here.space())
    .bind(&role.name)
    .bind(role.color.as_deref())
    .bind(role.position)
    .bind(number(role.permissions))
    .bind(role.mentionable)
    .bind(role.hoist)
    .bind(now_ms)
    .run()
    .await?;
    Ok(())
}

/// Writes what can be changed of a role.
pub async fn update(tx: &mut Tx, here: &SpaceAccess, role: &Role) -> Result<()> {
    tx.sql(
        "update role set name = $3, color = $4, permissions = $5, mentionable = $6, hoist = $7
         where space_id = $1 and id = $2",
    )
    .id(here.space())
    .id(role.id)
    .bind(&role.name)
    .bind(role.color.as_deref())
    .bind(number(role.permissions))
    .bind(role.mentionable)
    .bind(role.hoist)
    .run()
    .await?;
    Ok(())
}

/// Puts a role at a position.
pub async fn set_position(tx: &mut Tx, here: &SpaceAccess, role: RoleId, position: i64) -> Result<()> {
    tx.sql("update role set position = $3 where space_id = $1 and id = $2")
        .id(here.space())
        .id(role)
        .bind(position)
        .run()
        .await?;
    Ok(())
}

/// Deletes a role with all that names it; answers the channels that had an override for it.
pub async fn delete(tx: &mut Tx, here: &SpaceAccess, role: RoleId) -> Result<Vec<ChannelId>> {
    let channels = tx
        .sql("delete from channel_override where target_kind = 'role' and target_id = $1 returning channel_id as v")
        .id(role)
        .all::<uuid::Uuid>()
        .await?;
    tx.sql("delete from member_role where space_id = $1 and role_id = $2").id(here.space()).id(role).run().await?;
    tx.sql("delete from role where space_id = $1 and id = $2").id(here.space()).id(role).run().await?;
    Ok(channels.into_iter().map(ChannelId).collect())
}

/// Gives a role to a member; answers whether that changed anything.
pub async fn give(tx: &mut Tx, here: &SpaceAccess, user: UserId, role: RoleId) -> Result<bool> {
    let given = tx
        .sql("insert into member_role (space_id, account_id, role_id) values ($1, $2, $3) on conflict do nothing")
        .id(here.space())
        .id(user)
        .id(role)
        .run()
        .await?;
    Ok(given > 0)
}

/// Takes a role from a member; answers whether that changed anything.
pub async fn take(tx: &mut Tx, here: &SpaceAccess, user: UserId, role: RoleId) -> Result<bool> {
    let taken = tx
        .sql("delete from member_role where space_id = $1 and account_id = $2 and role_id = $3")
        .id(here.space())
        .id(user)
        .id(role)
        .run()
        .await?;
    Ok(taken > 0)
}
