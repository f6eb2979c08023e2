//! Storing a stream: small ones in one piece, larger ones part by part, one part in memory at a time.

use super::{ObjectError, Objects, Place, call::CALL};
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use object_store::{MultipartUpload, ObjectStoreExt, path::Path};
use std::{
    pin::{Pin, pin},
    time::Duration,
};

/// Longest wait for the next bytes of the source.
const SOURCE: Duration = Duration::from_secs(30);
/// Longest wait for a part to be stored.
const PART: Duration = CALL;
/// Longest wait for an upload to be given up.
const ABORT: Duration = Duration::from_millis(500);
/// Smallest part that S3 takes, except for the last.
const S3_PART_BYTES: usize = 5 << 20;
const FILE_PART_BYTES: usize = 256 << 10;

pub(super) async fn put(
    objects: &Objects,
    key: &Path,
    bytes: impl Stream<Item = Result<Bytes, ObjectError>>,
) -> Result<u64, ObjectError> {
    let part_bytes = match objects.place {
        Place::Folder(_) => FILE_PART_BYTES,
        Place::S3 => S3_PART_BYTES,
    };
    let mut parts = Parts { objects, source: pin!(bytes), rest: Bytes::new(), part_bytes };
    let first = parts.next().await?;
    if first.is_last {
        let size = first.bytes.len() as u64;
        objects.answer(PART, objects.store.put(key, first.bytes.into())).await?;
        return Ok(size);
    }
    let mut upload = objects.answer(CALL, objects.store.put_multipart(key)).await?;
    let stored = store(first, parts, &mut *upload).await;
    if stored.is_err() {
        // The first error is the one to tell; what stays behind is swept later.
        objects.answer(ABORT, upload.abort()).await.ok();
    }
    stored
}

async fn store<S: Stream<Item = Result<Bytes, ObjectError>>>(
    first: Part,
    mut parts: Parts<'_, S>,
    upload: &mut dyn MultipartUpload,
) -> Result<u64, ObjectError> {
    let mut part = first;
    let mut size = 0;
    loop {
        size += part.bytes.len() as u64;
        if !part.bytes.is_empty() {
            parts.objects.answer(PART, upload.put_part(part.bytes.into())).await?;
        }
        if part.is_last {
            parts.objects.answer(PART, upload.complete()).await?;
            return Ok(size);
        }
        part = parts.next().await?;
    }
}

/// Bytes that are stored together.
struct Part {
    bytes: Bytes,
    is_last: bool,
}

/// The source, cut into parts of equal size, as some stores demand.
struct Parts<'a, S> {
    objects: &'a Objects,
    source: Pin<&'a mut S>,
    rest: Bytes,
    part_bytes: usize,
}

impl<S: Stream<Item = Result<Bytes, ObjectError>>> Parts<'_, S> {
    async fn next(&mut self) -> Result<Part, ObjectError> {
        let mut bytes = BytesMut::new();
        loop {
            let room = self.part_bytes - bytes.len();
            bytes.extend_from_slice(&self.rest.split_to(room.min(self.rest.len())));
            if bytes.len() == self.part_bytes {
                return Ok(Part { bytes: bytes.freeze(), is_last: false });
            }
            match self.objects.clock.within(SOURCE, self.source.next()).await {
                Some(Some(chunk)) => self.rest = chunk?,
                Some(None) => return Ok(Part { bytes: bytes.freeze(), is_last: true }),
                None => return Err(ObjectError::Source(anyhow::anyhow!("no bytes came for too long"))),
            }
        }
    }
}
