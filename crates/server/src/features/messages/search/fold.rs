//! Letters as they are compared: without case, accents, width and the variants of one letter. Pure, and the same whoever
//! keeps the words.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A folded character, and the code points of the source that it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What it is compared as.
    pub character: char,
    /// First code point of the source.
    pub start: u32,
    /// Behind the last one.
    pub end: u32,
}

/// Folds a text. One character may become several (`ß`), or none (marks, joiners).
pub fn fold(text: &str) -> Vec<Letter> {
    let source: Vec<char> = text.chars().collect();
    let mut letters = Vec::with_capacity(source.len());
    let mut start = 0;
    while start < source.len() {
        let more = source[start + 1..].iter().take_while(|next| is_joined(**next)).count();
        let end = start + 1 + more;
        let range = (place(start), place(end));
        unit(&source[start..end], |character| letters.push(Letter { character, start: range.0, end: range.1 }));
        start = end;
    }
    letters
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// True for what can become one character with what stands before it: marks, the vowels and finals of Hangul in parts,
/// and the voicing signs of narrow kana.
fn is_joined(character: char) -> bool {
    is_combining_mark(character)
        || matches!(character, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FB}' | '\u{FF9E}' | '\u{FF9F}' | '\u{16D67}')
}

/// Folds a character with the marks on it.
fn unit(source: &[char], mut take: impl FnMut(char)) {
    if let [character] = source
        && character.is_ascii()
    {
        return take(character.to_ascii_lowercase());
    }
    // Down, up and down again: `ẞ`, `ß` and `ss` meet only so, and so do `ς` and `σ`.
    let small = source
        .iter()
        .copied()
        .nfkc()
        .flat_map(char::to_lowercase)
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase);
    small.nfkd().filter(|character| !is_dropped(*character)).nfc().map(alike).for_each(&mut take);
}

/// Marks that people leave out when they type, and what has no width. Not the voicing of kana nor the vowels of Indic
/// scripts: with another one it is another word.
fn is_dropped(character: char) -> bool {
    let is_mark = matches!(
        character,
        '\u{0300}'..='\u{036F}'
            | '\u{0483}'..='\u{0489}'
            | '\u{0591}'..='\u{05C7}'
            | '\u{0610}'..='\u{061A}'
            | '\u{064B}'..='\u{065F}'
            | '\u{0670}'
            | '\u{06D6}'..='\u{06ED}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE20}'..='\u{FE2F}'
    );
    let has_no_width = matches!(
        character,
        '\u{00AD}'
            | '\u{061C}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{E0100}'..='\u{E01EF}'
    );
    is_mark && is_combining_mark(character) || has_no_width || character == '\u{0640}'
}

/// The one of several forms of a letter or digit that is compared; hamza and madda fell off with the marks.
fn alike(character: char) -> char {
    match character {
        '\u{0649}' | '\u{06CC}' => '\u{064A}',
        '\u{0629}' => '\u{0647}',
        '\u{0671}' => '\u{0627}',
        '\u{06A9}' => '\u{0643}',
        '\u{0660}'..='\u{0669}' => digit(character, '\u{0660}'),
        '\u{06F0}'..='\u{06F9}' => digit(character, '\u{06F0}'),
        other => other,
    }
}

fn digit(character: char, zero: char) -> char {
    char::from_digit(u32::from(character) - u32::from(zero), 10).unwrap_or(character)
}
