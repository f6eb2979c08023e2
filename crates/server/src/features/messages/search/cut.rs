//! Cutting text into the words that are found. Pure: the engines of the database only keep and look up what is cut here,
//! so that both find the same.

use super::fold::{Letter, fold};
use snug_proto::ChannelId;
use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;

/// Grows with every change of what is cut: what was cut by an older number is cut again in the background.
pub const VERSION: i64 = 1;
/// Longest word, in code points; the rest of a longer one falls off.
pub const LONGEST: usize = 64;

/// A folded word: letters, digits and marks only, so it needs no quoting whoever keeps it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(String);

impl Word {
    fn new(characters: impl Iterator<Item = char>) -> Self {
        Self(characters.take(LONGEST).collect())
    }

    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its length in code points.
    pub fn len(&self) -> usize {
        self.0.chars().count()
    }
}

/// How a word came about. Scripts without blanks between words are kept as pairs of neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// What stands between blanks and signs.
    Plain,
    /// Two neighbours of a run of such a script.
    Pair,
    /// The last one of a run, alone.
    Tail,
    /// A run of one.
    Single,
}

/// A word where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The word.
    pub word: Word,
    /// How it came about.
    pub shape: Shape,
    /// The how manyeth word it is, from 0.
    pub place: u32,
    /// Its first code point in the text as given.
    pub start: u32,
    /// Behind its last one.
    pub end: u32,
}

