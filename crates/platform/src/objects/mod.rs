//! Objects: streams of bytes by key, in a folder by default or in an S3 bucket.
//!
//! An object is visible only when it is complete. Every call has a deadline, and a breaker answers at once while the
//! store does not.

mod call;
mod folder;
mod put;
mod s3;
#[cfg(test)]
mod tests;

use crate::{
    breaker::{Breaker, BreakerPolicy},
    clock::Clock,
};
use bytes::Bytes;
use call::{CALL, kind};
use futures_util::{
    Stream, StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, path::Path};
use std::{
    ops::Range,
    sync::{Arc, Mutex},
    time::Duration,
};

const POLICY: BreakerPolicy = BreakerPolicy { failures: 5, window_ms: 30_000, open_ms: 10_000 };
const PROBE: Duration = Duration::from_millis(900);
/// Longest key, in bytes.
pub const MAX_KEY_BYTES: usize = 512;

/// A store of objects. Clones share it.
#[derive(Clone, Debug)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    place: Place,
    breaker: Arc<Mutex<Breaker>>,
    clock: Clock,
}

/// Where the objects are, for what differs.
#[derive(Clone, Debug)]
enum Place {
    Folder(Arc<folder::Folder>),
    S3,
}

/// Why the store did not do it.
#[derive(Debug)]
pub enum ObjectError {
    /// There is no such object.
    NotFound,
    /// The store does not answer, cannot serve, or failed so often that it was not asked.
    Unavailable,
    /// The bytes that were to be stored ended early: their source failed, and nothing was stored.
    Source(anyhow::Error),
    /// A key or range that cannot be, or a bug.
    Other(anyhow::Error),
}

impl std::fmt::Display for ObjectError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => f.write_str("there is no such object"),
            Self::Unavailable => f.write_str("the object store does not answer"),
            Self::Source(cause) => write!(f, "the bytes to store ended early: {cause}"),
            Self::Other(cause) => write!(f, "the object store refused: {cause}"),
        }
    }
}

impl std::error::Error for ObjectError {}

/// An object, or a part of it, as it is read.
pub struct Object {
    /// Bytes of the whole object.
    pub size: u64,
    /// Which of them follow.
    pub range: Range<u64>,
    /// The bytes; ends with an error when the store stalls for 4 s.
    pub bytes: BoxStream<'static, Result<Bytes, ObjectError>>,
}

/// An entry of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The key.
    pub key: String,
    /// Bytes of the object.
    pub size: u64,
    /// When it was stored, by the store's clock, in milliseconds since 1970.
    pub stored_ms: i64,
}

impl Objects {
    /// Objects as files under `path`, which is made if it is not there. What was stored survives a crash.
    ///
    /// # Errors
    /// When the folder cannot be made or found.
    pub fn folder(path: impl AsRef<std::path::Path>, clock: Clock) -> anyhow::Result<Self> {
        let (store, folder) = folder::open(path.as_ref())?;
        Ok(Self::new(store, Place::Folder(Arc::new(folder)), clock))
    }

    /// Objects in a bucket: `s3://key:secret@host:port/bucket/prefix?region=…&tls=false&path_style=false`. Without key
    /// and secret they come from the environment (`AWS_…`); without prefix the whole bucket is used. Incomplete uploads
    /// of clients that vanish are left to a lifecycle rule of the bucket.
    ///
    /// # Errors
    /// When the address or the credentials are not understood; the store itself is not asked.
    pub fn s3(url: &str, clock: Clock) -> anyhow::Result<Self> {
        Ok(Self::new(s3::open(url)?, Place::S3, clock))
    }

    fn new(store: Arc<dyn ObjectStore>, place: Place, clock: Clock) -> Self {
        Self { store, place, breaker: Arc::new(Mutex::new(Breaker::new(POLICY))), clock }
    }

