//! The bus: what happened on one node is told to every node, at once on the same one.
//!
//! It may lose a message but never silently: who missed one gets [`Delivery::Gap`] and reads again from the database.
//! The default lives in the process; several nodes share a Redis or Valkey channel.

mod frame;
mod link;
mod publish;
mod receive;
#[cfg(test)]
mod tests;

use crate::{clock::Clock, lifecycle::Lifecycle};
use bytes::Bytes;
use link::Link;
use std::sync::Arc;
use tokio::sync::broadcast::{self, error::RecvError};
use uuid::Uuid;

/// Deliveries a subscriber may fall behind before it gets a gap instead.
const LOCAL_QUEUE: usize = 4096;

/// Tells every subscriber on every node. Clones share the bus.
#[derive(Clone, Debug)]
pub struct Bus {
    here: broadcast::Sender<Delivery>,
    far: Far,
}

/// The other nodes.
#[derive(Clone, Debug, Default)]
enum Far {
    #[default]
    None,
    Redis(Arc<Link>),
}

/// What a subscriber gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// A message, as it was published.
    Message(Bytes),
    /// Messages may be missing here: whatever they could have changed must be read again.
    Gap,
}

/// One listener; it hears what is published after it was made.
#[derive(Debug)]
pub struct Subscription(broadcast::Receiver<Delivery>);

impl Bus {
    /// A bus for one node, within the process.
    pub fn local() -> Self {
        Self { here: broadcast::channel(LOCAL_QUEUE).0, far: Far::None }
    }

    /// A bus over the channel `<prefix>:bus` of a Redis or Valkey server, which need not be up: the bus heals by itself.
    /// `node` must differ between the nodes.
    ///
    /// # Errors
    /// Only when `url` is not one.
    pub fn redis(url: &str, prefix: &str, node: Uuid, life: &Lifecycle, clock: Clock) -> anyhow::Result<Self> {
        let here = broadcast::channel(LOCAL_QUEUE).0;
        let link = Link::start(url, prefix, node, life, clock, here.clone())?;
        Ok(Self { here, far: Far::Redis(link) })
    }

    /// Tells everyone; never waits. Subscribers of this node have it queued on return, in the order of the calls.
    /// `label` names the message in the log should it fail to reach the other nodes.
    pub fn publish(&self, label: &'static str, message: Bytes) {
        self.publish_about(label, "", message);
    }

    /// As [`Self::publish`], with a shortened id of what the message is about for the log.
    pub fn publish_about(&self, label: &'static str, about: &str, message: Bytes) {
        match &self.far {
            Far::None => self.tell_here(message),
            Far::Redis(link) => link.publish(label, about, message.clone(), || self.tell_here(message)),
        }
    }

    fn tell_here(&self, message: Bytes) {
        // Fails only when nobody listens, which is fine.
        self.here.send(Delivery::Message(message)).ok();
    }

    /// Starts to listen.
    pub fn subscribe(&self) -> Subscription {
        Subscription(self.here.subscribe())
    }

    /// How many messages did not surely reach the other nodes since the start.
    pub fn publish_failures(&self) -> u64 {
        match &self.far {
            Far::None => 0,
            Far::Redis(link) => link.failures(),
        }
    }

    /// Whether messages reach and come from the other nodes, as far as is known without asking.
    pub fn is_up(&self) -> bool {
        match &self.far {
            Far::None => true,
            Far::Redis(link) => link.is_up(),
        }
    }

    /// Waits until [`Self::is_up`].
    pub async fn up(&self) {
        match &self.far {
            Far::None => {}
            Far::Redis(link) => link.up().await,
        }
    }

    /// Waits until not [`Self::is_up`].
    pub async fn down(&self) {
        match &self.far {
            Far::None => std::future::pending().await,
            Far::Redis(link) => link.down().await,
        }
    }

    /// Sends a beat through the server and waits, at most 0.9 s, until it is back.
    pub async fn probe(&self) -> bool {
        match &self.far {
            Far::None => true,
            Far::Redis(link) => link.probe().await,
        }
    }
}

impl Subscription {
    /// The next delivery; `None` once the bus is gone. Safe to drop while it waits.
    pub async fn next(&mut self) -> Option<Delivery> {
        match self.0.recv().await {
            Ok(delivery) => Some(delivery),
            Err(RecvError::Lagged(_)) => Some(Delivery::Gap),
            Err(RecvError::Closed) => None,
        }
    }
}
