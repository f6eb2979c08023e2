//! The parser reads the whole subset, gives hostile text no way into markup, and stays linear.

use super::*;
use proptest::prelude::*;

const ID: &str = "0198f1c2-7a3b-7c4d-8e5f-0123456789ab";

fn one(source: &str) -> Vec<Inline> {
    match parse(source).first() {
        Some(Block::Paragraph(inline)) => inline.clone(),
        other => panic!("{other:?}"),
    }
}

fn text(words: &str) -> Inline {
    Inline::Text(words.into())
}

#[test]
fn marks_are_read() {
    let marks: Vec<Mark> = one("**a** *b* _c_ __d__ ~~e~~ ||f||")
        .into_iter()
        .filter_map(|part| if let Inline::Marked(mark, _) = part { Some(mark) } else { None })
        .collect();
    assert_eq!(marks, [Mark::Bold, Mark::Italic, Mark::Italic, Mark::Bold, Mark::Strike, Mark::Spoiler]);
    assert_eq!(one("***x***"), [Inline::Marked(Mark::Bold, vec![Inline::Marked(Mark::Italic, vec![text("x")])])]);
    assert_eq!(one("**a *b**"), [Inline::Marked(Mark::Bold, vec![text("a *b")])]);
    assert_eq!(one("`a*` \\*b\\*\nc"), [Inline::Code("a*".into()), text(" *b*"), Inline::Break, text("c")]);
}

#[test]
fn lone_marks_stay_text() {
    for plain in ["2 * 3 * 4", "snake_case_name", "a * b", "**open", "~~", "||", "`tick", "[label]", "a_b"] {
        assert_eq!(one(plain), [text(plain)]);
    }
}

#[test]
fn blocks_are_read() {
    let source =
        "# Title\nwords\n> said\n> **loud**\n- one\n  - inner\n- two\n\n3. three\n4. four\n```rust\nlet a = 1;\n```";
    let blocks = parse(source);
    assert!(
        matches!(
            &blocks[..],
            [Block::Heading(1, _), Block::Paragraph(_), Block::Quote(_), Block::List(bullets), Block::List(numbers), Block::Fence(language, code)]
                if bullets.items.len() == 2 && numbers.start == Some(3) && language == "rust" && code == "let a = 1;"
        ),
        "{blocks:?}"
    );
    assert_eq!(parse("```\nopen **x**"), [Block::Fence(String::new(), "open **x**".into())]);
    for plain in ["#general", "#### four", ">_<"] {
        assert_eq!(one(plain), [text(plain)]);
    }
}

#[test]
fn people_are_named_outside_of_code_only() {
    let id: uuid::Uuid = ID.parse().unwrap();
    let all = format!("<@{ID}> **<@&{ID}>** ||<#{ID}>||\n> @everyone\n- @here");
    let named_all =
        [Named::User(id.into()), Named::Role(id.into()), Named::Channel(id.into()), Named::Everyone, Named::Everyone];
    assert_eq!(named(&all), named_all);
    for code in [
        format!("`<@{ID}>`"),
        format!("``a ` <@{ID}>``"),
        format!("```\n<@{ID}>\n@everyone\n```"),
        format!("> ```\n> <@{ID}>\n> ```"),
        format!("```\n<@{ID}>"),
        format!("\\<@{ID}>"),
        "mail@everyone.org @everyones @here_".into(),
        format!("<@{}>", &ID[1..]),
        "https://a.example/@everyone".into(),
    ] {
        assert_eq!(named(&code), [], "{code}");
    }
}

#[test]
fn only_pages_and_mail_become_links() {
    let address = |source: &str| {
        one(source).into_iter().find_map(|part| if let Inline::Link(to, _) = part { Some(to) } else { None })
    };
    assert_eq!(address("see https://snug.example/a_(b)?q=1. Then").as_deref(), Some("https://snug.example/a_(b)?q=1"));
    assert_eq!(address("[the proofs](https://files.example/x_(y))").as_deref(), Some("https://files.example/x_(y)"));
    assert_eq!(address("[mail](mailto:ada@place.example)").as_deref(), Some("mailto:ada@place.example"));
    for hostile in [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x]( javascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:msgbox(1))",
        "[x](file:///etc/passwd)",
        "[x](//evil.example)",
        "[x](\\\\evil.example)",
        "[x](mailto:javascript:alert(1))",
        "[x](http://)",
        "<javascript:alert(1)>",
        "javascript://%0aalert(1)",
    ] {
        assert_eq!(address(hostile), None, "{hostile}");
    }
}

