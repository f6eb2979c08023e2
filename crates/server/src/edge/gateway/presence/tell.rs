//! Who is told of whom, and when.

use super::{
    Roll, Seen, Standing,
    far::{ALIVE_MS, Then},
    look,
    people::Look,
};
use crate::{
    access::World,
    edge::gateway::{
        fanout::Fanout,
        frame,
        stream::{Audience, Stream, StreamId},
    },
    events::roll_call,
    features::identity::Chosen,
};
use snug_proto::{ChannelId, SpaceId, UserId, events::Event, presence::Presence};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// People of one event at most.
const AT_ONCE: usize = 1_000;

impl Fanout {
    /// Takes over how the person of a stream stands, who is about to listen. False when they must wait for a newer look.
    pub fn meet(&mut self, id: StreamId, standing: &Standing) -> bool {
        let Some(user) = self.streams.get(id).map(|stream| stream.user) else { return true };
        match self.presence.people.meet(user, standing.clone()) {
            Ok(()) => true,
            Err(Look::Runs) => false,
            Err(Look::Begin) => {
                look::start(&self.app, vec![user]);
                false
            }
        }
    }

    /// Everybody who is there and may be seen by a stream, which is told of every change from now on.
    pub fn present(&mut self, id: StreamId) -> Vec<Presence> {
        let Some(stream) = self.streams.get(id) else { return Vec::new() };
        stream.hears_presence = true;
        let user = stream.user;
        let Some(bonds) = self.presence.people.get(user).and_then(|person| person.bonds()) else { return Vec::new() };
        let mut known: HashSet<UserId> = bonds.near.iter().copied().chain([user]).collect();
        for place in stream.spaces.iter().filter_map(|space| self.places.get(space)) {
            if place.is_small() && place.has_member(user) {
                known.extend(place.members());
            }
        }
        self.presence.board.there(known.into_iter().filter(|seen| !bonds.is_apart(*seen)))
    }

    /// A socket came to a stream, or went.
    pub fn note_socket(&mut self, id: StreamId) {
        let now_ms = self.now_ms();
        let Some(stream) = self.streams.get(id) else { return };
        let (user, is_there) = (stream.user, stream.has_socket());
        if let Some(person) = self.presence.people.get_mut(user) {
            if is_there {
                person.local.enter(id);
            } else {
                person.local.leave(id, now_ms);
            }
        }
        self.look_at(user);
    }

    /// A stream is over.
    pub(in crate::edge::gateway) fn note_end(&mut self, id: StreamId, user: UserId, is_suspended: bool) {
        let now_ms = self.now_ms();
        if let Some(person) = self.presence.people.get_mut(user) {
            person.local.leave(id, now_ms);
            if is_suspended {
                person.local.vanish();
            }
        }
        self.look_at(user);
    }

    /// Says whether nobody uses the client of a stream.
    pub fn rest(&mut self, id: StreamId, is_idle: bool) {
        let Some(user) = self.streams.get(id).map(|stream| stream.user) else { return };
        if let Some(person) = self.presence.people.get_mut(user) {
            person.local.rest(id, is_idle);
        }
        self.look_at(user);
    }

    /// Somebody chose how to be seen.
    pub fn choose(&mut self, user: UserId, chosen: Chosen) {
        match self.presence.people.get_mut(user) {
            Some(person) if !person.is_withheld() => {
                person.local.choose(chosen);
                self.look_at(user);
            }
            Some(_) => self.untie([user]),
            None => {}
        }
    }

    /// Whom these people may see is not known any more.
    pub fn untie(&mut self, users: impl IntoIterator<Item = UserId>) {
        let look = self.presence.people.outdate(users);
        look::start(&self.app, look);
    }

    /// As [`Self::untie`], for everybody.
    pub fn untie_all(&mut self) {
        let all: Vec<UserId> = self.presence.people.iter().map(|(user, _)| user).collect();
        self.untie(all);
    }

    /// As [`Self::untie_all`], but for those who are being looked up: for a round that another follows soon.
    pub fn tie_again(&mut self) {
        let known = self.presence.people.iter().filter(|(_, person)| !person.is_withheld());
        let known: Vec<UserId> = known.map(|(user, _)| user).collect();
        self.untie(known);
    }

    /// Something was said in a conversation: for whom it was hidden it may be so no more.
    pub fn unhide(&mut self, conversation: ChannelId, people: &[UserId]) {
        let hides = |user: &UserId| self.presence.people.get(*user).is_some_and(|person| person.hides(conversation));
        let hiding: Vec<UserId> = people.iter().copied().filter(hides).collect();
        self.untie(hiding);
    }

