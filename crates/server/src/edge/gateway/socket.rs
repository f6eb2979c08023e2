//! One socket: from the first frame of a client to the farewell.

use super::{
    frame,
    hub::{Command, Wish},
    ops,
    outbox::{End, Outbox, Parcel, outbox},
    pace::Pace,
    presence::look,
    seats::Seat,
    sessions, snapshot,
    stream::StreamId,
    writer,
};
use crate::{
    access::Actor,
    app::App,
    edge::http::{Policy, spend},
    error::Error,
    features::{conversations, identity},
};
use axum::extract::ws::{Message, WebSocket};
use futures_util::{FutureExt, StreamExt, future, stream::SplitStream};
use snug_proto::{
    ChannelId, Code, Secret, SessionId, Timestamp, UserId,
    gateway::{ClientOp, CloseCode, HeartbeatAck, Hello, Identify, Ready, Resume, ServerFrame},
    limits::{FOCUS_MAX, FRAME_BYTES, HEARTBEAT_INTERVAL_MS},
};
use std::{pin::pin, sync::Arc, time::Duration};
use tokio_tungstenite::tungstenite;
use uuid::Uuid;

/// How long a client may take to say who it is, in milliseconds.
const IDENTIFY_MS: i64 = 10_000;
/// How long a client may be silent, in milliseconds.
const SILENCE_MS: i64 = 75_000;

/// Who opened the socket.
#[derive(Debug)]
pub struct Visitor {
    /// Id of the request that became the socket.
    pub connection: Uuid,
    /// The token, if it came as a subprotocol.
    pub token: Option<Secret>,
    /// Its place among the sockets; none when there are too many.
    pub seat: Option<Seat>,
}

/// Serves a socket until it ends.
pub async fn serve(app: Arc<App>, socket: WebSocket, visitor: Visitor, end: End) {
    let (mut sink, mut source) = socket.split();
    let (outbox, mut inbox) = outbox(end.clone());
    let hello = Hello {
        heartbeat_interval_ms: HEARTBEAT_INTERVAL_MS,
        server_time: Timestamp(app.clock.now_ms()),
        connection_id: visitor.connection.to_string(),
    };
    outbox.push(Parcel::Frame(frame::encode(&ServerFrame::Hello { d: hello })));
    let mut reader = Reader::new(app.clone(), visitor, outbox.clone());
    let reading = async {
        match reader.read(&mut source).await {
            Some(code) => end.with(code),
            None => end.silently(),
        }
    };
    let writing = writer::write(&app, &mut sink, &mut inbox, &outbox, &end);
    // One wait for the end stops both halves, wherever they are.
    let code = tokio::select! {
        biased;
        code = end.reached() => code,
        ((), ()) = future::join(reading, writing) => end.reached().await,
    };
    reader.leave();
    if let Some(code) = code {
        tracing::debug!(code = code as u16, "a socket is closed");
        writer::farewell(&app, sink, source, code).boxed().await;
    }
}

/// The reading half of a socket.
struct Reader {
    app: Arc<App>,
    visitor: Visitor,
    outbox: Outbox,
    pace: Pace,
    /// When the client must have said something.
    due_ms: i64,
    stream: Option<Carried>,
}

/// The stream that a socket carries.
#[derive(Clone, Copy)]
struct Carried {
    id: StreamId,
    session: SessionId,
    /// False until its first state is on the way: without it nobody can come back to the stream.
    is_known: bool,
}

impl Reader {
    fn new(app: Arc<App>, visitor: Visitor, outbox: Outbox) -> Self {
        let due_ms = app.clock.now_ms() + IDENTIFY_MS;
        Self { app, visitor, outbox, pace: Pace::default(), due_ms, stream: None }
    }

    /// Reads until the client ends the socket or must not go on, and answers with what code it is to be closed.
    async fn read(&mut self, source: &mut SplitStream<WebSocket>) -> Option<CloseCode> {
        let app = self.app.clone();
        let mut timer = pin!(app.clock.sleep(self.patience()));
        loop {
            let said = tokio::select! {
                biased;
                said = source.next() => said,
                () = &mut timer => {
                    if app.clock.now_ms() >= self.due_ms {
                        let code = if self.stream.is_some() { CloseCode::HeartbeatMissed } else { CloseCode::NotIdentified };
                        return Some(code);
                    }
                    timer.set(app.clock.sleep(self.patience()));
                    continue;
                }
            };
            let heard = match said {
                Some(Ok(Message::Close(_))) | None => return None,
                Some(Err(error)) => return failure(error),
                Some(Ok(message)) => self.hear(message).await,
            };
            if let Err(code) = heard {
                return Some(code);
            }
        }
    }

