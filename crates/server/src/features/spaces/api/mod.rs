//! HTTP of spaces, one file a kind of thing.

mod bans;
mod invites;
mod members;
mod register;
mod roles;
mod spaces;

use crate::edge::http::Route;

/// The routes of this capability.
pub fn routes() -> Vec<Route> {
    let files =
        [spaces::routes(), members::routes(), bans::routes(), roles::routes(), invites::routes(), register::routes()];
    files.concat()
}
