//! Messages: what is said, answered, changed, reacted to, pinned, and how far it was read.
//!
//! A channel's messages are numbered from 1 without holes: the number is taken inside the writing transaction, which
//! holds the channel's row, so they become durable and are told in that order. Lists, read state and gap detection use
//! the number. What is deleted keeps its number and nothing else. The source of a text is stored as it was written
//! (normal form, `\n`); reading it is the matter of [`markdown`], which never makes markup.

mod api;
mod jobs;
pub mod markdown;
mod mentions;
mod model;
mod purge;
mod search;
mod service;
mod store;

#[cfg(test)]
mod tests;

#[cfg(test)]
pub use search::add as findable;
#[cfg(any(test, fuzzing))]
pub use search::outside;
pub use search::start;
pub use service::{delete::delete_in, send::visible, typing::tell as tell_typing};

use super::Feature;
use crate::error::Result;
use snug_platform::db::Conn;
use snug_proto::{ChannelId, UserId, reads::ReadState};

/// Routes and jobs of this capability.
pub const FEATURE: Feature = Feature { name: "messages", routes: api::routes, jobs: jobs::JOBS };

/// How far a person has read these channels: one statement, whatever the number of channels and of unread messages.
///
/// # Errors
/// `internal`: the database failed.
pub async fn reads(conn: &mut Conn, user: UserId, channels: &[ChannelId]) -> Result<Vec<ReadState>> {
    store::reads::of(conn, user, channels).await
}
