//! What other capabilities want said or deleted: they cannot reach this one, so they leave it as work.

use super::{
    purge, search,
    service::{pin::said, tell},
    store::write::{self, Place, Turn},
};
use crate::{
    access,
    app::App,
    error::{Error, Result, unless_gone},
    events::To,
    features::Job,
};
use anyhow::Context;
use serde::Deserialize;
use snug_platform::db::Tx;
use snug_proto::{ChannelId, MessageId, SpaceId, UserId, messages::SystemEvent};
use std::sync::Arc;

/// The kinds of work.
pub const JOBS: &[Job] = &[
    Job::new("messages.system", |app, payload| Box::pin(async move { system(&app, &payload).await })),
    Job::new("messages.delete_recent", |app, payload| Box::pin(async move { delete_recent(&app, &payload).await })),
    Job::new("messages.purge_channel", |app, payload| Box::pin(async move { purge::channel(&app, &payload).await }))
        .slow(),
    Job::new("messages.purge_space", |app, payload| Box::pin(async move { purge::space(&app, &payload).await })).slow(),
    Job::new(search::KIND, |app, _| Box::pin(async move { search::build(&app).await })).slow(),
    Job::new("messages.free_nonces", |app, _| Box::pin(async move { purge::free_nonces(&app).await })).every(1),
];

/// How many messages one transaction deletes.
const BATCH: i64 = 100;

/// `messages.system`: the space says something in a channel. The id of the message was chosen with its cause, so it is
/// said once, however often it is tried.
#[derive(Deserialize)]
struct System {
    id: MessageId,
    space_id: Option<SpaceId>,
    channel_id: ChannelId,
    event: SystemEvent,
}

async fn system(app: &Arc<App>, payload: &str) -> anyhow::Result<()> {
    let job: System = serde_json::from_str(payload).context("messages.system")?;
    unless_gone(say(app, job).await)
}

async fn say(app: &App, job: System) -> Result<()> {
    let now_ms = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let Some(Turn { seq, .. }) = write::next_seq(&mut tx, job.channel_id, now_ms).await? else { return Ok(()) };
    // Looked at under the lock of the channel: who left a conversation before is not told.
    let to = audience(&mut tx, app, &job).await?;
    let place = Place { id: job.id, seq, now_ms };
    let by = match &job.event {
        SystemEvent::MemberJoin { user }
        | SystemEvent::Pin { user, .. }
        | SystemEvent::ChannelName { user, .. }
        | SystemEvent::EncryptionOn { user } => user.id,
        SystemEvent::GroupMemberAdd { by, .. } | SystemEvent::GroupMemberRemove { by, .. } => by.id,
    };
    if !write::insert_system(&mut tx, job.channel_id, &place, by, &job.event).await? {
        return Ok(());
    }
    tell::created(&mut tx, to, &said(job.channel_id, &place, job.event));
    tx.commit().await?;
    Ok(())
}

/// Who hears it: viewers of the channel, or the people of the conversation.
async fn audience(tx: &mut Tx, app: &App, job: &System) -> Result<To> {
    let Some(space) = job.space_id else {
        return Ok(access::conversation(tx, job.channel_id).await?.to());
    };
    let world = access::world(tx, app, space).await?;
    if !world.channels.contains_key(&job.channel_id) {
        return Err(Error::not_found());
    }
    Ok(To::Channel(world.at(), job.channel_id))
}

/// `messages.delete_recent`: what a banned person wrote lately goes.
#[derive(Deserialize)]
struct DeleteRecent {
    space_id: SpaceId,
    author_id: UserId,
    since_ms: i64,
}

async fn delete_recent(app: &Arc<App>, payload: &str) -> anyhow::Result<()> {
    let job: DeleteRecent = serde_json::from_str(payload).context("messages.delete_recent")?;
    loop {
        match delete_some(app, &job).await {
            Ok(true) => {}
            other => return unless_gone(other.map(|_| ())),
        }
    }
}

/// Deletes a batch of one channel; false when nothing was left.
async fn delete_some(app: &App, job: &DeleteRecent) -> Result<bool> {
    let mut tx = app.db.write().await?;
    let recent = write::recent(&mut tx, job.space_id, job.author_id, job.since_ms, BATCH).await?;
    let Some(first) = recent.first() else { return Ok(false) };
    let channel = first.channel;
    let ids: Vec<MessageId> =
        recent.iter().filter(|recent| recent.channel == channel).map(|recent| recent.id).collect();
    let gone = write::wipe(&mut tx, channel, &ids, app.clock.now_ms()).await?;
    if !gone.is_empty() {
        let at = access::world(&mut tx, app, job.space_id).await?.at();
        tell::deleted_bulk(&mut tx, To::Channel(at, channel), channel, gone);
    }
    tx.commit().await?;
    Ok(true)
}
