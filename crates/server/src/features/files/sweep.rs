//! What is over goes: first it is marked, so that nothing can claim it any more, then its objects, then its row.

use super::{model, store};
use crate::{app::App, error::Result};
use futures_util::TryStreamExt;
use snug_proto::FileId;
use std::{collections::BTreeSet, sync::Arc, time::Duration};

/// How often to look.
const PAUSE: Duration = Duration::from_secs(60);
/// How many files to end at once.
const BATCH: i64 = 100;
/// Objects younger than this may belong to an upload that is running.
const YOUNG_MS: i64 = 6 * 60 * 60 * 1000;

/// Sweeps once a minute until the program stops.
pub fn start(app: &Arc<App>) {
    let (swept, token) = (app.clone(), app.life.token());
    app.life.spawn("files sweep", async move {
        loop {
            tokio::select! {
                () = token.cancelled() => return,
                () = swept.clock.sleep(PAUSE) => {}
            }
            if let Err(error) = sweep(&swept).await {
                tracing::error!(?error, "files that are over could not be deleted; trying again in a minute");
            }
        }
    });
}

/// Deletes every file whose time is over, and says how many there were. One that cannot be deleted is passed over
/// until the next sweep.
///
/// # Errors
/// * `unavailable`: the store does not answer; what is left goes with the next sweep.
/// * `internal`: the database failed.
pub async fn sweep(app: &App) -> Result<usize> {
    let mut tx = app.db.write().await?;
    store::end_expired(&mut tx, app.clock.now_ms()).await?;
    tx.commit().await?;
    let (mut count, mut last) = (0, FileId(uuid::Uuid::nil()));
    loop {
        let files = store::over(&mut app.db.read().await?, last, BATCH).await?;
        let Some(newest) = files.last() else { return Ok(count) };
        last = *newest;
        let mut gone = Vec::with_capacity(files.len());
        for file in files {
            match delete_objects(app, file).await {
                Ok(()) => gone.push(file),
                // Not this one, but the store.
                Err(error) if !app.objects.is_up() => return Err(error),
                Err(error) => tracing::error!(?error, file.id = file.short(), "a file that is over cannot be deleted"),
            }
        }
        if gone.is_empty() {
            continue;
        }
        let mut tx = app.db.write().await?;
        store::forget(&mut tx, &gone).await?;
        tx.commit().await?;
        count += gone.len();
    }
}

async fn delete_objects(app: &App, file: FileId) -> Result<()> {
    for variant in model::VARIANTS {
        app.objects.delete(&model::key(file, variant)).await.map_err(super::store_failed)?;
    }
    Ok(())
}

/// `files.orphans`: once a day rows and objects are compared.
///
/// # Errors
/// As [`sweep`].
pub async fn compare(app: Arc<App>) -> anyhow::Result<()> {
    sweep_orphans(&app).await?;
    Ok(())
}

/// Deletes objects that no row knows, and says how many there were.
///
/// # Errors
/// As [`sweep`].
pub async fn sweep_orphans(app: &App) -> Result<usize> {
    let before_ms = app.clock.now_ms() - YOUNG_MS;
    app.objects.sweep_unfinished(before_ms).await.map_err(super::store_failed)?;
    let mut listing = app.objects.list("files");
    let mut count = 0;
    let mut batch = BTreeSet::new();
    loop {
        let next = listing.try_next().await.map_err(super::store_failed)?;
        let is_end = next.is_none();
        if let Some(object) = next.filter(|object| object.stored_ms < before_ms) {
            batch.extend(model::file_of_key(&object.key));
        }
        if batch.len() >= 100 || is_end {
            count += delete_unknown(app, std::mem::take(&mut batch)).await?;
        }
        if is_end {
            return Ok(count);
        }
    }
}

async fn delete_unknown(app: &App, files: BTreeSet<FileId>) -> Result<usize> {
    let list: Vec<FileId> = files.iter().copied().collect();
    let known = store::known(&mut app.db.read().await?, &list).await?;
    let mut count = 0;
    for file in files.into_iter().filter(|file| !known.contains(file)) {
        tracing::warn!(file.id = file.short(), "an object without a row was deleted");
        delete_objects(app, file).await?;
        count += 1;
    }
    Ok(count)
}
