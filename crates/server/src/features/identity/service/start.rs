//! What this feature does by itself.

use super::{setup, sweep};
use crate::{
    app::App,
    error::Result,
    features::identity::{place::PlaceSettings, signing, store::settings},
};
use std::sync::Arc;

/// Loads what the place is, opens the signing keys, offers the set-up code, and starts to sweep.
///
/// # Errors
/// The database or the data folder does not serve.
pub async fn start(app: &Arc<App>) -> anyhow::Result<()> {
    app.identity.hashing().start()?;
    let mut tx = app.db.write().await?;
    settings::set_once(&mut tx, settings::ID, &app.ids.uuid().to_string()).await?;
    tx.commit().await?;
    read_settings(app).await?;
    signing::load(app).await?;
    if app.identity.settings().is_setup_needed {
        setup::offer_code(app).await?;
    }
    app.life.spawn("identity settings", follow_settings(app.clone()));
    app.life.spawn("identity sweep", sweep::run(app.clone()));
    Ok(())
}

async fn read_settings(app: &App) -> Result<()> {
    let settings = PlaceSettings::read(&mut app.db.read().await?).await?;
    app.identity.set_settings(settings);
    Ok(())
}

/// Reads the settings again whenever some node changed them.
async fn follow_settings(app: Arc<App>) {
    let stopping = app.life.token();
    while stopping.run_until_cancelled(app.identity.place_changed()).await.is_some() {
        if let Err(error) = read_settings(&app).await {
            tracing::error!(?error, "the settings of the place cannot be read");
        }
    }
}
