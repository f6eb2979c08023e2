//! Use cases of messages.

pub mod ack;
pub mod delete;
pub mod edit;
pub mod list;
pub mod pin;
pub mod react;
pub mod send;
pub mod tell;
pub mod typing;

use super::store::{
    rows,
    write::{self, Brief},
};
use crate::{
    access::ChannelAccess,
    edge::http::Cx,
    error::{Error, Result},
    features::{audit::Deed, spaces},
};
use snug_platform::db::{Conn, Tx};
use snug_proto::{
    ChannelId, Code, MessageId, UserId,
    channels::{ChannelKind, Encryption},
    messages::Message,
};

/// A channel in which messages can be.
pub(super) async fn place(cx: &Cx, conn: &mut Conn, channel: ChannelId) -> Result<ChannelAccess> {
    said_in(cx.channel(conn, channel).await?)
}

/// Goes on only where messages can be.
fn said_in(here: ChannelAccess) -> Result<ChannelAccess> {
    if here.kind() == ChannelKind::Category {
        return Err(Error::not_found());
    }
    Ok(here)
}

/// Refuses plaintext where none may be.
fn refuse_plaintext(here: &ChannelAccess) -> Result<()> {
    if here.encryption() == Encryption::Required {
        return Err(Error::refused(Code::EncryptionRequired, "This channel takes no plaintext."));
    }
    Ok(())
}

/// A message whose channel the caller can view, deleted or not.
async fn seen(cx: &Cx, conn: &mut Conn, message: MessageId) -> Result<(ChannelAccess, Brief)> {
    let brief = write::brief(conn, message).await?.ok_or_else(Error::not_found)?;
    let here = place(cx, conn, brief.channel).await?;
    if brief.seq <= here.from_seq() {
        return Err(Error::not_found());
    }
    Ok((here, brief))
}

/// A message that is there and whose channel the caller can view.
async fn live(cx: &Cx, conn: &mut Conn, message: MessageId) -> Result<(ChannelAccess, Brief)> {
    let (here, brief) = seen(cx, conn, message).await?;
    if brief.is_deleted { Err(Error::not_found()) } else { Ok((here, brief)) }
}

/// The whole message, as `me` sees it.
async fn whole(cx: &Cx, conn: &mut Conn, message: MessageId, me: UserId) -> Result<Message> {
    let message = rows::one(conn, message).await?.ok_or_else(Error::not_found)?;
    let mut messages = [message];
    rows::hydrate(conn, &cx.app, Some(me), &mut messages).await?;
    let [message] = messages;
    Ok(message)
}

/// Writes the line of the trail: what was done to which message of whom, and where; never what it said. A conversation
/// has no trail.
async fn audit(cx: &Cx, tx: &mut Tx, here: &ChannelAccess, action: &'static str, message: &Brief) -> Result<()> {
    let Some(space) = here.as_space() else { return Ok(()) };
    spaces::record(tx, cx, space.space(), deed(here, action, message)).await
}

/// What was done to which message of whom, and where.
fn deed(here: &ChannelAccess, action: &'static str, message: &Brief) -> Deed {
    let was = |key: &str, id: Option<uuid::Uuid>| spaces::difference(key, &id, &None);
    let changes = [was("channel_id", Some(here.channel().0)), was("author_id", message.author.map(|author| author.0))];
    let changes = changes.into_iter().flatten().collect();
    Deed { action, target_kind: "message", target: Some(message.id.0), changes }
}
