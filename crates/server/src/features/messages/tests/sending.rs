//! Sending: order, repeating, answering, waiting, and who may.

use super::*;
use futures_util::future::join_all;
use snug_platform::limits::{Ask, Rate};
use snug_proto::{Code, limits::CONTENT_MAX};
use std::time::Duration;

#[tokio::test]
async fn what_is_said_is_told_once_and_read_back() {
    let (world, [ada, ben, eve], space, general) = room().await;
    let mut ears = Ears::of(&world);
    let said = ada.said(general.id, "hello").await;
    assert_eq!((said.seq, said.content.as_deref(), said.revision), (1, Some("hello"), 0));
    assert_eq!(said.author.as_ref().map(|author| author.id), Some(ada.id));
    let heard = ears.heard();
    let (To::Channel(at, channel), Event::MessageCreate { message, access_version }) = &heard[0] else {
        panic!("{heard:?}")
    };
    assert_eq!((at.space, at.version, *channel, message), (space.id, *access_version, general.id, &said));
    assert!(
        matches!(&heard[1..], [(To::Person(own), Event::ReadUpdate(read))] if *own == ada.id && read.last_read_seq == 1)
    );
    assert_eq!(ben.reads_page(general.id).await.items, std::slice::from_ref(&said));
    assert_eq!(ben.get(&format!("/messages/{}", said.id)).await.ok::<Message>(), said);
    let hidden = eve.says(general.id, "let me in").await.refused(Code::NotFound);
    let unknown = eve.says(world.app.ids.uuid().into(), "let me in").await.refused(Code::NotFound);
    assert_eq!(hidden, unknown);
    eve.get(&messages(general.id)).await.refused(Code::NotFound);
    eve.get(&format!("/messages/{}", said.id)).await.refused(Code::NotFound);
    assert_eq!(ears.heard(), []);
    world.stop().await;
}

#[tokio::test]
async fn a_plain_message_costs_at_most_four_statements_and_a_page_two() {
    let (world, [ada, ben, _], _, general) = room().await;
    let first = ada.said(general.id, "warm").await;
    ben.put(&format!("/messages/{}/reactions/👍", first.id), Value::Null).await.done();
    ada.post(&messages(general.id), json!({ "content": "answer", "reply_to": first.id })).await.created::<Message>();
    ben.reads_page(general.id).await;
    let before = world.app.db.statements();
    ada.post(&messages(general.id), json!({ "content": "plain", "nonce": "n" })).await.created::<Message>();
    let create = world.app.db.statements() - before;
    let page = ben.reads_page(general.id).await;
    let list = world.app.db.statements() - before - create;
    assert_eq!(page.items.len(), 3);
    assert!(create <= 4, "create took {create} statements");
    assert!(list <= 2, "the page took {list} statements");
    world.stop().await;
}

#[tokio::test]
async fn twenty_posts_with_one_nonce_make_one_message() {
    let (world, [ada, ben, _], _, general) = room().await;
    let mut ears = Ears::of(&world);
    let body = json!({ "content": "once", "nonce": "same-nonce_1" });
    let path = messages(general.id);
    let answers = join_all((0..20).map(|_| ada.post(&path, body.clone()))).await;
    let created = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!((created, answers.iter().filter(|answer| answer.status == 200).count()), (1, 19));
    let told = ears.told();
    assert!(
        matches!(&told[..], [Event::MessageCreate { message, .. }] if message.nonce.as_deref() == Some("same-nonce_1"))
    );
    assert_eq!(ben.reads(general.id).await, ["once"]);
    let other = json!({ "content": "twice", "nonce": "same-nonce_1" });
    ada.post(&path, other.clone()).await.refused(Code::Conflict);
    ben.post(&path, other.clone()).await.created::<Message>();
    world.wait(Duration::from_secs(24 * 60 * 60));
    ada.post(&path, other).await.created::<Message>();
    world.stop().await;
}

