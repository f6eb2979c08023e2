//! Taking an account away for good.

use super::session;
use crate::{
    app::App,
    error::Result,
    events::{Announce, Signal},
    features::{
        files,
        identity::store::{accounts, codes, factors, security, sessions, sessions::EndReason},
    },
};
use data_encoding::HEXLOWER;
use snug_proto::UserId;

/// Erases an account that is still unverified: its sessions end, its name is free again, nothing personal is left.
/// Memberships are ended before. One that was verified meanwhile, or erased before, stays as it is.
///
/// # Errors
/// `internal`: the database failed.
pub async fn erase_unverified(app: &App, user: UserId) -> Result<()> {
    let mut tx = app.db.write().await?;
    let avatar = accounts::account(&mut tx, user).await?.avatar;
    let name = format!("deleted_{}", HEXLOWER.encode(&app.ids.bytes::<4>()));
    if !accounts::erase_unverified(&mut tx, user, &name).await? {
        return Ok(());
    }
    let live = sessions::all(&mut tx, user).await?;
    session::end(&mut tx, app, user, &live, EndReason::Erased).await?;
    security::delete_tickets(&mut tx, user).await?;
    codes::delete_of(&mut tx, user).await?;
    factors::delete_of(&mut tx, user).await?;
    if let Some(avatar) = avatar {
        files::release(&mut tx, avatar).await?;
    }
    tx.signal(Signal::AccountChanged { user });
    tx.commit().await?;
    Ok(())
}
