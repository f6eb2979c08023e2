//! Words and questions as FTS5 reads them: every token in quotes, so that none of them is read as its language.

use crate::features::messages::search::{
    ask::{Ask, Term},
    entry::{Entry, Mark},
};

/// Stands where a place has no word: asked for by nobody.
const NOTHING: &str = "~";

/// Words in order of their places, with blanks between them.
pub fn words(entry: &Entry) -> String {
    let mut text: Vec<&str> = Vec::new();
    for (word, place) in entry.words() {
        while text.len() < usize::try_from(place).unwrap_or_default() {
            text.push(NOTHING);
        }
        text.push(word.as_str());
    }
    text.join(" ")
}

/// Marks, with blanks between them.
pub fn marks(entry: &Entry) -> String {
    entry.marks().iter().map(Mark::to_string).collect::<Vec<_>>().join(" ")
}

/// The question of a `match`: one mark of each group, all these words, none of those.
pub fn question(ask: &Ask, groups: &[&[Mark]]) -> String {
    let any = |group: &&[Mark]| {
        let marks: Vec<String> = group.iter().map(|mark| format!("\"{mark}\"")).collect();
        format!("{{marks}} : ({})", marks.join(" OR "))
    };
    let mut needed: Vec<String> = groups.iter().map(any).collect();
    if !ask.all.is_empty() {
        needed.push(format!("{{words}} : ({})", joined(&ask.all, " AND ")));
    }
    let needed = needed.join(" AND ");
    if ask.none.is_empty() { needed } else { format!("({needed}) NOT {{words}} : ({})", joined(&ask.none, " OR ")) }
}

fn joined(terms: &[Term], by: &str) -> String {
    let written = |term: &Term| {
        let words: Vec<&str> = term.words.iter().map(|word| word.as_str()).collect();
        format!("\"{}\"{}", words.join(" "), if term.is_open { "*" } else { "" })
    };
    terms.iter().map(written).collect::<Vec<_>>().join(by)
}
