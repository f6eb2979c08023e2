//! Editing and deleting.

use super::*;
use crate::testkit::walk;
use snug_proto::{Code, audit::AuditEntry, messages::Revision};

#[tokio::test]
async fn an_edit_grows_the_revision_and_keeps_what_was_there() {
    let (world, [ada, ben, _], _, general) = room().await;
    let said = ben.said(general.id, "helo").await;
    let path = format!("/messages/{}", said.id);
    let mut ears = Ears::of(&world);
    let edited: Message = ben.patch(&path, json!({ "content": "hello" })).await.ok();
    assert_eq!((edited.revision, edited.content.as_deref(), edited.edited_at.is_some()), (1, Some("hello"), true));
    assert!(matches!(&ears.told()[..], [Event::MessageUpdate { message, .. }] if *message == edited));
    assert_eq!(ben.patch(&path, json!({ "content": "hello" })).await.ok::<Message>(), edited);
    assert_eq!(ben.patch(&path, json!({})).await.ok::<Message>(), edited);
    assert_eq!(ears.heard(), []);
    ada.patch(&path, json!({ "content": "mine" })).await.refused(Code::Forbidden);
    ben.patch(&path, json!({ "content": "" })).await.refused(Code::Invalid);
    ben.patch(&path, json!({ "content": null })).await.refused(Code::Invalid);
    ben.patch(&path, json!({ "text": "x" })).await.refused(Code::Invalid);
    let former: Vec<Revision> = walk(&ada, &format!("{path}/revisions"), &[1]).await;
    assert!(matches!(&former[..], [Revision { revision: 0, content: Some(text), .. }] if text == "helo"));
    assert_eq!(ears.heard(), []);
    world.stop().await;
}

#[tokio::test]
async fn the_first_text_and_the_newest_fifty_are_kept() {
    let (world, [ada, ben, eve], space, general) = room().await;
    let said = ada.said(general.id, "0").await;
    let path = format!("/messages/{}", said.id);
    for number in 1..=60 {
        ada.patch(&path, json!({ "content": number.to_string() })).await.ok::<Message>();
    }
    let former: Vec<Revision> = walk(&ada, &format!("{path}/revisions"), &[7, 20]).await;
    let texts: Vec<String> = former.iter().filter_map(|former| former.content.clone()).collect();
    let expected: Vec<String> = (10..60).rev().chain([0]).map(|number| number.to_string()).collect();
    assert_eq!(texts, expected);
    ben.get(&format!("{path}/revisions")).await.refused(Code::Forbidden);
    eve.get(&format!("{path}/revisions")).await.refused(Code::NotFound);
    let role = ada.makes_role(space.id, "Mods", &["manage_messages"]).await;
    ada.gives(space.id, &ben, role.id).await;
    ben.get(&format!("{path}/revisions")).await.ok::<Value>();
    world.stop().await;
}

#[tokio::test]
async fn what_is_deleted_leaves_its_number_and_nothing_else() {
    let (world, [ada, ben, _], space, general) = room().await;
    let said = ben.said(general.id, "regret").await;
    let path = format!("/messages/{}", said.id);
    ben.patch(&path, json!({ "content": "regret it" })).await.ok::<Message>();
    ada.put(&format!("{path}/reactions/👍"), Value::Null).await.done();
    ada.put(&format!("{path}/pin"), Value::Null).await.done();
    let mut ears = Ears::of(&world);
    ben.deletes(said.id).await;
    ben.deletes(said.id).await;
    let gone = Event::MessageDelete { channel_id: general.id, id: said.id, seq: said.seq };
    let heard = ears.heard();
    let [(To::Channel(at, channel), event)] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!((at.space, *channel, event), (space.id, general.id, &gone));
    ben.get(&path).await.refused(Code::NotFound);
    ben.patch(&path, json!({ "content": "back" })).await.refused(Code::NotFound);
    ben.get(&format!("{path}/revisions")).await.refused(Code::NotFound);
    assert_eq!(ada.get(&format!("/channels/{}/pins", general.id)).await.ok::<Value>()["items"], json!([]));
    assert_eq!(ada.reads(general.id).await, Vec::<String>::new());
    assert_eq!(ada.said(general.id, "next").await.seq, 3);
    let mut conn = world.app.db.read().await.unwrap();
    for left in [
        "select count(*) as v from message where deleted_ms is not null and (content is not null or author_id is not null)",
        "select count(*) as v from message_revision",
        "select count(*) as v from reaction",
        "select count(*) as v from pin",
        "select count(*) as v from mention",
    ] {
        assert_eq!(conn.sql(left).one::<i64>().await.unwrap(), 0, "{left}");
    }
    drop(conn);
    world.stop().await;
}

#[tokio::test]
async fn deleting_what_others_said_needs_the_right_and_is_on_record() {
    let (world, [ada, ben, _], space, general) = room().await;
    let (first, second) = (ada.said(general.id, "one").await, ada.said(general.id, "two").await);
    let bulk = format!("{}/bulk-delete", messages(general.id));
    ben.delete(&format!("/messages/{}", first.id)).await.refused(Code::Forbidden);
    ben.post(&bulk, json!({ "ids": [first.id] })).await.refused(Code::Forbidden);
    let role = ada.makes_role(space.id, "Mods", &["manage_messages"]).await;
    ada.gives(space.id, &ben, role.id).await;
    let mut ears = Ears::of(&world);
    ben.deletes(first.id).await;
    // Lines of the same millisecond stand in no order of their own.
    world.wait(std::time::Duration::from_millis(1));
    let ids = json!({ "ids": [second.id, first.id, world.app.ids.uuid()] });
    assert_eq!(ben.post(&bulk, ids.clone()).await.ok::<Value>()["deleted"], 1);
    assert_eq!(ben.post(&bulk, ids).await.ok::<Value>()["deleted"], 0);
    let told = ears.told();
    assert!(
        matches!(&told[..], [Event::MessageDelete { .. }, Event::MessageDeleteBulk { ids, .. }] if *ids == [second.id])
    );
    let log: Vec<AuditEntry> = walk(&ada, &format!("/spaces/{}/audit", space.id), &[50]).await;
    let actions: Vec<&str> =
        log.iter().map(|line| line.action.as_str()).filter(|action| action.starts_with("message")).collect();
    assert_eq!(actions, ["message_bulk_delete", "message_delete"]);
    assert!(!serde_json::to_string(&log).unwrap().contains("two"), "never the text");
    let many: Vec<_> = (0..101).map(|_| world.app.ids.uuid()).collect();
    ben.post(&bulk, json!({ "ids": many })).await.refused(Code::Invalid);
    ben.post(&bulk, json!({ "ids": many[..100] })).await.ok::<Value>();
    world.stop().await;
}

#[tokio::test]
async fn a_bulk_delete_does_not_reach_into_another_channel() {
    let (world, [ada, ..], space, general) = room().await;
    let other = ada.makes_channel(space.id, "other").await;
    let elsewhere = ada.said(other.id, "stays").await;
    let body = json!({ "ids": [elsewhere.id] });
    let deleted: Value = ada.post(&format!("{}/bulk-delete", messages(general.id)), body).await.ok();
    assert_eq!((deleted["deleted"].as_i64(), ada.reads(other.id).await), (Some(0), vec!["stays".to_owned()]));
    world.stop().await;
}
