//! Worlds that were loaded before.

use super::world::World;
use snug_proto::{ChannelId, SpaceId};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Worlds that are kept at most, weighed by their members and channels: some hundred megabytes.
const WEIGHT_MAX: usize = 1_000_000;
/// Announced versions that are kept at most.
const FLOORS_MAX: usize = 10_000;

/// Remembers worlds by space, and never answers with one older than a version it was told of.
#[derive(Clone, Debug, Default)]
pub struct Worlds(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    worlds: HashMap<SpaceId, Known>,
    homes: HashMap<ChannelId, SpaceId>,
    /// Newest versions that were announced, for worlds that are being loaded just then.
    floors: HashMap<SpaceId, i64>,
    /// Raised when that is not enough to tell what is old: what was read before is not kept after.
    epoch: u64,
    weight: usize,
    /// Counts uses: the world that was not used for longest goes first.
    uses: u64,
}

#[derive(Debug)]
struct Known {
    world: Arc<World>,
    used: u64,
}

impl Worlds {
    /// The newest world known, if it is not outdated.
    pub fn get(&self, space: SpaceId) -> Option<Arc<World>> {
        let mut state = self.lock();
        state.uses += 1;
        let uses = state.uses;
        let known = state.worlds.get_mut(&space)?;
        known.used = uses;
        Some(known.world.clone())
    }

    /// The space of a channel, if known.
    pub fn home(&self, channel: ChannelId) -> Option<SpaceId> {
        self.lock().homes.get(&channel).copied()
    }

    /// Marks the time before a world is read: see [`Self::keep`].
    pub fn epoch(&self) -> u64 {
        self.lock().epoch
    }

    /// Remembers a world that was read after `epoch`, unless a newer version was announced while it was loaded.
    pub fn keep(&self, world: &Arc<World>, epoch: u64) {
        let mut state = self.lock();
        if state.epoch != epoch
            || state.floors.get(&world.space).is_some_and(|floor| *floor > world.version)
            || state.worlds.get(&world.space).is_some_and(|known| known.world.version > world.version)
        {
            return;
        }
        state.forget(world.space);
        state.homes.extend(world.channels.keys().map(|channel| (*channel, world.space)));
        state.weight += weight(world);
        state.uses += 1;
        let used = state.uses;
        state.worlds.insert(world.space, Known { world: world.clone(), used });
        state.shrink(WEIGHT_MAX);
    }

    /// Forgets everything about a space that is older than `version`.
    pub fn outdate(&self, space: SpaceId, version: i64) {
        let mut state = self.lock();
        if state.floors.len() >= FLOORS_MAX {
            state.floors.clear();
            state.epoch += 1;
        }
        let floor = state.floors.entry(space).or_insert(version);
        *floor = version.max(*floor);
        if state.worlds.get(&space).is_some_and(|known| known.world.version < version) {
            state.forget(space);
        }
    }

    /// Forgets everything, also what is being loaded: after messages of the bus were lost.
    pub fn outdate_all(&self) {
        let mut state = self.lock();
        let (epoch, uses) = (state.epoch + 1, state.uses);
        *state = State { epoch, uses, ..State::default() };
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn forget(&mut self, space: SpaceId) {
        let Some(known) = self.worlds.remove(&space) else { return };
        self.weight -= weight(&known.world);
    }

    /// Lets the worlds go that were not used for longest; the newest always stays.
    fn shrink(&mut self, most: usize) {
        if self.weight.max(self.homes.len()) <= most {
            return;
        }
        let mut by_use: Vec<(u64, SpaceId)> = self.worlds.iter().map(|(space, known)| (known.used, *space)).collect();
        by_use.sort_unstable();
        by_use.pop();
        for (_, space) in by_use {
            // More than needed, so that this does not happen each time.
            if self.weight <= most / 4 * 3 {
                break;
            }
            self.forget(space);
        }
        let Self { worlds, homes, .. } = self;
        homes.retain(|_, space| worlds.contains_key(space));
    }
}

fn weight(world: &World) -> usize {
    1 + world.members.len() + world.channels.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use snug_proto::RoleId;
    use uuid::Uuid;

    fn world(space: u128, version: i64) -> Arc<World> {
        Arc::new(World {
            space: SpaceId(Uuid::from_u128(space)),
            version,
            owner: snug_proto::UserId(Uuid::nil()),
            suspended: false,
            everyone: RoleId(Uuid::nil()),
            roles: HashMap::new(),
            channels: HashMap::new(),
            members: HashMap::new(),
        })
    }

    #[test]
    fn what_is_loaded_while_messages_are_lost_is_not_kept() {
        let worlds = Worlds::default();
        let (epoch, loaded) = (worlds.epoch(), world(1, 1));
        worlds.outdate_all();
        worlds.keep(&loaded, epoch);
        assert!(worlds.get(loaded.space).is_none());
        worlds.keep(&loaded, worlds.epoch());
        assert!(worlds.get(loaded.space).is_some());
    }

    #[test]
    fn many_announcements_are_forgotten_and_let_nothing_old_in() {
        let worlds = Worlds::default();
        let (epoch, old) = (worlds.epoch(), world(0, 1));
        for space in 0..=FLOORS_MAX as u128 {
            worlds.outdate(SpaceId(Uuid::from_u128(space)), 2);
        }
        assert!(worlds.lock().floors.len() <= FLOORS_MAX);
        worlds.keep(&old, epoch);
        assert!(worlds.get(old.space).is_none());
    }

    #[test]
    fn worlds_that_nobody_uses_go_first() {
        let worlds = Worlds::default();
        for space in 1..=8 {
            worlds.keep(&world(space, 1), worlds.epoch());
        }
        assert!(worlds.get(world(1, 1).space).is_some());
        worlds.lock().shrink(4);
        let left: Vec<bool> = (1..=8).map(|space| worlds.get(world(space, 1).space).is_some()).collect();
        assert_eq!(left, [true, false, false, false, false, false, true, true]);
        assert_eq!(worlds.lock().weight, 3);
    }
}
