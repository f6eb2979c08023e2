//! The gateway: sockets that hear what happens to those who may see it, in order, without holes.

use crate::app::App;
use axum::routing::{MethodRouter, get};
use std::{sync::Arc, time::Duration};

/// Open sockets of this node. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Hub {}

impl Hub {
    /// How many sockets are open.
    pub fn sockets(&self) -> usize {
        0
    }

    /// Sends every socket elsewhere, spread over at most `time`, and waits until they are closed.
    pub async fn drain(&self, _time: Duration) {}
}

/// `GET /api/v1/gateway`; its rate policy is [`crate::edge::http::Policy::GatewayConnect`].
pub fn route() -> MethodRouter<Arc<App>> {
    get(upgrade)
}

async fn upgrade() -> crate::error::Error {
    crate::error::Error::not_found()
}

/// Starts the tasks that serve the sockets of this node.
pub fn start(_app: &Arc<App>) {}
