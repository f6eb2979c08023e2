//! What travels between nodes, and how a node notices that something is missing. No input or output here.

use bytes::{BufMut, Bytes, BytesMut};
use std::collections::HashMap;
use uuid::Uuid;

/// First byte of every frame.
const VERSION: u8 = 1;
const HEADER_BYTES: usize = 1 + 1 + 16 + 8 + 8;
/// A node not heard for this long is taken for dead; it beats each second.
pub(super) const SILENCE_MS: i64 = 5_000;

/// Who sends: a node, and a random number drawn each time it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Sender {
    pub node: Uuid,
    pub start: u64,
}

/// What a frame says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A message; the number is its own.
    Message,
    /// I am alive; the number is that of my newest message.
    Beat,
    /// I could not send something; the number is that of my newest message.
    Lost,
    /// I stop; the number is that of my last message.
    Bye,
}

/// One frame of the bus channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub kind: Kind,
    pub sender: Sender,
    /// Counts the messages of a sender from 1.
    pub number: u64,
    pub body: Bytes,
}

impl Frame {
    pub(super) fn encode(&self) -> Bytes {
        let mut bytes = BytesMut::with_capacity(HEADER_BYTES + self.body.len());
        bytes.put_u8(VERSION);
        bytes.put_u8(match self.kind {
            Kind::Message => 0,
            Kind::Beat => 1,
            Kind::Lost => 2,
            Kind::Bye => 3,
        });
        bytes.put_slice(self.sender.node.as_bytes());
        bytes.put_u64(self.sender.start);
        bytes.put_u64(self.number);
        bytes.put_slice(&self.body);
        bytes.freeze()
    }

    /// `None` for anything else than a frame of this version.
    pub(super) fn decode(mut bytes: Bytes) -> Option<Self> {
        let header = bytes.get(..HEADER_BYTES)?;
        let kind = match (*header.first()?, *header.get(1)?) {
            (VERSION, 0) => Kind::Message,
            (VERSION, 1) => Kind::Beat,
            (VERSION, 2) => Kind::Lost,
            (VERSION, 3) => Kind::Bye,
            _ => return None,
        };
        let node = Uuid::from_slice(header.get(2..18)?).ok()?;
        let start = u64::from_be_bytes(header.get(18..26)?.try_into().ok()?);
        let number = u64::from_be_bytes(header.get(26..34)?.try_into().ok()?);
        let body = bytes.split_off(HEADER_BYTES);
        Some(Self { kind, sender: Sender { node, start }, number, body })
    }
}

/// What to do about a frame, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Heard {
    pub is_gap: bool,
    pub is_message: bool,
}

/// Follows the numbers of every other node since the subscription began.
#[derive(Debug)]
pub(super) struct Tracker {
    own: Sender,
    peers: HashMap<Uuid, Peer>,
}

#[derive(Debug)]
struct Peer {
    start: u64,
    newest: u64,
    heard_ms: i64,
}

impl Tracker {
    pub(super) fn new(own: Sender) -> Self {
        Self { own, peers: HashMap::new() }
    }

    /// The subscription begins anew: what came before is covered by the gap its owner yields.
    pub(super) fn restart(&mut self) {
        self.peers.clear();
    }

    /// Whether `frame` was sent by this very process.
    pub(super) fn is_own(&self, frame: &Frame) -> bool {
        frame.sender == self.own
    }

    /// Takes note of a frame of another node.
    pub(super) fn hear(&mut self, frame: &Frame, now_ms: i64) -> Heard {
        let is_message = frame.kind == Kind::Message;
        let known = self.peers.get(&frame.sender.node);
        let heard = match known {
            // First heard: everything since the subscription began has come, or the sender says that it has not.
            None => Heard { is_gap: frame.kind == Kind::Lost, is_message },
            // It started again without a farewell: its last messages may never have left it.
            Some(peer) if peer.start != frame.sender.start => Heard { is_gap: true, is_message },
            // Sent twice, because the first time was not confirmed.
            Some(peer) if is_message && frame.number <= peer.newest => Heard::default(),
            Some(peer) => {
                let expected = peer.newest + u64::from(is_message);
                Heard { is_gap: frame.kind == Kind::Lost || frame.number > expected, is_message }
            }
        };
        if frame.kind == Kind::Bye {
            self.peers.remove(&frame.sender.node);
        } else {
            let newest = match known {
                Some(peer) if peer.start == frame.sender.start => peer.newest.max(frame.number),
                _ => frame.number,
            };
            self.peers.insert(frame.sender.node, Peer { start: frame.sender.start, newest, heard_ms: now_ms });
        }
        heard
    }

