//! Reading channels, and who may do what in them.

use crate::{
    access::{self, ChannelAccess, SpaceAccess},
    edge::http::{Cx, Paging},
    error::{Error, Result},
    features::{
        channels::store,
        spaces::{self, NameKey},
    },
};
use snug_platform::db::Conn;
use snug_proto::{
    ChannelId, Page, PageQuery, Perm, SpaceId,
    channels::{Channel, Explained, Override, PermissionQuery},
    spaces::Member,
};

/// The channels of a space that the caller is shown.
///
/// # Errors
/// `not_found`: no such space for the caller.
pub async fn list(cx: &Cx, space: SpaceId) -> Result<Vec<Channel>> {
    let mut conn = cx.app.db.read().await?;
    let here = cx.space(&mut conn, space).await?;
    visible(&mut conn, &here).await
}

/// The channels that the holder of a proof is shown, in order; a category also for the sake of what is in it. One
/// statement.
///
/// # Errors
/// `internal`: the database failed.
pub async fn visible(conn: &mut Conn, here: &SpaceAccess) -> Result<Vec<Channel>> {
    let shown = access::shown(here.world(), here.actor(), here.now_ms());
    let rows = store::of_space(conn, here).await?;
    let seen = rows.into_iter().filter_map(|row| {
        let perms = *shown.get(&row.id)?;
        let overrides = here.world().channels.get(&row.id)?.overrides.clone();
        Some(row.seen_with(overrides, perms))
    });
    Ok(seen.collect())
}

/// One channel, for the holder of a proof.
///
/// # Errors
/// `internal`: the database failed.
pub async fn one(conn: &mut Conn, here: &ChannelAccess) -> Result<Channel> {
    if here.as_conversation().is_some() {
        let found = store::conversations::of(conn, here.actor(), &[here.channel()]).await?.pop();
        return found.ok_or_else(Error::not_found);
    }
    let row = store::one(conn, here).await?;
    Ok(row.seen_with(here.overrides().to_vec(), here.perms()))
}

/// One channel.
///
/// # Errors
/// `not_found`: no such channel, or out of the caller's sight.
pub async fn get(cx: &Cx, channel: ChannelId) -> Result<Channel> {
    let mut conn = cx.app.db.read().await?;
    let here = cx.channel(&mut conn, channel).await?;
    one(&mut conn, &here).await
}

/// Who can view a channel, by name.
///
/// # Errors
/// * `not_found`: no such channel, or out of the caller's sight.
/// * `malformed`: the cursor belongs to another list.
pub async fn members(cx: &Cx, channel: ChannelId, query: PageQuery) -> Result<Page<Member>> {
    let mut conn = cx.app.db.snapshot().await?;
    let here = cx.channel(&mut conn, channel).await?;
    let list = ("channel members", channel);
    let paging: Paging<'_, NameKey> = Paging::open(cx, list, query.cursor.as_deref(), query.limit)?;
    spaces::members(&mut conn, cx, here.in_space()?, &paging, |user| here.sees(user)).await
}

/// The overrides of a channel.
///
/// # Errors
/// `not_found`: no such channel, or out of the caller's sight.
pub async fn overrides(cx: &Cx, channel: ChannelId) -> Result<Vec<Override>> {
    let mut conn = cx.app.db.read().await?;
    let here = cx.channel(&mut conn, channel).await?;
    Ok(here.overrides().to_vec())
}

/// What somebody may do in a channel, and why.
///
/// # Errors
/// * `not_found`: no such channel, out of the caller's sight, or no such member.
/// * `forbidden`: asking for somebody else needs `manage_roles`.
pub async fn explain(cx: &Cx, channel: ChannelId, query: PermissionQuery) -> Result<Explained> {
    let mut conn = cx.app.db.read().await?;
    let mut here = cx.channel(&mut conn, channel).await?;
    let user = query.user_id.unwrap_or(cx.user());
    if user != cx.user() {
        here = here.require(Perm::ManageRoles)?;
    }
    let world = here.in_space()?.world();
    if !world.has_member(user) {
        return Err(Error::not_found());
    }
    Ok(access::explain(world, user, channel, cx.now_ms))
}
