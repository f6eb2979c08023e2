//! What people do with Snug, one folder a capability. This list is the only place that knows them all.

use crate::{app::App, edge::http::Route};
use futures_util::future::BoxFuture;
use snug_platform::jobs::{Handler, LATER};
use std::{sync::Arc, time::Duration};

pub mod admin;
pub mod audit;
pub mod channels;
pub mod conversations;
pub mod files;
pub mod identity;
pub mod messages;
pub mod moderation;
pub mod notifications;
pub mod people;
pub mod policy_reports;
pub mod spaces;

/// Does one kind of job; doing it twice does no harm.
pub type Work = fn(Arc<App>, String) -> BoxFuture<'static, anyhow::Result<()>>;

/// A kind of job.
pub struct Job {
    kind: &'static str,
    work: Work,
    depends_on_others: bool,
    every: Option<Duration>,
    is_slow: bool,
}

impl Job {
    /// Quick work, tried again soon when it fails.
    pub const fn new(kind: &'static str, work: Work) -> Self {
        Self { kind, work, depends_on_others: false, every: None, is_slow: false }
    }

    /// Work that may take minutes: quick work does not wait for it.
    pub const fn slow(self) -> Self {
        Self { is_slow: true, ..self }
    }

    /// Slow work that other machines take part in: it is tried again after longer waits.
    pub const fn far(self) -> Self {
        Self { depends_on_others: true, is_slow: true, ..self }
    }

    /// Slow work that comes round by itself.
    pub const fn every(self, hours: u64) -> Self {
        Self { every: Some(Duration::from_secs(hours * 3600)), is_slow: true, ..self }
    }

    /// What does it for one server.
    pub fn handler(&self, app: &Arc<App>) -> Handler {
        let (app, work) = (app.clone(), self.work);
        let mut handler = Handler::new(self.kind, Arc::new(move |payload| work(app.clone(), payload)));
        if self.depends_on_others {
            handler.waits = LATER;
        }
        handler.every = self.every;
        handler.is_slow = self.is_slow;
        handler
    }
}

/// A capability: its routes, its jobs, and what it starts.
pub struct Feature {
    /// Folder name.
    pub name: &'static str,
    /// Its lines in the table of routes.
    pub routes: fn() -> Vec<Route>,
    /// Kinds of jobs that it does.
    pub jobs: &'static [Job],
}

/// Every capability; one may use those before it.
pub const ALL: &[Feature] = &[
    audit::FEATURE,
    files::FEATURE,
    identity::FEATURE,
    people::FEATURE,
    spaces::FEATURE,
    channels::FEATURE,
    conversations::FEATURE,
    notifications::FEATURE,
    messages::FEATURE,
    moderation::FEATURE,
    policy_reports::FEATURE,
    admin::FEATURE,
];

/// Starts what capabilities do by themselves: loading, sweeping.
///
/// # Errors
/// One of them cannot start.
pub async fn start(app: &Arc<App>) -> anyhow::Result<()> {
    identity::start(app).await?;
    files::start(app);
    spaces::start(app);
    messages::start(app).await?;
    Ok(())
}
