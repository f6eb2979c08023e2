//! After a change of rights: loads the world of a space and works out what it means for each who listens.

use super::{
    frame,
    hub::Command,
    insist::insist,
    sight::{self, Change, Sight},
    snapshot,
    stream::Audience,
};
use crate::{
    access::{self, World},
    app::App,
    error::Result,
    events::To,
    features::{channels, messages},
};
use bytes::Bytes;
use futures_util::{FutureExt, TryFutureExt};
use snug_platform::db::Conn;
use snug_proto::{
    ChannelId, Code, Perms, SpaceId, UserId,
    channels::{Channel, ChannelKind},
    events::{Event, SpaceState},
    reads::ReadState,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// People looked at in one go.
const GO: usize = 32;

/// An event, and who may see it.
pub type Told = (Bytes, Audience);

/// What to find out.
#[derive(Debug)]
pub struct Task {
    pub space: SpaceId,
    /// The world as it was last told, and when.
    pub old: Option<Arc<World>>,
    pub seen_ms: i64,
    /// Who listens.
    pub users: HashSet<UserId>,
    /// Who may have become a member and must get the whole space then.
    pub came: Vec<UserId>,
}

/// What was found out.
#[derive(Debug)]
pub struct Reloaded {
    pub space: SpaceId,
    /// None when the space is gone.
    pub world: Option<Arc<World>>,
    pub now_ms: i64,
    /// What changed for whom.
    pub told: Vec<(UserId, Vec<Told>)>,
    /// The whole space for who came.
    pub states: Vec<(UserId, Told)>,
}

/// Finds out and reports to the hub, however long the database takes to answer.
pub fn start(app: &Arc<App>, task: Task) {
    let running = app.clone();
    app.life.spawn("gateway reload", async move {
        let app = &*running;
        let find = || {
            let fault = |error: &_| {
                tracing::error!(?error, space.id = task.space.short(), "rights cannot be read; trying again")
            };
            load(app, &task).inspect_err(fault).boxed()
        };
        if let Some(reloaded) = insist(app, find).await {
            app.gateway.tell(Command::Reloaded(Box::new(reloaded)));
        }
    });
}

async fn load(app: &App, task: &Task) -> Result<Reloaded> {
    let mut conn = app.db.read().await?;
    let now_ms = app.clock.now_ms();
    let mut reloaded = Reloaded { space: task.space, world: None, now_ms, told: Vec::new(), states: Vec::new() };
    let world = match access::world(&mut conn, app, task.space).await {
        Ok(world) => world,
        Err(error) if error.code() == Code::NotFound => return Ok(reloaded),
        Err(error) => return Err(error),
    };
    if let Some(old) = task.old.as_ref().filter(|old| old.version != world.version) {
        reloaded.told = changes(&mut conn, app, task, old, &world, now_ms).await?;
    }
    for user in task.came.iter().filter(|user| world.has_member(**user)) {
        match snapshot::space(&mut conn, app, *user, task.space).await {
            Ok(state) => reloaded.states.push((*user, whole(state))),
            // Gone again already.
            Err(error) if error.code() == Code::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    reloaded.world = Some(world);
    Ok(reloaded)
}

async fn changes(
    conn: &mut Conn,
    app: &App,
    task: &Task,
    old: &World,
    world: &World,
    now_ms: i64,
) -> Result<Vec<(UserId, Vec<Told>)>> {
    let mut told = Vec::new();
    let mut known = HashMap::new();
    for (at, user) in task.users.iter().enumerate() {
        if at % GO == GO - 1 {
            tokio::task::yield_now().await;
        }
        let (Some(before), Some(after)) = (Sight::of(old, *user, task.seen_ms), Sight::of(world, *user, now_ms)) else {
            continue;
        };
        let change = sight::change(old, &before, world, &after);
        if change == Change::default() {
            continue;
        }
        let gained = gained(conn, app, task.space, *user, &change.gained, &mut known).await?;
        told.push((*user, events(*user, world, &after, change, gained)));
    }
    Ok(told)
}

/// Channels that came in sight, each read from the database once for everybody.
async fn gained(
    conn: &mut Conn,
    app: &App,
    space: SpaceId,
    user: UserId,
    ids: &[ChannelId],
    known: &mut HashMap<ChannelId, Channel>,
) -> Result<Vec<(Channel, Option<ReadState>)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    if ids.iter().any(|id| !known.contains_key(id)) {
        match access::space(conn, app, user, space).await {
            Ok(access) => {
                let visible = channels::visible(conn, &access).await?;
                known.extend(visible.into_iter().map(|channel| (channel.id, channel)));
            }
            Err(error) if error.code() == Code::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        }
    }
    // What is not there any more has been hidden or deleted since; its own change follows.
    let found: Vec<Channel> = ids.iter().filter_map(|id| known.get(id).cloned()).collect();
    let spoken: Vec<ChannelId> =
        found.iter().filter(|channel| channel.last_seq > 0).map(|channel| channel.id).collect();
    let mut reads: HashMap<ChannelId, ReadState> = HashMap::new();
    if !spoken.is_empty() {
        reads.extend(messages::reads(conn, user, &spoken).await?.into_iter().map(|read| (read.channel_id, read)));
    }
    let with_read = found.into_iter().map(|channel| {
        let read = reads.remove(&channel.id).or_else(|| silent(&channel));
        (channel, read)
    });
    Ok(with_read.collect())
}

/// How far a channel is read in which nothing was ever said.
fn silent(channel: &Channel) -> Option<ReadState> {
    let is_readable = channel.kind != ChannelKind::Category;
    let read =
        ReadState { channel_id: channel.id, last_read_seq: 0, last_seq: channel.last_seq, unread: 0, mentions: 0 };
    is_readable.then_some(read)
}

fn events(
    user: UserId,
    world: &World,
    sight: &Sight,
    change: Change,
    gained: Vec<(Channel, Option<ReadState>)>,
) -> Vec<Told> {
    let space = world.space;
    let mut told = Vec::new();
    for (channel_id, reason) in change.lost {
        let event = Event::ChannelDelete { space_id: Some(space), channel_id, reason };
        told.push((frame::body(&event), Audience::To(To::Person(user))));
    }
    for (channel, read) in gained {
        let id = channel.id;
        let permissions = sight.channels.get(&id).copied().unwrap_or(Perms::NONE);
        let event = Event::ChannelCreate { channel: Channel { permissions, ..channel }, read };
        told.push((frame::body(&event), Audience::To(To::Channel(world.at(), id))));
    }
    if let Some(places) = change.places {
        let channels = places.iter().map(|place| place.id).collect();
        let event = Event::ChannelOrder { space_id: space, places };
        told.push((frame::body(&event), Audience::Sees { space, channels, is_vital: true }));
    }
    if change.rights {
        let channels = sight.channels.keys().copied().collect();
        told.push((frame::body(&sight.rights(world)), Audience::Sees { space, channels, is_vital: false }));
    }
    told
}

fn whole(state: SpaceState) -> Told {
    let space = state.space.id;
    let channels = state.channels.iter().map(|channel| channel.id).collect();
    (frame::body(&Event::SpaceCreate(Box::new(state))), Audience::Sees { space, channels, is_vital: true })
}
