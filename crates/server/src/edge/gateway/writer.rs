//! The writing half of a socket.

use super::{
    frame,
    hub::Command,
    outbox::{End, Inbox, Outbox, Parcel},
};
use crate::app::App;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use bytes::Bytes;
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use snug_proto::gateway::{CloseCode, Reconnect, ServerFrame};
use std::time::Duration;

/// Longest pause asked of a client before it comes back, in milliseconds.
const RECONNECT_MS: u64 = 5_000;
/// How long a client may take to answer a farewell.
const FAREWELL: Duration = Duration::from_secs(2);
/// How long a client that does not read may take to find the farewell.
const SLOW_FAREWELL: Duration = Duration::from_secs(75);

pub type Sink = SplitSink<WebSocket, Message>;

/// Writes what comes until the socket ends.
pub async fn write(app: &App, sink: &mut Sink, inbox: &mut Inbox, outbox: &Outbox, end: &End) {
    loop {
        let parcel = tokio::select! {
            biased;
            _ = end.reached() => return,
            parcel = inbox.next() => parcel,
        };
        let Some(parcel) = parcel else { return };
        let written = tokio::select! {
            biased;
            _ = end.reached() => return,
            written = write_all(app, sink, parcel, inbox, outbox) => written,
        };
        if written.is_err() {
            end.silently();
        }
    }
}

/// Writes a parcel and everything that waits behind it, then hands it to the network.
async fn write_all(
    app: &App,
    sink: &mut Sink,
    first: Parcel,
    inbox: &mut Inbox,
    outbox: &Outbox,
) -> Result<(), axum::Error> {
    let mut next = Some(first);
    while let Some(parcel) = next {
        match parcel {
            Parcel::Frame(frame) => {
                let size = frame.len();
                sink.feed(text(frame)).await?;
                inbox.written(size);
            }
            Parcel::Event(s, body) => {
                sink.feed(text(frame::numbered(s, &body).into())).await?;
                inbox.written(body.len());
            }
            Parcel::Burst { stream, first, events, last, up_to } => {
                if let Some(frame) = first {
                    sink.feed(text(frame)).await?;
                }
                for (s, body) in events {
                    sink.feed(text(frame::numbered(s, &body).into())).await?;
                }
                if let Some(frame) = last {
                    sink.feed(text(frame)).await?;
                }
                // In step only once the client has taken it all.
                sink.flush().await?;
                app.gateway.tell(Command::Through { stream, outbox: outbox.clone(), s: up_to });
            }
        }
        next = inbox.try_next();
    }
    sink.flush().await
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
