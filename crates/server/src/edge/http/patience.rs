//! How long a caller waits for us: never five seconds, whatever part is missing. What the caller still sends is not
//! counted against us.

use crate::{
    app::App,
    error::{Error, Result},
};
use axum::{
    body::{Body, Bytes},
    extract::Request,
    response::{IntoResponse, Response},
};
use hyper::body::{Body as Frames, Frame, SizeHint};
use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::sync::oneshot;

/// Longest wait for an answer. A commit that has begun goes on; the client may try again.
const DEADLINE: Duration = Duration::from_millis(4_500);
/// Longest time that a client may take to send the body of a quick request.
const BODY: Duration = Duration::from_secs(30);

/// Does what somebody waits for, or gives it up in time.
///
/// # Errors
/// `unavailable`: it took too long. Else as `work`.
pub async fn promptly<T>(app: &App, work: impl Future<Output = Result<T>>) -> Result<T> {
    app.clock.within(DEADLINE, work).await.unwrap_or_else(|| Err(late()))
}

/// Answers a request in time, counted from when all of it is here.
pub async fn answer<F: Future<Output = Response>>(
    app: &App,
    request: Request,
    run: impl FnOnce(Request) -> F,
) -> Response {
    let (arriving, arrived) = oneshot::channel();
    let request =
        request.map(|body| Body::new(Watched { arriving: Some(arriving).filter(|_| !body.is_end_stream()), body }));
    let given_up = async {
        // It fails once the body has ended or nobody reads it any more: then all is here.
        app.clock.within(BODY, arrived).await;
        app.clock.within(DEADLINE, std::future::pending::<()>()).await;
    };
    tokio::select! {
        biased;
        response = run(request) => response,
        () = given_up => late().into_response(),
    }
}

fn late() -> Error {
    Error::Unavailable(anyhow::anyhow!("the request took too long"))
}

/// A body that says when it has ended, by letting go of the sender.
struct Watched {
    body: Body,
    arriving: Option<oneshot::Sender<()>>,
}

impl Frames for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) || self.body.is_end_stream() {
            self.arriving = None;
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
