//! The hub: the one task that hears the bus and owns every stream of the node.

use super::{
    converse::Conversed,
    fanout::Fanout,
    frame,
    outbox::{Burst, Outbox, Parcel},
    presence::{Board, Standing},
    reload::Reloaded,
    seats::Seats,
    sessions,
    stream::StreamId,
};
use crate::{access::World, app::App};
use bytes::Bytes;
use snug_platform::bus::{Delivery, Subscription};
use snug_proto::{
    ChannelId, SessionId, UserId,
    gateway::{CloseCode, InvalidSession, Resumed, ServerFrame},
    presence::Presence,
};
use std::{
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{
    OwnedSemaphorePermit, Semaphore,
    mpsc::{self, UnboundedReceiver, UnboundedSender},
    oneshot,
};

/// Clients whose state is read at the same time. After a restart everybody comes at once: they wait here, not for a
/// connection to the database, which requests need as well.
const ARRIVALS: usize = 6;
/// Spaces whose rights are read at the same time: after a gap all of them are looked at again.
const RELOADS: usize = 4;
/// How often the hub looks after old streams, and, while the bus is deaf, after sessions and rights.
const TICK: Duration = Duration::from_millis(500);
/// Ends of sockets are spread in groups of at least so many …
const LEAVING_AT_ONCE: usize = 100;
/// … in so many steps …
const LEAVING_STEPS: usize = 90;
/// … so far apart.
const LEAVING_PAUSE: Duration = Duration::from_millis(50);
/// How long all sockets together may take to say farewell; one alone has less.
const FAREWELL: Duration = Duration::from_secs(3);

/// Open sockets of this node. Clones share them.
#[derive(Clone, Debug)]
pub struct Hub {
    /// How many sockets there are, and whose.
    pub(super) seats: Seats,
    /// Who is there.
    pub(super) board: Board,
    arrivals: Arc<Semaphore>,
    reloads: Arc<Semaphore>,
    commands: UnboundedSender<Command>,
    waiting: Arc<Mutex<Option<UnboundedReceiver<Command>>>>,
}

impl Default for Hub {
    fn default() -> Self {
        let (commands, receiver) = mpsc::unbounded_channel();
        let (arrivals, reloads) = (Arc::new(Semaphore::new(ARRIVALS)), Arc::new(Semaphore::new(RELOADS)));
        let waiting = Arc::new(Mutex::new(Some(receiver)));
        Self { seats: Seats::default(), board: Board::default(), arrivals, reloads, commands, waiting }
    }
}

/// A stream that has begun.
#[derive(Debug)]
pub(super) struct Opened {
    pub stream: StreamId,
    pub resume_id: String,
}

/// A wish to go on with a stream.
#[derive(Debug)]
pub(super) struct Wish {
    pub resume_id: String,
    pub s: u64,
    pub user: UserId,
    pub session: SessionId,
    pub outbox: Outbox,
    /// Repeated in the answer.
    pub re: Option<i64>,
}

/// What the hub is asked to do.
#[derive(Debug)]
pub(super) enum Command {
    Open {
        user: UserId,
        session: SessionId,
        answer: oneshot::Sender<Opened>,
    },
    Enter {
        stream: StreamId,
        worlds: Vec<Arc<World>>,
        conversations: Vec<ChannelId>,
        standing: Standing,
        answer: oneshot::Sender<Vec<Presence>>,
    },
    Attach {
        stream: StreamId,
        first: Bytes,
        outbox: Outbox,
    },
    Resume {
        wish: Wish,
        answer: oneshot::Sender<Option<StreamId>>,
    },
    Through {
        stream: StreamId,
        outbox: Outbox,
        s: u64,
    },
    Detach {
        stream: StreamId,
        outbox: Outbox,
    },
    Abandon {
        stream: StreamId,
    },
    /// These channels are open on screen.
    Focus {
        stream: StreamId,
        channels: Box<[ChannelId]>,
    },
    /// Nobody uses the client of the stream, or somebody does again.
    Rest {
        stream: StreamId,
        is_idle: bool,
    },
    /// How these people stand now.
    Stood(Vec<(UserId, Standing)>),
    /// The sockets have been sent elsewhere.
    Farewell(oneshot::Sender<()>),
    /// A message that could not go over the bus.
    Hear(Bytes),
    Reloaded(Box<Reloaded>),
    Conversed(Conversed),
    Ended {
        user: UserId,
        session: SessionId,
        code: CloseCode,
    },
    /// For these sessions alone.
    Confide {
        sessions: Vec<(UserId, SessionId)>,
        body: Bytes,
    },
    /// A round over all sessions has ended.
    Checked,
}

impl Hub {
    /// How many sockets are open.
    pub fn sockets(&self) -> usize {
        self.seats.taken()
    }

    /// How somebody is seen by those who may see it.
    pub fn presence(&self, user: UserId) -> Presence {
        self.board.seen(user).of(user)
    }

    /// Waits for a turn to read the state of a client; the turn ends when the answer is dropped.
    pub(super) async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        self.arrivals.clone().acquire_owned().await.ok()
    }

    /// Waits for a turn to read the rights in a space.
    pub(super) async fn reload_turn(&self) -> Option<OwnedSemaphorePermit> {
        self.reloads.clone().acquire_owned().await.ok()
    }

    /// Begins a stream: from now on it hears what is for the person.
    pub(super) async fn open(&self, user: UserId, session: SessionId) -> Option<Opened> {
        let (answer, opened) = oneshot::channel();
        self.tell(Command::Open { user, session, answer });
        opened.await.ok()
    }

    /// Lets a stream hear what happens in these spaces and conversations, and who is there; answers who is now.
    pub(super) async fn enter(
        &self,
        stream: StreamId,
        worlds: Vec<Arc<World>>,
        conversations: Vec<ChannelId>,
        standing: Standing,
    ) -> Option<Vec<Presence>> {
        let (answer, entered) = oneshot::channel();
        self.tell(Command::Enter { stream, worlds, conversations, standing, answer });
        entered.await.ok()
    }

    /// Goes on with a stream; answers which, or none when that cannot be.
    pub(super) async fn resume(&self, wish: Wish) -> Option<StreamId> {
        let (answer, resumed) = oneshot::channel();
        self.tell(Command::Resume { wish, answer });
        resumed.await.ok().flatten()
    }

    /// Takes a message for this node alone.
    pub fn hear(&self, message: Bytes) {
        self.tell(Command::Hear(message));
    }

    pub(super) fn tell(&self, command: Command) {
        // Fails only when the hub has ended, and every socket with it.
        self.commands.send(command).ok();
    }

    /// True from the moment in which the sockets are sent elsewhere.
    pub fn is_leaving(&self) -> bool {
        self.seats.is_closed()
    }

    /// Sends every socket elsewhere, spread over at most 5 s, and returns once they are closed.
    pub async fn drain(&self, app: &App) {
        let ends = self.seats.close();
        let group = LEAVING_AT_ONCE.max(ends.len().div_ceil(LEAVING_STEPS));
        for (at, group) in ends.chunks(group).enumerate() {
            if at > 0 {
                app.clock.sleep(LEAVING_PAUSE).await;
            }
            group.iter().for_each(|end| end.with(CloseCode::Stopping));
        }
        if app.clock.within(FAREWELL, self.seats.empty()).await.is_none() {
            tracing::warn!(sockets = self.sockets(), "sockets did not close in time");
        }
        let (answer, said) = oneshot::channel();
        self.tell(Command::Farewell(answer));
        // A hub that has ended has said nothing, and others notice.
        app.clock.within(FAREWELL, said).await;
    }
}

