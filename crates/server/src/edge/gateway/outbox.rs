//! The way from the hub to one socket: bounded, never waiting.

use super::stream::StreamId;
use bytes::Bytes;
use snug_proto::gateway::CloseCode;
use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio_util::sync::CancellationToken;

/// Frames that wait at most.
const FRAMES: usize = 512;
/// Bytes that wait at most.
const BYTES: usize = 1024 * 1024;

/// What waits to be written.
#[derive(Debug)]
pub enum Parcel {
    /// A whole frame.
    Frame(Bytes),
    /// An event, without its number.
    Event(u64, Bytes),
    /// What comes first, outside of the bounds.
    Burst(Box<Burst>),
}

/// Everything that a stream owes its new socket. The writer reports when it is through.
#[derive(Debug)]
pub struct Burst {
    /// Whose.
    pub stream: StreamId,
    /// Comes before the events.
    pub first: Option<Bytes>,
    /// Numbered events.
    pub events: Vec<(u64, Bytes)>,
    /// Comes after the events.
    pub last: Option<Bytes>,
    /// The number up to which the socket is in step afterwards.
    pub up_to: u64,
}

impl Parcel {
    fn bytes(&self) -> usize {
        match self {
            Self::Frame(body) | Self::Event(_, body) => body.len(),
            Self::Burst(_) => 0,
        }
    }
}

/// The end of a socket: decided once, by whoever comes first.
#[derive(Clone, Debug, Default)]
pub struct End {
    code: Arc<OnceLock<Option<CloseCode>>>,
    reached: CancellationToken,
}

impl End {
    /// Ends the socket with a code.
    pub fn with(&self, code: CloseCode) {
        self.set(Some(code));
    }
    /// Ends the socket whose client is gone.
    pub fn silently(&self) {
        self.set(None);
    }
    fn set(&self, code: Option<CloseCode>) {
        // Whoever came first has decided.
        self.code.set(code).ok();
        self.reached.cancel();
    }
    /// Waits for the end and tells its code, if the client is still there to hear it.
    pub async fn reached(&self) -> Option<CloseCode> {
        self.reached.cancelled().await;
        self.code.get().copied().flatten()
    }
}

/// The hub's side.
#[derive(Clone, Debug)]
pub struct Outbox {
    parcels: Sender<Parcel>,
    bytes: Arc<AtomicUsize>,
    end: End,
}

/// The socket's side.
#[derive(Debug)]
pub struct Inbox {
    parcels: Receiver<Parcel>,
    bytes: Arc<AtomicUsize>,
}

/// A way to one socket.
pub fn outbox(end: End) -> (Outbox, Inbox) {
    let (sender, receiver) = mpsc::channel(FRAMES);
    let bytes = Arc::new(AtomicUsize::new(0));
    (Outbox { parcels: sender, bytes: bytes.clone(), end }, Inbox { parcels: receiver, bytes })
}

impl Outbox {
    /// Queues a parcel. A socket that does not keep up is ended with 4008, and false is answered.
    pub fn push(&self, parcel: Parcel) -> bool {
        let size = parcel.bytes();
        let waiting = self.bytes.fetch_add(size, Ordering::AcqRel) + size;
        // One large frame alone is no sign of slowness.
        let fits = waiting <= BYTES || waiting == size;
        if fits && self.parcels.try_send(parcel).is_ok() {
            return true;
        }
        self.end.with(CloseCode::TooSlow);
        false
    }

    /// The end of this socket.
    pub fn end(&self) -> &End {
        &self.end
    }

    /// True when both lead to the same socket.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.bytes, &other.bytes)
    }
}

impl Inbox {
    /// The next parcel; `None` when nobody can send any more.
    pub async fn next(&mut self) -> Option<Parcel> {
        self.parcels.recv().await
    }

    /// The next parcel, if one waits.
    pub fn try_next(&mut self) -> Option<Parcel> {
        self.parcels.try_recv().ok()
    }

    /// Notes that a parcel of so many bytes has been written.
    pub fn written(&self, bytes: usize) {
        self.bytes.fetch_sub(bytes, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(size: usize) -> Parcel {
        Parcel::Event(1, vec![b' '; size].into())
    }

    #[tokio::test]
    async fn a_full_way_ends_the_socket() {
        let end = End::default();
        let (outbox, _inbox) = outbox(end.clone());
        assert!((0..FRAMES).all(|_| outbox.push(event(1))));
        assert!(!end.reached.is_cancelled());
        assert!(!outbox.push(event(1)));
        assert_eq!(end.reached().await, Some(CloseCode::TooSlow));
    }

    #[tokio::test]
    async fn too_many_bytes_end_the_socket_and_written_ones_do_not_count() {
        let end = End::default();
        let (outbox, mut inbox) = outbox(end.clone());
        for _ in 0..5 {
            assert!(outbox.push(event(BYTES)));
            assert!(matches!(inbox.next().await, Some(Parcel::Event(..))));
            inbox.written(BYTES);
        }
        assert!(outbox.push(event(BYTES - 1)));
        assert!(outbox.push(event(1)));
        assert!(!outbox.push(event(1)));
        assert!(end.reached.is_cancelled());
    }

    #[tokio::test]
    async fn the_first_cause_of_an_end_stands() {
        let end = End::default();
        end.with(CloseCode::SessionEnded);
        end.silently();
        end.with(CloseCode::Internal);
        assert_eq!(end.reached().await, Some(CloseCode::SessionEnded));
    }
}
