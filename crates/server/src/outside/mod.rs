//! Every reader of outside bytes as a function of bytes alone, with what must hold whatever comes. The fuzz targets in
//! `fuzz/` call these, and so does a test over the committed corpora.

#[cfg(test)]
mod tests;

use crate::{
    edge::{gateway::parse_frame, http},
    features::{
        files, identity,
        messages::{self, markdown},
    },
    text,
};
use markdown::{Block, DEPTH_MAX, Inline};
use snug_proto::{
    account::MePatch,
    channels::{ChannelPatch, ChannelPlace, NewChannel, OverrideBody},
    instance::Setup,
    limits::CONTENT_MAX,
    messages::{EditMessage, NewMessage},
    spaces::{NewBan, NewRole, RolePatch, SpacePatch},
};

/// A reader, by the name of its fuzz target and of its corpus.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 12] = [
    ("access_token", identity::outside::access_token),
    ("byte_range", files::outside::byte_range),
    ("cursor", http::outside::cursor),
    ("forwarded", http::outside::forwarded),
    ("gateway_frame", gateway_frame),
    ("markdown", markdown),
    ("names", names),
    ("picture", files::outside::picture),
    ("request_body", request_body),
    ("search_words", messages::outside::search_words),
    ("sign_in_words", identity::outside::sign_in_words),
    ("upload_form", files::outside::upload_form),
];

/// A frame of a client: what is understood can be written and is understood again.
pub fn gateway_frame(bytes: &[u8]) {
    if let Some(frame) = parse_frame(bytes) {
        let written = serde_json::to_vec(&frame).unwrap_or_default();
        assert!(parse_frame(&written).is_some(), "{}", String::from_utf8_lossy(&written));
    }
}

/// The text of a message: never deeper than it may be, no link but to the web and to mail.
pub fn markdown(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if text.chars().count() > CONTENT_MAX {
        return;
    }
    for block in markdown::parse(&text) {
        assert!(depth(&block) <= DEPTH_MAX + 1, "{block:?}");
    }
    assert!(markdown::excerpt(&text, 100).chars().count() <= 100);
    markdown::named(&text);
}

fn depth(block: &Block) -> usize {
    match block {
        Block::Paragraph(inline) | Block::Heading(_, inline) => inline.iter().map(inline_depth).max().unwrap_or(0),
        Block::Fence(..) => 0,
        Block::Quote(blocks) => 1 + blocks.iter().map(depth).max().unwrap_or(0),
        Block::List(list) => 1 + list.items.iter().flatten().map(depth).max().unwrap_or(0),
    }
}

fn inline_depth(inline: &Inline) -> usize {
    let (own, inside) = match inline {
        Inline::Marked(_, inside) => (1, inside),
        Inline::Link(address, inside) => {
            let is_safe = ["http://", "https://", "mailto:"]
                .iter()
                .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
            assert!(is_safe, "{address}");
            (1, inside)
        }
        _ => return 0,
    };
    own + inside.iter().map(inline_depth).max().unwrap_or(0)
}

/// Names and texts that people type: what passes is clean, and passes again unchanged.
pub fn names(bytes: &[u8]) {
    let raw = String::from_utf8_lossy(bytes);
    if let Ok(line) = text::line("name", &raw, 1, 100) {
        assert!((1..=100).contains(&line.chars().count()) && !line.chars().any(char::is_control), "{line:?}");
        assert_eq!(text::line("name", &line, 1, 100).ok().as_ref(), Some(&line));
    }
    if let Ok(block) = text::block("text", &raw, 1_000) {
        assert!(block.chars().count() <= 1_000 && !block.contains(['\0', '\r']), "{block:?}");
        assert_eq!(text::block("text", &block, 1_000).ok().as_ref(), Some(&block));
    }
    if let Ok(color) = text::color("color", &raw) {
        assert_eq!(color.len(), 7);
    }
}

/// Bodies of requests, with the readers of our own in them.
pub fn request_body(bytes: &[u8]) {
    macro_rules! read {
        ($($body:ty),*) => {
            $(if let Ok(body) = serde_json::from_slice::<$body>(bytes) {
                let written = serde_json::to_vec(&body).unwrap_or_default();
                assert!(serde_json::from_slice::<$body>(&written).is_ok(), "{}", String::from_utf8_lossy(&written));
            })*
        };
    }
    read!(MePatch, NewMessage, EditMessage, NewChannel, ChannelPatch, OverrideBody, Vec<ChannelPlace>);
    read!(SpacePatch, NewRole, RolePatch, NewBan, Setup);
}
