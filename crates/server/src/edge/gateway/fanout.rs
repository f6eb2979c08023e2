//! Who is told what: from notices of the bus to streams.

use super::{
    frame,
    judge::{Verdict, judge},
    parties::Parties,
    place::Place,
    presence::Presence,
    raised,
    reload::{self, Reloaded, Task},
    sessions,
    stream::{Audience, StreamId, Streams},
};
use crate::{
    access::World,
    app::App,
    events::{Header, Notice, Signal, To},
    features::identity::Chosen,
};
use bytes::Bytes;
use snug_proto::{
    ChannelId, SessionId, SpaceId, UserId,
    events::{Event, SpaceGone},
    gateway::CloseCode,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Streams, and the spaces they listen to.
pub struct Fanout {
    pub(super) app: Arc<App>,
    /// Every stream of the node.
    pub streams: Streams,
    /// Who is there.
    pub(super) presence: Presence,
    pub(super) places: HashMap<SpaceId, Place>,
    /// Who is in which conversation, as far as it is being looked up.
    pub(super) parties: Parties,
    swept_ms: i64,
}

/// How often old streams are looked for, in milliseconds.
const SWEEP_MS: i64 = 5_000;

impl Fanout {
    pub fn new(app: Arc<App>) -> Self {
        Self {
            presence: Presence::new(app.ids.uuid(), app.gateway.board.clone()),
            app,
            streams: Streams::default(),
            places: HashMap::new(),
            parties: Parties::default(),
            swept_ms: 0,
        }
    }

    pub(super) fn now_ms(&self) -> i64 {
        self.app.clock.now_ms()
    }

    /// Takes a message of the bus.
    pub fn hear(&mut self, message: Bytes) {
        let notice = match Notice::decode(message) {
            Ok(notice) => notice,
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "a message of the bus is not understood");
                return;
            }
        };
        match &notice.header {
            Header::Event(to) => match to {
                To::Everyone => self.tell(self.streams.ids(), &notice.body, to),
                To::Person(user) => self.tell(self.streams.of(*user), &notice.body, to),
                To::Elevated { except } => raised::find(&self.app, &self.streams, *except, notice.body),
                // Whoever was told of a profile has it: told again, nothing is asked.
                To::Acquaintances { of, also, except } => {
                    self.tell(self.acquaintances(*of, also, except), &notice.body, &To::Person(*of));
                }
                To::People { people, conversation, .. } => {
                    self.unhide(*conversation, people);
                    // Who was there when it was written down may have gone since.
                    let mut listeners: Vec<StreamId> = people.iter().flat_map(|user| self.streams.of(*user)).collect();
                    listeners.retain(|id| self.streams.get(*id).is_some_and(|stream| !stream.has_left(*conversation)));
                    self.tell(listeners, &notice.body, to);
                }
                To::Space(at)
                | To::Holders(at, _)
                | To::HoldersBut(at, ..)
                | To::Channel(at, _)
                | To::Seeing(at, _) => {
                    self.in_place(at.space, notice);
                }
            },
            Header::Signal(signal) => {
                let signal = signal.clone();
                self.app.identity.hear(&signal);
                self.note(&signal, notice);
            }
            Header::Typing { to, channel, by } => self.typing(to, *channel, *by, &notice.body),
            Header::Presence(roll) => self.hear_roll(roll.clone()),
        }
    }

    fn note(&mut self, signal: &Signal, notice: Notice) {
        match *signal {
            Signal::AccessChanged { space, version } => {
                self.app.worlds.outdate(space, version);
                self.in_place(space, notice);
            }
            Signal::MemberCame { space, user } => {
                if !self.streams.of(user).is_empty() {
                    self.places.entry(space).or_default();
                }
                self.in_place(space, notice);
            }
            Signal::SpaceBack { space } => {
                self.places.entry(space).or_default();
                self.in_place(space, notice);
            }
            // Who saw nothing there any more is no longer listening, but must be told all the same.
            Signal::MemberWent { space, user, why } if !self.places.contains_key(&space) => {
                self.leave(space, &self.streams.of(user), why);
            }
            Signal::SpaceWent { space, why } if !self.places.contains_key(&space) => {
                self.leave(space, &self.streams.ids(), why);
            }
            Signal::MemberWent { space, .. } | Signal::SpaceWent { space, .. } => self.in_place(space, notice),
            Signal::SessionEnded { session, user } => self.end_session(user, session, CloseCode::SessionEnded),
            Signal::AccountChanged { user } => {
                let ids = self.streams.of(user);
                let sessions = ids.into_iter().filter_map(|id| self.streams.get(id).map(|stream| stream.session));
                let sessions = sessions.map(|session| (user, session)).collect();
                sessions::check(&self.app, sessions);
            }
            Signal::AccountSuspended { user } => {
                for id in self.streams.of(user) {
                    self.close(id, Some(CloseCode::Suspended));
                }
            }
            // What a deleted channel means is seen when rights are looked at again.
            Signal::ChannelWent { .. } | Signal::SettingsChanged => {}
            Signal::PresenceSet { user, choice, ref custom } => {
                self.choose(user, Chosen { choice, custom: custom.clone() });
            }
            Signal::TiesChanged { ref users } => self.untie(users.iter().copied()),
            Signal::ConversationCame { channel, user } => {
                self.note_moved(user);
                for id in self.streams.of(user) {
                    if let Some(stream) = self.streams.get(id) {
                        stream.conversations.insert(channel, true);
                    }
                }
            }
            Signal::ConversationWent { channel, user } => {
                self.note_moved(user);
                self.depart(user, channel);
            }
        }
    }

    /// Notices of one space keep their order, also while its world is loaded.
    fn in_place(&mut self, space: SpaceId, notice: Notice) {
        let Some(place) = self.places.get_mut(&space) else { return };
        if place.is_busy() {
            place.wait(notice);
        } else {
            self.process(space, notice);
        }
    }

    fn process(&mut self, space: SpaceId, notice: Notice) {
        let now_ms = self.app.clock.now_ms();
        let Some(place) = self.places.get_mut(&space) else { return };
        match &notice.header {
            Header::Event(to) if to.at().is_some_and(|at| place.is_behind(at.version)) => {
                // Said under rights that are not known here yet: it waits until they are.
                self.app.worlds.outdate(space, to.at().map_or(0, |at| at.version));
                self.reload(space, Vec::new());
                self.in_place(space, notice);
            }
            Header::Event(to) => {
                let listeners = match to {
                    To::Channel(_, channel) => place.viewers(*channel, now_ms).to_vec(),
                    To::Holders(_, perm) => place.holders(*perm, now_ms),
                    To::HoldersBut(_, perm, except) => {
                        let theirs = self.streams.of(*except);
                        let holders = place.holders(*perm, now_ms).into_iter();
                        holders.filter(|id| !theirs.contains(id)).collect()
                    }
                    To::Seeing(_, channels) => place.seeing(channels, now_ms),
                    _ => place.everyone(),
                };
                self.tell(listeners, &notice.body, to);
            }
            Header::Signal(Signal::AccessChanged { version, .. }) => {
                if place.world.as_ref().is_none_or(|world| world.version < *version) {
                    self.reload(space, Vec::new());
                }
            }
            Header::Signal(Signal::MemberCame { user, .. }) => {
                let is_new = |id: &StreamId| !self.places.get(&space).is_some_and(|place| place.has(*id));
                if self.streams.of(*user).iter().any(is_new) {
                    self.reload(space, vec![*user]);
                } else {
                    self.forget_if_idle(space);
                }
            }
            Header::Signal(Signal::MemberWent { user, why, .. }) => self.leave(space, &self.streams.of(*user), *why),
            Header::Signal(Signal::SpaceWent { why, .. }) => self.leave(space, &self.streams.ids(), *why),
            Header::Signal(Signal::SpaceBack { .. }) => self.reload(space, self.streams.users()),
            Header::Signal(_) | Header::Typing { .. } | Header::Presence(_) => {}
        }
    }

    fn tell(&mut self, ids: Vec<StreamId>, body: &Bytes, to: &To) {
        let now_ms = self.app.clock.now_ms();
        for id in ids {
            if let Some(stream) = self.streams.get(id) {
                stream.tell(body, Audience::To(to.clone()), now_ms);
            }
        }
    }

    /// The person's own streams, those of everybody who shares a space with them and of some more, but for some.
    fn acquaintances(&self, user: UserId, also: &[UserId], except: &[UserId]) -> Vec<StreamId> {
        let of_all = |users: &[UserId]| users.iter().flat_map(|user| self.streams.of(*user)).collect::<HashSet<_>>();
        let mut found = of_all(also);
        found.extend(self.streams.of(user));
        let shared = self.places.values().filter(|place| place.has_member(user));
        found.extend(shared.flat_map(Place::everyone));
        found.difference(&of_all(except)).copied().collect()
    }

    /// Tells the streams of these sessions something that nobody catches up on.
    pub fn confide(&mut self, sessions: &[(UserId, SessionId)], body: &Bytes) {
        let now_ms = self.app.clock.now_ms();
        for (user, session) in sessions {
            for id in self.streams.of(*user) {
                if let Some(stream) = self.streams.get(id)
                    && stream.session == *session
                {
                    stream.tell(body, Audience::Passing, now_ms);
                }
            }
        }
    }

    /// Takes a space away from streams that know it, and says why.
    fn leave(&mut self, space: SpaceId, ids: &[StreamId], why: SpaceGone) {
        let now_ms = self.app.clock.now_ms();
        let body = frame::body(&Event::SpaceDelete { space_id: space, reason: why });
        let (members, mut blind) = (self.members_there(space), HashSet::new());
        for id in ids {
            if let Some(place) = self.places.get_mut(&space) {
                place.remove(*id);
            }
            if let Some(stream) = self.streams.get(*id)
                && stream.spaces.remove(&space)
            {
                let user = stream.user;
                stream.tell(&body, Audience::To(To::Person(user)), now_ms);
                blind.insert(user);
            }
        }
        self.lost_sight(blind, &members);
        self.forget_if_idle(space);
    }

    /// Lets a stream hear what happens in these spaces and conversations.
    pub fn enter(&mut self, id: StreamId, worlds: Vec<Arc<World>>, conversations: Vec<ChannelId>) {
        let now_ms = self.app.clock.now_ms();
        let Some(stream) = self.streams.get(id) else { return };
        let user = stream.user;
        for conversation in conversations {
            // What was heard meanwhile is newer.
            stream.conversations.entry(conversation).or_insert(true);
        }
        stream.spaces.extend(worlds.iter().map(|world| world.space));
        for world in worlds {
            let space = world.space;
            let is_first = !self.places.contains_key(&space);
            let place = self.places.entry(space).or_default();
            place.add(id, user, now_ms);
            if place.is_busy() {
                place.late(id, &world);
            }
            if is_first {
                // Between its loading and now the world may have been outdated without anybody here listening.
                let is_newest = self.app.worlds.get(space).is_some_and(|known| known.version <= world.version);
                place.know(Some(world), now_ms);
                if !is_newest {
                    self.reload(space, Vec::new());
                }
            }
        }
    }

    /// Loads the world of a space; what happens there waits until it is known.
    fn reload(&mut self, space: SpaceId, came: Vec<UserId>) {
        let Some(place) = self.places.get_mut(&space) else { return };
        place.begin();
        let task = Task { space, old: place.world.clone(), seen_ms: place.seen_ms, users: place.users(), came };
        reload::start(&self.app, task);
    }

    /// Takes over a world that was loaded, tells everybody what it means for them, and goes on with what waited.
    pub fn reloaded(&mut self, reloaded: Reloaded) {
        let Reloaded { space, world, now_ms, told, states } = reloaded;
        let Some(place) = self.places.get_mut(&space) else { return };
        let (old, was_small) = (place.world.clone(), place.is_small());
        let mut waiting = place.finish(world, now_ms);
        let is_lost = std::mem::take(&mut place.is_lost);
        let is_outdated = std::mem::take(&mut place.is_outdated);
        let left_behind = place.left_behind();
        for (user, events) in told {
            for id in self.streams.of(user) {
                let Some(stream) = self.streams.get(id).filter(|stream| stream.spaces.contains(&space)) else {
                    continue;
                };
                events.iter().for_each(|(body, audience)| stream.tell(body, audience.clone(), now_ms));
            }
        }
        place.remove_strangers();
        let came: Vec<UserId> = states.iter().map(|(user, _)| *user).collect();
        for (user, (body, audience)) in states {
            for id in self.streams.of(user) {
                let Some(stream) = self.streams.get(id) else { continue };
                place.add(id, user, now_ms);
                if stream.spaces.insert(space) {
                    stream.tell(&body, audience.clone(), now_ms);
                }
            }
        }
        self.members_changed(space, old.as_deref(), was_small, &came);
        let Some(place) = self.places.get_mut(&space) else { return };
        if is_lost {
            let listeners = place.everyone();
            self.tell(listeners, &frame::body(&Event::Resync { channel_ids: None }), &To::Everyone);
        }
        if is_outdated {
            self.reload(space, Vec::new());
        }
        while let Some(notice) = waiting.pop_front() {
            self.in_place(space, notice);
        }
        // What changed between their first state and now was told to those alone who were here before: they begin anew.
        for id in left_behind {
            self.close(id, Some(CloseCode::Internal));
        }
        self.forget_if_idle(space);
    }

    /// Messages of the bus were lost: every space is looked at again, and every client told.
    pub fn catch_up(&mut self) {
        self.tell(self.streams.ids(), &frame::body(&Event::Resync { channel_ids: None }), &To::Everyone);
        self.ask_all();
        self.untie_all();
        self.look_again();
    }

    /// Looks again at the rights in every space; where that happens already, once more afterwards.
    pub fn look_again(&mut self) {
        self.look_at_conversations();
        let mut idle = Vec::new();
        for (space, place) in &mut self.places {
            if place.is_busy() {
                place.is_outdated = true;
            } else {
                idle.push(*space);
            }
        }
        for space in idle {
            self.reload(space, Vec::new());
        }
    }

    /// Ends the streams of a session.
    pub fn end_session(&mut self, user: UserId, session: SessionId, code: CloseCode) {
        for id in self.streams.of(user) {
            if self.streams.get(id).is_some_and(|stream| stream.session == session) {
                self.close(id, Some(code));
            }
        }
    }

    /// Forgets a stream; its socket ends with the code, if there is one.
    pub fn close(&mut self, id: StreamId, code: Option<CloseCode>) {
        let Some(stream) = self.streams.close(id) else { return };
        if let Some(code) = code {
            stream.end(code);
        }
        for space in stream.spaces {
            if let Some(place) = self.places.get_mut(&space) {
                place.remove(id);
            }
            self.forget_if_idle(space);
        }
        self.note_end(id, stream.user, code == Some(CloseCode::Suspended));
    }

    /// Forgets streams that nobody came back to.
    pub fn sweep(&mut self) {
        let now_ms = self.app.clock.now_ms();
        if now_ms - self.swept_ms < SWEEP_MS {
            return;
        }
        self.swept_ms = now_ms;
        for id in self.streams.sweep(now_ms) {
            self.close(id, None);
        }
    }

    fn forget_if_idle(&mut self, space: SpaceId) {
        if self.places.get(&space).is_some_and(Place::is_idle) {
            self.places.remove(&space);
        }
    }

    /// True while it is not known what the person of this stream may see.
    pub fn is_unsettled(&mut self, id: StreamId) -> bool {
        let Some(stream) = self.streams.get(id) else { return false };
        if self.parties.is_looking(stream.user) || self.presence.is_looking(stream.user) {
            return true;
        }
        stream.spaces.iter().any(|space| self.places.get(space).is_some_and(Place::is_busy))
    }

    /// What a client missed after `s`, as far as it may see it today: everything else is `void`. None when the stream
    /// cannot go on.
    pub fn replay(&mut self, id: StreamId, user: UserId, session: SessionId, s: u64) -> Option<Vec<(u64, Bytes)>> {
        let now_ms = self.app.clock.now_ms();
        let places = &self.places;
        let stream = self.streams.get(id).filter(|stream| (stream.user, stream.session) == (user, session))?;
        stream.replay.trim(now_ms);
        let void = frame::body(&Event::Void {});
        let mut missed = Vec::new();
        for told in stream.replay.after(s)? {
            let body = match judge((places, &self.presence), stream, &told.audience, now_ms) {
                Verdict::Shown => told.body.clone(),
                Verdict::Hidden => void.clone(),
                Verdict::Torn => return None,
            };
            missed.push((told.s, body));
        }
        Some(missed)
    }
}
