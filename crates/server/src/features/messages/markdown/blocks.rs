//! Reads lines into blocks.

use super::{
    inline,
    tree::{Block, DEPTH_MAX, List},
};

/// Longest name of a language.
const LANGUAGE_MAX: usize = 32;
/// Deepest indent of a list item.
const INDENT_MAX: usize = 12;

/// Reads lines that stand `depth` blocks deep.
pub fn read(lines: &[&str], depth: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.trim().is_empty() {
            at += 1;
            continue;
        }
        let (block, next) = block(lines, at, depth);
        blocks.push(block);
        at = next;
    }
    blocks
}

fn block(lines: &[&str], at: usize, depth: usize) -> (Block, usize) {
    let line = lines[at];
    if let Some((ticks, language)) = fence(line) {
        return code(lines, at, ticks, language);
    }
    if let Some((level, words)) = heading(line) {
        return (Block::Heading(level, inline::read(words, depth + 1)), at + 1);
    }
    if depth < DEPTH_MAX - 1 {
        if let Some(item) = item(line) {
            return list(lines, at, &item, depth);
        }
        if quoted(line).is_some() {
            return quote(lines, at, depth);
        }
    }
    paragraph(lines, at, depth)
}

/// Up to three spaces, three or more backticks, a language or nothing.
fn fence(line: &str) -> Option<(usize, &str)> {
    let start = line.trim_start_matches(' ');
    if line.len() - start.len() > 3 {
        return None;
    }
    let ticks = start.bytes().take_while(|byte| *byte == b'`').count();
    let language = start[ticks..].trim();
    let is_language = |character: char| character.is_alphanumeric() || "+#._-".contains(character);
    let is_named = language.chars().all(is_language) && language.chars().count() <= LANGUAGE_MAX;
    (ticks >= 3 && is_named).then_some((ticks, language))
}

fn code(lines: &[&str], at: usize, ticks: usize, language: &str) -> (Block, usize) {
    let closes = |line: &&str| fence(line).is_some_and(|(more, language)| more >= ticks && language.is_empty());
    let inside = &lines[at + 1..];
    let length = inside.iter().position(closes).unwrap_or(inside.len());
    (Block::Fence(language.to_owned(), inside[..length].join("\n")), at + length + 2)
}

/// One to three `#`, white space, words.
fn heading(line: &str) -> Option<(u8, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let rest = &line[level..];
    let words = rest.trim_start_matches([' ', '\t']);
    let is_heading = (1..=3).contains(&level) && words.len() < rest.len() && !words.is_empty();
    is_heading.then_some((u8::try_from(level).unwrap_or(3), words))
}

/// `>` and a space, or `>` alone.
fn quoted(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('>')?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
}

fn quote(lines: &[&str], at: usize, depth: usize) -> (Block, usize) {
    let inside: Vec<&str> = lines[at..].iter().map_while(|line| quoted(line)).collect();
    (Block::Quote(read(&inside, depth + 1)), at + inside.len())
}

struct Item<'a> {
    indent: usize,
    number: Option<u32>,
    words: &'a str,
}

/// Spaces, a bullet or a number, white space, words.
fn item(line: &str) -> Option<Item<'_>> {
    let start = line.trim_start_matches(' ');
    let indent = line.len() - start.len();
    let digits = start.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = match digits {
        0 => (None, start.strip_prefix(['-', '*', '+'])?),
        1..=9 => (Some(start[..digits].parse().ok()?), start[digits..].strip_prefix(['.', ')'])?),
        _ => return None,
    };
    let words = rest.trim_start_matches([' ', '\t']);
    let is_item = indent <= INDENT_MAX && words.len() < rest.len() && !words.trim().is_empty();
    is_item.then_some(Item { indent, number, words })
}

fn list(lines: &[&str], at: usize, first: &Item<'_>, depth: usize) -> (Block, usize) {
    let mut items: Vec<Vec<&str>> = Vec::new();
    let mut next = at;
    while let Some(line) = lines.get(next) {
        let indent = line.len() - line.trim_start_matches(' ').len();
        match item(line) {
            Some(found) if found.indent <= first.indent + 1 => {
                if found.number.is_some() != first.number.is_some() || found.indent < first.indent {
                    break;
                }
                items.push(vec![found.words]);
            }
            _ if indent >= 2 && !line.trim().is_empty() => {
                let Some(item) = items.last_mut() else { break };
                item.push(&line[indent.min(first.indent + 2)..]);
            }
            _ => break,
        }
        next += 1;
    }
    let items = items.iter().map(|lines| read(lines, depth + 1)).collect();
    (Block::List(List { start: first.number, items }), next)
}

fn paragraph(lines: &[&str], at: usize, depth: usize) -> (Block, usize) {
    let begins = |line: &str| {
        let is_nested = depth < DEPTH_MAX - 1 && (quoted(line).is_some() || item(line).is_some());
        line.trim().is_empty() || fence(line).is_some() || heading(line).is_some() || is_nested
    };
    let length = 1 + lines[at + 1..].iter().take_while(|line| !begins(line)).count();
    (Block::Paragraph(inline::read(&lines[at..at + length].join("\n"), depth)), at + length)
}