#[tokio::test]
async fn fifty_senders_at_once_leave_no_hole_and_no_disorder() {
    let (world, [ada, ben, _], _, general) = room().await;
    let mut ears = Ears::of(&world);
    let texts: Vec<String> = (0..50).map(|number| format!("message {number}")).collect();
    let sent = join_all(texts.iter().enumerate().map(|(at, text)| {
        let person = if at % 2 == 0 { &ada } else { &ben };
        person.said(general.id, text)
    }))
    .await;
    let mut numbers: Vec<i64> = sent.iter().map(|message| message.seq).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=50).collect::<Vec<_>>());
    let told: Vec<i64> = ears
        .told()
        .iter()
        .map(|event| if let Event::MessageCreate { message, .. } = event { message.seq } else { panic!("{event:?}") })
        .collect();
    assert_eq!(told, (1..=50).collect::<Vec<_>>(), "told in the order of the numbers");
    world.stop().await;
}

#[tokio::test]
async fn a_reply_quotes_a_message_of_its_channel() {
    let (world, [ada, ben, _], space, general) = room().await;
    let other = ada.makes_channel(space.id, "other").await;
    let question = ada.said(general.id, "**Who** is in? ||secret||").await;
    let elsewhere = ada.said(other.id, "elsewhere").await;
    let answer = |to: MessageId| json!({ "content": "me", "reply_to": to });
    let reply: Message = ben.post(&messages(general.id), answer(question.id)).await.created();
    let quoted = reply.reply_to.clone().unwrap();
    assert_eq!((quoted.id, quoted.excerpt.as_str(), quoted.deleted), (question.id, "Who is in? ▒", false));
    assert_eq!(reply.mentions.users, [ada.id]);
    assert_eq!(ben.reads_page(general.id).await.items[0], reply);
    for target in [elsewhere.id, world.app.ids.uuid().into()] {
        let refusal = ben.post(&messages(general.id), answer(target)).await.refused(Code::Invalid);
        assert_eq!(refusal.field.as_deref(), Some("reply_to"));
    }
    ada.deletes(question.id).await;
    let after = ben.reads_page(general.id).await.items[0].reply_to.clone().unwrap();
    assert_eq!((after.deleted, after.excerpt.as_str(), after.author_id), (true, "", None));
    ben.post(&messages(general.id), answer(question.id)).await.refused(Code::Invalid);
    world.stop().await;
}

// control: canis-x15
#[tokio::test]
async fn texts_of_exactly_the_limit_are_kept_as_they_are() {
    let (world, [ada, ben, _], _, general) = room().await;
    for letter in ["a", "😀", "ع", "é"] {
        let most = letter.repeat(CONTENT_MAX);
        assert_eq!(ada.said(general.id, &most).await.content.unwrap(), most);
        assert_eq!(ben.reads(general.id).await[0], most);
        let refusal = ada.says(general.id, &format!("{most}a")).await.refused(Code::Invalid);
        assert_eq!(refusal.field.as_deref(), Some("content"));
        let edited = ada.said(general.id, "short").await;
        let change = |content: &str| json!({ "content": content });
        let path = format!("/messages/{}", edited.id);
        assert_eq!(ada.patch(&path, change(&most)).await.ok::<Message>().content.unwrap(), most);
        ada.patch(&path, change(&format!("{most}a"))).await.refused(Code::Invalid);
    }
    let marks = "ه\u{64B}".repeat(CONTENT_MAX / 2);
    assert_eq!(ada.said(general.id, &marks).await.content.unwrap(), marks);
    ada.says(general.id, "a\0b").await.refused(Code::Invalid);
    let nonce = |length: usize| json!({ "content": "n", "nonce": "x".repeat(length) });
    ada.post(&messages(general.id), nonce(64)).await.created::<Message>();
    ada.post(&messages(general.id), nonce(65)).await.refused(Code::Invalid);
    world.stop().await;
}

// control: canis-54
#[tokio::test]
async fn hostile_text_is_stored_verbatim_and_never_touched() {
    let (world, [ada, ben, _], _, general) = room().await;
    for payload in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "&lt;b&gt; &#106;avascript:alert(1)",
        "<svg onload=alert(1)><math href=\"javascript:alert(1)\">",
        "\u{202E}txet\u{2066} ${alert(1)} {{constructor}} '; drop table message; --",
    ] {
        assert_eq!(ada.said(general.id, payload).await.content.as_deref(), Some(payload));
        let answer = ben.get(&messages(general.id)).await;
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.ok::<MessagePage>().items[0].content.as_deref(), Some(payload));
    }
    world.stop().await;
}