    fn patience(&self) -> Duration {
        let left_ms = self.due_ms - self.app.clock.now_ms();
        Duration::from_millis(u64::try_from(left_ms).unwrap_or(0))
    }

    async fn hear(&mut self, message: Message) -> Result<(), CloseCode> {
        let now_ms = self.app.clock.now_ms();
        if !self.pace.take(now_ms) {
            return Err(CloseCode::TooManyFrames);
        }
        if self.stream.is_some() {
            self.due_ms = now_ms + SILENCE_MS;
        }
        match message {
            Message::Text(text) if text.len() > FRAME_BYTES => Err(CloseCode::FrameTooLarge),
            Message::Text(text) => {
                let frame = frame::parse_frame(text.as_bytes()).ok_or(CloseCode::BadFrame)?;
                self.obey(frame.op, frame.id).await
            }
            Message::Binary(_) => Err(CloseCode::BadFrame),
            // The WebSocket layer answers pings.
            Message::Ping(_) | Message::Pong(_) | Message::Close(_) => Ok(()),
        }
    }

    async fn obey(&mut self, op: ClientOp, re: Option<i64>) -> Result<(), CloseCode> {
        match (op, self.stream) {
            // In boxes: they are large and seldom, and every socket would keep room for them.
            (ClientOp::Identify(identify), None) => self.identify(identify, re).boxed().await,
            (ClientOp::Resume(resume), None) => self.resume(resume, re).boxed().await,
            (ClientOp::Identify(_) | ClientOp::Resume(_), Some(_)) => Err(CloseCode::IdentifiedTwice),
            (_, None) => Err(CloseCode::NotIdentified),
            (ClientOp::Heartbeat(_), Some(_)) => {
                let d = HeartbeatAck { server_time: Timestamp(self.app.clock.now_ms()) };
                self.outbox.push(Parcel::Frame(frame::encode(&ServerFrame::HeartbeatAck { d, re })));
                Ok(())
            }
            (ClientOp::Focus(focus), Some(stream)) => {
                self.app.identity.touch(stream.session, self.app.clock.now_ms());
                if focus.channel_ids.len() > FOCUS_MAX {
                    self.outbox.push(Parcel::Frame(frame::refusal(Code::Invalid, "At most 10 channels.", re)));
                } else {
                    self.focus(stream.id, focus.channel_ids);
                }
                Ok(())
            }
            (ClientOp::Typing(typing), Some(stream)) => {
                ops::typing(&self.app, stream.session, typing, re, &self.outbox).boxed().await;
                Ok(())
            }
            (ClientOp::Presence(op), Some(stream)) => {
                if let Some(is_idle) = op.idle {
                    self.app.gateway.tell(Command::Rest { stream: stream.id, is_idle });
                }
                ops::presence(&self.app, stream.session, op, re, &self.outbox).boxed().await;
                Ok(())
            }
        }
    }

    fn focus(&self, stream: StreamId, channels: Vec<ChannelId>) {
        self.app.gateway.tell(Command::Focus { stream, channels: channels.into() });
    }

    async fn identify(&mut self, identify: Identify, re: Option<i64>) -> Result<(), CloseCode> {
        let actor = self.authenticate(identify.token).await?;
        if identify.focus.len() > FOCUS_MAX {
            return Err(CloseCode::BadFrame);
        }
        let gateway = self.app.gateway.clone();
        let opened = gateway.open(actor.user, actor.session).await.ok_or(CloseCode::Internal)?;
        let id = opened.stream;
        self.stream = Some(Carried { id, session: actor.session, is_known: false });
        // What ended the session before the stream was there to hear of it is seen now.
        let standing = identity::person_of(&self.app, actor.session).await.map(|actor| actor.state);
        if let Some(code) = sessions::verdict(&standing) {
            return Err(code);
        }
        self.due_ms = self.app.clock.now_ms() + SILENCE_MS;
        self.focus(id, identify.focus);
        // The stream hears everything before the first state is read, so that nothing falls between.
        let ready = async {
            let _turn = gateway.turn().await;
            let mut conn = self.app.db.read().await?;
            let worlds = snapshot::worlds(&mut conn, &self.app, actor.user).await?;
            let conversations = conversations::ids_of(&mut conn, actor.user).await?;
            let standing = look::one(&mut conn, actor.user).await?;
            // The hub may have to look somebody up first.
            drop(conn);
            let entered = gateway.enter(id, worlds, conversations, standing).await;
            let presences = entered.ok_or_else(|| anyhow::anyhow!("the hub has ended"))?;
            let mut conn = self.app.db.read().await?;
            Ok(Ready { presences, ..snapshot::ready(&mut conn, &self.app, &actor, opened.resume_id).await? })
        };
        let ready = ready.await.map_err(|error: Error| {
            tracing::error!(?error, session.id = actor.session.short(), "the first state cannot be read");
            CloseCode::Internal
        })?;
        let first = frame::encode(&ServerFrame::Ready { d: Box::new(ready), re });
        gateway.tell(Command::Attach { stream: id, first, outbox: self.outbox.clone() });
        self.stream = Some(Carried { id, session: actor.session, is_known: true });
        Ok(())
    }

