//! The first state of a client: everything it needs to draw.

use crate::{
    access::{self, Actor, World},
    app::App,
    error::Result,
    features::{channels, conversations, identity, messages, notifications, people, spaces},
};
use snug_platform::db::Conn;
use snug_proto::{
    ChannelId, Code, SpaceId, UserId,
    channels::{Channel, ChannelKind},
    events::{ConversationState, SpaceState},
    gateway::Ready,
    reads::ReadState,
    spaces::{Member, Role, Space},
};
use std::{collections::HashMap, sync::Arc};

/// The worlds of the spaces that a person is a member of.
pub async fn worlds(conn: &mut Conn, app: &App, user: UserId) -> Result<Vec<Arc<World>>> {
    let mut worlds = Vec::new();
    for space in access::spaces_of(conn, user).await? {
        match access::world(conn, app, space).await {
            Ok(world) => worlds.push(world),
            // Deleted in between.
            Err(error) if error.code() == Code::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(worlds)
}

/// Everything for `ready`.
pub async fn ready(conn: &mut Conn, app: &App, actor: &Actor, resume_id: String) -> Result<Ready> {
    let user = actor.user;
    let mut found = Vec::new();
    for (space, roles, member) in spaces::overview(conn, app, user).await? {
        match visible(conn, app, user, space.id).await {
            Ok(channels) => found.push((space, roles, member, channels)),
            // Left in between; the event follows.
            Err(error) if error.code() == Code::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    let conversations = conversations::known(conn, user).await?;
    let spoken = found.iter().flat_map(|(_, _, _, channels)| readable(channels));
    let readable: Vec<ChannelId> = spoken.chain(readable(&conversations)).collect();
    let mut reads = by_channel(messages::reads(conn, user, &readable).await?);
    let conversations = conversations.into_iter().filter_map(|channel| {
        let read = reads.remove(&channel.id)?;
        Some(ConversationState { channel, read })
    });
    let conversations = conversations.collect();
    let spaces =
        found.into_iter().map(|(space, roles, member, channels)| state(space, roles, member, channels, &mut reads));
    Ok(Ready {
        resume_id,
        session_id: actor.session,
        spaces: spaces.collect(),
        conversations,
        user: identity::me(conn, user, app.clock.now_ms()).await?,
        settings: identity::client_settings(conn, user).await?,
        friends: people::friends(conn, app, user).await?,
        presences: Vec::new(),
        blocks: people::blocked(conn, user).await?,
        notification_levels: notifications::levels(conn, app, user).await?,
        instance: identity::instance(app),
    })
}

/// One whole space, as a member gets it.
pub async fn space(conn: &mut Conn, app: &App, user: UserId, id: SpaceId) -> Result<SpaceState> {
    let (space, roles, member) = spaces::one(conn, app, user, id).await?;
    let channels = visible(conn, app, user, id).await?;
    let readable: Vec<ChannelId> = readable(&channels).collect();
    let mut reads = by_channel(messages::reads(conn, user, &readable).await?);
    Ok(state(space, roles, member, channels, &mut reads))
}

async fn visible(conn: &mut Conn, app: &App, user: UserId, space: SpaceId) -> Result<Vec<Channel>> {
    let access = access::space(conn, app, user, space).await?;
    channels::visible(conn, &access).await
}

fn readable(channels: &[Channel]) -> impl Iterator<Item = ChannelId> {
    channels.iter().filter(|channel| channel.kind != ChannelKind::Category).map(|channel| channel.id)
}

fn by_channel(reads: Vec<ReadState>) -> HashMap<ChannelId, ReadState> {
    reads.into_iter().map(|read| (read.channel_id, read)).collect()
}

fn state(
    space: Space,
    roles: Vec<Role>,
    member: Member,
    channels: Vec<Channel>,
    reads: &mut HashMap<ChannelId, ReadState>,
) -> SpaceState {
    let reads = channels.iter().filter_map(|channel| reads.remove(&channel.id)).collect();
    SpaceState { space, roles, channels, member, reads }
}
