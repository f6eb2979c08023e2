//! The gateway: sockets that hear what happens to those who may see it, in order, without holes.

use crate::{
    app::App,
    edge::http::{Policy, Route, Who},
};
use std::sync::Arc;

/// Open sockets of this node. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Hub {}

impl Hub {
    /// Sends every socket elsewhere, spread over at most 5 s, and returns once they are closed.
    pub async fn drain(&self, _app: &App) {}
}

/// The line of the gateway in the table of routes.
pub fn route() -> Route {
    Route::get("/gateway", "gateway", upgrade)
        .about("Opens a socket that tells what happens: subprotocol `snug.v1`.")
        .who(Who::Public)
        .rate(Policy::GatewayConnect)
        .streams()
}

async fn upgrade() -> crate::error::Error {
    crate::error::Error::not_found()
}

/// Starts the tasks that serve the sockets of this node.
pub fn start(_app: &Arc<App>) {}
