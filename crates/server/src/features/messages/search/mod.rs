//! Searching: what of a message can be found, and who finds it.
//!
//! Text is folded and cut to words here ([`cut`]), in the same way for what is kept and for what is asked; the full-text
//! indexes of the engines only keep those words and look them up. So both engines find the same, in an order that is our
//! own number. An entry is written and deleted in the transaction of its message. Who may see a channel is no part of an
//! entry: it is asked anew with every page. Encrypted channels are never searched here.

mod ask;
mod build;
mod cut;
mod entry;
mod fold;
#[cfg(any(test, fuzzing))]
pub mod outside;
mod rank;
mod service;
mod sight;
mod store;

pub use build::{KIND, build, start};
pub use service::{everywhere, in_channel, in_space};

use crate::error::Result;
use entry::Entry;
use snug_platform::db::Tx;
use snug_proto::{MessageId, SpaceId, messages::Message};

/// Makes a message findable that was just said.
pub async fn add(tx: &mut Tx, space: Option<SpaceId>, message: &Message) -> Result<()> {
    match Entry::of(message, space) {
        Some(entry) => store::add(tx, &entry).await,
        None => Ok(()),
    }
}

/// Makes a message findable as it is now.
pub async fn put(tx: &mut Tx, space: Option<SpaceId>, message: &Message) -> Result<()> {
    match Entry::of(message, space) {
        Some(entry) => store::put(tx, &entry).await,
        None => Ok(()),
    }
}

/// Makes messages unfindable.
pub async fn forget(tx: &mut Tx, messages: &[MessageId]) -> Result<()> {
    store::forget(tx, messages).await
}
