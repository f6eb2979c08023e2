//! Reports: what people find wrong, the queues in which it waits, and what those who look after it do about it.
//!
//! Invariants: one reports only what one sees, and once until that is closed; what is reported is copied, so that no
//! edit and no deletion takes it away; the person accused never learns of it and never decides it; the queue does not
//! name who reported.

mod api;
mod host;
mod jobs;
mod model;
mod service;
mod store;
#[cfg(test)]
mod tests;

pub use host::{Listed, close, newest, one};
pub use store::accusing;

use super::Feature;

/// The capability.
pub const FEATURE: Feature = Feature { name: "moderation", routes: api::routes, jobs: jobs::JOBS };