#[test]
fn an_excerpt_hides_what_was_hidden() {
    assert_eq!(excerpt("# Big\n**bold** ||secret|| `code`\n- a\n- b", 120), "Big bold ▒ code a b");
    assert_eq!(excerpt(&format!("hi <@{ID}>"), 120), format!("hi <@{ID}>"));
    assert_eq!(excerpt(&"é".repeat(200), 120).chars().count(), 120);
    assert_eq!(excerpt(&"é".repeat(120), 120), "é".repeat(120));
}

fn depth_of(blocks: &[Block]) -> usize {
    let inline = |parts: &Vec<Inline>| depth_of_inline(parts);
    let depths = blocks.iter().map(|block| match block {
        Block::Paragraph(parts) | Block::Heading(_, parts) => inline(parts),
        Block::Quote(blocks) => 1 + depth_of(blocks),
        Block::List(list) => 1 + list.items.iter().map(|item| depth_of(item)).max().unwrap_or(0),
        Block::Fence(..) => 0,
    });
    depths.max().unwrap_or(0)
}

fn depth_of_inline(parts: &[Inline]) -> usize {
    let depths = parts.iter().map(|part| match part {
        Inline::Marked(_, inside) | Inline::Link(_, inside) => 1 + depth_of_inline(inside),
        _ => 0,
    });
    depths.max().unwrap_or(0)
}

fn check(source: &str) {
    let tree = parse(source);
    assert!(depth_of(&tree) <= DEPTH_MAX, "{source:?}");
    each_inline(&tree, &mut |part| {
        if let Inline::Link(to, inside) = part {
            assert!(to.starts_with("http://") || to.starts_with("https://") || to.starts_with("mailto:"), "{to}");
            assert!(!to.contains(['"', '<', '>', ' ', '\n']), "{to}");
            assert!(!inside.iter().any(|part| matches!(part, Inline::Link(..))));
        }
    });
    excerpt(source, 120);
}

// control: canis-54
#[test]
fn the_worst_texts_of_full_length_are_read_within_a_breath() {
    let worst = [
        "*",
        "**a",
        "_a ",
        "[",
        "](",
        "[a](x",
        "[](",
        "`",
        "``a`",
        "||",
        "~~",
        "> ",
        "- ",
        "  - a\n",
        "<@",
        "http://",
        "https://a)",
        "[a](https://a.b/(",
        "``````` ",
        "*a **b ",
        ">>>> ",
        "\\",
        "a_b_",
        "@here",
        "```\n",
        "``` ",
        "[[[[",
        "]]]](",
        "\n",
        "1. a\n",
        "# ",
        "mailto:",
        "h",
        "|| ||",
        "***",
        "\t",
        "[a](http://b.c)",
        "[http://a.b](http://c.d)",
    ];
    for part in worst {
        check(&part.repeat(4000 / part.len() + 1));
    }
}

proptest! {
    // control: canis-54
    #[test]
    fn no_text_makes_it_stumble(source in "([*_~|`\\[\\]()<>#+.!@:> \\n\\t\\\\a-c0-2/-]|https://|javascript:|<@0198f1c2-7a3b-7c4d-8e5f-0123456789ab>|\\PC){0,80}") {
        check(&source);
    }

    #[test]
    fn plain_words_stay_as_they_are(source in "[a-g ,]{0,60}[a-g]") {
        let words: String = one(source.trim()).into_iter().map(|part| if let Inline::Text(words) = part { words } else { String::new() }).collect();
        prop_assert_eq!(words, source.trim());
    }
}
