//! What the place is: its id, its name, who may register, and whether it still waits for its first owner.

use super::store;
use crate::error::Result;
use snug_platform::db::Conn;
use snug_proto::{
    InstanceId,
    instance::{Locale, Registration},
};

/// Name of a place that was given none.
pub const DEFAULT_NAME: &str = "Snug";

/// Settings of the place, as of the last reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceSettings {
    /// This copy of Snug.
    pub id: InstanceId,
    /// Its name.
    pub name: String,
    /// Who can make an account.
    pub registration: Registration,
    /// Its language.
    pub locale: Locale,
    /// True until the first owner exists.
    pub is_setup_needed: bool,
}

impl PlaceSettings {
    /// Reads the settings.
    pub(super) async fn read(conn: &mut Conn) -> Result<Self> {
        let is_setup_needed = !store::accounts::has_owner(conn).await?;
        let mut place = Self { registration: Registration::default(), is_setup_needed, ..Self::default() };
        for (key, value) in store::settings::all(conn).await? {
            match key.as_str() {
                store::settings::ID => place.id = value.parse().map_err(anyhow::Error::from)?,
                store::settings::NAME => place.name = value,
                store::settings::REGISTRATION => place.registration = word(value)?,
                store::settings::LOCALE => place.locale = word(value)?,
                _ => {}
            }
        }
        Ok(place)
    }
}

/// What is true before anything was read: nobody may do anything yet.
impl Default for PlaceSettings {
    fn default() -> Self {
        Self {
            id: InstanceId(uuid::Uuid::nil()),
            name: DEFAULT_NAME.into(),
            registration: Registration::Closed,
            locale: Locale::En,
            is_setup_needed: true,
        }
    }
}

fn word<T: serde::de::DeserializeOwned>(value: String) -> Result<T> {
    Ok(serde_json::from_value(serde_json::Value::String(value)).map_err(anyhow::Error::from)?)
}
