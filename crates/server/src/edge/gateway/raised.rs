//! What only those hear whose session is raised now: looked up anew for each thing that is told, never remembered.

use super::{hub::Command, stream::Streams};
use crate::{app::App, features::identity};
use bytes::Bytes;
use snug_proto::UserId;
use std::sync::Arc;

/// Finds the sessions that are raised now, and has the hub tell those of this node. While they cannot be read, nobody is
/// told: who listens cannot be known.
pub fn find(app: &Arc<App>, streams: &Streams, except: Option<UserId>, body: Bytes) {
    if streams.ids().is_empty() {
        return;
    }
    let running = app.clone();
    app.life.spawn("gateway raised", async move {
        match identity::raised_now(&running).await {
            Ok(mut sessions) => {
                sessions.retain(|(user, _)| Some(*user) != except);
                running.gateway.tell(Command::Confide { sessions, body });
            }
            Err(error) => tracing::error!(?error, "who is raised cannot be read; nobody is told"),
        }
    });
}
