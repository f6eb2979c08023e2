//! Words and questions as PostgreSQL reads them: lexemes of our own, never cut or stemmed by a configuration.

use crate::features::messages::search::{
    ask::{Ask, Term},
    entry::{Entry, Mark},
};
use std::{
    collections::BTreeMap,
    fmt::{Display, Write as _},
};

/// A `tsvector`: words with their places from 1, marks without.
pub fn lexemes(entry: &Entry) -> String {
    let mut places: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (word, place) in entry.words() {
        places.entry(word.as_str()).or_default().push(place + 1);
    }
    let mut text = String::new();
    for (word, places) in places {
        let places: Vec<String> = places.iter().map(u32::to_string).collect();
        // Writing to a string cannot fail.
        write!(text, "'{word}':{} ", places.join(",")).ok();
    }
    for mark in entry.marks() {
        write!(text, "'{mark}' ").ok();
    }
    text
}

/// A `tsquery`: one mark of each group, all these words, none of those.
pub fn question(ask: &Ask, groups: &[&[Mark]]) -> String {
    let any = |group: &&[Mark]| format!("({})", quoted(group.iter(), " | "));
    let needed = groups.iter().map(any).chain(ask.all.iter().map(phrase));
    let forbidden = ask.none.iter().map(|term| format!("!{}", phrase(term)));
    needed.chain(forbidden).collect::<Vec<_>>().join(" & ")
}

fn phrase(term: &Term) -> String {
    let words = quoted(term.words.iter().map(|word| word.as_str()), " <-> ");
    format!("({words}{})", if term.is_open { ":*" } else { "" })
}

fn quoted(tokens: impl Iterator<Item = impl Display>, by: &str) -> String {
    tokens.map(|token| format!("'{token}'")).collect::<Vec<_>>().join(by)
}
