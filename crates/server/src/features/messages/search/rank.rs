//! Where a message answers a question, and how well. Pure: a score depends on the message and the question alone, so
//! both engines order alike, also while the index is being built.

use super::{
    ask::{Ask, Term},
    cut::{Cut, Shape, cut},
};
use snug_proto::{limits::HIGHLIGHTS_MAX, search::Highlight};

/// A finding counts so often, however often it is there.
const TIMES: usize = 3;
/// Findings of all terms within so many words are near each other.
const NEAR: u32 = 8;
/// In thousandths, for what is found by the name of a file alone.
const BY_NAME: i64 = 1_000;

/// A term as it stands in a text: the words from one to another, by their index.
struct Found {
    first: usize,
    last: usize,
}

/// Every place where a term stands.
fn found(cuts: &[Cut], term: &Term) -> Vec<Found> {
    let length = term.words.len();
    let matches = |window: &&[Cut]| {
        let mut pairs = window.iter().zip(&term.words).rev();
        let ends_well = pairs.next().is_some_and(|(cut, word)| {
            cut.word == *word || term.is_open && cut.word.as_str().starts_with(word.as_str())
        });
        ends_well && pairs.all(|(cut, word)| cut.word == *word)
    };
    let windows = cuts.windows(length.max(1)).enumerate();
    windows.filter(|(_, window)| matches(window)).map(|(first, _)| Found { first, last: first + length - 1 }).collect()
}

/// What to show of a text: ranges in code points, in order, apart from each other.
pub fn highlights(content: &str, ask: &Ask) -> Vec<Highlight> {
    let cuts = cut(content);
    let mut ranges: Vec<Highlight> = Vec::new();
    for term in &ask.all {
        for Found { first, last } in found(&cuts, term) {
            ranges.push(Highlight { start: cuts[first].start, end: end(&cuts, last, term) });
        }
    }
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Highlight> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(before) if range.start <= before.end => before.end = before.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined.truncate(HIGHLIGHTS_MAX);
    joined
}

/// Behind a finding. One character that opens a pair is shown without its neighbour.
fn end(cuts: &[Cut], last: usize, term: &Term) -> u32 {
    let cut = &cuts[last];
    let is_whole = term.words.last().is_some_and(|word| *word == cut.word);
    match cuts.get(last + 1) {
        Some(next) if cut.shape == Shape::Pair && !is_whole => next.start,
        _ => cut.end,
    }
}

/// How well a text answers, in thousandths. A phrase counts more than a word, a word more than its beginning; long
/// texts count less, words near each other more.
pub fn score(content: &str, ask: &Ask) -> i64 {
    let cuts = cut(content);
    let mut places: Vec<(u32, usize)> = Vec::new();
    let mut sum = 0;
    for (at, term) in ask.all.iter().enumerate() {
        let found = found(&cuts, term);
        let mut weights: Vec<i64> = found.iter().map(|found| weight(&cuts[found.last], term)).collect();
        weights.sort_unstable_by(|one, other| other.cmp(one));
        sum += weights.into_iter().take(TIMES).sum::<i64>();
        places.extend(found.iter().map(|found| (cuts[found.first].place, at)));
    }
    if sum == 0 {
        return BY_NAME;
    }
    let near = if ask.all.len() > 1 && are_near(places, ask.all.len()) { 1.2 } else { 1.0 };
    (sum as f64 * 1_000.0 * near / (cuts.len().max(1) as f64).sqrt()).round() as i64
}

fn weight(last: &Cut, term: &Term) -> i64 {
    match term.words.as_slice() {
        [word] if *word == last.word => 2,
        [_] => 1,
        _ => 3,
    }
}

/// True when one finding of each term lies within a few words.
fn are_near(mut places: Vec<(u32, usize)>, terms: usize) -> bool {
    places.sort_unstable();
    let mut counts = vec![0_usize; terms];
    let (mut missing, mut from) = (terms, 0);
    for (place, term) in &places {
        missing -= usize::from(counts[*term] == 0);
        counts[*term] += 1;
        while places[from].0 + NEAR <= *place {
            counts[places[from].1] -= 1;
            missing += usize::from(counts[places[from].1] == 0);
            from += 1;
        }
        if missing == 0 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{super::ask::parse, *};
    use proptest::prelude::*;

    fn shown(content: &str, q: &str) -> Vec<String> {
        let all: Vec<char> = content.chars().collect();
        let ranges = highlights(content, &parse(q));
        ranges.iter().map(|range| all[range.start as usize..range.end as usize].iter().collect()).collect()
    }

    #[test]
    fn what_was_asked_for_is_shown() {
        for (content, q, expected) in [
            ("Green tea, greener TEA", "tea ", vec!["tea", "TEA"]),
            ("Green tea, greener tea", "green", vec!["Green", "greener"]),
            ("a green tea", "\"green tea\"", vec!["green tea"]),
            ("a **green** tea", "\"green tea\"", vec!["green** tea"]),
            ("tea green tea", "\"green tea\" -milk", vec!["green tea"]),
            ("東京都に行く", "京都", vec!["京都"]),
            ("東京都に行く", "東京都", vec!["東京都"]),
            ("東京都に行く", "京", vec!["京"]),
            ("京", "京", vec!["京"]),
            ("el Café", "cafe", vec!["Café"]),
            ("هذا كِتَابٌ", "كتاب", vec!["كِتَابٌ"]),
            ("🎉 tea 🎉", "tea", vec!["tea"]),
            ("no match", "tea", vec![]),
        ] {
            assert_eq!(shown(content, q), expected, "{content} {q}");
        }
        assert_eq!(shown(&"tea and ".repeat(200), "tea").len(), HIGHLIGHTS_MAX);
    }

    #[test]
    fn what_answers_better_counts_more() {
        let score = |content: &str, q: &str| score(content, &parse(q));
        assert!(score("tea", "tea") > score("teapot", "tea"));
        assert!(score("tea", "tea") > score("tea and a long story", "tea"));
        assert!(score("tea tea", "tea") > score("tea milk", "tea"));
        assert!(score("green tea", "\"green tea\"") > score("green tea", "tea"));
        let far = format!("green {}tea", "x ".repeat(8));
        let near = format!("green tea{}", " x".repeat(8));
        assert!(score(&near, "green tea ") > score(&far, "green tea "));
        assert_eq!(score("tea ".repeat(9).trim(), "tea "), 2_000);
        assert_eq!(score("", "tea"), BY_NAME);
    }

    proptest! {
        #[test]
        fn ranges_lie_inside_in_order_and_apart(content in "[a-c京都東 ]{0,60}", q in "[a-c京都東 \"-]{0,12}") {
            let count = content.chars().count() as u32;
            let ranges = highlights(&content, &parse(&q));
            prop_assert!(ranges.iter().all(|range| range.start < range.end && range.end <= count));
            prop_assert!(ranges.windows(2).all(|two| two[0].end < two[1].start));
            prop_assert!(score(&content, &parse(&q)) > 0);
        }
    }
}