/// Starts the tasks that serve the sockets of this node.
pub fn start(app: &Arc<App>) {
    let waiting = app.gateway.waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
    // Taken at the first start; a second one has nothing to do.
    let Some(commands) = waiting else { return };
    let bus = app.bus.subscribe();
    let hub = Core {
        fanout: Fanout::new(app.clone()),
        parked: Vec::new(),
        is_checking: false,
        is_check_due: false,
        app: app.clone(),
    };
    app.life.spawn("gateway hub", hub.run(bus, commands));
}

struct Core {
    app: Arc<App>,
    fanout: Fanout,
    /// Wishes that wait until the rights they are judged by are known.
    parked: Vec<Command>,
    /// A round over all sessions runs …
    is_checking: bool,
    /// … and another must follow: what it has read may be older than what was lost since.
    is_check_due: bool,
}

impl Core {
    async fn run(mut self, mut bus: Subscription, mut commands: UnboundedReceiver<Command>) {
        let (app, stop) = (self.app.clone(), self.app.life.token());
        self.fanout.ask_all();
        let mut tick = pin!(app.clock.sleep(TICK));
        let mut was_heard = false;
        loop {
            tokio::select! {
                delivery = bus.next() => match delivery {
                    Some(Delivery::Message(message)) => self.fanout.hear(message),
                    Some(Delivery::Gap) => self.catch_up(),
                    None => break,
                },
                Some(command) = commands.recv() => self.obey(command),
                // What was done on another node just before is cut off from here as well.
                () = app.bus.down(), if was_heard => {
                    was_heard = false;
                    self.look_after();
                }
                () = &mut tick => {
                    was_heard = app.bus.is_up();
                    self.look_after();
                    tick.set(app.clock.sleep(TICK));
                }
                () = stop.cancelled() => break,
            }
        }
        for id in self.fanout.streams.ids() {
            self.fanout.close(id, Some(CloseCode::Stopping));
        }
    }

    /// Messages of the bus were lost: everything they could have changed is read again, and clients are told.
    fn catch_up(&mut self) {
        tracing::warn!("messages of the bus were lost; reading again");
        self.app.identity.outdate_all();
        self.app.worlds.outdate_all();
        self.fanout.catch_up();
        self.check_sessions();
    }

    fn look_after(&mut self) {
        self.fanout.sweep();
        self.fanout.pass_time();
        if self.app.is_bus_deaf() {
            self.app.identity.outdate_all();
            self.check_sessions();
            self.fanout.look_again();
            self.fanout.tie_again();
        }
    }

