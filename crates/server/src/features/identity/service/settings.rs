//! Settings that the client keeps for itself.

use crate::{
    edge::http::Cx,
    error::{Error, Result},
    events::{Announce, To},
    features::identity::store::accounts,
};
use snug_proto::{account::ClientSettings, events::Event, limits::SETTINGS_BYTES};

/// The settings as they are.
///
/// # Errors
/// Only ours.
pub async fn read(cx: &Cx) -> Result<ClientSettings> {
    accounts::client_settings(&mut cx.app.db.read().await?, cx.user()).await
}

/// Replaces the settings, if nobody else did since the version that the caller saw.
///
/// # Errors
/// * `invalid`: more than 64 KiB.
/// * `conflict`: another device was faster; read them again.
pub async fn replace(cx: &Cx, new: ClientSettings) -> Result<ClientSettings> {
    let encoded = serde_json::to_string(&new.settings).map_err(anyhow::Error::from)?;
    if encoded.len() > SETTINGS_BYTES {
        return Err(Error::invalid("settings", "At most 64 KiB."));
    }
    let user = cx.user();
    let mut tx = cx.app.db.write().await?;
    if !accounts::set_client_settings(&mut tx, user, &encoded, new.version).await? {
        let now = accounts::client_settings(&mut tx, user).await?;
        // The same again: the answer got lost.
        return if now.settings == new.settings { Ok(now) } else { Err(stale()) };
    }
    let after = ClientSettings { settings: new.settings, version: new.version + 1 };
    tx.emit(To::Person(user), &Event::SettingsUpdate(after.clone()));
    tx.commit().await?;
    Ok(after)
}

fn stale() -> Error {
    Error::conflict("The settings were changed elsewhere. Read them again.")
}
