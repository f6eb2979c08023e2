//! After messages of the bus were lost: reads who is in which conversation, and works out what came and what went.

use super::{frame, hub::Command, insist::insist};
use crate::{
    app::App,
    error::Result,
    features::{channels, conversations, messages},
};
use bytes::Bytes;
use futures_util::{FutureExt, TryFutureExt};
use snug_platform::db::Conn;
use snug_proto::{ChannelId, UserId, events::Event, reads::ReadState};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// People of one statement.
const PEOPLE: usize = 500;

/// What became different for a person.
#[derive(Debug)]
pub struct Change {
    /// No longer in these.
    pub lost: Vec<ChannelId>,
    /// In these, which some stream does not know, each with the event that tells it.
    pub gained: Vec<(ChannelId, Bytes)>,
}

/// What became different for whom.
pub type Conversed = Vec<(UserId, Change)>;

/// Finds out and reports to the hub, however long the database takes to answer. `known` says what each stream of a
/// person knows.
pub fn start(app: &Arc<App>, known: HashMap<UserId, Vec<HashSet<ChannelId>>>) {
    let running = app.clone();
    app.life.spawn("gateway conversations", async move {
        let app = &*running;
        let find = || {
            let fault = |error: &_| tracing::error!(?error, "conversations cannot be read; trying again");
            find(app, &known).inspect_err(fault).boxed()
        };
        if let Some(conversed) = insist(app, find).await {
            app.gateway.tell(Command::Conversed(conversed));
        }
    });
}

async fn find(app: &App, known: &HashMap<UserId, Vec<HashSet<ChannelId>>>) -> Result<Conversed> {
    let mut conn = app.db.read().await?;
    let users: Vec<UserId> = known.keys().copied().collect();
    let mut actual: HashMap<UserId, HashSet<ChannelId>> = HashMap::new();
    for users in users.chunks(PEOPLE) {
        for (user, channel) in conversations::parties(&mut conn, users).await? {
            actual.entry(user).or_default().insert(channel);
        }
    }
    let mut conversed = Vec::new();
    for (user, streams) in known {
        let now = actual.remove(user).unwrap_or_default();
        let lost: HashSet<ChannelId> = streams.iter().flatten().filter(|id| !now.contains(id)).copied().collect();
        let is_new = |id: &ChannelId| streams.iter().any(|stream| !stream.contains(id));
        let gained: Vec<ChannelId> = now.into_iter().filter(is_new).collect();
        if !lost.is_empty() || !gained.is_empty() {
            let gained = told(&mut conn, *user, &gained).await?;
            conversed.push((*user, Change { lost: lost.into_iter().collect(), gained }));
        }
    }
    Ok(conversed)
}

async fn told(conn: &mut Conn, user: UserId, ids: &[ChannelId]) -> Result<Vec<(ChannelId, Bytes)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let reads = messages::reads(conn, user, ids).await?;
    let mut reads: HashMap<ChannelId, ReadState> = reads.into_iter().map(|read| (read.channel_id, read)).collect();
    let channels = channels::conversations(conn, user, ids).await?.into_iter();
    let told = channels.map(|channel| {
        let (id, read) = (channel.id, reads.remove(&channel.id));
        (id, frame::body(&Event::ChannelCreate { channel, read }))
    });
    Ok(told.collect())
}