#[tokio::test]
async fn in_slow_mode_one_of_twenty_parallel_messages_passes() {
    let (world, [ada, ben, _], _, general) = room().await;
    ada.patch(&format!("/channels/{}", general.id), json!({ "slow_mode_seconds": 60 })).await.ok::<Value>();
    let path = messages(general.id);
    let answers = join_all((0..20).map(|at| ben.post(&path, json!({ "content": format!("{at}") })))).await;
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert_eq!((answers.iter().filter(|answer| answer.status == 201).count(), refused.len()), (1, 19));
    assert_eq!(refused[0].header("retry-after"), Some("60"));
    world.wait(Duration::from_millis(59_999));
    let refusal = ben.says(general.id, "too early").await.refused(Code::SlowMode);
    assert_eq!(refusal.retry_after_ms, Some(1));
    world.wait(Duration::from_millis(1));
    let again = json!({ "content": "in time", "nonce": "n" });
    let first: Message = ben.post(&path, again.clone()).await.created();
    let repeated: Message = ben.post(&path, again).await.ok();
    assert_eq!(repeated.id, first.id);
    ben.patch(&format!("/messages/{}", first.id), json!({ "content": "edits are free" })).await.ok::<Message>();
    for _ in 0..3 {
        ada.said(general.id, "the owner need not wait").await;
    }
    world.stop().await;
}

#[tokio::test]
async fn a_shorter_pause_helps_at_once_and_a_right_spares_it() {
    let (world, [ada, ben, _], _, general) = room().await;
    let at = format!("/channels/{}", general.id);
    ada.patch(&at, json!({ "slow_mode_seconds": 600 })).await.ok::<Value>();
    ben.said(general.id, "first").await;
    world.wait(Duration::from_secs(10));
    ben.says(general.id, "too early").await.refused(Code::SlowMode);
    ada.patch(&at, json!({ "slow_mode_seconds": 10 })).await.ok::<Value>();
    ben.said(general.id, "the pause of now counts, not the one of then").await;
    for right in ["bypass_slow_mode", "manage_messages"] {
        ben.says(general.id, "too early again").await.refused(Code::SlowMode);
        let own = format!("{at}/overrides/user/{}", ben.id);
        ada.put(&own, json!({ "allow": [right], "deny": [] })).await.ok::<Value>();
        ben.said(general.id, right).await;
        ben.said(general.id, "and again").await;
        ada.delete(&own).await.done();
    }
    world.stop().await;
}

