//! What people do with spaces, one file a kind of deed.

pub mod audit;
pub mod bans;
pub mod by_staff;
pub mod change;
pub mod found;
pub mod invites;
pub mod join;
pub mod leave;
pub mod list;
pub mod members;
pub mod register;
pub mod roles;
pub mod timeouts;

use crate::{
    access::{self, SpaceAccess},
    app::App,
    edge::http::Cx,
    error::Result,
    events::{Announce, To},
};
use serde::{Deserialize, Serialize};
use snug_platform::db::Tx;
use snug_proto::{ChannelId, MessageId, Perms, SpaceId, events::Event, messages::SystemEvent};

/// Begins a change of rights: raises the version, which locks the space, then looks at the rights as they are under
/// that lock. Who is no member is turned away before anything is locked. A transaction that is dropped raised nothing.
///
/// # Errors
/// `not_found`: no such space, or the caller is not a member.
pub async fn changing(tx: &mut Tx, cx: &Cx, space: SpaceId) -> Result<SpaceAccess> {
    cx.space(tx, space).await?;
    access::bump(tx, &cx.app, space).await?;
    cx.space(tx, space).await
}

/// Payload of the job that says something in a channel in nobody's name.
#[derive(Debug, Serialize, Deserialize)]
pub struct Say {
    /// Id of the message: said once, however often it is tried.
    pub id: MessageId,
    /// Where; none for a conversation.
    pub space_id: Option<SpaceId>,
    /// In which channel.
    pub channel_id: ChannelId,
    /// What.
    pub event: SystemEvent,
}

/// Payload of the job that tells viewers of channels that their overrides changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Overridden {
    /// Where.
    pub space_id: SpaceId,
    /// Which.
    pub channel_ids: Vec<ChannelId>,
}

/// Has the viewers of these channels told that their overrides changed, if there are any.
async fn announce_overrides(tx: &mut Tx, app: &App, here: &SpaceAccess, channel_ids: Vec<ChannelId>) -> Result<()> {
    if !channel_ids.is_empty() {
        let payload = Overridden { space_id: here.space(), channel_ids };
        app.jobs.enqueue(tx, "channels.overridden", &payload).await?;
    }
    Ok(())
}

/// Tells the members what the space looks like now. A channel that not everybody sees is named to those alone who do:
/// they are told again, with its name.
pub async fn announce_space(tx: &mut Tx, here: &SpaceAccess) -> Result<()> {
    let space = super::store::spaces::one(tx, here).await?;
    let (open, hidden): (Vec<_>, Vec<_>) = space.named().into_iter().partition(|id| here.shows_all(None, *id));
    let mut tell = |to, told: &[ChannelId]| {
        let is_shown = |channel| open.contains(&channel) || told.contains(&channel);
        tx.emit(to, &Event::SpaceUpdate(space.clone().seen_with(Perms::NONE, is_shown)));
    };
    tell(To::Space(here.at()), &[]);
    for channel in &hidden {
        tell(To::Channel(here.at(), *channel), &[*channel]);
    }
    if hidden.len() > 1 {
        tell(To::Seeing(here.at(), hidden.clone()), &hidden);
    }
    Ok(())
}
