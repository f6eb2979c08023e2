//! The form of an upload: a few short words, then one file that is never held whole.
//!
//! The parser keeps what it has not understood yet, without a bound of its own. So bytes reach it in pieces, one for
//! each look it takes, and before the file begins no more than [`HEAD_BYTES`] of them.

use crate::{
    app::App,
    error::{Error, Result},
    features::files::service::NewUpload,
};
use axum::{
    body::{Body, BodyDataStream, Bytes},
    extract::{
        FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::StatusCode,
};
use futures_util::Stream;
use serde::de::DeserializeOwned;
use snug_platform::clock::Clock;
use snug_proto::{ChannelId, Code, files::UploadPurpose};
use std::{
    future::poll_fn,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

/// Most bytes before those of the file: three words and their names are a few hundred.
const HEAD_BYTES: usize = 16 * 1024;
/// How long a client may take to come to the file, in milliseconds.
const HEAD_MS: i64 = 15_000;
/// Longest word.
const WORD_BYTES: usize = 64;

/// A multipart body.
pub struct Form {
    parts: Multipart,
    gauge: Gauge,
}

impl FromRequest<Arc<App>> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self> {
        Self::of(request, app.clock.clone()).await
    }
}

impl Form {
    async fn of(request: Request, clock: Clock) -> Result<Self> {
        let gauge = Gauge { clock, due_ms: i64::MAX, has_begun: Arc::default(), is_over: Arc::default() };
        let request = request.map(|body| {
            let pieces = Pieces { body: body.into_data_stream(), rest: Bytes::new(), given: 0, is_pause: false };
            Body::from_stream(Metered { pieces, gauge: gauge.clone() })
        });
        let parts = Multipart::from_request(request, &()).await;
        parts.map(|parts| Self { parts, gauge }).map_err(|_| malformed("The body must be multipart/form-data."))
    }

    /// The next field before the file, or the file.
    ///
    /// # Errors
    /// * `malformed`: not a form, or the file does not begin within 16 KiB and 15 s.
    /// * `invalid`: there is no file.
    pub async fn next(&mut self) -> Result<Field<'_>> {
        let next = self.gauge.bounded(self.parts.next_field()).await?;
        next.map_err(|error| broken(&error))?.ok_or_else(|| Error::invalid("file", "It is missing."))
    }

    /// From now on the client has its time to come to the file; answers the bounds.
    pub fn begin(&mut self) -> Gauge {
        self.gauge.due_ms = self.gauge.clock.now_ms() + HEAD_MS;
        self.gauge.clone()
    }
}

/// What is said before the file.
#[derive(Default)]
pub struct Words {
    purpose: Option<UploadPurpose>,
    channel: Option<ChannelId>,
}

impl Words {
    /// Reads one field.
    ///
    /// # Errors
    /// * `malformed`: as [`Form::next`].
    /// * `invalid`: an unknown field, or a value that is not understood.
    pub async fn read(&mut self, gauge: &Gauge, field: Field<'_>) -> Result<()> {
        match field.name().unwrap_or_default() {
            "purpose" => self.purpose = Some(word(gauge, "purpose", field).await?),
            "channel_id" => self.channel = Some(word(gauge, "channel_id", field).await?),
            other => return Err(Error::invalid(other, "No such field.")),
        }
        Ok(())
    }

    /// All that is said about a file.
    ///
    /// # Errors
    /// `invalid`: nobody said what it is for.
    pub fn about(self, file: &Field<'_>) -> Result<NewUpload> {
        Ok(NewUpload {
            purpose: self.purpose.ok_or_else(|| Error::invalid("purpose", "It stands before the file."))?,
            channel: self.channel,
            name: file.file_name().unwrap_or_default().to_owned(),
            content_type: file.content_type().unwrap_or_default().to_owned(),
        })
    }
}

/// A short field with one word in it.
async fn word<T: DeserializeOwned>(gauge: &Gauge, name: &'static str, mut field: Field<'_>) -> Result<T> {
    let mut text = Vec::new();
    while let Some(chunk) = gauge.bounded(field.chunk()).await?.map_err(|error| broken(&error))? {
        text.extend_from_slice(&chunk);
        if text.len() > WORD_BYTES {
            return Err(Error::invalid(name, "The value is not understood."));
        }
    }
    let text = String::from_utf8_lossy(&text).into_owned();
    serde_json::from_value(serde_json::Value::String(text))
        .map_err(|_| Error::invalid(name, "The value is not understood."))
}

