//! Looks up how people stand: what they chose, whom they may see and whom never.

use super::people::Standing;
use crate::{
    access,
    app::App,
    edge::gateway::{hub::Command, insist::insist},
    error::Result,
    features::identity,
};
use futures_util::{FutureExt, TryFutureExt};
use snug_platform::db::Conn;
use snug_proto::UserId;
use std::{collections::HashMap, sync::Arc};

/// People of one statement.
const PEOPLE: usize = 500;

/// Finds out and reports to the hub, however long the database takes to answer.
pub fn start(app: &Arc<App>, users: Vec<UserId>) {
    if users.is_empty() {
        return;
    }
    let running = app.clone();
    app.life.spawn("gateway presence", async move {
        let app = &*running;
        let find = || {
            let fault = |error: &_| tracing::error!(?error, "who may see whom cannot be read; trying again");
            let found = async { all(&mut app.db.read().await?, &users).await };
            found.inspect_err(fault).boxed()
        };
        if let Some(found) = insist(app, find).await {
            app.gateway.tell(Command::Stood(found));
        }
    });
}

async fn all(conn: &mut Conn, users: &[UserId]) -> Result<Vec<(UserId, Standing)>> {
    let mut found = Vec::with_capacity(users.len());
    for users in users.chunks(PEOPLE) {
        let mut bonds = access::bonds(conn, users).await?;
        let mut chosen: HashMap<UserId, identity::Chosen> = identity::chosen(conn, users).await?.into_iter().collect();
        found.extend(users.iter().map(|user| {
            let chosen = chosen.remove(user).unwrap_or_default();
            (*user, Standing { chosen, bonds: bonds.remove(user).unwrap_or_default() })
        }));
    }
    Ok(found)
}

/// How one person stands.
///
/// # Errors
/// `internal`: the database failed.
pub async fn one(conn: &mut Conn, user: UserId) -> Result<Standing> {
    Ok(all(conn, &[user]).await?.pop().map(|(_, standing)| standing).unwrap_or_default())
}