    async fn resume(&mut self, resume: Resume, re: Option<i64>) -> Result<(), CloseCode> {
        let actor = self.authenticate(resume.token).await?;
        let outbox = self.outbox.clone();
        let (user, session) = (actor.user, actor.session);
        let wish = Wish { resume_id: resume.resume_id, s: resume.s, user, session, outbox, re };
        let now_ms = self.app.clock.now_ms();
        match self.app.gateway.resume(wish).await {
            Some(id) => {
                self.stream = Some(Carried { id, session, is_known: true });
                self.due_ms = now_ms + SILENCE_MS;
            }
            // The client was told, and may now identify.
            None => self.due_ms = now_ms + IDENTIFY_MS,
        }
        Ok(())
    }

    /// Finds out who is there, and gives them a place among the sockets.
    async fn authenticate(&mut self, token: Option<Secret>) -> Result<Actor, CloseCode> {
        let token = token.or_else(|| self.visitor.token.clone()).ok_or(CloseCode::TokenRefused)?;
        let turn = self.app.gateway.turn().await;
        let found = identity::authenticate(&self.app, token.reveal()).await;
        drop(turn);
        let actor = match found {
            Ok(actor) => actor,
            Err(error @ Error::Refused(_)) => {
                let standing = Err(error);
                let is_suspended = sessions::verdict(&standing) == Some(CloseCode::Suspended);
                return Err(if is_suspended { CloseCode::Suspended } else { CloseCode::TokenRefused });
            }
            Err(error) => {
                tracing::error!(?error, "who opens a socket cannot be found out");
                return Err(CloseCode::Internal);
            }
        };
        if let Some(code) = sessions::verdict(&Ok(actor.state)) {
            return Err(code);
        }
        self.charge(actor.user).await?;
        if !self.visitor.seat.as_mut().is_some_and(|seat| seat.claim(actor.user)) {
            return Err(CloseCode::TooManySockets);
        }
        self.app.identity.touch(actor.session, self.app.clock.now_ms());
        Ok(actor)
    }

    /// Who opens one socket after the other waits. Without the limiter's store it passes, as its route does.
    async fn charge(&self, user: UserId) -> Result<(), CloseCode> {
        let policy = Policy::GatewayConnect;
        let key = format!("{}:account:{user}", policy.name());
        match spend(&self.app, policy, key, Policy::SOCKETS_OF_ACCOUNT, "Too many sockets.").await {
            Ok(()) => Ok(()),
            Err(Error::Refused(_)) => Err(CloseCode::TooManyFrames),
            Err(_) => Err(CloseCode::Internal),
        }
    }

    /// Leaves the stream to another socket; one that the client does not know of is forgotten.
    fn leave(&self) {
        if let Some(Carried { id: stream, is_known, .. }) = self.stream {
            let outbox = self.outbox.clone();
            let command = if is_known { Command::Detach { stream, outbox } } else { Command::Abandon { stream } };
            self.app.gateway.tell(command);
        }
    }
}

/// What a failure to read means: a frame over the limit of the WebSocket layer is told, the rest is a lost client.
fn failure(error: axum::Error) -> Option<CloseCode> {
    use tungstenite::Error as Cause;
    match error.into_inner().downcast::<Cause>().map(|cause| *cause) {
        Ok(Cause::Capacity(_)) => Some(CloseCode::FrameTooLarge),
        Ok(Cause::Utf8(_)) => Some(CloseCode::BadFrame),
        _ => None,
    }
}
