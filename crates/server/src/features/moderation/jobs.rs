//! What is told of reports that were closed from the host, where nobody listens.

use super::{service, store};
use crate::{access, app::App, error::Error, features::Job};
use anyhow::Context;
use snug_proto::{Code, ReportId};

/// The kind of work that tells.
pub const TOLD: &str = "moderation.told";

/// Kinds of work.
pub const JOBS: &[Job] = &[Job::new(TOLD, |app, payload| Box::pin(async move { told(&app, &payload).await }))];

async fn told(app: &App, payload: &str) -> anyhow::Result<()> {
    let id: ReportId = serde_json::from_str(payload).context(TOLD)?;
    let mut tx = app.db.write().await?;
    let Some(row) = store::one(&mut tx, id).await? else { return Ok(()) };
    let at = match row.space {
        Some(space) => match access::world(&mut tx, app, space).await {
            Ok(world) => Some(world.at()),
            // Deleted meanwhile: nobody handles anything there.
            Err(Error::Refused(problem)) if problem.error == Code::NotFound => None,
            Err(error) => return Err(error.into()),
        },
        None => None,
    };
    let whose = (row.reporter, row.accused);
    let report = service::shown_one(&mut tx, row).await?;
    service::tell(&mut tx, at, whose, &report);
    tx.commit().await?;
    Ok(())
}
