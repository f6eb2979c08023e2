//! Streams: what one client is told, over any number of sockets one after the other.

use super::{
    outbox::{Burst, Outbox, Parcel},
    replay::Replay,
};
use crate::events::To;
use bytes::Bytes;
use snug_proto::{ChannelId, SessionId, SpaceId, UserId, gateway::CloseCode};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// How long a stream outlives its socket, in milliseconds.
const AWAY_MS: i64 = 120_000;

/// Names a stream on this node.
pub type StreamId = u64;

/// Who may see an event: asked again when it is replayed.
#[derive(Clone, Debug)]
pub enum Audience {
    /// As its sender said.
    To(To),
    /// Who may know of all of these people: see [`super::presence`].
    Presence(Arc<[UserId]>),
    /// Who looked at the time: nobody who did not misses it.
    Passing,
    /// Who sees all of these channels. An event that the client cannot do without ends the stream when that is no
    /// longer so, and is otherwise left out.
    Sees { space: SpaceId, channels: Arc<[ChannelId]>, is_vital: bool },
}

/// What one client is told.
#[derive(Debug)]
pub struct Stream {
    /// Known to the client alone.
    pub resume_id: String,
    /// Whose.
    pub user: UserId,
    /// Lives as long as this.
    pub session: SessionId,
    /// Spaces that the client knows of.
    pub spaces: HashSet<SpaceId>,
    /// Conversations that it was told of, and whether the person is in them now.
    pub conversations: HashMap<ChannelId, bool>,
    /// Channels open on screen.
    pub focus: Box<[ChannelId]>,
    /// The client knows who is there, and is told of every change.
    pub hears_presence: bool,
    /// What was told.
    pub replay: Replay<Audience>,
    socket: Socket,
}

#[derive(Debug)]
enum Socket {
    /// None, since then.
    Away { since_ms: i64 },
    /// One that is being told what it missed; what happens meanwhile waits in the replay.
    Behind(Outbox),
    /// One that gets everything at once.
    There(Outbox),
}

impl Stream {
    /// Tells an event.
    pub fn tell(&mut self, body: &Bytes, audience: Audience, now_ms: i64) {
        let s = self.replay.push(body.clone(), audience, now_ms);
        if let Socket::There(outbox) = &self.socket
            && !outbox.push(Parcel::Event(s, body.clone()))
        {
            self.socket = Socket::Away { since_ms: now_ms };
        }
    }

    /// Gives the stream a new socket, with what it must write first. Another socket of the stream ends.
    pub fn attach(&mut self, outbox: Outbox, burst: Burst, now_ms: i64) {
        self.end(CloseCode::IdentifiedTwice);
        let is_taken = outbox.push(Parcel::Burst(Box::new(burst)));
        self.socket = if is_taken { Socket::Behind(outbox) } else { Socket::Away { since_ms: now_ms } };
    }

    /// The socket has written everything up to `s`: hands over what happened meanwhile, and from now on everything at
    /// once.
    pub fn through(&mut self, outbox: &Outbox, s: u64, now_ms: i64) {
        if !matches!(&self.socket, Socket::Behind(current) if current.is(outbox)) {
            return;
        }
        let missed: Option<Vec<_>> =
            self.replay.after(s).map(|told| told.map(|told| (told.s, told.body.clone())).collect());
        let is_told = match missed {
            Some(missed) => missed.into_iter().all(|(s, body)| outbox.push(Parcel::Event(s, body))),
            None => {
                outbox.end().with(CloseCode::TooSlow);
                false
            }
        };
        self.socket = if is_told { Socket::There(outbox.clone()) } else { Socket::Away { since_ms: now_ms } };
    }

    /// The socket is gone; the stream waits for another.
    pub fn detach(&mut self, outbox: &Outbox, now_ms: i64) {
        if matches!(&self.socket, Socket::Behind(current) | Socket::There(current) if current.is(outbox)) {
            self.socket = Socket::Away { since_ms: now_ms };
        }
    }

    /// Ends the socket, if there is one.
    pub fn end(&self, code: CloseCode) {
        if let Socket::Behind(outbox) | Socket::There(outbox) = &self.socket {
            outbox.end().with(code);
        }
    }

    /// True while a socket is there.
    pub fn has_socket(&self) -> bool {
        !matches!(self.socket, Socket::Away { .. })
    }

    /// True while the person is in the conversation, as far as it is known.
    pub fn is_in(&self, conversation: ChannelId) -> bool {
        self.conversations.get(&conversation) == Some(&true)
    }

    /// True once the person went out of the conversation, as far as it was told.
    pub fn has_left(&self, conversation: ChannelId) -> bool {
        self.conversations.get(&conversation) == Some(&false)
    }

    fn is_over(&self, now_ms: i64) -> bool {
        matches!(self.socket, Socket::Away { since_ms } if now_ms - since_ms > AWAY_MS)
    }
}

/// All streams of the node.
#[derive(Debug, Default)]
pub struct Streams {
    newest: StreamId,
    all: HashMap<StreamId, Stream>,
    users: HashMap<UserId, Vec<StreamId>>,
    resume_ids: HashMap<String, StreamId>,
}

