//! Words of files: forms of a file, its keys in the store, and file names.

use crate::{error::Result, text};
use snug_proto::{FileId, limits::FILE_NAME_MAX};

/// A form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Variant {
    /// The bytes that came, without what tells where and with what they were made.
    Original,
    /// At most 1280 pixels a side.
    Preview,
    /// At most 320 pixels a side.
    Thumb,
    /// A square picture of a person or space, with its side in pixels.
    Square(u32),
}

/// Every form of a file.
pub const VARIANTS: [Variant; 6] = [
    Variant::Original,
    Variant::Preview,
    Variant::Thumb,
    Variant::Square(64),
    Variant::Square(128),
    Variant::Square(512),
];

impl Variant {
    /// Its name in addresses and keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Preview => "preview",
            Self::Thumb => "thumb",
            Self::Square(64) => "64",
            Self::Square(128) => "128",
            Self::Square(_) => "512",
        }
    }

    /// The form with this name.
    pub fn named(name: &str) -> Option<Self> {
        VARIANTS.into_iter().find(|variant| variant.name() == name)
    }

    /// True for pictures of people and spaces.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Square(_))
    }
}

/// The key of a form in the store: made of the id and nothing else.
pub fn key(file: FileId, variant: Variant) -> String {
    format!("{}{}", folder(file), variant.name())
}

/// What the keys of a file begin with.
pub fn folder(file: FileId) -> String {
    format!("files/{}/", file.0.simple())
}

/// The file that a key belongs to.
pub fn file_of_key(key: &str) -> Option<FileId> {
    key.strip_prefix("files/")?.split('/').next()?.parse().ok()
}

/// A file name as people see it: the last part of whatever path a client sent, on one clean line.
///
/// # Errors
/// `invalid` with field `file`: nothing visible is left, or more than 255 characters.
pub fn file_name(sent: &str) -> Result<String> {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    text::line("file", last, 1, FILE_NAME_MAX)
}

/// What a name or a header says the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Nothing that could be contradicted.
    Nothing,
    /// PNG, JPEG, GIF or WebP.
    Raster,
    /// SVG.
    Drawing,
    /// Any other picture.
    OtherImage,
    /// Sound or film.
    Media,
    /// PDF.
    Pdf,
}

impl Claim {
    /// What a file name claims by its ending.
    pub fn of_name(name: &str) -> Self {
        let Some((_, ending)) = name.rsplit_once('.') else { return Self::Nothing };
        match ending.to_ascii_lowercase().as_str() {
            "png" | "apng" | "jpg" | "jpeg" | "jpe" | "jfif" | "gif" | "webp" => Self::Raster,
            "svg" => Self::Drawing,
            "avif" | "bmp" | "heic" | "heif" | "ico" | "jxl" | "tif" | "tiff" => Self::OtherImage,
            "mp4" | "m4v" | "mov" | "webm" | "mkv" | "avi" | "mp3" | "m4a" | "aac" | "ogg" | "oga" | "ogv" | "opus"
            | "wav" | "flac" => Self::Media,
            "pdf" => Self::Pdf,
            _ => Self::Nothing,
        }
    }

    /// What a content type claims.
    pub fn of_content_type(content_type: &str) -> Self {
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "image/png" | "image/apng" | "image/jpeg" | "image/jpg" | "image/gif" | "image/webp" => Self::Raster,
            "image/svg+xml" => Self::Drawing,
            "application/pdf" => Self::Pdf,
            other if other.starts_with("image/") => Self::OtherImage,
            other if other.starts_with("audio/") || other.starts_with("video/") => Self::Media,
            _ => Self::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // control: teamshots-H4
    #[test]
    fn of_a_path_only_the_last_part_is_a_name() {
        for (sent, kept) in [
            ("../../etc/passwd", "passwd"),
            ("..%5c..%2fx.png", "..%5c..%2fx.png"),
            ("C:\\temp\\a  b.txt", "a b.txt"),
            ("/absolute", "absolute"),
            ("تقرير.pdf", "تقرير.pdf"),
        ] {
            assert_eq!(file_name(sent).unwrap(), kept);
        }
        for bad in ["", "a/", "a\0b", "a\u{202E}gnp.exe", "a\nb", &"x".repeat(256)] {
            assert!(file_name(bad).is_err(), "{bad:?}");
        }
        assert!(file_name(&"😀".repeat(255)).is_ok());
    }

    #[test]
    fn every_form_is_found_by_its_name() {
        for variant in VARIANTS {
            assert_eq!(Variant::named(variant.name()), Some(variant));
        }
        assert_eq!(Variant::named("256"), None);
        assert_eq!(Variant::named("../original"), None);
    }

    proptest! {
        // control: teamshots-H4
        #[test]
        fn keys_are_made_of_ids_alone(id in any::<u128>()) {
            let file = FileId(uuid::Uuid::from_u128(id));
            for variant in VARIANTS {
                let key = key(file, variant);
                prop_assert!(key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'/'));
                prop_assert_eq!(file_of_key(&key), Some(file));
            }
        }
    }
}
