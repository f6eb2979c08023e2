//! What bytes are: decided by the bytes alone. A name or header only has to not contradict them.

use super::model::Claim;

/// How many bytes are looked at.
pub const HEAD_BYTES: usize = 8 * 1024;

/// What bytes turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A picture that is decoded, gets smaller forms and is shown.
    Picture(Raster),
    /// Sound or film that is played in place; its content type.
    Media(&'static str),
    /// Words.
    Text,
    /// A PDF.
    Pdf,
    /// A picture of a kind that is only kept.
    OtherImage,
    /// Sound or film of a kind that is only kept.
    OtherMedia,
    /// HTML, SVG or other markup.
    Markup,
    /// A program or script.
    Program,
    /// Anything else.
    Other,
}

/// Pictures that are decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raster {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
}

impl Raster {
    /// Its content type.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
        }
    }
}

/// The type of what is only kept and handed out as a download.
pub const OPAQUE: &str = "application/octet-stream";
/// Words, which are shown.
pub const TEXT: &str = "text/plain";
/// Everything that is served under its own type.
pub const SHOWN: [&str; 10] = [
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "video/mp4",
    "video/webm",
    "audio/mpeg",
    "audio/ogg",
    "audio/wav",
    TEXT,
];

impl Kind {
    /// Looks at the first [`HEAD_BYTES`] bytes, or all if there are fewer.
    pub fn of(head: &[u8]) -> Self {
        if looks_like_markup(head) {
            return Self::Markup;
        }
        if is_program(head) {
            return Self::Program;
        }
        let Some(found) = infer::get(head) else {
            return if is_text(head) { Self::Text } else { Self::Other };
        };
        match found.mime_type() {
            "image/png" => Self::Picture(Raster::Png),
            "image/jpeg" => Self::Picture(Raster::Jpeg),
            "image/gif" => Self::Picture(Raster::Gif),
            "image/webp" => Self::Picture(Raster::WebP),
            "video/mp4" => Self::Media("video/mp4"),
            "video/webm" => Self::Media("video/webm"),
            "audio/mpeg" => Self::Media("audio/mpeg"),
            "audio/ogg" | "video/ogg" => Self::Media("audio/ogg"),
            "audio/x-wav" | "audio/wav" => Self::Media("audio/wav"),
            "application/pdf" => Self::Pdf,
            "text/html" | "text/xml" => Self::Markup,
            "text/x-shellscript" => Self::Program,
            mime if mime.starts_with("image/") => Self::OtherImage,
            mime if mime.starts_with("audio/") || mime.starts_with("video/") => Self::OtherMedia,
            _ => Self::Other,
        }
    }

    /// The type it is stored and served with.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Picture(raster) => raster.content_type(),
            Self::Media(content_type) => content_type,
            Self::Text => TEXT,
            _ => OPAQUE,
        }
    }

    /// What it is, in a word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Picture(_) | Self::OtherImage => "a picture",
            Self::Media(_) | Self::OtherMedia => "sound or film",
            Self::Text => "text",
            Self::Pdf => "a PDF",
            Self::Markup => "markup",
            Self::Program => "a program",
            Self::Other => "something else",
        }
    }

    /// True when bytes of this kind cannot be what the name or header claims.
    pub fn contradicts(self, claim: Claim) -> bool {
        match claim {
            Claim::Nothing => false,
            Claim::Raster => !matches!(self, Self::Picture(_) | Self::OtherImage),
            Claim::OtherImage => !matches!(self, Self::Picture(_) | Self::OtherImage | Self::Other),
            Claim::Drawing => matches!(self, Self::Program),
            Claim::Media => !matches!(self, Self::Media(_) | Self::OtherMedia | Self::Other),
            Claim::Pdf => self != Self::Pdf,
        }
    }
}

/// Markup anywhere near the beginning of what is not clearly something else.
fn looks_like_markup(head: &[u8]) -> bool {
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if !start.starts_with(b"<") {
        return false;
    }
    let beginning = start[..start.len().min(1024)].to_ascii_lowercase();
    let has = |tag: &[u8]| beginning.windows(tag.len()).any(|window| window == tag);
    let tags: [&[u8]; 12] = [
        b"<!doctype",
        b"<html",
        b"<head",
        b"<body",
        b"<script",
        b"<svg",
        b"<?xml",
        b"<!--",
        b"<iframe",
        b"<img",
        b"<math",
        b"<a ",
    ];
    tags.iter().any(|tag| has(tag))
}

fn is_program(head: &[u8]) -> bool {
    let start = head.trim_ascii_start();
    start.starts_with(b"#!") || start.starts_with(b"<?php") || infer::is_app(head)
}

/// UTF-8 without control characters; the last character may be cut.
fn is_text(head: &[u8]) -> bool {
    let (text, is_cut) = match std::str::from_utf8(head) {
        Ok(text) => (text, false),
        Err(error) => (std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(), true),
    };
    let is_only_cut = !is_cut || (head.len() >= HEAD_BYTES && head.len() - text.len() < 4);
    is_only_cut
        && text.chars().all(|character| !character.is_control() || matches!(character, '\t' | '\n' | '\r' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // control: teamshots-M3
    #[test]
    fn bytes_are_judged_without_their_name() {
        for (head, kind) in [
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), Kind::Picture(Raster::Png)),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Kind::Picture(Raster::Jpeg)),
            (b"GIF89a\x01\0\x01\0", Kind::Picture(Raster::Gif)),
            (b"RIFF\x24\0\0\0WEBPVP8 ", Kind::Picture(Raster::WebP)),
            (b"RIFF\x24\0\0\0WAVEfmt ", Kind::Media("audio/wav")),
            (b"OggS\0\x02", Kind::Media("audio/ogg")),
            (b"ID3\x03\0", Kind::Media("audio/mpeg")),
            (b"%PDF-1.7", Kind::Pdf),
            (b" \n<!DOCTYPE html><p>", Kind::Markup),
            (b"\xef\xbb\xbf<svg xmlns='x'>", Kind::Markup),
            (b"<?xml version='1.0'?><svg/>", Kind::Markup),
            (b"#!/bin/sh\nrm", Kind::Program),
            (b"MZ\x90\0\x03\0", Kind::Program),
            (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", Kind::Program),
            ("¿Qué tal?\n".as_bytes(), Kind::Text),
            (b"\0\x01\x02", Kind::Other),
        ] {
            assert_eq!(Kind::of(head), kind, "{}", String::from_utf8_lossy(head));
        }
    }

    // control: canis-69
    #[test]
    fn a_claim_must_not_be_contradicted() {
        for kind in [Kind::Markup, Kind::Program, Kind::Text, Kind::Other, Kind::Pdf] {
            assert!(kind.contradicts(Claim::Raster), "{kind:?}");
            assert!(!kind.contradicts(Claim::Nothing));
        }
        assert!(!Kind::Picture(Raster::Jpeg).contradicts(Claim::Raster));
        assert!(Kind::Markup.contradicts(Claim::Media));
        assert!(Kind::Markup.contradicts(Claim::Pdf));
        assert!(!Kind::Markup.contradicts(Claim::Drawing));
    }

    proptest! {
        #[test]
        fn only_what_is_on_the_list_is_shown(head in proptest::collection::vec(any::<u8>(), 0..64)) {
            let shown = Kind::of(&head).content_type();
            prop_assert!(shown == OPAQUE || SHOWN.contains(&shown));
        }
    }
}
