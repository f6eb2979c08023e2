//! One stream of events over any number of sockets: identifies, resumes, comes back, notices what is missing.

use crate::{Client, ClientError, Heard, Opening, Socket, pause};
use snug_proto::{
    ChannelId,
    events::Event,
    gateway::{ClientName, ClientOp, CloseCode, Focus, Heartbeat, Identify, Ready, Resume, ServerFrame},
};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// How a gateway comes back after a cut.
#[derive(Clone, Copy, Debug)]
pub struct BackOff {
    /// The longest first pause; each failure doubles it.
    pub first: Duration,
    /// The longest pause.
    pub most: Duration,
}

impl Default for BackOff {
    fn default() -> Self {
        Self { first: Duration::from_millis(500), most: Duration::from_secs(30) }
    }
}

impl BackOff {
    /// The pause after so many failures in a row: anything up to the limit ("full jitter").
    fn pause(self, failures: u32) -> Duration {
        let limit = self.first.saturating_mul(2_u32.saturating_pow(failures.min(16))).min(self.most);
        limit.mul_f64(rand::random())
    }
}

/// What a gateway tells.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "handed over one at a time and taken apart at once")]
pub enum News {
    /// A stream has begun: what was known before is replaced by this.
    Ready(Box<Ready>),
    /// Something happened.
    Event(Event),
    /// The stream goes on after a cut; nothing was missed.
    Resumed,
}

/// Why a gateway gives up.
#[derive(Debug)]
pub enum Over {
    /// The server ended it, with a code that says not to come back.
    Closed(u16),
    /// The session cannot be renewed.
    Refused(ClientError),
}

/// One stream of events. Call [`Gateway::next`] in a loop: heartbeats are sent while it waits.
#[derive(Debug)]
pub struct Gateway {
    client: Client,
    back_off: BackOff,
    focus: Vec<ChannelId>,
    socket: Option<Socket>,
    stream: Option<Position>,
    failures: u32,
    wait: Option<Duration>,
    beat: Duration,
    beat_at: Option<Instant>,
    is_in_step: bool,
}

/// Where the stream stands.
#[derive(Clone, Debug)]
struct Position {
    resume_id: String,
    s: u64,
}

impl Gateway {
    /// A gateway of a signed-in client; nothing happens before the first [`Gateway::next`].
    pub fn new(client: Client) -> Self {
        Self::with_back_off(client, BackOff::default())
    }

    /// A gateway that comes back in its own time.
    pub fn with_back_off(client: Client, back_off: BackOff) -> Self {
        Self {
            client,
            back_off,
            focus: Vec::new(),
            socket: None,
            stream: None,
            failures: 0,
            wait: None,
            beat: Duration::from_secs(30),
            beat_at: None,
            is_in_step: false,
        }
    }

    /// The number of the last event.
    pub fn position(&self) -> u64 {
        self.stream.as_ref().map_or(0, |stream| stream.s)
    }

    /// Names the channels open on screen, at most 10; also after every cut.
    pub async fn focus(&mut self, channels: Vec<ChannelId>) {
        self.focus = channels;
        if self.is_in_step {
            let focus = Focus { channel_ids: self.focus.clone() };
            self.say(ClientOp::Focus(focus)).await;
        }
    }

    /// Drops the socket as if the network had failed; the next [`Gateway::next`] comes back.
    pub fn cut(&mut self) {
        self.socket = None;
        self.is_in_step = false;
    }

    /// The next news. Comes back after cuts as often as it takes.
    ///
    /// # Errors
    /// [`Over`] when coming back makes no sense.
    pub async fn next(&mut self) -> Result<News, Over> {
        loop {
            if self.socket.is_none() {
                self.come_back().await?;
            }
            let Some(heard) = self.hear().await else { continue };
            if let Some(news) = self.take(heard).await? {
                return Ok(news);
            }
        }
    }

    /// What the socket brings; `None` when it was time for a heartbeat instead.
    async fn hear(&mut self) -> Option<Heard> {
        let beat_at = self.beat_at.get_or_insert_with(|| pause::after(self.beat));
        let Some(socket) = &mut self.socket else { return Some(Heard::Closed(None)) };
        tokio::select! {
            heard = socket.hear() => return Some(heard),
            () = sleep_until(*beat_at) => {}
        }
        self.beat_at = None;
        if self.is_in_step {
            let s = self.stream.as_ref().map(|stream| stream.s);
            self.say(ClientOp::Heartbeat(Heartbeat { s })).await;
        }
        None
    }

    async fn take(&mut self, heard: Heard) -> Result<Option<News>, Over> {
        let frame = match heard {
            Heard::Frame(frame) => frame,
            Heard::Closed(code) => return self.closed(code).await.map(|()| None),
        };
        match frame {
            ServerFrame::Hello { d } => {
                self.beat = Duration::from_millis(d.heartbeat_interval_ms);
                self.begin().await;
                Ok(None)
            }
            ServerFrame::Ready { d, .. } => {
                self.stream = Some(Position { resume_id: d.resume_id.clone(), s: 0 });
                self.in_step();
                Ok(Some(News::Ready(d)))
            }
            ServerFrame::Resumed { .. } => {
                self.in_step();
                let focus = Focus { channel_ids: self.focus.clone() };
                self.say(ClientOp::Focus(focus)).await;
                Ok(Some(News::Resumed))
            }
            ServerFrame::InvalidSession { .. } => {
                self.stream = None;
                self.begin().await;
                Ok(None)
            }
            ServerFrame::Event { s, event } => Ok(self.event(s, event).map(News::Event)),
            ServerFrame::Reconnect { d } => {
                self.wait = Some(Duration::from_millis(d.after_ms));
                Ok(None)
            }
            ServerFrame::HeartbeatAck { .. } | ServerFrame::Error { .. } => Ok(None),
        }
    }

