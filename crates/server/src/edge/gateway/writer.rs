//! The writing half of a socket.

use super::{
    beat::Beat,
    frame,
    hub::Command,
    outbox::{Burst, End, Inbox, Outbox, Parcel},
};
use crate::app::App;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use bytes::Bytes;
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use snug_platform::clock::Clock;
use snug_proto::gateway::{CloseCode, Reconnect, ServerFrame};
use std::time::Duration;

/// Longest pause asked of a client before it comes back, in milliseconds.
const RECONNECT_MS: u64 = 5_000;
/// How long a client may take to answer a farewell.
const FAREWELL: Duration = Duration::from_secs(2);
/// How long a client that does not read may take to find the farewell.
const SLOW_FAREWELL: Duration = Duration::from_secs(75);

/// How long a client may take for what is written to it …
const PROGRESS: Duration = Duration::from_secs(5);
/// … and longer for much: the least that it must take each second, in bytes.
const LEAST_BYTES: usize = 16 * 1024;

pub type Sink = SplitSink<WebSocket, Message>;

/// Writes what comes, for as long as the client takes it.
pub async fn write(app: &App, sink: &mut Sink, inbox: &mut Inbox, outbox: &Outbox, end: &End) {
    let [chance] = app.ids.bytes();
    let mut beat = Beat::new(app.config.gather, chance);
    while let Some(parcel) = inbox.next().await {
        let pause = beat.pause(app.clock.now_ms());
        if !pause.is_zero() {
            app.clock.sleep(pause).await;
        }
        if write_all(app, sink, parcel, (inbox, outbox, end)).await.is_err() {
            end.silently();
            return;
        }
        beat.written(app.clock.now_ms());
    }
}

/// Writes a parcel and everything that waits behind it, then hands it to the network.
async fn write_all(
    app: &App,
    sink: &mut Sink,
    first: Parcel,
    (inbox, outbox, end): (&mut Inbox, &Outbox, &End),
) -> Result<(), axum::Error> {
    let mut line = Line { clock: &app.clock, sink, end, unsent: 0 };
    let mut next = Some(first);
    while let Some(parcel) = next {
        match parcel {
            Parcel::Frame(frame) => {
                let size = frame.len();
                line.feed(frame).await?;
                inbox.written(size);
            }
            Parcel::Event(s, body) => {
                line.feed(frame::numbered(s, &body).into()).await?;
                inbox.written(body.len());
            }
            Parcel::Burst(burst) => {
                let Burst { stream, first, events, last, up_to } = *burst;
                if let Some(frame) = first {
                    line.feed(frame).await?;
                }
                for (s, body) in events {
                    line.feed(frame::numbered(s, &body).into()).await?;
                }
                if let Some(frame) = last {
                    line.feed(frame).await?;
                }
                // In step only once the client has taken it all.
                line.flush().await?;
                app.gateway.tell(Command::Through { stream, outbox: outbox.clone(), s: up_to });
            }
        }
        next = inbox.try_next();
    }
    line.flush().await
}

/// The way to the network: a client that takes nothing for too long is too slow, whatever it is being sent.
struct Line<'a, S> {
    clock: &'a Clock,
    sink: &'a mut S,
    end: &'a End,
    /// Bytes fed since the last time that all were taken.
    unsent: usize,
}

impl<S: futures_util::Sink<Message, Error = axum::Error> + Unpin> Line<'_, S> {
    async fn feed(&mut self, frame: Bytes) -> Result<(), axum::Error> {
        self.unsent += frame.len();
        let patience = self.patience();
        let fed = self.clock.in_time(patience, self.sink.feed(text(frame))).await;
        self.settle(fed).await
    }

    async fn flush(&mut self) -> Result<(), axum::Error> {
        let patience = self.patience();
        let flushed = self.clock.in_time(patience, self.sink.flush()).await;
        self.settle(flushed).await?;
        self.unsent = 0;
        Ok(())
    }

    fn patience(&self) -> Duration {
        PROGRESS + Duration::from_secs((self.unsent / LEAST_BYTES) as u64)
    }

    /// The socket ends before anything else is written to a client that is too slow.
    async fn settle(&self, done: Option<Result<(), axum::Error>>) -> Result<(), axum::Error> {
        match done {
            Some(done) => done,
            None => {
                self.end.with(CloseCode::TooSlow);
                std::future::pending().await
            }
        }
    }
}

/// Says why the socket ends, and waits a little for the client to hear it.
pub async fn farewell(app: &App, mut sink: Sink, mut source: SplitStream<WebSocket>, code: CloseCode) {
    let say = async {
        if code == CloseCode::Stopping {
            let after_ms = u64::from_le_bytes(app.ids.bytes()) % RECONNECT_MS;
            sink.feed(text(frame::encode(&ServerFrame::Reconnect { d: Reconnect { after_ms } }))).await?;
        }
        let close = CloseFrame { code: code as u16, reason: Utf8Bytes::from_static("") };
        sink.send(Message::Close(Some(close))).await
    };
    let hear = async { while let Some(Ok(_)) = source.next().await {} };
    let both = async {
        // A client that is gone hears nothing, which is fine.
        say.await.ok();
        hear.await;
    };
    let limit = if code == CloseCode::TooSlow { SLOW_FAREWELL } else { FAREWELL };
    let stop = app.life.token();
    tokio::select! {
        _ = app.clock.within(limit, both) => {}
        () = stop.cancelled(), if code == CloseCode::TooSlow => {}
    }
}

fn text(frame: Bytes) -> Message {
    // Everything that is sent was made by a JSON writer; anything else would be a frame that says nothing.
    Message::Text(Utf8Bytes::try_from(frame).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use snug_platform::clock::ManualClock;

    /// Takes nothing.
    fn stuck() -> impl futures_util::Sink<Message, Error = axum::Error> {
        let sink = futures_util::sink::unfold((), |(), _: Message| std::future::pending());
        sink.sink_map_err(|never: std::convert::Infallible| match never {})
    }

    // control: canis-x03
    #[tokio::test]
    async fn a_reader_that_stops_inside_its_first_state_is_too_slow() {
        for (size, seconds) in [(10, 5), (160 * 1024, 15)] {
            let (manual, end) = (ManualClock::at(0), End::default());
            let (clock, mut sink) = (Clock::Manual(manual.clone()), Box::pin(stuck()));
            let mut line = Line { clock: &clock, sink: &mut sink, end: &end, unsent: 0 };
            let mut writing = Box::pin(async {
                line.feed(vec![b' '; size].into()).await?;
                line.flush().await
            });
            assert!(futures_util::poll!(&mut writing).is_pending());
            manual.advance(Duration::from_secs(seconds - 1));
            assert!(futures_util::poll!(&mut writing).is_pending());
            assert!(futures_util::poll!(std::pin::pin!(end.reached())).is_pending());
            manual.advance(Duration::from_secs(1));
            assert!(futures_util::poll!(&mut writing).is_pending());
            assert_eq!(end.reached().await, Some(CloseCode::TooSlow));
        }
    }
}
