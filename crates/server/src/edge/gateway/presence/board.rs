//! Who is there, for everybody on this node to read.

use snug_proto::{
    UserId,
    presence::{CustomStatus, Presence, Shown},
};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

/// How somebody is seen, and what they say of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Seen {
    /// How.
    pub status: Shown,
    /// What; nothing while they are offline.
    pub custom: Option<CustomStatus>,
}

impl Seen {
    /// As it is told.
    pub fn of(self, user_id: UserId) -> Presence {
        Presence { user_id, status: self.status, custom: self.custom }
    }
}

/// Everybody who is not offline, on whatever node. The hub alone writes. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Board(Arc<RwLock<HashMap<UserId, Seen>>>);

impl Board {
    /// How somebody is seen.
    pub fn seen(&self, user: UserId) -> Seen {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&user).cloned().unwrap_or_default()
    }
}
