//! Who is there, for everybody on this node to read.

use serde::{Deserialize, Serialize};
use snug_proto::{
    UserId,
    presence::{CustomStatus, Presence, Shown},
};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

/// How somebody is seen, and what they say of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

    /// True for who is not there, or not to be seen.
    pub fn is_offline(&self) -> bool {
        self.status == Shown::Offline
    }

    /// One person as several nodes see them: a choice is the same everywhere; else who is used anywhere is there.
    pub fn together<'s>(seen: impl Iterator<Item = &'s Self>) -> Self {
        let rank = |seen: &&Self| match seen.status {
            Shown::Offline => 0,
            Shown::Idle => 1,
            Shown::Online => 2,
            Shown::Dnd => 3,
        };
        seen.max_by_key(rank).cloned().unwrap_or_default()
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

    /// Writes down how somebody is seen; says whether that is new.
    pub(super) fn set(&self, user: UserId, seen: Seen) -> bool {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if seen.is_offline() {
            return all.remove(&user).is_some();
        }
        if all.get(&user) == Some(&seen) {
            return false;
        }
        all.insert(user, seen);
        true
    }

    /// Those of some people who are there.
    pub(super) fn there(&self, some: impl Iterator<Item = UserId>) -> Vec<Presence> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        some.filter_map(|user| all.get(&user).map(|seen| seen.clone().of(user))).collect()
    }
}
