//! The one gate: by this function, and no other, bytes from outside become stored objects.

use super::{
    kind::{HEAD_BYTES, Kind, Raster},
    lane::{Lane, PIECE_BYTES, Piece},
    model::{self, Claim, Variant},
    pictures::{self, Forms},
    store::FileRow,
    store_failed, strip,
};
use crate::{
    app::App,
    error::{Error, Result},
};
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt, stream};
use sha2::{Digest as _, Sha256};
use snug_platform::objects::ObjectError;
use snug_proto::{
    Code, FileId,
    files::UploadPurpose,
    limits::{ATTACHMENT_BYTES, AVATAR_BYTES},
};
use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Longest wait for the next bytes of a client.
const SILENCE_MAX: Duration = Duration::from_secs(30);
/// A picture takes memory while it comes: for so long it may come as slowly as it likes …
const PICTURE_GRACE_MS: i64 = 60_000;
/// … and afterwards it must have come with at least so many bytes each second.
const PICTURE_BYTES_PER_SECOND: i64 = 64 << 10;

/// Bytes from outside.
pub type Incoming<'a> = Pin<Box<dyn Stream<Item = Result<Bytes>> + Send + 'a>>;

/// What is said about bytes before they are seen.
pub struct Arrival {
    /// The id that was reserved for them.
    pub id: FileId,
    /// What they are for.
    pub purpose: UploadPurpose,
    /// File name, clean.
    pub name: String,
    /// What the header claims.
    pub claim: Claim,
}

impl Arrival {
    fn most_bytes(&self) -> u64 {
        match self.purpose {
            UploadPurpose::Attachment => ATTACHMENT_BYTES,
            UploadPurpose::Avatar | UploadPurpose::SpaceIcon | UploadPurpose::GroupIcon => AVATAR_BYTES,
        }
    }

    fn file(self, size: u64, content_type: &str) -> FileRow {
        FileRow {
            id: self.id,
            name: self.name,
            size: i64::try_from(size).unwrap_or(i64::MAX),
            content_type: content_type.to_owned(),
            width: None,
            height: None,
            placeholder: None,
            description: None,
            variant_type: None,
        }
    }
}

/// Bytes that were let in.
#[derive(Debug)]
pub struct Admitted {
    /// What they are.
    pub file: FileRow,
    /// SHA-256 of the original; none where the original is not kept.
    pub sha256: Option<[u8; 32]>,
}

/// Judges the bytes, stores them with their smaller forms, and says what they are.
///
/// # Errors
/// * `too_large`: more than the purpose allows, counted as they come.
/// * `unsupported_media`: not what they claim to be, or not a picture where one is needed.
/// * `invalid` with field `file`: empty, or a picture that is broken or too large to decode.
/// * `malformed`: nothing came for 30 s, or a picture too slowly.
/// * `rate_limited`: the account brought 1 GiB in an hour.
/// * `unavailable`: the store does not answer, or too many pictures are coming in.
pub async fn admit(app: &App, lane: &Lane, arrival: Arrival, bytes: Incoming<'_>) -> Result<Admitted> {
    let begun_ms = app.clock.now_ms();
    let mut bytes = lane.charged(app, counted(app, bytes, arrival.most_bytes()));
    let mut head = BytesMut::new();
    while head.len() < HEAD_BYTES {
        let Some(chunk) = bytes.next().await else { break };
        head.extend_from_slice(&chunk?);
    }
    if head.is_empty() {
        return Err(Error::invalid("file", "A file needs at least one byte."));
    }
    let kind = Kind::of(&head[..head.len().min(HEAD_BYTES)]);
    let is_contradicted = kind.contradicts(Claim::of_name(&arrival.name)) || kind.contradicts(arrival.claim);
    match (arrival.purpose, kind) {
        (UploadPurpose::Attachment, _) if is_contradicted => {
            Err(unsupported(&format!("The name says otherwise, but the bytes are {}.", kind.word())))
        }
        (_, Kind::Picture(raster)) => {
            let (whole, _held) = collected(app, lane, begun_ms, head, bytes).await?;
            picture(app, arrival, raster, whole).await
        }
        (UploadPurpose::Attachment, kind) => streamed(app, arrival, kind, head.freeze(), bytes).await,
        (UploadPurpose::Avatar | UploadPurpose::SpaceIcon | UploadPurpose::GroupIcon, kind) => {
            Err(unsupported(&format!("Only PNG, JPEG, GIF and WebP are pictures here; this is {}.", kind.word())))
        }
    }
}

fn unsupported(message: &str) -> Error {
    Error::refused(Code::UnsupportedMedia, message)
}

