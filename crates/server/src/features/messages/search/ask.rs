//! The language in which people ask: words, `"phrases"`, `-without`, and the last word while it is still being typed.
//! Pure, and never fails but for saying nothing: whatever does not close stays text.

use super::cut::{Cut, Shape, Word, cut};

/// Words that stand beside each other, one as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// At least one.
    pub words: Vec<Word>,
    /// The last one may be the beginning of a word.
    pub is_open: bool,
}

/// What is asked for: all of these, none of those.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Must be there.
    pub all: Vec<Term>,
    /// Must not be there.
    pub none: Vec<Term>,
}

/// The shortest beginning of a word, in code points; every message has words that begin with some one letter.
const BEGINNING: usize = 2;

/// Reads what somebody typed.
pub fn parse(q: &str) -> Ask {
    let mut ask = Ask::default();
    let mut rest = q.trim_start();
    while !rest.is_empty() {
        let (is_without, text) = match rest.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, rest),
        };
        let piece = match text.strip_prefix(is_quote) {
            Some(inside) => {
                let (piece, after) = inside.split_once(is_quote).unwrap_or((inside, ""));
                rest = after;
                term(piece, false)
            }
            None => {
                let (piece, after) = text.split_at(text.find(ends).unwrap_or(text.len()));
                rest = after;
                term(piece, !is_without && after.is_empty())
            }
        };
        let terms = if is_without { &mut ask.none } else { &mut ask.all };
        terms.extend(piece);
        rest = rest.trim_start();
    }
    ask
}

/// Keyboards of phones turn straight quotes into these.
fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„')
}

fn ends(character: char) -> bool {
    character.is_whitespace() || is_quote(character)
}

/// The term that a text is; none when there is no word in it. `is_typed`: its end is where somebody types.
fn term(text: &str, is_typed: bool) -> Option<Term> {
    let mut cuts = cut(text);
    // A run of pairs is told by its pairs; its last character alone only says that the run ends there.
    if cuts.last().is_some_and(|last| last.shape == Shape::Tail) {
        cuts.pop();
    }
    let last = cuts.last()?;
    let is_open = last.shape == Shape::Single || is_typed && is_beginning(last, text);
    Some(Term { words: cuts.into_iter().map(|cut| cut.word).collect(), is_open })
}

fn is_beginning(last: &Cut, text: &str) -> bool {
    let is_at_end = usize::try_from(last.end).is_ok_and(|end| end == text.chars().count());
    last.shape == Shape::Plain && is_at_end && last.word.len() >= BEGINNING
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `a`, `wa*`, `b c`, and `-x` for what must not be there.
    fn read(q: &str) -> Vec<String> {
        let written = |term: &Term| {
            let words: Vec<&str> = term.words.iter().map(Word::as_str).collect();
            format!("{}{}", words.join(" "), if term.is_open { "*" } else { "" })
        };
        let Ask { all, none } = parse(q);
        all.iter().map(written).chain(none.iter().map(|term| format!("-{}", written(term)))).collect()
    }

    #[test]
    fn questions_are_read() {
        let table: [(&str, &[&str]); 24] = [
            ("", &[]),
            ("  & 🎉 - -- \" ", &[]),
            ("tea", &["tea*"]),
            ("tea ", &["tea"]),
            ("tea!", &["tea"]),
            ("a", &["a"]),
            ("Green TEA", &["green", "tea*"]),
            ("\"green tea\"", &["green tea"]),
            ("“green tea” cup", &["green tea", "cup*"]),
            ("\"green tea", &["green tea"]),
            ("tea\"pot lid\"", &["tea", "pot lid"]),
            ("tea -milk", &["tea", "-milk"]),
            ("-\"cold milk\" tea", &["tea*", "-cold milk"]),
            ("-milk", &["-milk"]),
            ("don't", &["don t"]),
            ("example.or", &["example or*"]),
            ("well-known", &["well known*"]),
            ("--milk", &["-milk"]),
            ("東京", &["東京"]),
            ("東京都", &["東京 京都"]),
            ("京", &["京*"]),
            ("\"東京 tea\"", &["東京 京 tea"]),
            ("tea -京", &["tea", "-京*"]),
            ("OR NEAR(a b) {marks}:x*", &["or", "near a", "b", "marks x"]),
        ];
        for (q, expected) in table {
            assert_eq!(read(q), expected, "{q}");
        }
    }

    proptest! {
        #[test]
        fn anything_is_a_question(q in "[-\" “a京🎉'é:*\\\\~]{0,40}|\\PC{0,60}") {
            let ask = parse(&q);
            for term in ask.all.iter().chain(&ask.none) {
                prop_assert!(!term.words.is_empty() && term.words.iter().all(|word| word.len() > 0));
            }
        }
    }
}
