//! Chance messages and questions, answered by the engine and by looking at every message.

use super::*;
use rand::{RngExt, SeedableRng, rngs::StdRng};

/// Few words, so that many meet; with what is folded, cut and paired.
const WORDS: [&str; 18] = [
    "tea",
    "Tea",
    "teapot",
    "green",
    "GREEN",
    "café",
    "cafe",
    "ñu",
    "nu",
    "東京",
    "京都",
    "京",
    "كتاب",
    "كِتاب",
    "don't",
    "a_b",
    "🎉",
    "x",
];

fn chance_text(chance: &mut StdRng, most: usize) -> String {
    let count = chance.random_range(1..=most);
    let word = |_| WORDS[chance.random_range(0..WORDS.len())];
    (0..count).map(word).collect::<Vec<_>>().join(" ")
}

fn chance_question(chance: &mut StdRng) -> String {
    let terms: Vec<String> = (0..chance.random_range(1..=3))
        .map(|_| {
            let words = chance_text(chance, 2);
            match chance.random_range(0..4) {
                0 => format!("\"{words}\""),
                1 => format!("-\"{words}\""),
                2 => format!("-{words}"),
                _ => words,
            }
        })
        .collect();
    format!("{}{}", terms.join(" "), if chance.random_bool(0.5) { "" } else { " " })
}

/// Letters as they are compared, for these words alone; written apart from the product on purpose.
fn plain(text: &str) -> Vec<Vec<char>> {
    let folded: String = text
        .to_lowercase()
        .chars()
        .map(|letter| match letter {
            'é' => 'e',
            'ñ' => 'n',
            letter => letter,
        })
        .filter(|letter| *letter != '\u{650}')
        .collect();
    let is_word = |letter: &char| letter.is_alphanumeric();
    folded
        .split(|letter: char| !is_word(&letter))
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().collect())
        .collect()
}

fn is_han(word: &[char]) -> bool {
    word.iter().all(|letter| ('\u{4E00}'..='\u{9FFF}').contains(letter))
}

/// True when the words stand beside each other in the text. Runs of Han match anywhere inside a run, others whole, and
/// the last one perhaps only begun. Within a phrase a run ends where the phrase says so.
fn stands(text: &[Vec<char>], words: &[Vec<char>], is_open: bool) -> bool {
    (0..text.len()).any(|at| {
        words.iter().enumerate().all(|(index, word)| {
            let Some(here) = text.get(at + index) else { return false };
            let (is_first, is_last) = (index == 0, index + 1 == words.len());
            match (is_han(word), is_first, is_last) {
                (true, true, true) => here.windows(word.len()).any(|part| part == word),
                (true, true, false) => here.ends_with(word),
                (true, false, true) => here.starts_with(word),
                (_, _, true) if is_open && word.len() > 1 => here.starts_with(word),
                _ => here == word,
            }
        })
    })
}

/// The terms of a question: what must be there and what not, with words and whether the last one may be open.
fn terms(q: &str) -> Vec<(bool, Vec<Vec<char>>, bool)> {
    let mut terms = Vec::new();
    let mut rest = q.trim_start();
    while !rest.is_empty() {
        let is_without = rest.starts_with('-');
        let text = rest.trim_start_matches('-');
        let (words, after, is_quoted) = match text.strip_prefix('"') {
            Some(text) => text.split_once('"').map(|(words, after)| (words, after, true)).unwrap(),
            None => {
                let end = text.find(' ').unwrap_or(text.len());
                (&text[..end], &text[end..], false)
            }
        };
        let is_open = !is_without && !is_quoted && after.is_empty();
        terms.push((is_without, plain(words), is_open));
        rest = after.trim_start();
    }
    terms.retain(|(_, words, _)| !words.is_empty());
    terms
}

fn answers(text: &str, q: &str) -> bool {
    let text = plain(text);
    terms(q).iter().all(|(is_without, words, is_open)| stands(&text, words, *is_open) != *is_without)
}

#[tokio::test]
async fn chance_questions_have_the_answers_that_looking_at_every_message_gives() {
    let (world, [ada, ben, _], space, general) = room().await;
    let mut chance = StdRng::seed_from_u64(12);
    let mut said = Vec::new();
    for _ in 0..200 {
        let text = chance_text(&mut chance, 6);
        ada.said(general.id, &text).await;
        said.push(text);
    }
    let mut answered = 0;
    for _ in 0..300 {
        let q = chance_question(&mut chance);
        let expected: Vec<&String> = said.iter().rev().filter(|text| answers(text, &q)).collect();
        let author = ada.id.to_string();
        let path = search(&in_space(space.id), &[("q", q.as_str()), ("author_id", &author)]);
        if q.trim().chars().count() < 2 {
            continue;
        }
        let found: Vec<Hit> = walk(&ben, &path, &[50]).await;
        let found: Vec<&String> = found.iter().filter_map(|hit| hit.message.content.as_ref()).collect();
        assert_eq!(found, expected, "{q:?}");
        answered += usize::from(!found.is_empty());
    }
    assert!(answered > 100, "only {answered} questions had answers");
    world.stop().await;
}
