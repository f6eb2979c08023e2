//! Readers of outside bytes, for fuzzing: what holds whatever comes.

use super::{
    api,
    kind::{HEAD_BYTES, Kind, Raster},
    model::{Claim, file_name},
    pictures,
    serve::Wanted,
    strip::strip,
};
/// Most pixels of a picture that is decoded here: larger ones only cost time.
const PIXELS_MAX: u64 = 1 << 16;

/// Any bytes as a picture: taking out what tells too much ends, is thorough, and leaves nothing to take out.
pub fn picture(bytes: &[u8]) {
    let kind = Kind::of(&bytes[..bytes.len().min(HEAD_BYTES)]);
    assert!(!kind.word().is_empty() && !kind.content_type().contains("html"));
    for raster in [Raster::Png, Raster::Jpeg, Raster::Gif, Raster::WebP] {
        let once = strip(raster, bytes);
        // An upright turn is written anew in a few bytes more.
        assert!(once.bytes.len() <= bytes.len() + 64, "{raster:?} grew");
        if once.is_whole {
            let twice = strip(raster, &once.bytes);
            assert!(twice.is_whole && twice.bytes == once.bytes, "{raster:?} is not clean after the first time");
        }
        if kind == Kind::Picture(raster) {
            pictures::decode_small(raster, &once.bytes, PIXELS_MAX);
        }
    }
}

/// Headers that ask for a part, a line each: `Range`, `If-Range`, `If-None-Match`; the first byte is the size.
pub fn byte_range(bytes: &[u8]) {
    let Some((size, rest)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(rest);
    let mut lines = text.lines().map(str::to_owned);
    let wanted = Wanted { range: lines.next(), if_range: lines.next(), if_none_match: lines.next() };
    for size in [u64::from(*size), 0, u64::MAX] {
        if let Some(range) = wanted.range("\"tag\"", size) {
            assert!(range.start < range.end && range.end <= size, "{range:?} of {size}");
        }
    }
    wanted.has("\"tag\"");
}

/// The form of an upload: content type on the first line, body after it.
pub fn upload_form(bytes: &[u8]) {
    let at = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (kind, body) = (&bytes[..at], bytes.get(at + 1..).unwrap_or_default());
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().build() else { return };
    if let Some((new, length)) = runtime.block_on(api::read_form(kind, body)) {
        let name = file_name(&new.name).unwrap_or_default();
        assert!(!name.contains(['/', '\\']) && !name.chars().any(char::is_control), "{name:?}");
        Claim::of_name(&new.name);
        Claim::of_content_type(&new.content_type);
        assert!(length <= body.len());
    }
}
