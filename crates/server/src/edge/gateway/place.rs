//! What the hub knows of one space: who listens there and who sees what.

use super::stream::StreamId;
use crate::{
    access::{self, World},
    events::{Header, Notice},
};
use snug_proto::{ChannelId, Perm, UserId};
use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::Arc,
};

/// Members of a space at most who are told of each other's presence: of larger ones nobody looks at everybody.
const SMALL: usize = 500;
/// Notices that wait for a world at most; beyond that clients are told to fetch.
const WAITING: usize = 4_096;

/// One space, while somebody listens there.
#[derive(Debug, Default)]
pub struct Place {
    /// Who may do what, as of the newest change that was heard of and loaded.
    pub world: Option<Arc<World>>,
    /// The time at which rights were last told.
    pub seen_ms: i64,
    /// True when notices had to be dropped.
    pub is_lost: bool,
    /// True when something was lost while the world was being loaded: what is read then may be older.
    pub is_outdated: bool,
    /// It had too many members once. It stays so while somebody listens, lest one who comes and goes makes everybody
    /// be told of everybody.
    is_large: bool,
    streams: HashMap<StreamId, UserId>,
    /// Streams that see a channel, found when it first has something to tell.
    viewers: HashMap<ChannelId, Vec<StreamId>>,
    /// While the world is loaded: what happens meanwhile.
    waiting: Option<VecDeque<Notice>>,
    /// Streams that came while the world was loaded, with the version they know.
    late: Vec<(StreamId, i64)>,
}

impl Place {
    /// True while the world is loaded.
    pub fn is_busy(&self) -> bool {
        self.waiting.is_some()
    }

    /// True when something was said here under rights that are not known yet.
    pub fn is_behind(&self, version: i64) -> bool {
        self.world.as_ref().is_some_and(|world| world.version < version)
    }

    /// True when nobody listens and nothing runs.
    pub fn is_idle(&self) -> bool {
        self.streams.is_empty() && !self.is_busy()
    }

    /// From now on notices wait.
    pub fn begin(&mut self) {
        self.waiting.get_or_insert_default();
    }

    /// Keeps a notice for later. Beyond the bound events are dropped, of which clients can be told; signals never.
    pub fn wait(&mut self, notice: Notice) {
        let waiting = self.waiting.get_or_insert_default();
        if waiting.len() >= WAITING && matches!(notice.header, Header::Event(..)) {
            self.is_lost = true;
            return;
        }
        waiting.push_back(notice);
    }

    /// Notes a stream that comes while the world is loaded, knowing this one: it may be told too little.
    pub fn late(&mut self, stream: StreamId, world: &World) {
        self.late.push((stream, world.version));
    }

    /// Late streams that know less than what was loaded now; who knows more is told with the next look.
    pub fn left_behind(&mut self) -> Vec<StreamId> {
        let version = self.world.as_ref().map(|world| world.version);
        let late = std::mem::take(&mut self.late).into_iter();
        late.filter(|(_, known)| version.is_none_or(|version| *known < version)).map(|(stream, _)| stream).collect()
    }

    /// Ends the waiting with a new world and answers what waited.
    pub fn finish(&mut self, world: Option<Arc<World>>, now_ms: i64) -> VecDeque<Notice> {
        self.know(world, now_ms);
        self.viewers.clear();
        self.waiting.take().unwrap_or_default()
    }

    /// Takes over a world.
    pub fn know(&mut self, world: Option<Arc<World>>, now_ms: i64) {
        self.is_large |= world.as_ref().is_some_and(|world| world.members.len() > SMALL);
        self.world = world;
        self.seen_ms = now_ms;
    }

    /// True when its members are told of each other's presence.
    pub fn is_small(&self) -> bool {
        !self.is_large
    }

    /// All members.
    pub fn members(&self) -> impl Iterator<Item = UserId> {
        self.world.iter().flat_map(|world| world.members.keys().copied())
    }

    /// Adds a stream.
    pub fn add(&mut self, stream: StreamId, user: UserId, now_ms: i64) {
        if self.streams.insert(stream, user).is_some() {
            return;
        }
        let Some(world) = &self.world else { return };
        for (channel, viewers) in &mut self.viewers {
            if sees(world, user, *channel, now_ms) {
                viewers.push(stream);
            }
        }
    }

    /// Removes a stream. Lists of viewers are tidied when they are next used.
    pub fn remove(&mut self, stream: StreamId) {
        self.streams.remove(&stream);
        if self.streams.is_empty() {
            self.viewers.clear();
        }
    }