    /// Stores what the stream yields under the key, replacing what was there, and says how many bytes it was. Holds
    /// only a part in memory. Nothing is visible before the end, and nothing remains if the stream fails.
    ///
    /// # Errors
    /// * [`ObjectError::Source`]: the stream failed, or yielded nothing for 30 s.
    /// * [`ObjectError::Unavailable`]: within 5 s of the last progress.
    pub async fn put_stream<E: Into<anyhow::Error>>(
        &self,
        key: &str,
        bytes: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<u64, ObjectError> {
        let key = path(key)?;
        let bytes = bytes.map(|chunk| chunk.map_err(|error| ObjectError::Source(error.into())));
        self.call(put::put(self, &key, bytes)).await
    }

    /// Stores a few bytes; see [`Self::put_stream`].
    ///
    /// # Errors
    /// As [`Self::put_stream`].
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<u64, ObjectError> {
        self.put_stream(key, stream::iter([Ok::<_, std::convert::Infallible>(bytes)])).await
    }

    /// Opens an object.
    ///
    /// # Errors
    /// [`ObjectError::NotFound`], or [`ObjectError::Unavailable`] after at most 4 s.
    pub async fn get(&self, key: &str) -> Result<Object, ObjectError> {
        self.open(key, None).await
    }

    /// Opens a part of an object; it ends with the object if the range goes beyond.
    ///
    /// # Errors
    /// As [`Self::get`]; [`ObjectError::Other`] for a range that is empty or begins beyond the end.
    pub async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Object, ObjectError> {
        if range.is_empty() {
            return Err(ObjectError::Other(anyhow::anyhow!("an empty range")));
        }
        self.open(key, Some(GetRange::Bounded(range))).await
    }

    async fn open(&self, key: &str, range: Option<GetRange>) -> Result<Object, ObjectError> {
        let key = path(key)?;
        let options = GetOptions { range, ..GetOptions::default() };
        let found = self.call(self.answer(CALL, self.store.get_opts(&key, options))).await?;
        let (size, range) = (found.meta.size, found.range.clone());
        let rest = (found.into_stream(), self.clock.clone());
        let bytes = stream::try_unfold(rest, async |(mut bytes, clock)| {
            let Some(chunk) = clock.within(CALL, bytes.next()).await else { return Err(ObjectError::Unavailable) };
            Ok(chunk.transpose().map_err(kind)?.map(|chunk| (chunk, (bytes, clock))))
        });
        Ok(Object { size, range, bytes: bytes.boxed() })
    }

    /// Deletes an object, or finds it already gone.
    ///
    /// # Errors
    /// [`ObjectError::Unavailable`] after at most 4 s.
    pub async fn delete(&self, key: &str) -> Result<(), ObjectError> {
        let key = path(key)?;
        match self.call(self.answer(CALL, self.store.delete(&key))).await {
            Ok(()) | Err(ObjectError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The objects whose keys begin with the whole parts of `prefix` (`""` for all), in any order.
    pub fn list(&self, prefix: &str) -> BoxStream<'static, Result<Listed, ObjectError>> {
        let prefix = match prefix {
            "" => None,
            prefix => match path(prefix) {
                Ok(prefix) => Some(prefix),
                Err(error) => return stream::iter([Err(error)]).boxed(),
            },
        };
        let rest = (self.store.list(prefix.as_ref()), self.clone());
        let listing = stream::try_unfold(rest, async |(mut entries, objects)| {
            let entry = objects.call(objects.answer(CALL, async { entries.next().await.transpose() })).await?;
            Ok(entry.map(|entry| (entry, (entries, objects))))
        });
        let listed = listing.try_filter_map(async |entry: object_store::ObjectMeta| {
            let key = entry.location.to_string();
            let stored_ms = entry.last_modified.timestamp_millis();
            // Whatever else lies there was not put there by this.
            Ok(path(&key).is_ok().then_some(Listed { key, size: entry.size, stored_ms }))
        });
        listed.boxed()
    }

    /// Removes what uploads that were cut off by a crash before `before_ms` left behind; says how many there were. In a
    /// bucket that is the work of its lifecycle rule.
    ///
    /// # Errors
    /// [`ObjectError::Unavailable`] when the folder cannot be read.
    pub async fn sweep_unfinished(&self, before_ms: i64) -> Result<u64, ObjectError> {
        match &self.place {
            Place::Folder(folder) => folder::sweep_unfinished(folder.clone(), before_ms).await,
            Place::S3 => Ok(0),
        }
    }

    /// Whether the store serves now, known after at most 0.9 s; asks it even while the breaker is open.
    pub async fn probe(&self) -> bool {
        let asking = async {
            match &self.place {
                Place::Folder(folder) => folder::probe(folder.clone()).await,
                Place::S3 => self.store.list(Some(&Path::from("probe"))).next().await.transpose().is_ok(),
            }
        };
        self.clock.within(PROBE, asking).await == Some(true)
    }

    /// Whether the breaker lets calls through.
    pub fn is_up(&self) -> bool {
        self.breaker().is_closed()
    }
}

/// Keys are made of ids by the program, never of what people type: small letters, digits, `_`, `-`, and `/` between.
fn path(key: &str) -> Result<Path, ObjectError> {
    let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-');
    let is_valid =
        key.len() <= MAX_KEY_BYTES && key.split('/').all(|part| !part.is_empty() && part.bytes().all(is_plain));
    if !is_valid {
        return Err(ObjectError::Other(anyhow::anyhow!("not a key")));
    }
    Path::parse(key).map_err(|error| ObjectError::Other(error.into()))
}