/// The words of a text, in order. Whom and what it names by id is no word.
pub fn cut(text: &str) -> Vec<Cut> {
    let letters = fold(&unnamed(text));
    let mut cuts = Vec::new();
    let mut rest = letters.as_slice();
    while let Some(first) = rest.first() {
        if !is_of_word(first.character) {
            rest = &rest[1..];
            continue;
        }
        let in_pairs = is_paired(first.character);
        let belongs = |letter: &&Letter| {
            let character = letter.character;
            is_combining_mark(character) || is_of_word(character) && is_paired(character) == in_pairs
        };
        let (run, after) = rest.split_at(1 + rest[1..].iter().take_while(belongs).count());
        if in_pairs {
            pairs(run, &mut cuts)
        } else {
            push(&mut cuts, run, Shape::Plain)
        }
        rest = after;
    }
    cuts
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

/// Han, Hiragana and Katakana.
fn is_paired(character: char) -> bool {
    matches!(
        character,
        '\u{3005}'..='\u{3007}'
            | '\u{3021}'..='\u{3029}'
            | '\u{3031}'..='\u{3035}'
            | '\u{3038}'..='\u{303C}'
            | '\u{3041}'..='\u{3096}'
            | '\u{309D}'..='\u{309F}'
            | '\u{30A1}'..='\u{30FF}'
            | '\u{31F0}'..='\u{31FF}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{1AFF0}'..='\u{1B16F}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

fn pairs(run: &[Letter], cuts: &mut Vec<Cut>) {
    // A character and the marks on it.
    let mut ends: Vec<usize> = (1..run.len()).filter(|at| !is_combining_mark(run[*at].character)).collect();
    ends.push(run.len());
    let mut start = 0;
    for (at, end) in ends.iter().enumerate() {
        match ends.get(at + 1) {
            Some(next) => push(cuts, &run[start..*next], Shape::Pair),
            None if at == 0 => push(cuts, &run[start..*end], Shape::Single),
            None => push(cuts, &run[start..*end], Shape::Tail),
        }
        start = *end;
    }
}

fn push(cuts: &mut Vec<Cut>, letters: &[Letter], shape: Shape) {
    let place = u32::try_from(cuts.len()).unwrap_or(u32::MAX);
    let (start, end) =
        (letters.first().map_or(0, |letter| letter.start), letters.last().map_or(0, |letter| letter.end));
    let word = Word::new(letters.iter().map(|letter| letter.character));
    cuts.push(Cut { word, shape, place, start, end });
}

/// The text with `<@id>`, `<@&id>` and `<#id>` as blanks of the same length.
fn unnamed(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut blanked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        blanked.push_str(before);
        let length = name(from).unwrap_or(1);
        blanked.extend(std::iter::repeat_n(' ', length));
        rest = &from[length..];
    }
    blanked.push_str(rest);
    Cow::Owned(blanked)
}

/// The length of a name by id at the beginning of a text, in bytes, which are as many code points.
fn name(text: &str) -> Option<usize> {
    let sign = ["<@&", "<@", "<#"].into_iter().find(|sign| text.starts_with(sign))?;
    let end = text.find('>')?;
    // Ids of all kinds are written alike.
    text.get(sign.len()..end)?.parse::<ChannelId>().ok()?;
    Some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn words(text: &str) -> Vec<String> {
        cut(text).into_iter().map(|cut| cut.word.0).collect()
    }

    #[test]
    fn letters_are_compared_without_case_accent_width_and_variant() {
        for (one, other) in [
            ("Café", "cafe"),
            ("CAFE\u{301}", "café"),
            ("Straße", "STRASSE"),
            ("ẞ", "ss"),
            ("Ὀδυσσεύς", "ΟΔΥΣΣΕΥΣ"),
            ("İstanbul", "istanbul"),
            ("ＡＢＣ１２", "abc12"),
            ("ﬁne", "fine"),
            ("كتاب", "كِتَابٌ"),
            ("كتـــاب", "كتاب"),
            ("أإآٱا", "ااااا"),
            ("على", "علي"),
            ("مدرسة", "مدرسه"),
            ("کتاب", "كتاب"),
            ("مؤسسة", "موسسه"),
            ("سئل", "سيل"),
            ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
            ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
            ("שָׁלוֹם", "שלום"),
            ("й", "и\u{306}"),
            ("가", "\u{1100}\u{1161}"),
            ("ｶﾞｷﾞ", "ガギ"),
            ("soft\u{AD}hyphen", "softhyphen"),
            ("می\u{200C}خواهم", "میخواهم"),
        ] {
            assert_eq!(words(one), words(other), "{one} {other}");
            assert_eq!(words(one).len(), words(other).len());
        }
        for (one, other) in [("が", "か"), ("कि", "की"), ("кот", "кит"), ("ñu", "nut"), ("シ", "ツ"), ("で", "て")]
        {
            assert_ne!(words(one), words(other), "{one} {other}");
        }
    }

    #[test]
    fn text_is_cut_at_signs_and_runs_into_pairs() {
        let id = uuid::Uuid::nil();
        let named = format!("hi <@{id}> and <@&{id}>, <#{id}>!");
        let table: [(&str, &[&str]); 17] = [
            ("", &[]),
            ("  ... — 🎉👩\u{200D}🚀 ", &[]),
            ("don't stop", &["don", "t", "stop"]),
            ("**bold** _mark_ ||hidden||", &["bold", "mark", "hidden"]),
            ("great🎉party ❤\u{FE0F}", &["great", "party"]),
            ("https://example.org/a_b?q=3gb", &["https", "example", "org", "a", "b", "q", "3gb"]),
            ("fn main() { let x1 = 0; }", &["fn", "main", "let", "x1", "0"]),
            ("東京都", &["東京", "京都", "都"]),
            ("京", &["京"]),
            ("東京 京都", &["東京", "京", "京都", "都"]),
            ("2024年の夏", &["2024", "年の", "の夏", "夏"]),
            ("ビール", &["ビー", "ール", "ル"]),
            ("안녕 세상", &["안녕", "세상"]),
            ("हिन्दी में", &["हिन्दी", "में"]),
            ("½ ㎏", &["1", "2", "kg"]),
            ("<@nobody> <b>", &["nobody", "b"]),
            (&named, &["hi", "and"]),
        ];
        for (text, expected) in table {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn long_words_end_and_long_texts_are_cut_whole() {
        assert_eq!(words(&"a".repeat(70)), ["a".repeat(64)]);
        assert_eq!(words(&"ab ".repeat(300)).len(), 300);
        assert_eq!(words(&"語".repeat(4_000)).len(), 4_000);
        let marks = "\u{094D}".repeat(4_000);
        assert_eq!(words(&marks)[0].chars().count(), 64);
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let text = "Ah, <@00000000-0000-0000-0000-000000000000> Caf\u{65}\u{301} ﬁn 東京";
        let all: Vec<char> = text.chars().collect();
        let stands: Vec<String> =
            cut(text).iter().map(|cut| all[cut.start as usize..cut.end as usize].iter().collect()).collect();
        assert_eq!(stands, ["Ah", "Cafe\u{301}", "ﬁn", "東京", "京"]);
        assert_eq!(cut(text).iter().map(|cut| cut.place).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    }

    proptest! {
        #[test]
        fn forms_and_cases_of_a_text_have_the_same_words(text in "\\PC{0,60}") {
            let composed: String = text.nfc().collect();
            let apart: String = text.nfd().collect();
            let plain = words(&composed);
            prop_assert_eq!(&words(&apart), &plain);
            prop_assert_eq!(&words(&composed.to_uppercase()), &plain);
            prop_assert_eq!(&words(&composed.to_lowercase()), &plain);
        }

        #[test]
        fn places_are_counted_and_ranges_lie_inside_in_order(text in "[ -~éßÀ-ʯا-ي٠-٩あ-ヿ一-丿가-각🎉\u{300}-\u{303}]{0,80}") {
            let count = text.chars().count() as u32;
            let cuts = cut(&text);
            for (at, cut) in cuts.iter().enumerate() {
                prop_assert_eq!(cut.place as usize, at);
                prop_assert!(cut.start < cut.end && cut.end <= count);
                prop_assert!((1..=LONGEST).contains(&cut.word.len()));
            }
            prop_assert!(cuts.windows(2).all(|two| two[0].start <= two[1].start && two[0].end <= two[1].end));
        }

        #[test]
        fn a_word_holds_nothing_that_an_engine_reads(text in "\\PC{0,60}") {
            for cut in cut(&text) {
                let is_plain = |character: char| character.is_alphanumeric() || is_combining_mark(character);
                prop_assert!(cut.word.as_str().chars().all(is_plain), "{:?}", cut);
            }
        }
    }
}
