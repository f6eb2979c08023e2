//! Reading for the hub, however long the database takes to answer.

use crate::{app::App, error::Result};
use futures_util::future::BoxFuture;
use std::time::Duration;

/// How long to wait before another try, when the database does not answer.
const RETRY: Duration = Duration::from_millis(500);

/// Finds out in its turn, again and again until there is an answer. None when the program stops before.
pub async fn insist<'a, T>(app: &App, find: impl Fn() -> BoxFuture<'a, Result<T>>) -> Option<T> {
    loop {
        let turn = app.gateway.reload_turn().await;
        let found = find().await;
        drop(turn);
        if let Ok(found) = found {
            return Some(found);
        }
        tokio::select! {
            () = app.clock.sleep(RETRY) => {}
            () = app.life.token().cancelled_owned() => return None,
        }
    }
}
