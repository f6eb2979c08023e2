//! Keeping reports, and letting the old ones go.

use super::{
    model::{self, Violation},
    store,
};
use crate::{app::App, edge::http::Guest, error::Result};
use std::collections::HashSet;

/// How many different reports are kept between two rounds of the job.
const MOST: i64 = 2_000;
/// How many a round leaves.
const KEPT: i64 = 1_000;
/// How long one is kept after it last came.
const KEPT_MS: i64 = 30 * 24 * 3_600_000;

/// Keeps what a browser refused.
///
/// # Errors
/// `malformed`: the body is no report.
pub async fn receive(guest: &Guest, kind: &str, bytes: &[u8]) -> Result<()> {
    let found: HashSet<Violation> = model::read(kind, bytes)?.into_iter().collect();
    if found.is_empty() {
        return Ok(());
    }
    let Guest { app, now_ms, .. } = guest;
    let mut tx = app.db.write().await?;
    for violation in &found {
        app.numbers.refused_by_browser(violation.rule);
        if !store::count(&mut tx, violation, *now_ms).await? {
            store::insert(&mut tx, app.ids.uuid(), violation, *now_ms, MOST).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// `policy_reports.trim`: the newest stay.
pub async fn trim(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.write().await?;
    store::trim(&mut tx, app.clock.now_ms() - KEPT_MS, KEPT).await?;
    tx.commit().await?;
    Ok(())
}