    /// Takes what was looked up, and tells those people what it means for them.
    pub fn stood(&mut self, found: Vec<(UserId, Standing)>) {
        let mut again = Vec::new();
        for (user, standing) in found {
            match self.presence.people.stood(user, standing) {
                Some((other, missed)) => {
                    let there = other.into_iter().filter(|user| !self.presence.board.seen(*user).is_offline());
                    let seen: HashSet<UserId> = there.chain(missed).collect();
                    self.retell(user, seen.into_iter().collect());
                    self.look_at(user);
                }
                None if self.presence.is_looking(user) => again.push(user),
                None => {}
            }
        }
        look::start(&self.app, again);
    }

    /// Takes what another node says.
    pub(in crate::edge::gateway) fn hear_roll(&mut self, roll: Roll) {
        match self.presence.far.hear(roll, self.presence.node, self.now_ms()) {
            Then::Look(users) => self.announce(users),
            Then::Ask(node, users) => {
                self.announce(users);
                self.call(Roll::Ask { node: self.presence.node, of: Some(node) });
            }
            Then::Answer => self.call_all(),
        }
    }

    /// Asks every node who is there: something may have been missed.
    pub fn ask_all(&mut self) {
        self.call(Roll::Ask { node: self.presence.node, of: None });
    }

    /// Tells the other nodes that this one ends, and writes down until when its people were there.
    pub fn farewell(&mut self) {
        let now_ms = self.now_ms();
        self.call(Roll::Gone { node: self.presence.node });
        for (user, person) in self.presence.people.iter() {
            if !person.local.told().is_offline() {
                self.app.identity.leave(user, person.local.gone_ms().unwrap_or(now_ms));
            }
        }
    }

    /// What time brings: goings, pauses that end, nodes that fell silent.
    pub fn pass_time(&mut self) {
        let now_ms = self.now_ms();
        let waiting: Vec<UserId> = self.presence.waiting.iter().copied().collect();
        for user in waiting {
            self.look_at(user);
        }
        let lost = self.presence.far.give_up(now_ms);
        self.announce(lost);
        if self.presence.is_owed && !self.app.is_bus_deaf() {
            self.presence.is_owed = false;
            self.call_all();
            self.ask_all();
        }
        if now_ms >= self.presence.alive_ms {
            self.presence.alive_ms = now_ms + ALIVE_MS;
            self.call(Roll::Alive { node: self.presence.node });
        }
    }

    /// Looks whether others must be told of somebody here.
    fn look_at(&mut self, user: UserId) {
        let now_ms = self.now_ms();
        let presence = &mut self.presence;
        let Some(person) = presence.people.get_mut(user) else { return };
        let due = person.local.due(now_ms);
        let gone_ms = person.local.gone_ms().unwrap_or(now_ms);
        let is_waiting = person.local.is_waiting(now_ms);
        let is_over = !is_waiting && person.local.told().is_offline();
        if is_waiting {
            presence.waiting.insert(user);
        } else {
            presence.waiting.remove(&user);
        }
        if let Some(seen) = due {
            if seen.is_offline() {
                self.app.identity.leave(user, gone_ms);
            }
            self.call(Roll::Changed { node: self.presence.node, user, seen });
            self.announce(vec![user]);
        }
        if is_over && self.streams.of(user).is_empty() {
            self.presence.people.forget(user);
        }
    }

    /// Tells the other nodes. While they cannot be reached they are owed everything.
    fn call(&mut self, roll: Roll) {
        if self.app.is_bus_deaf() {
            self.presence.is_owed = true;
        } else if let Some(message) = roll_call(roll) {
            self.app.bus.publish("presence", message);
        }
    }

    fn call_all(&mut self) {
        let people = self.presence.people.iter().filter(|(_, person)| !person.local.told().is_offline());
        let all = people.map(|(user, person)| (user, person.local.told().clone())).collect();
        self.call(Roll::Here { node: self.presence.node, all });
    }

    /// Finds out how people are seen now, and tells who may know of those who are seen otherwise than before.
    fn announce(&mut self, users: Vec<UserId>) {
        let mut told: HashMap<StreamId, Vec<UserId>> = HashMap::new();
        for user in users {
            let presence = &mut self.presence;
            let local = presence.people.get(user).map(|person| person.local.told());
            let seen = Seen::together(presence.far.seen(user).chain(local));
            if !presence.board.set(user, seen) {
                continue;
            }
            for id in self.viewers(user) {
                told.entry(id).or_default().push(user);
            }
        }
        // One person as a rule: then all are told with the same bytes.
        let mut shared = None;
        let now_ms = self.now_ms();
        for (id, users) in told {
            let Some(stream) = self.streams.get(id) else { continue };
            match users[..] {
                [user] => {
                    let (known, body, audience) =
                        shared.get_or_insert_with(|| one(self.presence.board.seen(user).of(user)));
                    if *known == user {
                        stream.tell(body, audience.clone(), now_ms);
                    } else {
                        let (_, body, audience) = one(self.presence.board.seen(user).of(user));
                        stream.tell(&body, audience, now_ms);
                    }
                }
                _ => {
                    let presences = users.into_iter().map(|user| self.presence.board.seen(user).of(user)).collect();
                    tell(stream, presences, now_ms);
                }
            }
        }
    }

