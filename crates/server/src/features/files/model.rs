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