    /// Takes an event once; one that came before is dropped, and a hole begins a new stream.
    fn event(&mut self, s: u64, event: Event) -> Option<Event> {
        let stream = self.stream.as_mut()?;
        if s <= stream.s {
            return None;
        }
        if s > stream.s + 1 {
            self.stream = None;
            self.cut();
            return None;
        }
        stream.s = s;
        Some(event)
    }

    fn in_step(&mut self) {
        self.failures = 0;
        self.is_in_step = true;
    }

    /// Says who is there: with a stream to go on with, or anew.
    async fn begin(&mut self) {
        let token = self.client.tokens().map(|tokens| tokens.access);
        let op = match self.stream.clone() {
            Some(Position { resume_id, s }) => ClientOp::Resume(Resume { token, resume_id, s }),
            None => ClientOp::Identify(Identify {
                token,
                client: Some(ClientName { name: "snug-client".into(), version: env!("CARGO_PKG_VERSION").into() }),
                focus: self.focus.clone(),
            }),
        };
        self.say(op).await;
    }

    /// Says something; a socket that fails is noticed when it is next heard.
    async fn say(&mut self, op: ClientOp) {
        if let Some(socket) = &mut self.socket
            && socket.say(op, None).await.is_err()
        {
            self.cut();
        }
    }

    async fn closed(&mut self, code: Option<u16>) -> Result<(), Over> {
        self.cut();
        let is = |wanted: CloseCode| code == Some(wanted as u16);
        if is(CloseCode::TokenRefused) {
            return self.client.refresh().await.map_err(Over::Refused);
        }
        if is(CloseCode::NotIdentified) {
            self.stream = None;
        }
        if is(CloseCode::TooManyFrames) || is(CloseCode::TooManySockets) {
            self.wait = Some(Duration::from_secs(60));
        }
        let is_final = [
            CloseCode::FrameTooLarge,
            CloseCode::SessionEnded,
            CloseCode::Suspended,
            CloseCode::BadFrame,
            CloseCode::IdentifiedTwice,
            CloseCode::UnknownVersion,
        ];
        match code {
            Some(code) if is_final.iter().any(|last| *last as u16 == code) => Err(Over::Closed(code)),
            _ => Ok(()),
        }
    }

    async fn come_back(&mut self) -> Result<(), Over> {
        loop {
            let is_first = self.stream.is_none() && self.failures == 0;
            let wait = self.wait.take().or_else(|| (!is_first).then(|| self.back_off.pause(self.failures)));
            if let Some(wait) = wait {
                pause::pause(wait).await;
            }
            self.failures += 1;
            match Socket::open(&self.client, &Opening::default()).await {
                Ok(socket) => {
                    self.socket = Some(socket);
                    return Ok(());
                }
                Err(ClientError::Problem { status, problem }) if is_for_good(status.as_u16()) => {
                    return Err(Over::Refused(ClientError::Problem { status, problem }));
                }
                Err(_) => {}
            }
        }
    }
}

/// Refusals that another try does not change: all but "too many" and "not now".
fn is_for_good(status: u16) -> bool {
    (400..500).contains(&status) && status != 429
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gateway() -> Gateway {
        let mut gateway = Gateway::new(Client::new("http://127.0.0.1:1").unwrap());
        gateway.stream = Some(Position { resume_id: "r".into(), s: 4 });
        gateway
    }

    #[test]
    fn events_are_taken_once_and_in_order() {
        let mut gateway = gateway();
        assert!(gateway.event(4, Event::Void {}).is_none());
        assert!(gateway.event(5, Event::Void {}).is_some());
        assert!(gateway.event(5, Event::Void {}).is_none());
        assert_eq!(gateway.position(), 5);
    }

    #[test]
    fn a_hole_begins_a_new_stream() {
        let mut gateway = gateway();
        assert!(gateway.event(6, Event::Void {}).is_none());
        assert!(gateway.stream.is_none() && gateway.socket.is_none());
    }

    #[test]
    fn pauses_grow_to_their_limit_and_vary() {
        let back_off = BackOff::default();
        for failures in 0..40 {
            assert!(back_off.pause(failures) <= Duration::from_millis(500).saturating_mul(1 << failures.min(6)));
            assert!(back_off.pause(failures) <= back_off.most);
        }
        let pauses: std::collections::HashSet<_> = (0..20).map(|_| back_off.pause(10)).collect();
        assert!(pauses.len() > 1);
    }

    #[tokio::test]
    async fn codes_say_whether_to_come_back() {
        for (code, comes_back) in [(1001, true), (4000, true), (4002, true), (4008, true), (4004, false), (4005, false)]
        {
            assert_eq!(gateway().closed(Some(code)).await.is_ok(), comes_back, "{code}");
        }
        let mut refused = gateway();
        assert!(matches!(refused.closed(Some(4003)).await, Err(Over::Refused(ClientError::SignedOut))));
        let mut late = gateway();
        late.closed(Some(4001)).await.unwrap();
        assert!(late.stream.is_none());
    }
}