/// Ends with an error at the first byte too many, and when nothing comes for too long.
fn counted<'a>(app: &'a App, bytes: Incoming<'a>, most: u64) -> Incoming<'a> {
    let counting = stream::try_unfold((bytes, 0_u64), move |(mut bytes, count)| async move {
        let Some(next) = app.clock.in_time(SILENCE_MAX, bytes.next()).await else {
            return Err(Error::refused(Code::Malformed, "The body stopped half-way."));
        };
        let Some(chunk) = next.transpose()? else { return Ok(None) };
        let count = count + chunk.len() as u64;
        if count > most {
            return Err(Error::Refused(
                snug_proto::Problem::new(Code::TooLarge, format!("At most {} MiB.", most >> 20)).at("file"),
            ));
        }
        Ok(Some((chunk, (bytes, count))))
    });
    counting.boxed()
}

/// A whole picture in memory, with its share of the memory for pictures.
async fn collected(
    app: &App,
    lane: &Lane,
    begun_ms: i64,
    mut whole: BytesMut,
    mut bytes: Incoming<'_>,
) -> Result<(Bytes, Vec<Piece>)> {
    let mut held = Vec::new();
    loop {
        while held.len() * PIECE_BYTES < whole.len() {
            held.push(lane.piece()?);
        }
        let late_ms = app.clock.now_ms() - begun_ms - PICTURE_GRACE_MS;
        if i64::try_from(whole.len()).unwrap_or(i64::MAX) < late_ms / 1_000 * PICTURE_BYTES_PER_SECOND {
            return Err(Error::refused(Code::Malformed, "The picture came too slowly."));
        }
        match bytes.next().await {
            Some(chunk) => whole.extend_from_slice(&chunk?),
            None => return Ok((whole.freeze(), held)),
        }
    }
}

async fn picture(app: &App, arrival: Arrival, raster: Raster, whole: Bytes) -> Result<Admitted> {
    // A walk over up to 50 MiB: not beside the work of others.
    let stripped = tokio::task::spawn_blocking(move || strip::strip(raster, &whole)).await;
    let stripped = stripped.map_err(anyhow::Error::from)?;
    let kept = Bytes::from(stripped.bytes);
    let is_attachment = arrival.purpose == UploadPurpose::Attachment;
    let forms = if is_attachment { Forms::Attachment } else { Forms::Squares };
    let made = match stripped.is_whole {
        true => pictures::make(app, raster, kept.clone(), forms).await,
        false => Ok(None),
    };
    // An attachment is shown as it is when there is no turn to make it smaller.
    let made = if is_attachment { made.unwrap_or(None) } else { made? };
    if made.is_none() && !is_attachment {
        return Err(Error::invalid("file", "The picture is broken or too large: at most 16384 pixels a side."));
    }
    let id = arrival.id;
    let mut file = arrival.file(kept.len() as u64, raster.content_type());
    let mut sha256 = None;
    if is_attachment {
        sha256 = Some(Sha256::digest(&kept).into());
        put(app, id, Variant::Original, kept).await?;
    }
    let Some(made) = made else { return Ok(Admitted { file, sha256 }) };
    if !is_attachment {
        // The original is not kept; the largest square is the picture.
        file.size = made
            .forms
            .iter()
            .map(|(_, bytes)| bytes.len())
            .max()
            .and_then(|size| i64::try_from(size).ok())
            .unwrap_or(0);
        made.content_type.clone_into(&mut file.content_type);
    }
    for (variant, bytes) in made.forms {
        put(app, id, variant, bytes.into()).await?;
    }
    file.width = Some(made.width.into());
    file.height = Some(made.height.into());
    file.placeholder = Some(made.placeholder);
    file.variant_type = Some(made.content_type.to_owned());
    Ok(Admitted { file, sha256 })
}

async fn put(app: &App, file: FileId, variant: Variant, bytes: Bytes) -> Result<()> {
    app.objects.put(&model::key(file, variant), bytes).await.map_err(store_failed)?;
    Ok(())
}

/// Stores bytes as they come.
async fn streamed(app: &App, arrival: Arrival, kind: Kind, head: Bytes, rest: Incoming<'_>) -> Result<Admitted> {
    // The store knows errors of its own only: a refusal waits here until the store has given up.
    let refusal = Arc::new(Mutex::new(None));
    let refused = refusal.clone();
    let rest = rest.map(move |chunk| {
        chunk.map_err(|error| {
            *refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
            anyhow::anyhow!("refused")
        })
    });
    let digest = Arc::new(Mutex::new(Sha256::new()));
    let passing = digest.clone();
    let all = stream::iter([Ok(head)]).chain(rest).inspect(move |chunk| {
        if let Ok(bytes) = chunk {
            passing.lock().unwrap_or_else(PoisonError::into_inner).update(bytes);
        }
    });
    match app.objects.put_stream(&model::key(arrival.id, Variant::Original), all).await {
        Ok(size) => {
            let digest = digest.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let file = arrival.file(size, kind.content_type());
            Ok(Admitted { file, sha256: Some(digest.finalize().into()) })
        }
        Err(ObjectError::Source(cause)) => {
            let refusal = refusal.lock().unwrap_or_else(PoisonError::into_inner).take();
            Err(refusal.unwrap_or(Error::Internal(cause)))
        }
        Err(error) => Err(store_failed(error)),
    }
}