    /// Forgets the nodes that fell silent; true if there was one: its last messages may never have left it.
    pub(super) fn miss(&mut self, now_ms: i64) -> bool {
        let before = self.peers.len();
        self.peers.retain(|_, peer| now_ms.saturating_sub(peer.heard_ms) < SILENCE_MS);
        self.peers.len() < before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OWN: Sender = Sender { node: Uuid::from_u128(1), start: 1 };
    const FAR: Sender = Sender { node: Uuid::from_u128(2), start: 7 };
    const GAP: Heard = Heard { is_gap: true, is_message: false };
    const PLAIN: Heard = Heard { is_gap: false, is_message: true };
    const BOTH: Heard = Heard { is_gap: true, is_message: true };
    const NOTHING: Heard = Heard { is_gap: false, is_message: false };

    fn frame(kind: Kind, number: u64) -> Frame {
        Frame { kind, sender: FAR, number, body: Bytes::new() }
    }

    #[test]
    fn a_missing_number_is_a_gap_before_the_next_message() {
        let mut tracker = Tracker::new(OWN);
        assert_eq!(tracker.hear(&frame(Kind::Message, 1), 0), PLAIN);
        assert_eq!(tracker.hear(&frame(Kind::Message, 2), 0), PLAIN);
        assert_eq!(tracker.hear(&frame(Kind::Message, 4), 0), BOTH);
        assert_eq!(tracker.hear(&frame(Kind::Message, 5), 0), PLAIN);
    }

    #[test]
    fn a_beat_reveals_a_loss_in_silence() {
        let mut tracker = Tracker::new(OWN);
        assert_eq!(tracker.hear(&frame(Kind::Message, 1), 0), PLAIN);
        assert_eq!(tracker.hear(&frame(Kind::Beat, 1), 0), NOTHING);
        assert_eq!(tracker.hear(&frame(Kind::Beat, 2), 0), GAP);
        assert_eq!(tracker.hear(&frame(Kind::Beat, 2), 0), NOTHING);
    }

    #[test]
    fn a_message_sent_twice_is_heard_once() {
        let mut tracker = Tracker::new(OWN);
        assert_eq!(tracker.hear(&frame(Kind::Message, 1), 0), PLAIN);
        assert_eq!(tracker.hear(&frame(Kind::Message, 1), 0), NOTHING);
    }

    #[test]
    fn a_node_that_died_leaves_a_gap_and_one_that_said_goodbye_does_not() {
        let mut tracker = Tracker::new(OWN);
        tracker.hear(&frame(Kind::Message, 1), 0);
        assert!(!tracker.miss(SILENCE_MS - 1));
        assert!(tracker.miss(SILENCE_MS));
        assert!(!tracker.miss(SILENCE_MS + 1));

        tracker.hear(&frame(Kind::Message, 1), 0);
        assert_eq!(tracker.hear(&frame(Kind::Bye, 1), 0), NOTHING);
        assert!(!tracker.miss(SILENCE_MS));
    }

    #[test]
    fn a_node_that_started_again_leaves_a_gap() {
        let mut tracker = Tracker::new(OWN);
        tracker.hear(&frame(Kind::Message, 5), 0);
        let again = Frame { sender: Sender { start: 8, ..FAR }, ..frame(Kind::Message, 1) };
        assert_eq!(tracker.hear(&again, 0), BOTH);
    }

    proptest! {
        #[test]
        fn frames_survive_the_way(kind in 0..4_u8, node: u128, start: u64, number: u64, body: Vec<u8>) {
            let kind = [Kind::Message, Kind::Beat, Kind::Lost, Kind::Bye][usize::from(kind)];
            let sender = Sender { node: Uuid::from_u128(node), start };
            let frame = Frame { kind, sender, number, body: body.into() };
            prop_assert_eq!(Frame::decode(frame.encode()), Some(frame));
        }

        #[test]
        fn noise_is_refused_without_harm(noise: Vec<u8>) {
            Frame::decode(noise.into());
        }

        /// Whatever is lost on the way, each loss is told by a gap before the next message or beat has been taken,
        /// and without a loss there is no gap.
        #[test]
        fn every_loss_is_told(arrives in proptest::collection::vec(any::<bool>(), 1..60)) {
            let mut tracker = Tracker::new(OWN);
            tracker.hear(&frame(Kind::Beat, 0), 0);
            let mut is_missing = false;
            for (at, arrives) in arrives.iter().enumerate() {
                if *arrives {
                    let heard = tracker.hear(&frame(Kind::Message, at as u64 + 1), 0);
                    prop_assert_eq!(heard, Heard { is_gap: is_missing, is_message: true });
                    is_missing = false;
                } else {
                    is_missing = true;
                }
            }
            let heard = tracker.hear(&frame(Kind::Beat, arrives.len() as u64), 0);
            prop_assert_eq!(heard.is_gap, is_missing);
        }
    }
}
