//! Who is in which conversation: what the streams know of it, and looking again after something was lost.

use super::{
    converse::{self, Conversed},
    fanout::Fanout,
    frame,
    stream::Audience,
};
use crate::events::To;
use snug_proto::{
    ChannelId, UserId,
    events::{ChannelGone, Event},
};
use std::collections::{HashMap, HashSet};

/// A look at conversations that is under way.
#[derive(Debug, Default)]
pub struct Parties {
    /// Whose conversations changed meanwhile.
    moved: HashSet<UserId>,
    /// For whom it is being looked who is in which conversation …
    looking: HashSet<UserId>,
    /// … and must be for everybody once more: what is read then may be older than what was lost since.
    is_look_due: bool,
}

impl Parties {
    /// True while it is being looked up in which conversations a person is.
    pub fn is_looking(&self, user: UserId) -> bool {
        self.looking.contains(&user)
    }
}

impl Fanout {
    /// Notes that a person came to a conversation or left one.
    pub(super) fn note_moved(&mut self, user: UserId) {
        if self.parties.looking.contains(&user) {
            self.parties.moved.insert(user);
        }
    }

    /// Takes a conversation away from the streams of a person that know it.
    pub(super) fn depart(&mut self, user: UserId, channel: ChannelId) {
        let now_ms = self.app.clock.now_ms();
        let event = Event::ChannelDelete { space_id: None, channel_id: channel, reason: ChannelGone::Left };
        let body = frame::body(&event);
        for id in self.streams.of(user) {
            if let Some(stream) = self.streams.get(id)
                && stream.conversations.insert(channel, false) == Some(true)
            {
                stream.tell(&body, Audience::To(To::Person(user)), now_ms);
            }
        }
    }

    /// Looks again who is in which conversation; when that happens already, once more afterwards.
    pub(super) fn look_at_conversations(&mut self) {
        self.parties.is_look_due = !self.parties.looking.is_empty();
        if !self.parties.is_look_due {
            self.look_for(|_| true);
        }
    }

    fn look_for(&mut self, is_meant: impl Fn(UserId) -> bool) {
        self.parties.moved.clear();
        let mut known: HashMap<UserId, Vec<HashSet<ChannelId>>> = HashMap::new();
        for id in self.streams.ids() {
            let Some(stream) = self.streams.get(id).filter(|stream| is_meant(stream.user)) else { continue };
            let own = stream.conversations.iter().filter(|(_, is_in)| **is_in).map(|(channel, _)| *channel);
            known.entry(stream.user).or_default().push(own.collect());
        }
        self.parties.looking = known.keys().copied().collect();
        if !known.is_empty() {
            converse::start(&self.app, known);
        }
    }

    /// Tells everybody which conversations came and went while messages of the bus were lost.
    pub fn conversed(&mut self, conversed: Conversed) {
        let now_ms = self.app.clock.now_ms();
        self.parties.looking.clear();
        let mut again = HashSet::new();
        for (user, change) in conversed {
            if self.parties.moved.contains(&user) {
                // What was read may be older than what was heard since.
                again.insert(user);
                continue;
            }
            for channel in change.lost {
                self.depart(user, channel);
            }
            for (conversation, body) in change.gained {
                let to = To::People { conversation, version: 0, people: vec![user] };
                for id in self.streams.of(user) {
                    if let Some(stream) = self.streams.get(id)
                        && stream.conversations.insert(conversation, true) != Some(true)
                    {
                        stream.tell(&body, Audience::To(to.clone()), now_ms);
                    }
                }
            }
        }
        if std::mem::take(&mut self.parties.is_look_due) {
            self.look_at_conversations();
        } else if !again.is_empty() {
            self.look_for(|user| again.contains(&user));
        }
    }
}
