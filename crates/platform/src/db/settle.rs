//! SQLite's log: what was committed is moved into the database file beside the writer, so that no commit waits for it.

use super::{Db, DbResult, Engine};
use crate::lifecycle::Lifecycle;

/// Commits between two moves. Their pages are a few megabytes.
pub(super) const COMMITS: u64 = 256;
/// The log is this long, in pages of 4 KiB, before the writer moves pages itself: when others never come to it.
pub(super) const LONGEST_LOG_PAGES: &str = "16384";

impl Db {
    /// Settles each few hundred commits, until the program stops. A PostgreSQL server does this by itself.
    pub fn tend(&self, life: &Lifecycle) {
        if self.engine() != Engine::Sqlite {
            return;
        }
        let (db, stop) = (self.clone(), life.token());
        life.spawn("database log", async move {
            while stop.run_until_cancelled(db.unsettled().notified()).await.is_some() {
                if let Err(error) = db.settle().await {
                    tracing::error!(%error, "the log of the database cannot be moved into its file");
                }
            }
        });
    }

    /// Moves what was committed since into the file; readers and the writer go on meanwhile. A move that fails loses
    /// nothing, as the log still holds it.
    async fn settle(&self) -> DbResult<()> {
        self.read().await?.sql("pragma wal_checkpoint(passive)").rows().await.map(drop)
    }
}
