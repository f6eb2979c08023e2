//! What people do with Snug, one folder a capability. This list is the only place that knows them all.

use crate::{app::App, edge::http::Route};
use futures_util::future::BoxFuture;
use std::sync::Arc;

pub mod channels;
pub mod files;
pub mod identity;
pub mod messages;
pub mod spaces;

/// Does one kind of job; doing it twice does no harm.
pub type Work = fn(Arc<App>, String) -> BoxFuture<'static, anyhow::Result<()>>;

/// A capability: its routes, its jobs, and what it starts.
pub struct Feature {
    /// Folder name.
    pub name: &'static str,
    /// Its lines in the table of routes.
    pub routes: fn() -> Vec<Route>,
    /// Kinds of jobs that it does.
    pub jobs: &'static [(&'static str, Work)],
}

/// Every capability; one may use those before it.
pub const ALL: &[Feature] = &[files::FEATURE, identity::FEATURE, spaces::FEATURE, channels::FEATURE, messages::FEATURE];

/// Starts what capabilities do by themselves: loading, sweeping.
///
/// # Errors
/// One of them cannot start.
pub async fn start(app: &Arc<App>) -> anyhow::Result<()> {
    identity::start(app).await?;
    files::start(app);
    spaces::start(app);
    Ok(())
}
