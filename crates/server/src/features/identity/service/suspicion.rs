//! What is noted of strangers: headers that claim an identity, as test tools send them, and too many codes.

use crate::{
    app::App,
    edge::http::Request,
    error::Result,
    features::identity::store::security::{self, Kind},
};
use snug_platform::limits::{Ask, Rate};
use std::net::IpAddr;

/// Lines of one address, so that noise fills no disk.
const NOTED: Rate = Rate::per_minute(30, 60);

/// Notes that a request carried such a header; the header itself decides nothing.
pub async fn note_claimed_identity(app: &App, request: &Request) {
    note_or_log(app, request, Kind::SuspiciousActivity).await;
}

/// Notes that a limit of codes by mail was reached.
pub async fn note_too_many_codes(app: &App, request: &Request) {
    note_or_log(app, request, Kind::TooManyCodes).await;
}

async fn note_or_log(app: &App, request: &Request, kind: Kind) {
    if let Err(error) = note(app, request.address, kind).await {
        tracing::error!(request.id = %request.id, ?error, "a suspicious request could not be noted");
    }
}

async fn note(app: &App, address: IpAddr, kind: Kind) -> Result<()> {
    let ask = Ask { key: format!("suspicion:{address}"), rate: NOTED };
    if !app.limits.take(&[ask]).await.is_ok_and(|verdict| verdict.allowed) {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    security::note(&mut tx, app.ids.uuid(), kind, (None, None), app.clock.now_ms()).await?;
    tx.commit().await?;
    Ok(())
}
