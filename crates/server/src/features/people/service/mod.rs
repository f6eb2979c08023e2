//! What people do with each other, one file a kind of deed.

pub mod blocks;
pub mod friends;
pub mod seeing;

use crate::{
    edge::http::Cx,
    error::Result,
    events::{Announce, Signal, To},
    features::identity,
};
use snug_platform::db::Tx;
use snug_proto::{UserId, events::Event, people::FriendState};

/// Locks both accounts, always in the order of their ids: two who act on each other at once take turns.
async fn lock_pair(tx: &mut Tx, one: UserId, other: UserId) -> Result<()> {
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    identity::lock(tx, first).await?;
    identity::lock(tx, second).await
}

/// Tells both sides how the other stands to them now; `state` is how the other stands to the caller.
async fn tell_both(tx: &mut Tx, cx: &Cx, other: UserId, state: Option<FriendState>) -> Result<()> {
    let theirs = state.map(|state| match state {
        FriendState::Incoming => FriendState::Outgoing,
        FriendState::Outgoing => FriendState::Incoming,
        FriendState::Friends => FriendState::Friends,
    });
    if let Some(user) = identity::user_refs(tx, [other]).await?.remove(&other) {
        tx.emit(To::Person(cx.user()), &Event::FriendUpdate { user, state });
    }
    let user = (*cx.actor.profile).clone();
    tx.emit(To::Person(other), &Event::FriendUpdate { user, state: theirs });
    tx.signal(Signal::TiesChanged { users: vec![cx.user(), other] });
    Ok(())
}
