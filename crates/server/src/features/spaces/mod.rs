//! Spaces: who belongs, in which roles, invited how, kept out why, and the trail of what was done.
//!
//! Invariants: a space has an everyone role at position 0 and an owner who is a member; a role row of a member never
//! outlives the membership; whoever changes rights raises the version of the space first, which locks it, so that what
//! is counted stays counted; rights are given and taken only by those who hold them and stand above; no invite lives
//! longer than 30 days. A deleted space is out of sight at once; its rows and files are purged a week later, by the
//! capability that knows its messages.

mod api;
mod jobs;
mod model;
mod service;
mod store;
mod sweep;
#[cfg(test)]
mod tests;

pub use jobs::{PURGE_AFTER, PurgeChannel, PurgeSpace, is_over, purge};
pub use service::{
    Overridden, Say, announce_space,
    audit::{audit, difference, record},
    bans::{DeleteRecent, ban_in},
    by_staff, changing,
    leave::kick_in,
    list::{known as one, overview},
    members::sifted as members,
    timeouts::begin_in as timeout_in,
};
pub use store::members::NameKey;
pub use sweep::{start, sweep};

use super::Feature;
use crate::{
    access::{Elevated, SpaceAccess},
    error::Result,
};
use snug_platform::db::{Conn, Tx};
use snug_proto::{ChannelId, SpaceId, UserId, admin::SpaceRef};

/// The capability.
pub const FEATURE: Feature = Feature { name: "spaces", routes: api::routes, jobs: jobs::JOBS };

/// The spaces of a person, in the order of joining.
///
/// # Errors
/// `internal`: the database failed.
pub async fn joined(conn: &mut Conn, user: UserId) -> Result<Vec<SpaceId>> {
    store::spaces::joined_ids(conn, user).await
}

/// The spaces that a person owns, oldest first, as those who run the place see them.
///
/// # Errors
/// `internal`: the database failed.
pub async fn owned(conn: &mut Conn, may: &Elevated, user: UserId) -> Result<Vec<SpaceRef>> {
    store::spaces::owned(conn, may, user).await
}

/// Forgets a deleted channel wherever the space names it, and tells the members if it did.
///
/// # Errors
/// `internal`: the database failed.
pub async fn forget_channel(tx: &mut Tx, here: &SpaceAccess, channel: ChannelId) -> Result<()> {
    if store::spaces::forget_channel(tx, here, channel).await? {
        announce_space(tx, here).await?;
    }
    Ok(())
}
