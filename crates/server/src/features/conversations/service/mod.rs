//! What people do with conversations, one file a kind of deed.

pub mod hide;
pub mod list;
pub mod members;
pub mod open;

use crate::{
    access::{ChannelAccess, Conversation},
    edge::http::Cx,
    error::{Error, Result},
    events::To,
    features::identity,
};
use snug_platform::db::{Conn, Tx};
use snug_proto::{ChannelId, UserId};
use std::{collections::BTreeSet, sync::Arc};

/// A conversation that the caller is in.
async fn inside(cx: &Cx, conn: &mut Conn, channel: ChannelId) -> Result<(ChannelAccess, Arc<Conversation>)> {
    let here = cx.channel(conn, channel).await?;
    let conversation = here.as_conversation().cloned().ok_or_else(Error::not_found)?;
    Ok((here, conversation))
}

/// Locks these accounts, always in the order of their ids: who is counted and who is blocked stays so.
async fn lock(tx: &mut Tx, people: &BTreeSet<UserId>) -> Result<()> {
    for person in people {
        identity::lock(tx, *person).await?;
    }
    Ok(())
}

/// Some of the people of a conversation, in the order of what is said there.
fn some(conversation: ChannelId, version: i64, people: impl IntoIterator<Item = UserId>) -> To {
    To::People { conversation, version, people: people.into_iter().collect() }
}
