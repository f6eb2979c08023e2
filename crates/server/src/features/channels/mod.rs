//! Channels and categories of a space, their order, and the exceptions from its roles; and what conversations are as
//! channels.
//!
//! Invariants: every channel has its space; categories do not nest; the position of a channel orders it among its
//! siblings and decides no right; an exception names each right once, only rights of channels, and is set only by who
//! holds them and stands above its target. Who sees which channel appear and go is worked out by the gateway, socket by
//! socket; this capability tells only what changed in a channel. A deleted channel is out of sight at once; its rows
//! and files are purged a week later, by the capability that knows its messages.

mod api;
mod model;
mod service;
mod store;
#[cfg(test)]
mod tests;

pub use service::list::{one, visible};
pub use store::{all_of, conversations::of as conversations, is_over, purge};

use super::{Feature, Job};

/// The capability.
pub const FEATURE: Feature = Feature {
    name: "channels",
    routes: api::routes,
    jobs: &[Job::new("channels.overridden", |app, payload| Box::pin(service::announce_overridden(app, payload)))],
};
