//! The task that sends: one connection, one batch in flight, so numbers arrive in order.

use super::{
    frame::{Frame, Kind},
    link::{ANSWER, BEAT, CONNECT, Link, Queued, RETRY, note},
};
use crate::shared::Shared;
use bytes::Bytes;
use redis::{AsyncConnectionConfig, aio::MultiplexedConnection};
use std::sync::{Arc, atomic::Ordering};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Messages sent in one round trip.
const BATCH: usize = 256;

pub(super) async fn run(link: Arc<Link>, shared: Shared, mut queue: mpsc::Receiver<Queued>, stop: CancellationToken) {
    let mut publisher = Publisher { link, shared, connection: None, newest: 0, retry_ms: 0 };
    loop {
        let mut batch = Vec::new();
        let is_stopping = tokio::select! {
            _ = queue.recv_many(&mut batch, BATCH) => false,
            () = publisher.link.nudge.notified() => false,
            () = publisher.link.clock.sleep(BEAT) => false,
            () = stop.cancelled() => true,
        };
        if is_stopping {
            break;
        }
        publisher.send(batch, Kind::Beat).await;
    }
    queue.close();
    let mut rest = Vec::new();
    while queue.recv_many(&mut rest, usize::MAX).await > 0 {}
    publisher.send(rest, Kind::Bye).await;
    note(&publisher.link.can_send, false, "publish", "the server stops");
}

struct Publisher {
    link: Arc<Link>,
    shared: Shared,
    connection: Option<MultiplexedConnection>,
    /// Number of the newest message that was sent or has failed.
    newest: u64,
    /// Until then messages fail without another attempt to connect.
    retry_ms: i64,
}

impl Publisher {
    /// Sends a batch, or a lone beat or farewell; whatever fails is counted and logged.
    async fn send(&mut self, batch: Vec<Queued>, sign: Kind) {
        let owes_gap = self.link.lost.swap(false, Ordering::AcqRel);
        let frames = self.frames(&batch, owes_gap, sign);
        match self.deliver(&frames, batch.is_empty()).await {
            Ok(()) => note(&self.link.can_send, true, "publish", ""),
            Err(cause) => {
                note(&self.link.can_send, false, "publish", &cause);
                self.link.lost.fetch_or(owes_gap, Ordering::AcqRel);
                for queued in batch {
                    self.link.fail(queued.label, &queued.about, &cause);
                }
            }
        }
    }

    fn frames(&mut self, batch: &[Queued], owes_gap: bool, sign: Kind) -> Vec<Bytes> {
        let sender = self.link.sender;
        let frame = |kind, number, body| Frame { kind, sender, number, body }.encode();
        let mut frames = Vec::with_capacity(batch.len() + 2);
        if owes_gap {
            let before = batch.first().map_or(self.newest, |first| first.number - 1);
            frames.push(frame(Kind::Lost, before, Bytes::new()));
        }
        frames.extend(batch.iter().map(|queued| frame(Kind::Message, queued.number, queued.message.clone())));
        self.newest = batch.last().map_or(self.newest, |last| last.number);
        if batch.is_empty() || sign == Kind::Bye {
            frames.push(frame(sign, self.newest, Bytes::new()));
        }
        frames
    }

    /// Sends the frames, a second time on a new connection if the one at hand broke; receivers drop what comes twice.
    async fn deliver(&mut self, frames: &[Bytes], is_sign: bool) -> Result<(), String> {
        let mut pipe = redis::pipe();
        for frame in frames {
            pipe.cmd("PUBLISH").arg(&self.link.channel).arg(frame.as_ref()).ignore();
        }
        loop {
            let (is_fresh, mut connection) = match &self.connection {
                Some(connection) => (false, connection.clone()),
                None => (true, self.connect(is_sign).await?),
            };
            let cause = match self.link.clock.within(ANSWER, pipe.query_async::<()>(&mut connection)).await {
                Some(Ok(())) => {
                    self.connection = Some(connection);
                    return Ok(());
                }
                Some(Err(error)) => error.to_string(),
                None => "no answer in time".into(),
            };
            self.connection = None;
            if is_fresh {
                self.pause();
                return Err(cause);
            }
        }
    }

    async fn connect(&mut self, is_sign: bool) -> Result<MultiplexedConnection, String> {
        if !is_sign && self.link.clock.now_ms() < self.retry_ms {
            return Err("not connected".into());
        }
        let config =
            AsyncConnectionConfig::new().set_connection_timeout(Some(CONNECT)).set_response_timeout(Some(ANSWER));
        let connecting =
            async { self.shared.client().await?.get_multiplexed_async_connection_with_config(&config).await };
        let cause = match self.link.clock.within(CONNECT, connecting).await {
            Some(Ok(connection)) => return Ok(connection),
            Some(Err(error)) => error.to_string(),
            None => "no connection in time".into(),
        };
        self.pause();
        Err(cause)
    }

    fn pause(&mut self) {
        self.retry_ms = self.link.clock.now_ms() + i64::try_from(RETRY.as_millis()).unwrap_or(0);
    }
}
