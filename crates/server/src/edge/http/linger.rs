//! What a client still sends when it was answered already. Closing on it would reset the connection, and the client
//! would lose the answer that says why (RFC 9112, section 9.6): so the rest is taken in and thrown away, within bounds.

use crate::app::App;
use hyper::{
    Request, Version,
    body::{Body, Bytes, Frame, Incoming, SizeHint},
    header::EXPECT,
};
use std::{
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

/// Most that is thrown away of one request.
const MOST_BYTES: usize = 16 << 20;
/// For how long.
const LONGEST: Duration = Duration::from_secs(10);

/// The body of a request; what nobody read of it is read when it is dropped.
pub struct Lingering {
    body: Option<Incoming>,
    /// None where the rest may be left alone.
    app: Option<Arc<App>>,
}

impl Lingering {
    /// Lets the body of a request linger. In HTTP/2 a stream ends without its connection, and who waits to be asked for
    /// the body does not send it.
    pub fn of(request: Request<Incoming>, app: &Arc<App>) -> Request<Self> {
        let is_sent = request.version() <= Version::HTTP_11 && !request.headers().contains_key(EXPECT);
        request.map(|body| Self { body: Some(body), app: is_sent.then(|| app.clone()) })
    }
}

impl Drop for Lingering {
    fn drop(&mut self) {
        let (Some(body), Some(app)) = (self.body.take(), self.app.take()) else { return };
        let stop = app.life.token();
        if body.is_end_stream() || stop.is_cancelled() || tokio::runtime::Handle::try_current().is_err() {
            return;
        }
        let clock = app.clock.clone();
        app.life.spawn_alone("rest of a request", async move {
            stop.run_until_cancelled(clock.within(LONGEST, drain(body))).await;
        });
    }
}

async fn drain(mut body: Incoming) {
    let mut left = MOST_BYTES;
    while let Some(Ok(frame)) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let length = frame.data_ref().map_or(0, Bytes::len);
        match left.checked_sub(length) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

impl Body for Lingering {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let polled = Pin::new(body).poll_frame(cx);
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) {
            self.body = None;
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or_else(|| SizeHint::with_exact(0), Body::size_hint)
    }
}
