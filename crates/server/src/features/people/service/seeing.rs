//! Who sees how much of whom.

use crate::{
    access,
    edge::http::Cx,
    error::{Error, Result},
    features::{identity, people::store::relation},
};
use snug_platform::db::Conn;
use snug_proto::{UserId, account::User};

/// Somebody's public profile: for themselves, staff, friends and those between whom a request is open, and who shares
/// a space with them.
///
/// # Errors
/// `not_found`: nobody, or nobody whom the caller may see.
pub async fn profile(cx: &Cx, id: UserId) -> Result<User> {
    visible(cx, &mut cx.app.db.read().await?, id).await
}

/// As [`profile`], among other statements.
///
/// # Errors
/// As [`profile`].
pub async fn visible(cx: &Cx, conn: &mut Conn, id: UserId) -> Result<User> {
    let is_free = id == cx.user() || cx.actor.instance_role.is_some();
    if !is_free && !relation::sees(conn, cx.user(), id).await? {
        return Err(Error::not_found());
    }
    let user = identity::user(conn, id).await?;
    trimmed(conn, cx.user(), user).await
}

/// One person as the viewer may see them: across a block no more than name and picture.
///
/// # Errors
/// `internal`: the database failed.
pub async fn trimmed(conn: &mut Conn, viewer: UserId, mut user: User) -> Result<User> {
    trim(conn, viewer, [&mut user]).await?;
    Ok(user)
}

/// Leaves no more than name and picture of those whom a block keeps apart from the viewer. One statement.
///
/// # Errors
/// `internal`: the database failed.
pub async fn trim<'u>(conn: &mut Conn, viewer: UserId, users: impl IntoIterator<Item = &'u mut User>) -> Result<()> {
    let users: Vec<&mut User> = users.into_iter().collect();
    let ids: Vec<UserId> = users.iter().map(|user| user.id).filter(|id| *id != viewer).collect();
    let apart = access::apart(conn, viewer, &ids).await?;
    for user in users.into_iter().filter(|user| apart.contains(&user.id)) {
        (user.bio, user.pronouns, user.accent, user.instance_role) = (None, None, None, None);
    }
    Ok(())
}
