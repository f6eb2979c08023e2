//! A listener on a socket: knows what came, and that its numbers have no hole.

use crate::{
    App,
    events::{Announce, To},
    testkit::Person,
};
use snug_client::{Client, Heard, Opening, Socket};
use snug_proto::{
    ChannelId, Secret,
    events::Event,
    gateway::{ClientOp, Identify, Ready, Resume, ServerFrame},
};
use std::time::Duration;

/// Longer than anything here takes; only a failing story waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A listener.
pub struct Ear {
    pub socket: Socket,
    pub ready: Box<Ready>,
    /// Number of the last event.
    pub s: u64,
    token: Secret,
}

pub async fn frame(socket: &mut Socket) -> ServerFrame {
    match heard(socket).await {
        Heard::Frame(frame) => frame,
        Heard::Closed(code) => panic!("closed with {code:?} instead of a frame"),
    }
}

/// The next frame that is no event.
pub async fn answer(socket: &mut Socket) -> ServerFrame {
    loop {
        match frame(socket).await {
            ServerFrame::Event { .. } => {}
            other => return other,
        }
    }
}

pub async fn heard(socket: &mut Socket) -> Heard {
    tokio::time::timeout(PATIENCE, socket.hear()).await.expect("the gateway says something")
}

/// Reads on to the end and answers its code.
pub async fn end(socket: &mut Socket) -> Option<u16> {
    loop {
        if let Heard::Closed(code) = heard(socket).await {
            return code;
        }
    }
}

/// A socket after `hello`.
pub async fn opened(client: &Client) -> Socket {
    let mut socket = Socket::open(client, &Opening::default()).await.unwrap();
    assert!(matches!(frame(&mut socket).await, ServerFrame::Hello { .. }));
    socket
}

pub fn identify(token: &str) -> ClientOp {
    looking(token, &[])
}

fn looking(token: &str, focus: &[ChannelId]) -> ClientOp {
    ClientOp::Identify(Identify { token: Some(Secret::new(token)), client: None, focus: focus.to_vec() })
}

impl Ear {
    pub async fn of(person: &Person) -> Self {
        Self::at(&person.client, person.token()).await
    }

    /// Who has a channel open on screen.
    pub async fn on(person: &Person, channel: ChannelId) -> Self {
        Self::begin(&person.client, person.token(), &[channel]).await
    }

    pub async fn at(client: &Client, token: &str) -> Self {
        Self::begin(client, token, &[]).await
    }

    async fn begin(client: &Client, token: &str, focus: &[ChannelId]) -> Self {
        let mut socket = opened(client).await;
        socket.say(looking(token, focus), None).await.unwrap();
        match frame(&mut socket).await {
            ServerFrame::Ready { d, .. } => Self { socket, ready: d, s: 0, token: Secret::new(token) },
            other => panic!("expected ready, got {other:?}"),
        }
    }

    /// The next event, or the end. Who comes and goes is the matter of other stories.
    pub async fn next_or_end(&mut self) -> Result<Event, Option<u16>> {
        loop {
            match self.any_or_end().await {
                Ok(Event::PresenceUpdate(_) | Event::PresenceBulk { .. }) => {}
                said => return said,
            }
        }
    }

    /// The next event, whatever it is, or the end.
    pub async fn any_or_end(&mut self) -> Result<Event, Option<u16>> {
        loop {
            match heard(&mut self.socket).await {
                Heard::Frame(ServerFrame::Event { s, event }) => {
                    assert_eq!(s, self.s + 1, "numbers have no hole");
                    self.s = s;
                    return Ok(event);
                }
                Heard::Frame(_) => {}
                Heard::Closed(code) => return Err(code),
            }
        }
    }

    /// The next event.
    pub async fn next(&mut self) -> Event {
        self.next_or_end().await.unwrap_or_else(|code| panic!("closed with {code:?}"))
    }

    /// Everything up to a mark, without sign-ins of the story itself.
    pub async fn until(&mut self, mark: ChannelId) -> Vec<Event> {
        let mut found = self.all_until(mark).await;
        found.retain(|event| !matches!(event, Event::SessionUpdate { .. }));
        found
    }

    /// Everything up to a mark.
    pub async fn all_until(&mut self, mark: ChannelId) -> Vec<Event> {
        let mut found = Vec::new();
        loop {
            match self.next().await {
                Event::Resync { channel_ids: Some(ids) } if ids == [mark] => return found,
                // Marks of other rounds.
                Event::Resync { .. } => {}
                event => found.push(event),
            }
        }
    }

    /// Loses the socket without a word.
    pub fn cut(self) -> (Ready, u64, Secret) {
        (*self.ready, self.s, self.token)
    }

    /// Comes back to a stream: answers what the gateway says first after the replay, and the replay.
    pub async fn back(client: &Client, (ready, s, token): (Ready, u64, Secret)) -> (Self, Vec<Event>, ServerFrame) {
        let mut socket = opened(client).await;
        let resume = Resume { token: Some(token.clone()), resume_id: ready.resume_id.clone(), s };
        socket.say(ClientOp::Resume(resume), None).await.unwrap();
        let mut ear = Self { socket, ready: Box::new(ready), s, token };
        let mut replayed = Vec::new();
        loop {
            match frame(&mut ear.socket).await {
                ServerFrame::Event { s, event } => {
                    assert_eq!(s, ear.s + 1, "a replay has no hole");
                    ear.s = s;
                    replayed.push(event);
                }
                other => return (ear, replayed, other),
            }
        }
    }
}

/// Tells every socket something that can be recognised: what was committed before comes before it.
pub async fn mark(app: &App) -> ChannelId {
    let mark = ChannelId(app.ids.uuid());
    let mut tx = app.db.write().await.unwrap();
    tx.emit(To::Everyone, &Event::Resync { channel_ids: Some(vec![mark]) });
    tx.commit().await.unwrap();
    mark
}

/// The name of an event on the wire.
pub fn name(event: &Event) -> String {
    serde_json::to_value(event).unwrap()["t"].as_str().unwrap().to_owned()
}
