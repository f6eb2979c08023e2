//! The gateway: sockets that hear what happens to those who may see it, in order, without holes.
//!
//! One task, the [`hub`], hears the bus and owns every stream: what a client is told, numbered, kept for a while, and
//! carried by one socket after the other. Invariants: an event reaches only who may see it after every change of rights
//! committed before it; a stream has no hole in its numbers, or its socket is closed with a code that says what to do;
//! nothing waits for a slow reader.

mod beat;
mod converse;
mod fanout;
mod frame;
mod hub;
mod insist;
mod judge;
mod ops;
mod outbox;
mod pace;
mod parties;
mod place;
mod presence;
mod raised;
mod reload;
mod replay;
mod seats;
mod sessions;
mod sight;
mod snapshot;
mod socket;
mod stream;
#[cfg(test)]
pub(crate) mod tests;
mod typing;
mod upgrade;
mod writer;

pub use frame::parse_frame;
pub use hub::{Hub, start};
pub use presence::Roll;
pub use upgrade::route;
