//! Reads one run of text into inline parts in a single pass; anything that does not close stays text.

use super::{
    links,
    tree::{DEPTH_MAX, Inline, Mark},
};
use std::collections::HashMap;

/// Characters that a backslash makes plain.
const ESCAPABLE: &str = "\\`*_~|[]()<>#-+.!@:>{}";
/// Length of an id in text.
const ID_LENGTH: usize = 36;

/// Reads inline text at a depth of surrounding blocks.
pub fn read(text: &str, depth: usize) -> Vec<Inline> {
    let text: Vec<char> = text.chars().collect();
    let ahead = Ahead::of(&text);
    Reader { text: &text, at: 0, depth, buffer: String::new(), root: Vec::new(), open: Vec::new(), ahead }.read()
}

/// Where each kind of thing next stands, found once, so that no search runs twice.
struct Ahead {
    /// Next character that ends an address in brackets.
    stop: Vec<usize>,
    /// For the start of a run of backticks: the start of the next run of the same length.
    ticks: HashMap<usize, usize>,
}

impl Ahead {
    fn of(text: &[char]) -> Self {
        let mut stop = vec![text.len(); text.len() + 1];
        for (at, character) in text.iter().enumerate().rev() {
            let ends = matches!(character, ')' | '[' | '<') || character.is_whitespace();
            stop[at] = if ends { at } else { stop[at + 1] };
        }
        let (mut ticks, mut last) = (HashMap::new(), HashMap::new());
        let mut at = 0;
        while at < text.len() {
            let length = run(text, at, '`');
            if length > 0
                && let Some(before) = last.insert(length, at)
            {
                ticks.insert(before, at);
            }
            at += length.max(1);
        }
        Self { stop, ticks }
    }
}

fn run(text: &[char], at: usize, character: char) -> usize {
    text[at.min(text.len())..].iter().take_while(|next| **next == character).count()
}

/// What is open and waits for its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Mark(Mark),
    Link,
}

struct Open {
    waiting: Waiting,
    /// What opened it, put back as text when it never closes.
    source: &'static str,
    inside: Vec<Inline>,
}

struct Reader<'a> {
    text: &'a [char],
    at: usize,
    depth: usize,
    buffer: String,
    root: Vec<Inline>,
    open: Vec<Open>,
    ahead: Ahead,
}

