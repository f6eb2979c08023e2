//! How bytes are handed out: headers that keep them from becoming pages, validators, and single ranges (RFC 9110).

use super::{
    kind::{OPAQUE, SHOWN, TEXT},
    model::Variant,
    store::FileRow,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use snug_proto::FileId;
use std::ops::Range;

/// What a client says about the bytes it has or wants.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// `Range`.
    pub range: Option<String>,
    /// `If-Range`.
    pub if_range: Option<String>,
    /// `If-None-Match`.
    pub if_none_match: Option<String>,
}

/// Characters of a file name that need no escape (RFC 8187, `attr-char`).
const NAME: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+');

/// The validator of a form: its bytes never change.
pub fn etag(file: FileId, variant: Variant) -> String {
    format!("\"{}-{}\"", file.0.simple(), variant.name())
}

impl Wanted {
    /// True when the client has these very bytes.
    pub fn has(&self, etag: &str) -> bool {
        let Some(known) = &self.if_none_match else { return false };
        known.trim() == "*" || known.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag)
    }

    /// The one range that is asked for and can be given; everything else gets the whole.
    pub fn range(&self, etag: &str, size: u64) -> Option<Range<u64>> {
        if self.if_range.as_ref().is_some_and(|known| known.trim() != etag) {
            return None;
        }
        let (first, last) = self.range.as_ref()?.trim().strip_prefix("bytes=")?.split_once('-')?;
        let range = match (first.trim(), last.trim()) {
            ("", count) => size.saturating_sub(count.parse().ok()?)..size,
            (first, "") => first.parse().ok()?..size,
            (first, last) => first.parse().ok()?..last.parse::<u64>().ok()?.saturating_add(1).min(size),
        };
        (!range.is_empty()).then_some(range)
    }
}

/// Headers of a form, apart from those of its length.
pub fn headers(file: &FileRow, variant: Variant) -> Vec<(&'static str, String)> {
    let stored = match variant {
        Variant::Original => file.content_type.as_str(),
        _ => file.variant_type.as_deref().unwrap_or(OPAQUE),
    };
    let shown = if SHOWN.contains(&stored) { stored } else { OPAQUE };
    let content_type = if shown == TEXT { "text/plain; charset=utf-8" } else { shown };
    let place = if shown == OPAQUE { "attachment" } else { "inline" };
    let cache = if variant.is_public() { "public, max-age=31536000, immutable" } else { "private" };
    let mut headers = vec![
        ("content-type", content_type.to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
        ("content-security-policy", "sandbox; default-src 'none'".to_owned()),
        ("cross-origin-resource-policy", "same-origin".to_owned()),
        ("cache-control", cache.to_owned()),
        ("accept-ranges", "bytes".to_owned()),
        ("etag", etag(file.id, variant)),
    ];
    if variant == Variant::Original {
        let name = utf8_percent_encode(&file.name, NAME);
        headers.push(("content-disposition", format!("{place}; filename*=UTF-8''{name}")));
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn range(text: &str) -> Option<Range<u64>> {
        Wanted { range: Some(text.to_owned()), ..Wanted::default() }.range("\"e\"", 1000)
    }

    #[test]
    fn one_range_is_served_and_the_rest_gets_the_whole() {
        assert_eq!(range("bytes=0-99"), Some(0..100));
        assert_eq!(range("bytes=900-"), Some(900..1000));
        assert_eq!(range("bytes=-100"), Some(900..1000));
        assert_eq!(range("bytes=990-2000"), Some(990..1000));
        for whole in ["bytes=0-1,5-9", "bytes=1000-", "bytes=9-3", "items=0-1", "bytes=", "bytes=-0", "bytes=a-b"] {
            assert_eq!(range(whole), None, "{whole}");
        }
    }

    #[test]
    fn a_range_of_other_bytes_is_not_mixed_in() {
        let wanted =
            |tag: &str| Wanted { range: Some("bytes=0-1".into()), if_range: Some(tag.into()), ..Wanted::default() };
        assert_eq!(wanted("\"e\"").range("\"e\"", 10), Some(0..2));
        assert_eq!(wanted("\"f\"").range("\"e\"", 10), None);
    }

    #[test]
    fn what_the_client_has_is_not_sent_again() {
        let wanted = |tags: &str| Wanted { if_none_match: Some(tags.into()), ..Wanted::default() };
        assert!(wanted("\"e\"").has("\"e\"") && wanted("\"a\", W/\"e\"").has("\"e\"") && wanted("*").has("\"e\""));
        assert!(!wanted("\"f\"").has("\"e\"") && !Wanted::default().has("\"e\""));
    }

    proptest! {
        #[test]
        fn a_range_lies_within_the_bytes(text in "bytes=[0-9]{0,20}-[0-9]{0,20}", size in 0_u64..5000) {
            let wanted = Wanted { range: Some(text), ..Wanted::default() };
            if let Some(range) = wanted.range("\"e\"", size) {
                prop_assert!(range.start < range.end && range.end <= size);
            }
        }
    }
}
