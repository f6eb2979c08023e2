//! What happened, told to those who see it.

use crate::events::{Announce, To};
use snug_platform::db::Tx;
use snug_proto::{ChannelId, MessageId, UserId, events::Event, messages::Message, reads::ReadState};

/// Something was said.
pub fn created(tx: &mut Tx, to: To, message: &Message) {
    let event = Event::MessageCreate { message: impartial(message), access_version: to.version() };
    tx.emit(to, &event);
}

/// A message changed.
pub fn updated(tx: &mut Tx, to: To, message: &Message) {
    let event = Event::MessageUpdate { message: impartial(message), access_version: to.version() };
    tx.emit(to, &event);
}

/// A message as everybody sees it: without what differs by viewer.
fn impartial(message: &Message) -> Message {
    let mut message = message.clone();
    for reaction in &mut message.reactions {
        reaction.me = false;
    }
    message
}

/// Several messages of a channel are gone.
pub fn deleted_bulk(tx: &mut Tx, to: To, channel: ChannelId, ids: Vec<MessageId>) {
    tx.emit(to, &Event::MessageDeleteBulk { channel_id: channel, ids });
}

/// Somebody has read so far; only their own sockets hear it.
pub fn read(tx: &mut Tx, user: UserId, read: ReadState) {
    tx.emit(To::Person(user), &Event::ReadUpdate(read));
}
