//! What was changed or deleted is not found any more.

use super::*;
use crate::features::spaces::PURGE_AFTER;

async fn entries(world: &World) -> i64 {
    let mut conn = world.app.db.read().await.unwrap();
    conn.sql("select count(*) as v from search_entry").one().await.unwrap()
}

#[tokio::test]
async fn an_edit_is_found_at_once_and_the_old_text_never() {
    let (world, [ada, ben, _], _, general) = room().await;
    let said = ada.sends_file(general.id, "old wording", "plan.txt", b"words").await;
    let path = format!("/messages/{}", said.id);
    for number in 0..3 {
        ada.patch(&path, json!({ "content": format!("new wording {number}") })).await.ok::<Message>();
        assert_eq!(ben.finds("/search", "wording").await, [format!("new wording {number}")]);
        assert_eq!(ben.finds("/search", "old").await, Vec::<String>::new());
        assert_eq!(ben.finds("/search", "plan").await.len(), 1);
    }
    assert_eq!(ben.finds("/search", "\"wording 1\"").await, Vec::<String>::new());
    ada.patch(&path, json!({ "attachments": [] })).await.ok::<Message>();
    assert_eq!(ben.finds("/search", "plan").await, Vec::<String>::new());
    assert_eq!(ben.searches("/search", &[("has", "file")]).await, []);
    ada.patch(&path, json!({ "content": format!("<@{}> https://example.org", ben.id) })).await.ok::<Message>();
    assert_eq!(ben.searches("/search", &[("mentions", &ben.id.to_string()), ("has", "link")]).await.len(), 1);
    ada.patch(&path, json!({ "content": "plain" })).await.ok::<Message>();
    assert_eq!(ben.searches("/search", &[("has", "link")]).await, []);
    assert_eq!(ben.searches("/search", &[("mentions", &ben.id.to_string())]).await, []);
    world.stop().await;
}

#[tokio::test]
async fn what_is_deleted_in_any_way_is_not_found() {
    let (world, [ada, ben, _], space, general) = room().await;
    let one = ben.said(general.id, "tea one").await;
    let several = [ada.said(general.id, "tea two").await.id, ada.said(general.id, "tea three").await.id];
    ben.said(general.id, "tea by who is banned").await;
    ada.said(general.id, "tea stays").await;
    assert_eq!(ada.finds("/search", "tea").await.len(), 5);
    ben.deletes(one.id).await;
    ada.post(&format!("{}/bulk-delete", messages(general.id)), json!({ "ids": several })).await.ok::<Value>();
    assert_eq!(ada.finds("/search", "tea").await, ["tea stays", "tea by who is banned"]);
    let ban = json!({ "delete_messages_seconds": 604_800 });
    ada.put(&format!("/spaces/{}/bans/{}", space.id, ben.id), ban).await.ok::<Value>();
    world.run_jobs().await;
    assert_eq!(ada.finds("/search", "tea").await, ["tea stays"]);
    assert_eq!(entries(&world).await, 1);
    ada.deletes_space(&space).await;
    assert_eq!(ada.finds("/search", "tea").await, Vec::<String>::new());
    world.wait(PURGE_AFTER);
    world.run_jobs().await;
    assert_eq!(entries(&world).await, 0);
    world.stop().await;
}

#[tokio::test]
async fn a_message_that_was_not_sent_is_not_found() {
    let (world, [ada, ben, _], _, general) = room().await;
    let body = json!({ "content": "tea once", "nonce": "n" });
    ada.post(&messages(general.id), body.clone()).await.created::<Message>();
    ada.post(&messages(general.id), body).await.ok::<Message>();
    let broken = json!({ "content": "tea never", "attachments": [{ "upload_id": world.app.ids.uuid() }] });
    ada.post(&messages(general.id), broken).await.refused(Code::Invalid);
    assert_eq!(ben.finds("/search", "tea").await, ["tea once"]);
    world.stop().await;
}

#[tokio::test]
async fn what_is_deleted_leaves_no_byte_in_the_index() {
    let (world, [ada, ..], _, general) = room().await;
    if world.app.db.read().await.unwrap().engine() == snug_platform::db::Engine::Postgres {
        // Its index is cleared by the vacuum, as every table is.
        return world.stop().await;
    }
    for number in 0..50 {
        ada.said(general.id, &format!("filler {number}")).await;
    }
    let said = ada.said(general.id, "quetzalcoatlus").await;
    let is_kept = async || {
        let mut conn = world.app.db.read().await.unwrap();
        let rows = conn.sql("select block from search_index_data").rows().await.unwrap();
        let blocks = rows.iter().map(|row| row.get::<Vec<u8>>("block").unwrap());
        blocks.into_iter().any(|block| block.windows(8).any(|bytes| bytes == b"alcoatlu"))
    };
    assert!(is_kept().await);
    ada.deletes(said.id).await;
    assert!(!is_kept().await);
    world.stop().await;
}