    /// Streams that may know of somebody. Whose person may know is not certain now will be told once it is.
    fn viewers(&mut self, seen: UserId) -> HashSet<StreamId> {
        let mut found: HashSet<StreamId> = self.streams.of(seen).into_iter().collect();
        found.extend(self.presence.people.watchers(seen).iter().flat_map(|viewer| self.streams.of(*viewer)));
        let shared = self.places.values().filter(|place| place.is_small() && place.has_member(seen));
        found.extend(shared.flat_map(|place| place.everyone()));
        found.retain(|id| {
            let Some(stream) = self.streams.get(*id).filter(|stream| stream.hears_presence) else { return false };
            if stream.user == seen {
                return true;
            }
            let Some(viewer) = self.presence.people.get_mut(stream.user) else { return false };
            if viewer.is_withheld() {
                viewer.miss([seen]);
            }
            viewer.bonds().is_some_and(|bonds| !bonds.is_apart(seen))
        });
        found
    }

    /// Tells somebody how others are seen now, or that they are offline to them.
    fn retell(&mut self, viewer: UserId, seen: Vec<UserId>) {
        let now_ms = self.now_ms();
        if let Some(person) = self.presence.people.get_mut(viewer).filter(|person| person.is_withheld()) {
            person.miss(seen);
            return;
        }
        for id in self.streams.of(viewer) {
            let Some(stream) = self.streams.get(id).filter(|stream| stream.hears_presence) else { continue };
            let presences = seen.iter().filter(|seen| **seen != viewer).map(|seen| {
                let is_shown = self.presence.shows(&self.places, stream, *seen);
                let shown = if is_shown { self.presence.board.seen(*seen) } else { Seen::default() };
                shown.of(*seen)
            });
            let presences = presences.collect();
            tell(stream, presences, now_ms);
        }
    }

    /// Members of a space came, went, or became too many: tells who sees whom now.
    pub fn members_changed(&mut self, space: SpaceId, old: Option<&World>, was_small: bool, came: &[UserId]) {
        let Some(place) = self.places.get(&space) else { return };
        let (is_small, world) = (place.is_small(), place.world.clone());
        if !is_small && !was_small {
            return;
        }
        let there = |world: &World| -> HashSet<UserId> {
            world.members.keys().copied().filter(|user| !self.presence.board.seen(*user).is_offline()).collect()
        };
        let after = world.as_deref().map(there).unwrap_or_default();
        let before =
            old.map(there).unwrap_or_else(|| after.iter().filter(|user| !came.contains(user)).copied().collect());
        let fell_silent = was_small && !is_small;
        let all: Vec<UserId> = before.union(&after).copied().collect();
        let other: Vec<UserId> = before.symmetric_difference(&after).copied().collect();
        if other.is_empty() && came.is_empty() && !fell_silent {
            return;
        }
        // Who came but does not listen yet is told when they do.
        let mut viewers = place.users();
        viewers.extend(before.difference(&after));
        for viewer in viewers {
            let is_new_here = came.contains(&viewer) || (before.contains(&viewer) && !after.contains(&viewer));
            self.retell(viewer, if fell_silent || is_new_here { all.clone() } else { other.clone() });
        }
    }

    /// People no longer see a space: tells them whom they see no more.
    pub fn lost_sight(&mut self, viewers: HashSet<UserId>, members: &[UserId]) {
        for viewer in viewers {
            self.retell(viewer, members.to_vec());
        }
    }

    /// Members of a small space who are there now.
    pub fn members_there(&self, space: SpaceId) -> Vec<UserId> {
        let Some(place) = self.places.get(&space).filter(|place| place.is_small()) else { return Vec::new() };
        place.members().filter(|user| !self.presence.board.seen(*user).is_offline()).collect()
    }
}

fn one(presence: Presence) -> (UserId, bytes::Bytes, Audience) {
    let user = presence.user_id;
    let audience = audience(std::slice::from_ref(&presence));
    (user, frame::body(&Event::PresenceUpdate(presence)), audience)
}

/// Whoever is told that somebody is offline learns nothing, and may always know.
fn audience(presences: &[Presence]) -> Audience {
    let there = presences.iter().filter(|presence| presence.status != snug_proto::presence::Shown::Offline);
    Audience::Presence(there.map(|presence| presence.user_id).collect::<Arc<[UserId]>>())
}

fn tell(stream: &mut Stream, presences: Vec<Presence>, now_ms: i64) {
    for some in presences.chunks(AT_ONCE) {
        let audience = audience(some);
        let event = match some {
            [presence] => Event::PresenceUpdate(presence.clone()),
            _ => Event::PresenceBulk { presences: some.to_vec() },
        };
        stream.tell(&frame::body(&event), audience, now_ms);
    }
}