impl Reader<'_> {
    fn read(mut self) -> Vec<Inline> {
        while let Some(character) = self.text.get(self.at).copied() {
            if !self.special(character) {
                self.buffer.push(character);
                self.at += 1;
            }
        }
        self.flush();
        while !self.open.is_empty() {
            self.give_up();
        }
        self.root
    }

    /// Reads what begins here, if it is something; false when the character is only itself.
    fn special(&mut self, character: char) -> bool {
        match character {
            '\\' => self.escape(),
            '\n' => {
                self.push(Inline::Break, 1);
                true
            }
            '`' => self.code(),
            '*' | '_' => self.emphasis(character),
            '~' => self.pair("~~", Mark::Strike),
            '|' => self.pair("||", Mark::Spoiler),
            '[' => self.begin(Waiting::Link, "["),
            ']' => self.close_link(),
            '<' => self.angle(),
            '@' => self.everyone(),
            'h' | 'H' | 'm' | 'M' => self.bare_address(),
            _ => false,
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at).copied()
    }

    fn before(&self) -> Option<char> {
        self.at.checked_sub(1).and_then(|at| self.char_at(at))
    }

    fn is_after_word(&self) -> bool {
        self.before().is_some_and(char::is_alphanumeric)
    }

    fn starts_with(&self, source: &str) -> bool {
        source.chars().enumerate().all(|(offset, character)| self.char_at(self.at + offset) == Some(character))
    }

    fn here(&mut self) -> &mut Vec<Inline> {
        match self.open.last_mut() {
            Some(open) => &mut open.inside,
            None => &mut self.root,
        }
    }

    fn flush(&mut self) {
        if !self.buffer.is_empty() {
            let text = std::mem::take(&mut self.buffer);
            self.add(Inline::Text(text));
        }
    }

    /// Adds a part; text grows the text before it.
    fn add(&mut self, part: Inline) {
        let here = self.here();
        match (here.last_mut(), part) {
            (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
            (_, part) => here.push(part),
        }
    }

    fn push(&mut self, part: Inline, length: usize) {
        self.flush();
        self.here().push(part);
        self.at += length;
    }

    /// Turns what was opened last back into text.
    fn give_up(&mut self) {
        self.flush();
        let Some(lost) = self.open.pop() else { return };
        self.add(Inline::Text(lost.source.to_owned()));
        for part in lost.inside {
            self.add(part);
        }
    }

    fn begin(&mut self, waiting: Waiting, source: &'static str) -> bool {
        if self.open.len() + self.depth >= DEPTH_MAX {
            return false;
        }
        self.flush();
        self.open.push(Open { waiting, source, inside: Vec::new() });
        self.at += source.len();
        true
    }

    /// Closes a mark that is open somewhere; what was opened inside it and did not close becomes text.
    fn close(&mut self, mark: Mark, length: usize) -> bool {
        if !self.open.iter().any(|open| open.waiting == Waiting::Mark(mark)) {
            return false;
        }
        self.flush();
        while self.open.last().is_some_and(|open| open.waiting != Waiting::Mark(mark)) {
            self.give_up();
        }
        let Some(done) = self.open.pop() else { return false };
        self.push(Inline::Marked(mark, done.inside), length);
        true
    }

    fn escape(&mut self) -> bool {
        let Some(next) = self.char_at(self.at + 1).filter(|next| ESCAPABLE.contains(*next)) else { return false };
        self.buffer.push(next);
        self.at += 2;
        true
    }

    fn code(&mut self) -> bool {
        let length = run(self.text, self.at, '`');
        let Some(end) = self.ahead.ticks.get(&self.at).copied() else {
            self.buffer.extend(&self.text[self.at..self.at + length]);
            self.at += length;
            return true;
        };
        let inside = &self.text[self.at + length..end];
        let mut code: String =
            inside.iter().map(|character| if *character == '\n' { ' ' } else { *character }).collect();
        if code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty() {
            code = code[1..code.len() - 1].to_owned();
        }
        self.push(Inline::Code(code), end + length - self.at);
        true
    }

    fn pair(&mut self, source: &'static str, mark: Mark) -> bool {
        if !self.starts_with(source) {
            return false;
        }
        let is_empty = self.buffer.is_empty()
            && self.open.last().is_some_and(|open| open.waiting == Waiting::Mark(mark) && open.inside.is_empty());
        (!is_empty && self.close(mark, source.len())) || self.begin(Waiting::Mark(mark), source)
    }

    fn emphasis(&mut self, character: char) -> bool {
        let length = run(self.text, self.at, character);
        let after = self.char_at(self.at + length);
        let mut opens = after.is_some_and(|after| !after.is_whitespace());
        let mut closes = self.before().is_some_and(|before| !before.is_whitespace());
        if character == '_' && self.is_after_word() && after.is_some_and(char::is_alphanumeric) {
            (opens, closes) = (false, false);
        }
        let mut left = length;
        while left > 0 {
            let took = self.emphasis_once(character, left, opens, closes);
            if took == 0 {
                break;
            }
            left -= took;
        }
        self.buffer.extend(std::iter::repeat_n(character, left));
        self.at += left;
        true
    }

    fn emphasis_once(&mut self, character: char, left: usize, opens: bool, closes: bool) -> usize {
        let (one, two) = if character == '*' { ("*", "**") } else { ("_", "__") };
        if closes {
            let is_open = |open: &[Open], source: &str| open.iter().any(|open| open.source == source);
            let top = self.open.last().map(|open| open.waiting);
            let has_one = is_open(&self.open, one);
            if top == Some(Waiting::Mark(Mark::Italic)) && has_one && left != 2 && self.close(Mark::Italic, 1) {
                return 1;
            }
            if left >= 2 && is_open(&self.open, two) && self.close(Mark::Bold, 2) {
                return 2;
            }
            if left != 2 && has_one && self.close(Mark::Italic, 1) {
                return 1;
            }
        }
        match (opens, left >= 2) {
            (false, _) => 0,
            (true, true) if self.begin(Waiting::Mark(Mark::Bold), two) => 2,
            (true, false) if self.begin(Waiting::Mark(Mark::Italic), one) => 1,
            (true, _) => 0,
        }
    }

    fn close_link(&mut self) -> bool {
        let Some(place) = self.open.iter().rposition(|open| open.waiting == Waiting::Link) else { return false };
        self.flush();
        while self.open.len() > place + 1 {
            self.give_up();
        }
        let end = if self.char_at(self.at + 1) == Some('(') { self.address_end(self.at + 2) } else { None };
        let raw: Option<String> = end.map(|end| self.text[self.at + 2..end].iter().collect());
        let target = raw.as_deref().and_then(links::target);
        let has_label = self.open.last().is_some_and(|open| has_words(&open.inside));
        let (Some(end), Some(target), true) = (end, target, has_label) else {
            self.give_up();
            return false;
        };
        let inside = self.open.pop().map(|open| open.inside).unwrap_or_default();
        self.push(Inline::Link(target, without_links(inside)), end + 1 - self.at);
        true
    }

    /// Finds the closing bracket of an address, allowing one pair of brackets inside it.
    fn address_end(&self, from: usize) -> Option<usize> {
        let closing = |at: usize| {
            let at = self.ahead.stop.get(at).copied()?;
            (self.char_at(at) == Some(')')).then_some(at)
        };
        let first = closing(from)?;
        let is_nested = self.text[from..first].contains(&'(');
        Some(if is_nested { closing(first + 1).unwrap_or(first) } else { first })
    }

    /// `<@id>`, `<@&id>`, `<#id>`
    fn angle(&mut self) -> bool {
        for (source, make) in
            [("<@&", Inline::Role as fn(String) -> Inline), ("<@", Inline::User), ("<#", Inline::Channel)]
        {
            if !self.starts_with(source) {
                continue;
            }
            let begin = self.at + source.len();
            let Some(id) = self.text.get(begin..begin + ID_LENGTH) else { continue };
            let id: String = id.iter().collect::<String>().to_ascii_lowercase();
            if is_id(&id) && self.char_at(begin + ID_LENGTH) == Some('>') {
                self.push(make(id), source.len() + ID_LENGTH + 1);
                return true;
            }
        }
        false
    }

    fn everyone(&mut self) -> bool {
        if self.is_after_word() {
            return false;
        }
        for (source, is_here) in [("@everyone", false), ("@here", true)] {
            let after = self.char_at(self.at + source.len());
            if self.starts_with(source) && !after.is_some_and(|after| after.is_alphanumeric() || after == '_') {
                self.push(Inline::Everyone(is_here), source.len());
                return true;
            }
        }
        false
    }

    fn bare_address(&mut self) -> bool {
        if self.is_after_word() {
            return false;
        }
        let start: String = self.text[self.at..].iter().take(8).collect();
        if !links::has_scheme(&start) {
            return false;
        }
        let ends = |character: &char| character.is_whitespace() || "<>\"`\\[]{}^|".contains(*character);
        let rest = &self.text[self.at..];
        let whole = rest.iter().position(ends).unwrap_or(rest.len());
        let has_bracket = rest[..whole].contains(&'(');
        let is_trailing = |character: char| {
            ".,:;!?'*_~\u{60c}\u{61b}\u{61f}\u{3002}".contains(character) || (character == ')' && !has_bracket)
        };
        let length = whole - rest[..whole].iter().rev().take_while(|character| is_trailing(**character)).count();
        let raw: String = rest[..length].iter().collect();
        match links::target(&raw) {
            Some(target) => self.push(Inline::Link(target, vec![Inline::Text(raw)]), length),
            None => {
                self.buffer.extend(&self.text[self.at..self.at + whole]);
                self.at += whole;
            }
        }
        true
    }
}

/// Eight, four, four, four and twelve hexadecimal digits.
fn is_id(text: &str) -> bool {
    text.len() == ID_LENGTH
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// True when something of a label can be read.
fn has_words(inline: &[Inline]) -> bool {
    inline.iter().any(|part| match part {
        Inline::Text(text) | Inline::Code(text) => !text.trim().is_empty(),
        Inline::Marked(_, inside) | Inline::Link(_, inside) => has_words(inside),
        Inline::Everyone(_) => true,
        Inline::Break | Inline::User(_) | Inline::Role(_) | Inline::Channel(_) => false,
    })
}

/// A link holds no other link: inner ones leave their words behind.
fn without_links(inline: Vec<Inline>) -> Vec<Inline> {
    inline
        .into_iter()
        .flat_map(|part| match part {
            Inline::Link(_, inside) => without_links(inside),
            Inline::Marked(mark, inside) => vec![Inline::Marked(mark, without_links(inside))],
            part => vec![part],
        })
        .collect()
}
