//! What can be asked: filters, bounds, and whatever anybody types.

use super::*;
use crate::edge::http::Policy;
use snug_proto::UserId;
use std::time::Duration;

fn texts(hits: &[Hit]) -> Vec<&str> {
    hits.iter().filter_map(|hit| hit.message.content.as_deref()).collect()
}

#[tokio::test]
async fn filters_narrow_what_is_found() {
    let (world, [ada, ben, _], space, general) = room().await;
    let other = ada.makes_channel(space.id, "other").await;
    let role = ada.makes_role(space.id, "Desk", &[]).await;
    ada.gives(space.id, &ben, role.id).await;
    ada.said(general.id, "tea by ada").await;
    ben.said(general.id, "tea by ben").await;
    ben.said(other.id, "tea elsewhere").await;
    ada.said(general.id, &format!("tea <@{}>", ben.id)).await;
    ada.said(general.id, &format!("tea <@&{}>", role.id)).await;
    ada.said(general.id, "tea @everyone").await;
    ada.said(general.id, "tea https://example.org").await;
    ada.sends_file(general.id, "tea file", "a.txt", b"words").await;
    ada.sends_file(general.id, "tea picture", "a.png", &tiny_png()).await;
    let pinned = ada.said(general.id, "tea pinned").await;
    ada.put(&format!("/messages/{}/pin", pinned.id), Value::Null).await.done();
    let path = in_space(space.id);
    let only = async |parameters: &[(&str, &str)]| -> Vec<String> {
        let hits = ben.searches(&path, parameters).await;
        let mut found: Vec<String> = texts(&hits).into_iter().map(str::to_owned).collect();
        found.sort();
        found
    };
    let (ada_id, ben_id) = (ada.id.to_string(), ben.id.to_string());
    let (here, there) = (general.id.to_string(), other.id.to_string());
    assert_eq!(only(&[("q", "tea"), ("author_id", &ben_id)]).await, ["tea by ben", "tea elsewhere"]);
    assert_eq!(only(&[("author_id", &ben_id)]).await, ["tea by ben", "tea elsewhere"]);
    assert_eq!(only(&[("channel_id", &there)]).await, ["tea elsewhere"]);
    assert_eq!(only(&[("channel_id", &format!("{here},{there}")), ("author_id", &ben_id)]).await.len(), 2);
    assert_eq!(only(&[("has", "link")]).await, ["tea https://example.org"]);
    assert_eq!(only(&[("has", "file")]).await, ["tea file", "tea picture"]);
    assert_eq!(only(&[("has", "file,image")]).await, ["tea picture"]);
    assert_eq!(only(&[("has", "video")]).await, Vec::<String>::new());
    assert_eq!(only(&[("has", "pin")]).await, ["tea pinned"]);
    assert_eq!(only(&[("has", "pin"), ("q", "-pinned")]).await, Vec::<String>::new());
    let calls = [format!("tea <@&{}>", role.id), format!("tea <@{ben_id}>"), "tea @everyone".into()];
    assert_eq!(only(&[("mentions", &ben_id)]).await, calls);
    let hits = ada.searches(&path, &[("mentions", &ben_id)]).await;
    assert_eq!(texts(&hits), [calls[1].as_str()], "what calls others by role or all together is for themselves");
    assert_eq!(only(&[("mentions", &ada_id)]).await, Vec::<String>::new());
    ada.delete(&format!("/messages/{}/pin", pinned.id)).await.done();
    assert_eq!(only(&[("has", "pin")]).await, Vec::<String>::new());
    world.stop().await;
}

