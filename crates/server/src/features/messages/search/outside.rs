//! What must hold of the cutting of texts and the reading of questions, whatever comes.

use super::{
    ask::parse,
    cut::{LONGEST, cut},
    rank,
};
use snug_proto::limits::CONTENT_MAX;
use unicode_normalization::char::is_combining_mark;

/// A text, and the same as a question about itself: words hold nothing that an engine could read as its language, and
/// ranges lie inside of the text, in order and apart.
pub fn search_words(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let length = text.chars().count();
    if length > CONTENT_MAX {
        return;
    }
    for cut in cut(&text) {
        let word = cut.word.as_str();
        assert!((1..=LONGEST).contains(&word.chars().count()), "{word}");
        assert!(word.chars().all(|character| character.is_alphanumeric() || is_combining_mark(character)), "{word}");
        assert!(cut.start < cut.end && cut.end as usize <= length, "{cut:?}");
    }
    let ask = parse(&text);
    assert!(ask.all.iter().chain(&ask.none).all(|term| !term.words.is_empty()));
    let ranges = rank::highlights(&text, &ask);
    assert!(ranges.iter().all(|range| range.start < range.end && range.end as usize <= length));
    assert!(ranges.windows(2).all(|two| two[0].end < two[1].start));
    assert!(rank::score(&text, &ask) > 0);
}
