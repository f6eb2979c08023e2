//! One node's place on the shared channel: the queue out, the numbers, and what both tasks know of their connection.

use super::{Delivery, frame::Sender, publish, receive};
use crate::{clock::Clock, lifecycle::Lifecycle, shared::Shared};
use bytes::Bytes;
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Notify, broadcast, mpsc, watch};
use uuid::Uuid;

/// Messages that may wait for the server; one more fails.
const QUEUE: usize = 8192;
/// How often a silent node says that it lives.
pub(super) const BEAT: Duration = Duration::from_secs(1);
/// How often a node looks whether its subscription lives.
pub(super) const LOOK: Duration = Duration::from_millis(200);
/// Without an answer for so long nothing that was heard counts as the newest any more.
pub(super) const DOUBT: Duration = Duration::from_millis(250);
/// Longest wait for an answer of the server.
pub(super) const ANSWER: Duration = Duration::from_secs(1);
/// Longest wait for a connection.
pub(super) const CONNECT: Duration = Duration::from_millis(500);
/// Pause between attempts to connect.
pub(super) const RETRY: Duration = Duration::from_millis(200);
const PROBE: Duration = Duration::from_millis(900);

/// Shared by the bus and its two tasks.
#[derive(Debug)]
pub(super) struct Link {
    pub sender: Sender,
    pub channel: String,
    pub clock: Clock,
    out: Mutex<Out>,
    failures: AtomicU64,
    /// Set when a message failed, until the other nodes have been told.
    pub lost: AtomicBool,
    /// The publisher's connection works.
    pub can_send: watch::Sender<bool>,
    /// The subscription works.
    pub can_hear: watch::Sender<bool>,
    /// The server is late with its answer on the subscription, which may live still.
    pub is_late: watch::Sender<bool>,
    /// Counts own frames that came back.
    pub echo: watch::Sender<u64>,
    /// Asks the publisher for a beat.
    pub nudge: Notify,
}

#[derive(Debug)]
struct Out {
    newest: u64,
    queue: mpsc::Sender<Queued>,
}

/// A message on its way to the server.
#[derive(Debug)]
pub(super) struct Queued {
    pub number: u64,
    pub label: &'static str,
    pub about: Box<str>,
    pub message: Bytes,
}

impl Link {
    pub(super) fn start(
        url: &str,
        prefix: &str,
        node: Uuid,
        life: &Lifecycle,
        clock: Clock,
        here: broadcast::Sender<Delivery>,
    ) -> anyhow::Result<Arc<Self>> {
        let shared = Shared::parse(url)?;
        let (queue, queued) = mpsc::channel(QUEUE);
        let link = Arc::new(Self {
            sender: Sender { node, start: rand::random() },
            channel: format!("{prefix}:bus"),
            clock,
            out: Mutex::new(Out { newest: 0, queue }),
            failures: AtomicU64::new(0),
            lost: AtomicBool::new(false),
            can_send: watch::Sender::new(false),
            can_hear: watch::Sender::new(false),
            is_late: watch::Sender::new(false),
            echo: watch::Sender::new(0),
            nudge: Notify::new(),
        });
        life.spawn("bus.publish", publish::run(link.clone(), shared.clone(), queued, life.token()));
        life.spawn("bus.receive", receive::run(link.clone(), shared, here, life.token()));
        // The first beat connects, so that the first message need not.
        link.nudge.notify_one();
        Ok(link)
    }

    /// Queues a message for the other nodes; `tell_here` runs in the order of the numbers.
    pub(super) fn publish(&self, label: &'static str, about: &str, message: Bytes, tell_here: impl FnOnce()) {
        let is_queued = {
            let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
            out.newest += 1;
            tell_here();
            let queued = Queued { number: out.newest, label, about: about.into(), message };
            out.queue.try_send(queued).is_ok()
        };
        if !is_queued {
            self.fail(label, about, "the queue is full or the server stops");
        }
    }

    /// Counts and logs a message that may not have reached the other nodes, and sees to it that they are told.
    pub(super) fn fail(&self, label: &'static str, about: &str, why: &str) {
        self.lost.store(true, Ordering::Release);
        self.failures.fetch_add(1, Ordering::Relaxed);
        tracing::error!(bus.label = label, bus.about = about, bus.cause = why, "publishing to the other nodes failed");
    }

    pub(super) fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }

    pub(super) fn is_up(&self) -> bool {
        *self.can_send.borrow() && *self.can_hear.borrow() && !*self.is_late.borrow()
    }

    pub(super) async fn up(&self) {
        let (mut can_send, mut can_hear) = (self.can_send.subscribe(), self.can_hear.subscribe());
        let mut is_late = self.is_late.subscribe();
        while !self.is_up() {
            // None can fail: all senders live as long as `self`.
            can_send.wait_for(|up| *up).await.ok();
            can_hear.wait_for(|up| *up).await.ok();
            is_late.wait_for(|late| !*late).await.ok();
        }
    }

    pub(super) async fn down(&self) {
        let (mut can_send, mut can_hear) = (self.can_send.subscribe(), self.can_hear.subscribe());
        let mut is_late = self.is_late.subscribe();
        tokio::select! {
            _ = can_send.wait_for(|up| !*up) => {}
            _ = can_hear.wait_for(|up| !*up) => {}
            _ = is_late.wait_for(|late| *late) => {}
        }
    }

    pub(super) async fn probe(&self) -> bool {
        let mut echo = self.echo.subscribe();
        self.nudge.notify_one();
        matches!(self.clock.within(PROBE, echo.changed()).await, Some(Ok(())))
    }
}

/// Notes whether a part of the link works and logs when that changed.
pub(super) fn note(part: &watch::Sender<bool>, is_up: bool, name: &'static str, cause: &str) {
    let has_changed = part.send_if_modified(|was| std::mem::replace(was, is_up) != is_up);
    match (has_changed, is_up) {
        (true, true) => tracing::info!(bus.part = name, "the bus is connected"),
        (true, false) => tracing::warn!(bus.part = name, bus.cause = cause, "the bus is cut off; trying again"),
        (false, _) => {}
    }
}
