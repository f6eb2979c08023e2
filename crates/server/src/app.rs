//! What every request and task can reach: infrastructure, and handles of the features that live in memory.

use crate::{
    access::Worlds,
    config::Config,
    edge::{
        gateway::Hub,
        http::{health::Pulse, numbers::Numbers},
    },
    features::identity,
    keys::Keys,
};
use snug_platform::{
    bus::Bus, clock::Clock, db::Db, ids::Ids, jobs::Jobs, lifecycle::Lifecycle, limits::Limits, net::mail::Mailer,
    objects::Objects,
};

/// One running server. No locks here; a field more needs a reason (docs/architecture.md).
pub struct App {
    /// Rows.
    pub db: Db,
    /// Messages between nodes.
    pub bus: Bus,
    /// Bytes.
    pub objects: Objects,
    /// Mail.
    pub mail: Mailer,
    /// Work after the answer.
    pub jobs: Jobs,
    /// Rate limits.
    pub limits: Limits,
    /// Time.
    pub clock: Clock,
    /// Ids and chance.
    pub ids: Ids,
    /// Tasks and shutdown.
    pub life: Lifecycle,
    /// How the operator wants it.
    pub config: Config,
    /// Sealing, signing and deriving.
    pub keys: Keys,
    /// Who may do what, as far as known.
    pub worlds: Worlds,
    /// Who is signed in, and the place's settings.
    pub identity: identity::Live,
    /// Open sockets.
    pub gateway: Hub,
    /// What is counted.
    pub numbers: Numbers,
    /// The last look at each part.
    pub health: Pulse,
}

impl App {
    /// True while messages of other nodes may be missing: caches are then checked against the database.
    pub fn is_bus_deaf(&self) -> bool {
        !self.bus.is_up()
    }
}