impl Streams {
    /// Begins a stream without a socket.
    pub fn open(&mut self, user: UserId, session: SessionId, resume_id: String, now_ms: i64) -> StreamId {
        self.newest += 1;
        let id = self.newest;
        self.resume_ids.insert(resume_id.clone(), id);
        self.users.entry(user).or_default().push(id);
        let stream = Stream {
            resume_id,
            user,
            session,
            spaces: HashSet::new(),
            conversations: HashMap::new(),
            focus: Box::default(),
            hears_presence: false,
            replay: Replay::default(),
            socket: Socket::Away { since_ms: now_ms },
        };
        self.all.insert(id, stream);
        id
    }

    /// Forgets a stream and answers what it was.
    pub fn close(&mut self, id: StreamId) -> Option<Stream> {
        let stream = self.all.remove(&id)?;
        self.resume_ids.remove(&stream.resume_id);
        if let Some(own) = self.users.get_mut(&stream.user) {
            own.retain(|other| *other != id);
            if own.is_empty() {
                self.users.remove(&stream.user);
            }
        }
        Some(stream)
    }

    /// A stream.
    pub fn get(&mut self, id: StreamId) -> Option<&mut Stream> {
        self.all.get_mut(&id)
    }

    /// The stream that a client wants to go on with.
    pub fn by_resume_id(&self, resume_id: &str) -> Option<StreamId> {
        self.resume_ids.get(resume_id).copied()
    }

    /// The streams of a person.
    pub fn of(&self, user: UserId) -> Vec<StreamId> {
        self.users.get(&user).cloned().unwrap_or_default()
    }

    /// Whose streams there are, and the sessions they live by.
    pub fn sessions(&self) -> HashSet<(UserId, SessionId)> {
        self.all.values().map(|stream| (stream.user, stream.session)).collect()
    }

    /// Everybody who listens.
    pub fn users(&self) -> Vec<UserId> {
        self.users.keys().copied().collect()
    }

    /// Every stream.
    pub fn ids(&self) -> Vec<StreamId> {
        self.all.keys().copied().collect()
    }

    /// Lets go of what is too old, and names the streams that nobody came back to.
    pub fn sweep(&mut self, now_ms: i64) -> Vec<StreamId> {
        for stream in self.all.values_mut() {
            stream.replay.trim(now_ms);
        }
        self.all.iter().filter(|(_, stream)| stream.is_over(now_ms)).map(|(id, _)| *id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::gateway::outbox::{End, Inbox, outbox};
    use uuid::Uuid;

    fn one() -> (Streams, StreamId) {
        let mut streams = Streams::default();
        let user = UserId(Uuid::from_u128(1));
        let id = streams.open(user, SessionId(Uuid::from_u128(2)), "r".into(), 0);
        (streams, id)
    }

    fn tell(stream: &mut Stream) {
        stream.tell(&Bytes::from_static(b"{}"), Audience::To(To::Everyone), 0);
    }

    fn events(inbox: &mut Inbox) -> Vec<u64> {
        let mut found = Vec::new();
        while let Some(parcel) = inbox.try_next() {
            match parcel {
                Parcel::Event(s, _) => found.push(s),
                Parcel::Burst(burst) => found.extend(burst.events.iter().map(|(s, _)| *s)),
                Parcel::Frame(_) => {}
            }
        }
        found
    }

    fn burst() -> Burst {
        Burst { stream: 1, first: None, events: vec![], last: None, up_to: 0 }
    }

    #[test]
    fn what_happens_while_a_socket_catches_up_comes_after_it() {
        let (mut streams, id) = one();
        let stream = streams.get(id).unwrap();
        let (out, mut inbox) = outbox(End::default());
        stream.attach(out.clone(), burst(), 0);
        tell(stream);
        tell(stream);
        assert_eq!(events(&mut inbox), [0; 0]);
        stream.through(&out, 0, 0);
        tell(stream);
        assert_eq!(events(&mut inbox), [1, 2, 3]);
    }

    #[tokio::test]
    async fn a_second_socket_of_a_stream_ends_the_first() {
        let (mut streams, id) = one();
        let stream = streams.get(id).unwrap();
        let (end, (next, _inbox)) = (End::default(), outbox(End::default()));
        let (first, _first_inbox) = outbox(end.clone());
        stream.attach(first.clone(), burst(), 0);
        stream.attach(next, burst(), 0);
        assert_eq!(end.reached().await, Some(CloseCode::IdentifiedTwice));
        stream.detach(&first, 0);
        assert!(matches!(stream.socket, Socket::Behind(_)), "the end of the old one does not touch the new one");
    }

    #[test]
    fn a_stream_waits_two_minutes_and_leaves_nothing_behind() {
        let (mut streams, id) = one();
        assert!(streams.sweep(AWAY_MS).is_empty());
        assert_eq!(streams.sweep(AWAY_MS + 1), [id]);
        assert!(streams.close(id).is_some());
        assert!(streams.all.is_empty() && streams.users.is_empty() && streams.resume_ids.is_empty());
    }
}
