//! Building the index: what was said before this version of the program is made findable in the background.
//!
//! Work of small transactions that notes how far it came, so that a worker that dies in the middle has lost nothing, and
//! people speak and search meanwhile: they find what is there already, cut as it was before.

use super::{cut::VERSION, put, store};
use crate::{
    app::App,
    error::Result,
    features::{identity::settings, messages::store::rows},
};
use snug_platform::db::Tx;
use snug_proto::MessageId;
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

/// How the words of all messages are cut.
const BUILT: &str = "search.version";
/// Behind which message to go on: `version id`.
const PROGRESS: &str = "search.progress";
/// How many messages one transaction writes.
const BATCH: i64 = 100;
/// The kind of the job.
pub const KIND: &str = "messages.index";

/// Has the index built, unless it is.
///
/// # Errors
/// The database failed.
pub async fn start(app: &Arc<App>) -> anyhow::Result<()> {
    let mut tx = app.db.write().await?;
    if settings::get(&mut tx, BUILT).await?.is_some_and(|built| built == VERSION.to_string()) {
        return Ok(());
    }
    if store::is_anything_said(&mut tx).await? {
        app.jobs.enqueue_once(&mut tx, KIND).await?;
    } else {
        settings::set(&mut tx, BUILT, &VERSION.to_string()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// `messages.index`: writes the entry of every message.
pub async fn build(app: &App) -> anyhow::Result<()> {
    while write_some(app).await? {}
    Ok(())
}

/// False when nothing was left.
async fn write_some(app: &App) -> Result<bool> {
    let mut tx = app.db.write().await?;
    let progress = settings::get(&mut tx, PROGRESS).await?;
    let progress = progress.as_deref().and_then(|progress| progress.strip_prefix(&format!("{VERSION} ")));
    let after = progress.and_then(|id| id.parse().ok()).unwrap_or_else(Uuid::nil);
    let held = store::hold_after(&mut tx, after, BATCH).await?;
    let spaces: HashMap<MessageId, _> = held.iter().map(|held| (held.message, held.space)).collect();
    match held.last() {
        Some(last) => {
            let ids: Vec<MessageId> = held.iter().map(|held| held.message).collect();
            let mut messages = rows::by_ids(&mut tx, &ids).await?;
            rows::hydrate(&mut tx, app, None, &mut messages).await?;
            for message in &messages {
                if let Some(space) = spaces.get(&message.id) {
                    put(&mut tx, *space, message).await?;
                }
            }
            settings::set(&mut tx, PROGRESS, &format!("{VERSION} {}", last.message)).await?;
        }
        None => finish(&mut tx).await?,
    }
    tx.commit().await?;
    Ok(!held.is_empty())
}

async fn finish(tx: &mut Tx) -> Result<()> {
    settings::drop(tx, PROGRESS).await?;
    settings::set(tx, BUILT, &VERSION.to_string()).await
}
