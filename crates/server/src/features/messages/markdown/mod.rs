//! Reads message text into a tree. Pure; work grows with the length of the text; never fails: what does not close stays
//! text. The web client reads the same subset.

mod blocks;
mod inline;
mod links;
mod tree;

#[cfg(test)]
mod tests;

pub use tree::{Block, DEPTH_MAX, Inline, List, Mark};

use snug_proto::{ChannelId, RoleId, UserId};

/// Reads a message.
pub fn parse(source: &str) -> Vec<Block> {
    let text = source.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{FFFD}");
    let lines: Vec<&str> = text.split('\n').collect();
    blocks::read(&lines, 0)
}

/// Somebody or something that a text names outside of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// `<@id>`
    User(UserId),
    /// `<@&id>`
    Role(RoleId),
    /// `<#id>`
    Channel(ChannelId),
    /// `@everyone` or `@here`
    Everyone,
}

/// What a text names, in order.
pub fn named(source: &str) -> Vec<Named> {
    // Most messages name nobody.
    if !source.contains(['@', '#']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    each_inline(&parse(source), &mut |inline| {
        found.extend(match inline {
            Inline::User(id) => id.parse().ok().map(Named::User),
            Inline::Role(id) => id.parse().ok().map(Named::Role),
            Inline::Channel(id) => id.parse().ok().map(Named::Channel),
            Inline::Everyone(_) => Some(Named::Everyone),
            _ => None,
        });
    });
    found
}

/// True when a text holds a link to the web.
pub fn has_web_link(source: &str) -> bool {
    // Most messages hold none.
    if !source.contains("://") {
        return false;
    }
    let mut is_there = false;
    each_inline(&parse(source), &mut |inline| {
        is_there |= matches!(inline, Inline::Link(address, _) if address.starts_with("http"));
    });
    is_there
}

fn each_inline(blocks: &[Block], see: &mut impl FnMut(&Inline)) {
    for block in blocks {
        match block {
            Block::Paragraph(inline) | Block::Heading(_, inline) => each(inline, see),
            Block::Quote(blocks) => each_inline(blocks, see),
            Block::List(list) => list.items.iter().for_each(|blocks| each_inline(blocks, see)),
            Block::Fence(..) => {}
        }
    }
}

fn each(inline: &[Inline], see: &mut impl FnMut(&Inline)) {
    for part in inline {
        see(part);
        if let Inline::Marked(_, inside) | Inline::Link(_, inside) = part {
            each(inside, see);
        }
    }
}

/// The beginning of a text on one line, without its marks; what was hidden stays hidden, who was named stays named.
pub fn excerpt(source: &str, most: usize) -> String {
    let mut words = String::new();
    for block in &parse(source) {
        words_of_block(block, &mut words);
        words.push(' ');
    }
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        None => line,
        Some(_) => line.chars().take(most.saturating_sub(1)).chain(['…']).collect(),
    }
}

fn words_of_block(block: &Block, words: &mut String) {
    match block {
        Block::Paragraph(inline) | Block::Heading(_, inline) => words_of(inline, words),
        Block::Fence(_, text) => words.push_str(text),
        Block::Quote(blocks) => blocks.iter().for_each(|block| words_of_block(block, words)),
        Block::List(list) => list.items.iter().flatten().for_each(|block| {
            words_of_block(block, words);
            words.push(' ');
        }),
    }
}

fn words_of(inline: &[Inline], words: &mut String) {
    for part in inline {
        match part {
            Inline::Text(text) | Inline::Code(text) => words.push_str(text),
            Inline::Break => words.push(' '),
            Inline::Marked(Mark::Spoiler, _) => words.push('▒'),
            Inline::Marked(_, inside) | Inline::Link(_, inside) => words_of(inside, words),
            Inline::User(id) => words.push_str(&format!("<@{id}>")),
            Inline::Role(id) => words.push_str(&format!("<@&{id}>")),
            Inline::Channel(id) => words.push_str(&format!("<#{id}>")),
            Inline::Everyone(is_here) => words.push_str(if *is_here { "@here" } else { "@everyone" }),
        }
    }
}