/// The bounds of what comes before the file, shared by the reader of the form and its bytes.
#[derive(Clone)]
pub struct Gauge {
    clock: Clock,
    /// When the file must have begun.
    due_ms: i64,
    /// The file has begun: its bytes are bounded by who stores them.
    has_begun: Arc<AtomicBool>,
    /// The parser asked for more than may stand before the file.
    is_over: Arc<AtomicBool>,
}

impl Gauge {
    /// The file begins: from here on the bytes come as they are.
    pub fn open(&self) {
        self.has_begun.store(true, Ordering::Release);
    }

    /// Waits for the parser, until it has seen all that may stand before the file and still waits.
    async fn bounded<T>(&self, work: impl Future<Output = T>) -> Result<T> {
        let mut work = pin!(work);
        let looked = poll_fn(|cx| match work.as_mut().poll(cx) {
            Poll::Ready(done) => Poll::Ready(Ok(done)),
            Poll::Pending if self.is_over.load(Ordering::Acquire) => {
                Poll::Ready(Err(malformed("The file does not begin in the first 16 KiB.")))
            }
            Poll::Pending => Poll::Pending,
        });
        let left_ms = u64::try_from(self.due_ms - self.clock.now_ms()).unwrap_or(0);
        let looked = self.clock.in_time(Duration::from_millis(left_ms), looked).await;
        looked.unwrap_or_else(|| Err(malformed("The file did not come in time.")))
    }
}

/// A body in pieces, with a pause after each: the parser would otherwise take in all that is there before it looks.
struct Pieces {
    body: BodyDataStream,
    rest: Bytes,
    given: usize,
    is_pause: bool,
}

impl Pieces {
    fn poll_piece(&mut self, cx: &mut Context<'_>, most: usize) -> Poll<Option<Result<Bytes, axum::Error>>> {
        if std::mem::replace(&mut self.is_pause, false) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        while self.rest.is_empty() {
            match std::task::ready!(Pin::new(&mut self.body).poll_next(cx)) {
                Some(Ok(chunk)) => self.rest = chunk,
                end => return Poll::Ready(end),
            }
        }
        let piece = self.rest.split_to(most.min(self.rest.len()));
        self.given += piece.len();
        self.is_pause = true;
        Poll::Ready(Some(Ok(piece)))
    }
}

/// The pieces, held back when too many come before the file.
struct Metered {
    pieces: Pieces,
    gauge: Gauge,
}

impl Stream for Metered {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.gauge.has_begun.load(Ordering::Acquire) {
            return self.pieces.poll_piece(cx, usize::MAX);
        }
        let room = HEAD_BYTES.saturating_sub(self.pieces.given);
        if room == 0 {
            // Nobody wakes the parser for this: who waits for it looks at once.
            self.gauge.is_over.store(true, Ordering::Release);
            return Poll::Pending;
        }
        self.pieces.poll_piece(cx, room)
    }
}

/// What the parser could not do, as an answer.
pub fn broken(error: &MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Error::refused(Code::TooLarge, "The body is too large.");
    }
    malformed("The form is broken.")
}

fn malformed(message: &str) -> Error {
    Error::refused(Code::Malformed, message)
}

/// Reads a whole form, for fuzzing: what is said about the file, and how long it is.
#[cfg(any(test, fuzzing))]
pub async fn read_form(kind: &[u8], body: &[u8]) -> Option<(NewUpload, usize)> {
    let request = Request::builder().header("content-type", kind).body(Body::from(body.to_vec())).ok()?;
    let clock = Clock::Manual(snug_platform::clock::ManualClock::at(0));
    let mut form = Form::of(request, clock).await.ok()?;
    let (gauge, mut words) = (form.begin(), Words::default());
    loop {
        let mut field = form.next().await.ok()?;
        if field.name() != Some("file") {
            words.read(&gauge, field).await.ok()?;
            continue;
        }
        gauge.open();
        let (new, mut length) = (words.about(&field).ok()?, 0);
        while let Some(chunk) = field.chunk().await.ok()? {
            length += chunk.len();
        }
        return Some((new, length));
    }
}
