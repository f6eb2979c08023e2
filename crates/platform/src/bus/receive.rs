//! The task that listens: subscribes, follows the numbers, and yields a gap whenever something may be missing.

use super::{
    Delivery,
    frame::{Frame, Tracker},
    link::{ANSWER, CONNECT, DOUBT, LOOK, Link, RETRY, note},
};
use crate::shared::Shared;
use bytes::Bytes;
use futures_util::StreamExt;
use redis::{
    Msg,
    aio::{PubSub, PubSubSink},
};
use std::{pin::pin, sync::Arc};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

pub(super) async fn run(link: Arc<Link>, shared: Shared, here: broadcast::Sender<Delivery>, stop: CancellationToken) {
    let mut receiver = Receiver { tracker: Tracker::new(link.sender), link, here };
    loop {
        let cause = tokio::select! {
            cause = receiver.listen(&shared) => cause,
            () = stop.cancelled() => break,
        };
        note(&receiver.link.can_hear, false, "receive", &cause);
        tokio::select! {
            () = receiver.link.clock.sleep(RETRY) => {}
            () = stop.cancelled() => break,
        }
    }
    note(&receiver.link.can_hear, false, "receive", "the server stops");
}

struct Receiver {
    link: Arc<Link>,
    tracker: Tracker,
    here: broadcast::Sender<Delivery>,
}

impl Receiver {
    /// Listens until the subscription breaks and says why.
    async fn listen(&mut self, shared: &Shared) -> String {
        let (mut sink, stream) = match self.subscribe(shared).await {
            Ok(subscribed) => subscribed.split(),
            Err(cause) => return cause,
        };
        self.tracker.restart();
        // What was published while nobody listened is gone; from here on nothing is missed unnoticed.
        self.tell(Delivery::Gap);
        self.link.is_late.send_replace(false);
        note(&self.link.can_hear, true, "receive", "");
        let mut stream = pin!(stream);
        let clock = self.link.clock.clone();
        let mut beat = pin!(clock.sleep(LOOK));
        loop {
            tokio::select! {
                message = stream.next() => match message {
                    Some(message) => self.hear(&message),
                    None => return "the subscription ended".into(),
                },
                () = &mut beat => {
                    if !self.is_alive(&mut sink).await {
                        return "no answer in time".into();
                    }
                    beat.set(clock.sleep(LOOK));
                }
            }
        }
    }

    async fn subscribe(&self, shared: &Shared) -> Result<PubSub, String> {
        let subscribing = async {
            let mut subscription = shared.client().await?.get_async_pubsub().await?;
            subscription.subscribe(&self.link.channel).await?;
            Ok::<_, redis::RedisError>(subscription)
        };
        match self.link.clock.within(CONNECT + ANSWER, subscribing).await {
            Some(Ok(subscription)) => Ok(subscription),
            Some(Err(error)) => Err(error.to_string()),
            None => Err("no connection in time".into()),
        }
    }

    /// Looks after silent nodes and asks the server for a sign of life.
    async fn is_alive(&mut self, sink: &mut PubSubSink) -> bool {
        if self.tracker.miss(self.link.clock.now_ms()) {
            self.tell(Delivery::Gap);
        }
        let mut answer = pin!(sink.ping::<redis::Value>());
        if let Some(answer) = self.link.clock.within(DOUBT, &mut answer).await {
            return answer.is_ok();
        }
        // What was published meanwhile may be late as well: until it is known, rows are read.
        self.link.is_late.send_replace(true);
        let is_alive = matches!(self.link.clock.within(ANSWER - DOUBT, answer).await, Some(Ok(_)));
        // The answer came behind everything that was published before it.
        self.link.is_late.send_replace(!is_alive);
        is_alive
    }

    fn hear(&mut self, message: &Msg) {
        let Some(frame) = Frame::decode(Bytes::copy_from_slice(message.get_payload_bytes())) else {
            // Another version on the same channel, during an upgrade.
            tracing::debug!("the bus carried a frame of another version");
            self.tell(Delivery::Gap);
            return;
        };
        if self.tracker.is_own(&frame) {
            self.link.echo.send_modify(|count| *count = count.wrapping_add(1));
            return;
        }
        let heard = self.tracker.hear(&frame, self.link.clock.now_ms());
        if heard.is_gap {
            self.tell(Delivery::Gap);
        }
        if heard.is_message {
            self.tell(Delivery::Message(frame.body));
        }
    }

    fn tell(&self, delivery: Delivery) {
        // Fails only when nobody listens, which is fine.
        self.here.send(delivery).ok();
    }
}