    /// Removes the streams of who is not a member.
    pub fn remove_strangers(&mut self) {
        let world = self.world.clone();
        let is_member = |user: &UserId| world.as_ref().is_some_and(|world| !world.suspended && world.has_member(*user));
        self.streams.retain(|_, user| is_member(user));
    }

    /// Everybody who listens here.
    pub fn users(&self) -> HashSet<UserId> {
        self.streams.values().copied().collect()
    }

    /// True when the stream listens here.
    pub fn has(&self, stream: StreamId) -> bool {
        self.streams.contains_key(&stream)
    }

    /// All streams.
    pub fn everyone(&self) -> Vec<StreamId> {
        self.streams.keys().copied().collect()
    }

    /// Streams of members who hold a right in the space.
    pub fn holders(&self, perm: Perm, now_ms: i64) -> Vec<StreamId> {
        let Some(world) = &self.world else { return Vec::new() };
        let holds = |user| access::in_space(world, user, now_ms).has(perm);
        self.streams.iter().filter(|(_, user)| holds(**user)).map(|(stream, _)| *stream).collect()
    }

    /// Streams that see a channel.
    pub fn viewers(&mut self, channel: ChannelId, now_ms: i64) -> &[StreamId] {
        let Some(world) = &self.world else { return &[] };
        let streams = &self.streams;
        let viewers = self.viewers.entry(channel).or_insert_with(|| {
            let seeing = streams.iter().filter(|(_, user)| sees(world, **user, channel, now_ms));
            seeing.map(|(stream, _)| *stream).collect()
        });
        viewers.retain(|stream| streams.contains_key(stream));
        viewers
    }

    /// Streams that see all of these channels.
    pub fn seeing(&self, channels: &[ChannelId], now_ms: i64) -> Vec<StreamId> {
        let sees_all = |user| channels.iter().all(|channel| self.sees(user, *channel, now_ms));
        self.streams.iter().filter(|(_, user)| sees_all(**user)).map(|(stream, _)| *stream).collect()
    }

    /// True when the person sees the channel.
    pub fn sees(&self, user: UserId, channel: ChannelId, now_ms: i64) -> bool {
        self.world.as_ref().is_some_and(|world| sees(world, user, channel, now_ms))
    }

    /// True when the person is a member.
    pub fn has_member(&self, user: UserId) -> bool {
        self.world.as_ref().is_some_and(|world| !world.suspended && world.has_member(user))
    }

    /// True when the person holds the right in the space.
    pub fn holds(&self, user: UserId, perm: Perm, now_ms: i64) -> bool {
        self.world.as_ref().is_some_and(|world| access::in_space(world, user, now_ms).has(perm))
    }
}

fn sees(world: &World, user: UserId, channel: ChannelId, now_ms: i64) -> bool {
    access::is_shown(world, user, channel, now_ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::MemberNode,
        events::{Signal, To},
    };
    use snug_proto::{RoleId, SpaceId};
    use uuid::Uuid;

    fn world(members: usize) -> Arc<World> {
        let members = (0..members).map(|at| (UserId(Uuid::from_u128(at as u128)), MemberNode::default()));
        Arc::new(World {
            space: SpaceId(Uuid::nil()),
            version: 1,
            owner: UserId(Uuid::nil()),
            suspended: false,
            everyone: RoleId(Uuid::nil()),
            roles: HashMap::new(),
            channels: HashMap::new(),
            members: members.collect(),
        })
    }

    #[test]
    fn a_space_that_was_large_stays_so_while_somebody_listens() {
        let mut place = Place::default();
        place.know(Some(world(SMALL)), 0);
        assert!(place.is_small());
        place.know(Some(world(SMALL + 1)), 0);
        assert!(!place.is_small());
        place.know(Some(world(SMALL)), 0);
        assert!(!place.is_small());
    }

    #[test]
    fn too_many_events_are_dropped_and_no_signal_is() {
        let space = SpaceId(Uuid::nil());
        let notice = |header| Notice { header, body: bytes::Bytes::new() };
        let mut place = Place::default();
        place.begin();
        for _ in 0..WAITING {
            place.wait(notice(Header::Event(To::Everyone)));
        }
        assert!(!place.is_lost);
        place.wait(notice(Header::Event(To::Everyone)));
        assert!(place.is_lost);
        place.wait(notice(Header::Signal(Signal::AccessChanged { space, version: 7 })));
        let waited = place.finish(None, 0);
        assert_eq!(waited.len(), WAITING + 1);
        assert!(matches!(waited[WAITING].header, Header::Signal(Signal::AccessChanged { version: 7, .. })));
    }
}