#[tokio::test]
async fn moments_bound_what_is_found() {
    let (world, [ada, ben, _], space, general) = room().await;
    let mut moments = Vec::new();
    for number in 0..4 {
        moments.push(ada.said(general.id, &format!("tea {number}")).await.created_at.rfc3339());
        world.wait(Duration::from_millis(1));
    }
    let path = in_space(space.id);
    let only = async |parameters: &[(&str, &str)]| {
        let hits = ben.searches(&path, parameters).await;
        texts(&hits).iter().map(|text| text.replace("tea ", "")).collect::<Vec<_>>().join("")
    };
    assert_eq!(only(&[("before", &moments[2])]).await, "10");
    assert_eq!(only(&[("after", &moments[1])]).await, "32");
    assert_eq!(only(&[("after", &moments[0]), ("before", &moments[3]), ("q", "tea")]).await, "21");
    assert_eq!(only(&[("after", &moments[3])]).await, "");
    assert_eq!(only(&[("before", "9999-12-30T00:00:00Z")]).await, "3210");
    assert_eq!(only(&[("after", "-009000-01-01T00:00:00Z")]).await, "3210");
    assert_eq!(only(&[("after", "9999-12-30T00:00:00Z")]).await, "");
    world.stop().await;
}

#[tokio::test]
async fn a_search_asks_for_something_and_within_bounds() {
    let (world, [ada, _, eve], space, general) = room().await;
    let path = in_space(space.id);
    let refused = async |parameters: &[(&str, &str)]| {
        let refusal = ada.get(&search(&path, parameters)).await.refused(Code::Invalid);
        refusal.field.unwrap_or_default()
    };
    for q in ["", " ", "a", " a ", "-tea", "!!", "\"\"", "-\"\"", &"a".repeat(201)] {
        assert_eq!(refused(&[("q", q)]).await, "q", "{q}");
    }
    assert_eq!(refused(&[]).await, "q");
    assert_eq!(refused(&[("sort", "relevance")]).await, "q");
    assert_eq!(refused(&[("has", "poll")]).await, "has");
    let many = vec![general.id.to_string(); 21].join(",");
    assert_eq!(refused(&[("channel_id", &many), ("q", "tea")]).await, "channel_id");
    for q in [&"a".repeat(200), "te", "茶茶", "tea -milk", &format!("  {}  ", "é".repeat(200))] {
        ada.get(&search(&path, &[("q", q)])).await.ok::<Page<Hit>>();
    }
    let here = general.id.to_string();
    let twice = search(&in_channel(general.id), &[("q", "tea"), ("channel_id", &here)]);
    assert_eq!(ada.get(&twice).await.refused(Code::Invalid).field.as_deref(), Some("channel_id"));
    eve.get(&search(&path, &[("q", "tea")])).await.refused(Code::NotFound);
    eve.get(&search(&in_channel(general.id), &[("q", "tea")])).await.refused(Code::NotFound);
    assert_eq!(eve.searches("/search", &[("q", "tea")]).await, []);
    assert_eq!(Policy::Search.rates().len(), 1);
    world.stop().await;
}

/// What engines, forms and addresses would read as their own language.
const ODD: [&str; 44] = [
    "\"",
    "\"\"\"",
    "'",
    "''",
    "\\",
    "\\'",
    "a'b",
    "a\\b",
    "a:*",
    "a*",
    "*",
    "^a",
    "a + b",
    "NEAR(a b, 2)",
    "a AND b",
    "a OR b",
    "a NOT b",
    "NOT",
    "{words} : a",
    "{marks}:\"~c1\"",
    "marks:~e",
    "~e",
    "~hl ~hf",
    "a & b | !c",
    "a <-> b",
    "a:A",
    "(((((",
    ")))",
    "-- drop table message",
    "'; drop table message; --",
    "$1 $2 (@) ?",
    "%s %00n",
    "\u{1}\u{2}\u{1f}",
    "\u{202e}evil\u{2066}",
    "\u{feff}\u{200b}\u{200d}",
    "\u{fffd}\u{ffff}\u{10ffff}",
    "<script>alert(1)</script>",
    "🏳\u{fe0f}\u{200d}🌈",
    "ﷺﷺﷺ",
    "a\u{301}\u{301}\u{301}\u{301}\u{301}",
    "1e999 -1e-999 NaN",
    "null undefined true",
    "\r\n\t tea",
    "tea\u{0}",
];

