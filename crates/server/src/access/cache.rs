//! Worlds that were loaded before.

use super::world::World;
use snug_proto::{ChannelId, SpaceId};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Remembers worlds by space, and never answers with one older than a version it was told of.
#[derive(Clone, Debug, Default)]
pub struct Worlds(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    worlds: HashMap<SpaceId, Arc<World>>,
    homes: HashMap<ChannelId, SpaceId>,
    floors: HashMap<SpaceId, i64>,
}

impl Worlds {
    /// The newest world known, if it is not outdated.
    pub fn get(&self, space: SpaceId) -> Option<Arc<World>> {
        self.lock().worlds.get(&space).cloned()
    }

    /// The space of a channel, if known.
    pub fn home(&self, channel: ChannelId) -> Option<SpaceId> {
        self.lock().homes.get(&channel).copied()
    }

    /// Remembers a world, unless a newer version was announced while it was loaded.
    pub fn keep(&self, world: &Arc<World>) {
        let mut state = self.lock();
        if state.floors.get(&world.space).is_some_and(|floor| *floor > world.version)
            || state.worlds.get(&world.space).is_some_and(|known| known.version > world.version)
        {
            return;
        }
        for channel in world.channels.keys() {
            state.homes.insert(*channel, world.space);
        }
        state.worlds.insert(world.space, world.clone());
    }

    /// Forgets everything about a space that is older than `version`.
    pub fn outdate(&self, space: SpaceId, version: i64) {
        let mut state = self.lock();
        let floor = state.floors.entry(space).or_insert(version);
        *floor = version.max(*floor);
        if state.worlds.get(&space).is_some_and(|world| world.version < version) {
            state.worlds.remove(&space);
        }
    }

    /// Forgets everything: after messages of the bus were lost.
    pub fn outdate_all(&self) {
        let mut state = self.lock();
        state.worlds.clear();
        state.homes.clear();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