    /// Looks at all sessions, one round after the other.
    fn check_sessions(&mut self) {
        self.is_check_due = self.is_checking;
        if !self.is_checking {
            self.is_checking = true;
            sessions::check_all(&self.app, self.fanout.streams.sessions());
        }
    }

    fn obey(&mut self, command: Command) {
        let now_ms = self.app.clock.now_ms();
        match command {
            Command::Open { user, session, answer } => {
                let resume_id = data_encoding::HEXLOWER.encode(&self.app.ids.bytes::<16>());
                let stream = self.fanout.streams.open(user, session, resume_id.clone(), now_ms);
                self.fanout.presence.open(user);
                if answer.send(Opened { stream, resume_id }).is_err() {
                    self.fanout.close(stream, None);
                }
            }
            Command::Enter { stream, worlds, conversations, standing, answer } => {
                if !self.fanout.meet(stream, &standing) {
                    self.parked.push(Command::Enter { stream, worlds, conversations, standing, answer });
                    return;
                }
                self.fanout.enter(stream, worlds, conversations);
                // A client that hung up meanwhile is noticed by its socket.
                answer.send(self.fanout.present(stream)).ok();
            }
            Command::Attach { stream, first, outbox } => self.attach(stream, first, outbox, now_ms),
            Command::Resume { wish, answer } => self.resume(wish, answer, now_ms),
            Command::Through { stream, outbox, s } => {
                if let Some(stream) = self.fanout.streams.get(stream) {
                    stream.through(&outbox, s, now_ms);
                }
            }
            Command::Detach { stream, outbox } => {
                if let Some(stream) = self.fanout.streams.get(stream) {
                    stream.detach(&outbox, now_ms);
                }
                self.fanout.note_socket(stream);
            }
            Command::Abandon { stream } => self.fanout.close(stream, None),
            Command::Focus { stream, channels } => {
                if let Some(stream) = self.fanout.streams.get(stream) {
                    stream.focus = channels;
                }
            }
            Command::Rest { stream, is_idle } => self.fanout.rest(stream, is_idle),
            Command::Stood(found) => {
                self.fanout.stood(found);
                self.unpark();
            }
            Command::Farewell(answer) => {
                self.fanout.farewell();
                // Whoever waited for it may have lost patience.
                answer.send(()).ok();
            }
            Command::Hear(message) => self.fanout.hear(message),
            Command::Reloaded(reloaded) => {
                self.fanout.reloaded(*reloaded);
                self.unpark();
            }
            Command::Conversed(conversed) => {
                self.fanout.conversed(conversed);
                self.unpark();
            }
            Command::Ended { user, session, code } => self.fanout.end_session(user, session, code),
            Command::Confide { sessions, body } => self.fanout.confide(&sessions, &body),
            Command::Checked => {
                self.is_checking = false;
                if std::mem::take(&mut self.is_check_due) {
                    self.check_sessions();
                }
            }
        }
    }

    fn unpark(&mut self) {
        for command in std::mem::take(&mut self.parked) {
            self.obey(command);
        }
    }

    fn attach(&mut self, id: StreamId, first: Bytes, outbox: Outbox, now_ms: i64) {
        let Some(stream) = self.fanout.streams.get(id) else {
            // The session ended while the first state was gathered.
            outbox.end().with(CloseCode::SessionEnded);
            return;
        };
        let Some(missed) = stream.replay.after(0) else {
            outbox.end().with(CloseCode::Internal);
            return;
        };
        let events = missed.map(|told| (told.s, told.body.clone())).collect();
        let up_to = stream.replay.newest();
        stream.attach(outbox, Burst { stream: id, first: Some(first), events, last: None, up_to }, now_ms);
        self.fanout.note_socket(id);
    }

    fn resume(&mut self, wish: Wish, answer: oneshot::Sender<Option<StreamId>>, now_ms: i64) {
        let found = self.fanout.streams.by_resume_id(&wish.resume_id);
        if found.is_some_and(|id| self.fanout.is_unsettled(id)) {
            self.parked.push(Command::Resume { wish, answer });
            return;
        }
        let replay =
            found.and_then(|id| self.fanout.replay(id, wish.user, wish.session, wish.s).map(|told| (id, told)));
        let stream = replay.and_then(|(id, events)| {
            let stream = self.fanout.streams.get(id)?;
            let resumed = Resumed { replayed: events.len() as u64 };
            let last = frame::encode(&ServerFrame::Resumed { d: resumed, re: wish.re });
            let up_to = stream.replay.newest();
            let burst = Burst { stream: id, first: None, events, last: Some(last), up_to };
            stream.attach(wish.outbox.clone(), burst, now_ms);
            self.fanout.note_socket(id);
            Some(id)
        });
        if stream.is_none() {
            let refused = ServerFrame::InvalidSession { d: InvalidSession { resumable: false }, re: wish.re };
            wish.outbox.push(Parcel::Frame(frame::encode(&refused)));
        }
        if let Err(Some(stream)) = answer.send(stream) {
            // The socket is gone already: nobody else would say so.
            self.obey(Command::Detach { stream, outbox: wish.outbox });
        }
    }
}
