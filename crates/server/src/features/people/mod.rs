//! How people stand to each other: friends, requests, blocks, and who may see whose profile.
//!
//! Invariants: a friendship and a request are two rows, one for each side, written together; a block ends both and none
//! comes about across it; a block is a row of its own for each side, so that taking one away leaves the other's. Whatever
//! touches a pair locks both accounts first, in the order of their ids, so that what is counted stays counted and
//! requests that cross make one friendship. Nobody learns from a refusal whether it was a block, a setting, or that
//! there is no such person.

mod api;
mod service;
mod store;
#[cfg(test)]
mod tests;

pub use service::{
    blocks::blocked,
    friends::known as friends,
    seeing::{trim, trimmed, visible},
};
pub use store::relation::may_write;

use super::Feature;

/// The capability.
pub const FEATURE: Feature = Feature { name: "people", routes: api::routes, jobs: &[] };
