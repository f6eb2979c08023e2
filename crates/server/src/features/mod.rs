//! What people do with Snug, one folder a capability. This list is the only place that knows them all.

use crate::edge::http::Route;

pub mod channels;
pub mod identity;
pub mod messages;
pub mod spaces;

/// A capability: its routes. Jobs and gateway operations join here as capabilities need them.
pub struct Feature {
    /// Folder name.
    pub name: &'static str,
    /// Its lines in the table of routes.
    pub routes: fn() -> Vec<Route>,
}

/// Every capability.
pub const ALL: &[Feature] = &[identity::FEATURE, spaces::FEATURE, channels::FEATURE, messages::FEATURE];
