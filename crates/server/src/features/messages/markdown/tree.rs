//! The tree that message text becomes: nothing in it can turn into markup on its own.

/// Deepest nesting of blocks and inline parts together.
pub const DEPTH_MAX: usize = 8;

/// A part that stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Lines of text.
    Paragraph(Vec<Inline>),
    /// A heading of level 1 to 3.
    Heading(u8, Vec<Inline>),
    /// A block of code with its language, which may be empty.
    Fence(String, String),
    /// A quotation.
    Quote(Vec<Block>),
    /// A list.
    List(List),
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Number of the first item; none for bullets.
    pub start: Option<u32>,
    /// The items.
    pub items: Vec<Vec<Block>>,
}

/// A mark around other text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `**` or `__`
    Bold,
    /// `*` or `_`
    Italic,
    /// `~~`
    Strike,
    /// `||`
    Spoiler,
}

/// A part within a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// A line break.
    Break,
    /// Marked text.
    Marked(Mark, Vec<Inline>),
    /// Code.
    Code(String),
    /// A link to an http, https or mailto address.
    Link(String, Vec<Inline>),
    /// A person, by id.
    User(String),
    /// A role, by id.
    Role(String),
    /// A channel, by id.
    Channel(String),
    /// `@everyone`, or `@here` when true.
    Everyone(bool),
}