#[tokio::test]
async fn who_may_not_write_still_reads_and_who_lost_sight_finds_nothing() {
    let (world, [ada, ben, _], space, general) = room().await;
    let said = ada.said(general.id, "hello").await;
    let own = ben.said(general.id, "mine").await;
    ada.denies(&space, general.id, &["send_messages"]).await;
    ben.says(general.id, "me too").await.refused(Code::Forbidden);
    ben.patch(&format!("/messages/{}", own.id), json!({ "content": "changed" })).await.refused(Code::Forbidden);
    assert_eq!(ben.reads(general.id).await, ["mine", "hello"]);
    ada.denies(&space, general.id, &["read_history"]).await;
    ben.get(&messages(general.id)).await.refused(Code::Forbidden);
    ben.get(&format!("/messages/{}", said.id)).await.refused(Code::Forbidden);
    ben.get(&format!("/channels/{}/pins", general.id)).await.refused(Code::Forbidden);
    ben.said(general.id, "blind").await;
    ada.denies(&space, general.id, &["view_channel"]).await;
    let random = world.app.ids.uuid();
    for (method, path, body) in [
        ("GET", messages(general.id), Value::Null),
        ("POST", messages(general.id), json!({ "content": "x" })),
        ("POST", format!("{}/bulk-delete", messages(general.id)), json!({ "ids": [said.id] })),
        ("POST", format!("/channels/{}/ack", general.id), json!({ "seq": 1 })),
        ("GET", format!("/channels/{}/pins", general.id), Value::Null),
        ("GET", format!("/messages/{}", own.id), Value::Null),
        ("PATCH", format!("/messages/{}", own.id), json!({ "content": "x" })),
        ("DELETE", format!("/messages/{}", own.id), Value::Null),
        ("GET", format!("/messages/{}/revisions", own.id), Value::Null),
        ("PUT", format!("/messages/{}/reactions/👍", own.id), Value::Null),
        ("DELETE", format!("/messages/{}/reactions/👍", own.id), Value::Null),
        ("GET", format!("/messages/{}/reactions/👍", own.id), Value::Null),
        ("DELETE", format!("/messages/{}/reactions", own.id), Value::Null),
        ("DELETE", format!("/messages/{}/reactions/👍/{}", own.id, ben.id), Value::Null),
        ("PUT", format!("/messages/{}/pin", own.id), Value::Null),
        ("DELETE", format!("/messages/{}/pin", own.id), Value::Null),
    ] {
        let unknown = path.replace(&own.id.to_string(), &random.to_string());
        let unknown = unknown.replace(&general.id.to_string(), &random.to_string());
        let hidden = ben.send(method, &path, Some(body.clone())).await.refused(Code::NotFound);
        let absent = ben.send(method, &unknown, Some(body)).await.refused(Code::NotFound);
        assert_eq!(hidden, absent, "{method} {path}");
    }
    world.stop().await;
}

#[tokio::test]
async fn a_category_holds_no_messages_and_an_encrypted_channel_no_plaintext() {
    let (world, [ada, ..], space, _) = room().await;
    let category: Channel = ada
        .post(&format!("/spaces/{}/channels", space.id), json!({ "kind": "category", "name": "Rooms" }))
        .await
        .created();
    ada.says(category.id, "hello").await.refused(Code::NotFound);
    ada.get(&messages(category.id)).await.refused(Code::NotFound);
    world.stop().await;
}

#[tokio::test]
async fn answering_makes_no_old_text_readable() {
    let (world, [ada, ben, _], space, general) = room().await;
    let said = ada.said(general.id, "between us").await;
    let roles: Vec<serde_json::Value> = ada.get(&format!("/spaces/{}/roles", space.id)).await.ok();
    let everyone = roles[0]["id"].as_str().unwrap();
    let deny = json!({ "allow": [], "deny": ["read_history"] });
    ada.put(&format!("/channels/{}/overrides/role/{everyone}", general.id), deny).await.ok::<serde_json::Value>();
    let answer = json!({ "content": "what?", "reply_to": said.id });
    let sent: Message = ben.post(&messages(general.id), answer).await.created();
    assert_eq!(sent.reply_to.map(|reply| (reply.id, reply.excerpt)), Some((said.id, String::new())));
    world.stop().await;
}

#[tokio::test]
async fn only_who_may_send_uses_up_what_a_channel_bears() {
    let world = World::start_with(|config| config.rate_factor = 10).await;
    let [ada, eve] = world.people(["ada", "eve"]).await;
    let (_, general) = world.space(&ada, &[]).await;
    let hello = json!({ "content": "hello" });
    for id in [general.id.to_string(), general.id.to_string().to_uppercase()] {
        let path = format!("/channels/{id}/messages");
        eve.post(&path, hello.clone()).await.refused(Code::NotFound);
        let guest = world.client().send(reqwest::Method::POST, &path, Some(&hello)).await.unwrap();
        assert_eq!(guest.status, 401);
    }
    let rate = Rate { per_ms: 60_000, count: 12_000, burst: 1_000 };
    let ask = [Ask { key: format!("message_send:channel:{}", general.id), rate }];
    assert_eq!(world.app.limits.take(&ask).await.unwrap().remaining, 999, "nobody has used it yet");
    while world.app.limits.take(&ask).await.unwrap().allowed {}
    ada.says(general.id, "too much").await.refused(Code::RateLimited);
    world.stop().await;
}
