//! Who is there: what this node's sockets, the choices of people and other nodes say together, and who may know.
//!
//! Nothing of it is written down but what people chose: after a start nobody is there until a socket says so. Whom a
//! person may see is kept beside their streams and looked up again whenever it may have changed; until the answer comes
//! they are told of nobody, and afterwards of all they missed.

mod board;
mod far;
mod local;
pub(super) mod look;
mod people;
mod tell;

pub use board::{Board, Seen};
pub use far::Roll;
pub(super) use people::Standing;

use super::{place::Place, stream::Stream};
use far::Far;
use people::People;
use snug_proto::{SpaceId, UserId};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Everything the hub knows of who is there.
#[derive(Debug)]
pub struct Presence {
    /// Names this node among the others, for this run.
    node: Uuid,
    people: People,
    /// Those of whom something may become due by itself.
    waiting: HashSet<UserId>,
    far: Far,
    board: Board,
    /// Something could not be told to the other nodes.
    is_owed: bool,
    /// When to say next that this node lives.
    alive_ms: i64,
}

impl Presence {
    /// Nobody is there yet.
    pub fn new(node: Uuid, board: Board) -> Self {
        let (people, far, waiting) = Default::default();
        Self { node, people, waiting, far, board, is_owed: false, alive_ms: i64::MIN }
    }

    /// A person has a stream here.
    pub fn open(&mut self, user: UserId) {
        self.people.open(user);
    }

    /// True when the person of a stream may know of another now.
    pub fn shows(&self, places: &HashMap<SpaceId, Place>, stream: &Stream, seen: UserId) -> bool {
        if stream.user == seen {
            return true;
        }
        let Some(bonds) = self.people.get(stream.user).and_then(|person| person.bonds()) else { return false };
        let is_met = |space: &SpaceId| {
            places
                .get(space)
                .is_some_and(|place| place.is_small() && place.has_member(stream.user) && place.has_member(seen))
        };
        !bonds.is_apart(seen) && (bonds.is_near(seen) || stream.spaces.iter().any(is_met))
    }

    /// True when a block keeps two apart, or it is not known whether one does.
    pub fn is_apart(&self, viewer: UserId, other: UserId) -> bool {
        let bonds = self.people.get(viewer).and_then(|person| person.bonds());
        viewer != other && bonds.is_none_or(|bonds| bonds.is_apart(other))
    }

    /// True while it is not known whom a person may see.
    pub fn is_looking(&self, user: UserId) -> bool {
        self.people.get(user).is_some_and(|person| person.is_looking())
    }
}
