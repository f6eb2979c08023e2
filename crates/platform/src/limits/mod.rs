//! Token buckets: how often something may happen per key, on one node or over all of them.
//!
//! A bucket holds `burst` tokens and regains `count` of them every `per_ms`, exactly and evenly. Buckets that are full
//! are not kept. The default lives in the process; several nodes share a Redis or Valkey server.

mod bucket;
mod local;
mod redis;
#[cfg(test)]
mod tests;

pub use bucket::{Rate, Verdict};

use crate::clock::Clock;
use std::sync::Arc;

/// A bucket that must have room: the key names it together with the rate, so a changed rate starts anew.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ask {
    /// Whose bucket, such as `auth_sign_in:address:192.0.2.1`.
    pub key: String,
    /// How much may pass.
    pub rate: Rate,
}

/// The store of the buckets gave no answer in time. The caller decides, by policy, whether that closes or opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimiterDown;

impl std::fmt::Display for LimiterDown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the limiter's store does not answer")
    }
}

impl std::error::Error for LimiterDown {}

/// All buckets. Clones share them.
#[derive(Clone, Debug)]
pub struct Limits(Store);

#[derive(Clone, Debug)]
enum Store {
    Local(Arc<local::Buckets>),
    Redis(Arc<redis::Buckets>),
}

impl Limits {
    /// Buckets in the process, for one node.
    pub fn local(clock: Clock) -> Self {
        Self(Store::Local(Arc::new(local::Buckets::new(clock))))
    }

    /// Buckets under `<prefix>:limit:` on a Redis or Valkey server, shared by all nodes. Time is the server's, so nodes
    /// with differing clocks agree; a manual clock is used as it is.
    ///
    /// # Errors
    /// When `url` is not one or nothing answers there within 5 s: a limiter that cannot start stops the program. Later
    /// failures heal by themselves.
    pub async fn redis(url: &str, prefix: &str, clock: Clock) -> anyhow::Result<Self> {
        Ok(Self(Store::Redis(Arc::new(redis::Buckets::connect(url, prefix, clock).await?))))
    }

    /// Takes one token from every bucket, or from none if one of them is empty. An ask that stands twice counts once.
    ///
    /// # Errors
    /// [`LimiterDown`] after at most 0.5 s.
    pub async fn take(&self, asks: &[Ask]) -> Result<Verdict, LimiterDown> {
        match &self.0 {
            Store::Local(buckets) => Ok(buckets.take(asks)),
            Store::Redis(buckets) => buckets.take(asks).await,
        }
    }

    /// How a bucket stands, without taking from it.
    ///
    /// # Errors
    /// [`LimiterDown`] after at most 0.5 s.
    pub async fn peek(&self, ask: &Ask) -> Result<Verdict, LimiterDown> {
        match &self.0 {
            Store::Local(buckets) => Ok(buckets.peek(ask)),
            Store::Redis(buckets) => buckets.peek(ask).await,
        }
    }

    /// Fills the bucket of this key and rate, as after a success that forgives earlier failures.
    ///
    /// # Errors
    /// [`LimiterDown`] after at most 0.5 s.
    pub async fn forgive(&self, ask: &Ask) -> Result<(), LimiterDown> {
        match &self.0 {
            Store::Local(buckets) => {
                buckets.forgive(ask);
                Ok(())
            }
            Store::Redis(buckets) => buckets.forgive(ask).await,
        }
    }

    /// How many buckets of this process are not full; lets go of those that are. 0 when another server keeps them.
    pub fn entries(&self) -> usize {
        match &self.0 {
            Store::Local(buckets) => buckets.entries(),
            Store::Redis(_) => 0,
        }
    }

    /// Whether the store answers, known after at most 0.5 s.
    pub async fn probe(&self) -> bool {
        match &self.0 {
            Store::Local(_) => true,
            Store::Redis(buckets) => buckets.probe().await,
        }
    }
}
