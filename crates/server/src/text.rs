//! Rules for text that people type: normal form, length, and what has no place in a name.

use crate::error::{Error, Result};
use std::{collections::HashMap, sync::LazyLock};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Most combining marks in a row: enough for every living script, too few to paint over the neighbours.
const MARKS_IN_A_ROW: usize = 4;

/// Brings text to NFC with `\n` line ends, however they were written, and refuses NUL.
///
/// # Errors
/// `invalid` with `field` for a NUL or more than `most` code points.
pub fn block(field: &str, text: &str, most: usize) -> Result<String> {
    let text: String = text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect();
    if text.contains('\0') {
        return Err(Error::invalid(field, "NUL is not text."));
    }
    if text.chars().count() > most {
        return Err(Error::invalid(field, format!("At most {most} characters.")));
    }
    Ok(text)
}

/// Brings a name, title or status to one clean line.
///
/// # Errors
/// `invalid` with `field` when nothing visible is left, when it is shorter than `least` or longer than `most` code
/// points, or when it holds control characters, line breaks, direction overrides, hidden spaces or stacked marks.
pub fn line(field: &str, text: &str, least: usize, most: usize) -> Result<String> {
    let text: String = text.nfc().collect();
    let text = text.trim();
    if text.chars().any(is_forbidden) {
        return Err(Error::invalid(field, "Control characters, line breaks and direction marks are not allowed."));
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.chars().any(is_visible) {
        return Err(Error::invalid(field, "Something visible is needed."));
    }
    let length = text.chars().count();
    if length < least || length > most {
        return Err(Error::invalid(field, format!("{least} to {most} characters.")));
    }
    let mut marks = 0;
    for character in text.chars() {
        marks = if is_combining_mark(character) { marks + 1 } else { 0 };
        if marks > MARKS_IN_A_ROW {
            return Err(Error::invalid(field, "Too many marks on one letter."));
        }
    }
    Ok(text)
}

/// A colour as `#rrggbb`, in small letters.
///
/// # Errors
/// `invalid` with `field` for anything else.
pub fn color(field: &str, text: &str) -> Result<String> {
    let digits = text.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(text.to_ascii_lowercase());
    }
    Err(Error::invalid(field, "A colour is written #rrggbb."))
}

/// An emoji in the one form in which it is kept: with and without variation selector it is the same.
///
/// # Errors
/// `invalid` with `field`: not a Unicode emoji.
pub fn emoji(field: &str, sent: &str) -> Result<&'static str> {
    static KNOWN: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
        let toned = emojis::iter().flat_map(|emoji| emoji.skin_tones().into_iter().flatten());
        emojis::iter().chain(toned).map(|emoji| (bare(emoji.as_str()), emoji.as_str())).collect()
    });
    KNOWN.get(&bare(sent)).copied().ok_or_else(|| Error::invalid(field, "A Unicode emoji."))
}

/// Without variation selectors (U+FE0E for text, U+FE0F for pictures).
fn bare(emoji: &str) -> String {
    emoji.chars().filter(|character| !matches!(character, '\u{FE0E}' | '\u{FE0F}')).collect()
}

fn is_forbidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}' | '\u{FEFF}'
        )
}

/// Letters, digits, signs, emoji: not spaces, joiners, marks alone, fillers or other invisible format characters.
fn is_visible(character: char) -> bool {
    !character.is_whitespace()
        && !is_combining_mark(character)
        && !matches!(
            character,
            '\u{00AD}'
                | '\u{034F}'
                | '\u{061C}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{17B4}'
                | '\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2060}'..='\u{2065}'
                | '\u{206A}'..='\u{206F}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_trimmed_and_its_spaces_are_folded() {
        assert_eq!(line("name", "  the   long\u{a0}table ", 1, 64).unwrap(), "the long table");
        assert_eq!(line("name", "👩\u{200D}🚀 مي\u{200C}خ", 1, 64).unwrap(), "👩\u{200D}🚀 مي\u{200C}خ");
    }

    #[test]
    fn an_emoji_has_one_form() {
        assert_eq!(emoji("emoji", "❤").unwrap(), emoji("emoji", "❤\u{FE0F}").unwrap());
        assert_eq!(emoji("emoji", "👍🏽").unwrap(), "👍🏽");
        assert_eq!(emoji("emoji", "👩\u{200D}🚀").unwrap(), "👩\u{200D}🚀");
        for bad in ["", "a", "👍👍", "👍 ", ":thumbsup:", "\u{FE0F}", "<script>", "🏳\u{200D}"] {
            assert!(emoji("emoji", bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_line_refuses_what_hides_or_breaks() {
        for bad in [
            "",
            " ",
            "\u{200D}",
            "a\u{202E}b",
            "a\nb",
            "a\0b",
            "a\u{200B}b",
            "\u{3164}",
            "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
        ] {
            assert!(line("name", bad, 1, 64).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn lengths_count_code_points_of_the_normal_form() {
        assert!(line("name", &"é".repeat(64), 1, 64).is_ok());
        assert!(line("name", &"e\u{301}".repeat(64), 1, 64).is_ok());
        assert!(line("name", &"é".repeat(65), 1, 64).is_err());
        assert_eq!(block("content", "a\r\nb", 3).unwrap(), "a\nb");
        assert_eq!(block("content", "a\r\r\nb", 4).unwrap(), "a\n\nb");
    }

    proptest! {
        #[test]
        fn a_line_once_clean_stays_as_it_is(text in "\\PC{0,80}") {
            if let Ok(clean) = line("name", &text, 1, 80) {
                prop_assert_eq!(line("name", &clean, 1, 80).unwrap(), clean);
            }
        }
    }
}