#[tokio::test]
async fn whatever_is_typed_is_text_and_no_language() {
    let (world, [ada, ben, _], space, general) = room().await;
    ada.said(general.id, "a b tea evil drop table message").await;
    for odd in ODD.iter().filter(|odd| !odd.contains('\0')) {
        ada.said(general.id, odd).await;
    }
    ada.said(general.id, "@everyone look").await;
    let long = ["\"".repeat(200), "-".repeat(200), "a ".repeat(100), "\"a\" -".repeat(40), "ﷺ".repeat(200)];
    let author = ada.id.to_string();
    let path = in_space(space.id);
    for odd in ODD.iter().copied().chain(long.iter().map(String::as_str)) {
        let asks = async |path: &str, parameters: &[(&str, &str)], fine: &[u16]| {
            let answer = ben.get(&search(path, parameters)).await;
            assert!(fine.contains(&answer.status), "{parameters:?}: {} {}", answer.status, answer.text());
        };
        for name in ["author_id", "channel_id", "mentions", "has", "before", "after", "sort", "limit"] {
            asks(&path, &[("q", "tea"), (name, odd)], &[422]).await;
        }
        asks(&path, &[("q", "tea"), ("cursor", odd)], &[400]).await;
        for sort in ["new", "relevance"] {
            for path in [&path, &in_channel(general.id), "/search"] {
                asks(path, &[("q", odd), ("sort", sort)], &[200, 422]).await;
            }
            asks(&path, &[("q", odd), ("author_id", &author), ("sort", sort)], &[200, 422]).await;
        }
    }
    assert!(!ben.finds(&path, "~e").await.contains(&"@everyone look".into()), "marks are no words");
    let all: i64 = world.app.db.read().await.unwrap().sql("select count(*) as v from message").one().await.unwrap();
    assert!(all > 40);
    world.stop().await;
}

#[tokio::test]
async fn searching_costs_three_statements_however_much_is_there() {
    let (world, [ada, ben, _], space, general) = room().await;
    let cost = async |path: String, sort: &str| {
        let path = search(&path, &[("q", "tea"), ("sort", sort)]);
        ben.get(&path).await.ok::<Page<Hit>>();
        let before = world.app.db.statements();
        ben.get(&path).await.ok::<Page<Hit>>();
        world.app.db.statements() - before
    };
    for round in 0..2 {
        for number in 0..40 {
            ada.said(general.id, &format!("tea {number} <@{}>", UserId(ben.id.0))).await;
        }
        for sort in ["new", "relevance"] {
            assert_eq!(cost(in_channel(general.id), sort).await, 3, "{round}");
            assert_eq!(cost(in_space(space.id), sort).await, 3, "{round}");
            // One more each for which spaces there are, and which conversations.
            assert_eq!(cost("/search".into(), sort).await, 5, "{round}");
        }
    }
    world.stop().await;
}

#[tokio::test]
async fn many_channels_are_searched_as_few_are() {
    let (world, [ada, ben, _], space, general) = room().await;
    let hidden = ada.makes_channel(space.id, "hidden").await;
    for number in 0..70 {
        let channel = ada.makes_channel(space.id, &format!("room {number}")).await;
        if number % 10 == 0 {
            world.wait(Duration::from_millis(1));
            ada.said(channel.id, &format!("tea {number}")).await;
        }
    }
    world.wait(Duration::from_millis(1));
    ada.said(hidden.id, "tea hidden").await;
    ada.denies(&space, hidden.id, &["view_channel"]).await;
    ada.said(general.id, "tea last").await;
    let expected = ["tea last", "tea 60", "tea 50", "tea 40", "tea 30", "tea 20", "tea 10", "tea 0"];
    assert_eq!(ben.finds(&in_space(space.id), "tea").await, expected);
    assert_eq!(ben.finds("/search", "tea").await, expected);
    let walked: Vec<Hit> = walk(&ben, &search(&in_space(space.id), &[("q", "tea")]), &[3, 1]).await;
    assert_eq!(texts(&walked), expected);
    world.stop().await;
}
