//! Conversations of two people, or of a few, that stand in no space.
//!
//! Invariants: two people have one direct conversation at most, whoever opens it and however often; nobody is led into
//! one across a block or against what they chose, and no refusal says which; whoever changes its people raises the
//! version of the conversation first, which locks it, so that what is counted stays counted and who left hears nothing
//! more; nobody rules it. Whoever comes into a group later finds nothing that was said before. Hiding is a note of one's
//! own and ends with the next word.

mod api;
mod model;
mod service;
mod store;
#[cfg(test)]
mod tests;

pub use service::list::known;
pub use store::{ids_of, parties, readable};

use super::Feature;

/// The capability.
pub const FEATURE: Feature = Feature { name: "conversations", routes: api::routes, jobs: &[] };
