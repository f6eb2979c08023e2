//! What somebody is called for: a level and a pause for the account, for each space, channel and conversation.
//!
//! Invariants: a level belongs to a membership, in a space or conversation, and goes with it; it names no channel that its owner does not see; only
//! the own devices hear of it. Levels decide what calls, never what is unread.

mod api;
mod model;
mod service;
mod store;
#[cfg(test)]
mod tests;

pub use service::known as levels;

use super::Feature;

/// The capability.
pub const FEATURE: Feature = Feature { name: "notifications", routes: api::routes, jobs: &[] };
