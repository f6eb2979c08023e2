//! What was deleted goes for good, and only that.

use super::*;
use crate::features::{files, spaces::PURGE_AFTER};
use snug_proto::files::{Upload, UploadPurpose};
use std::time::Duration;

/// Rows of every table that names the channel, its messages or its space.
async fn rows_of(world: &World, table: &'static str, column: &str, id: uuid::Uuid) -> i64 {
    let sql: &'static str = format!("select count(*) as v from {table} where {column} = $1").leak();
    world.app.db.read().await.unwrap().sql(sql).id(id).one().await.unwrap()
}

const OF_CHANNEL: [(&str, &str); 8] = [
    ("channel", "id"),
    ("channel", "parent_id"),
    ("channel_override", "channel_id"),
    ("read_state", "channel_id"),
    ("message", "channel_id"),
    ("mention", "channel_id"),
    ("pin", "channel_id"),
    ("file", "channel_id"),
];
const OF_SPACE: [(&str, &str); 9] = [
    ("space", "id"),
    ("channel", "space_id"),
    ("role", "space_id"),
    ("member", "space_id"),
    ("member_role", "space_id"),
    ("ban", "space_id"),
    ("timeout", "space_id"),
    ("invite", "space_id"),
    ("audit", "space_id"),
];

async fn left(world: &World, tables: &[(&'static str, &str)], id: uuid::Uuid) -> Vec<String> {
    let mut found = Vec::new();
    for (table, column) in tables {
        if rows_of(world, table, column, id).await > 0 {
            found.push(format!("{table}.{column}"));
        }
    }
    found
}

fn objects(world: &World) -> usize {
    fn walk(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| if path.is_dir() { walk(&path) } else { usize::from(!path.ends_with(".probe")) }).sum()
    }
    walk(&world.app.config.data.join("objects"))
}

async fn brings(person: &Person, to: ChannelId) -> Upload {
    let answer = person.client.upload_raw(UploadPurpose::Attachment, Some(to), "a.txt", b"words".to_vec().into()).await;
    answer.unwrap().json().unwrap()
}

/// Fills a channel with all that can hang on it; answers what still waits to be sent.
async fn furnish(ada: &Person, ben: &Person, space: &Space, channel: ChannelId) {
    let upload = brings(ada, channel).await;
    let body = json!({ "content": format!("<@{}> look", ben.id), "attachments": [{ "upload_id": upload.id }] });
    let first: Message = ada.post(&messages(channel), body).await.created();
    brings(ben, channel).await;
    ben.post(&messages(channel), json!({ "content": "where?", "reply_to": first.id })).await.created::<Message>();
    ben.put(&format!("/messages/{}/reactions/👍", first.id), Value::Null).await.done();
    ada.put(&format!("/messages/{}/pin", first.id), Value::Null).await.done();
    ada.patch(&format!("/messages/{}", first.id), json!({ "content": "changed" })).await.ok::<Message>();
    ada.denies(space, channel, &["attach_files"]).await;
}

#[tokio::test]
async fn a_channel_goes_with_everything_a_week_after_it_was_deleted() {
    let (world, [ada, ben, _], space, general) = room().await;
    let other = ada.makes_channel(space.id, "other").await;
    furnish(&ada, &ben, &space, other.id).await;
    ada.said(general.id, "stays").await;
    ada.delete(&format!("/channels/{}", other.id)).await.done();
    world.wait(PURGE_AFTER - Duration::from_millis(1));
    world.run_jobs().await;
    assert_eq!(rows_of(&world, "message", "channel_id", other.id.0).await, 3, "two said, and one by the pin");
    world.wait(Duration::from_millis(1));
    world.run_jobs().await;
    assert_eq!(left(&world, &OF_CHANNEL, other.id.0).await, Vec::<String>::new());
    files::sweep(&world.app).await.unwrap();
    assert_eq!(objects(&world), 0);
    assert_eq!(ada.reads(general.id).await, ["stays"]);
    world.stop().await;
}

#[tokio::test]
async fn a_space_goes_with_everything_and_leaves_one_line_in_the_trail_of_the_place() {
    let (world, [ada, ben, eve], space, general) = room().await;
    let (kept, _) = world.space(&ada, &[&ben]).await;
    furnish(&ada, &ben, &space, general.id).await;
    let role = ada.makes_role(space.id, "Scribes", &[]).await;
    ada.gives(space.id, &ben, role.id).await;
    ada.put(&format!("/spaces/{}/bans/{}", space.id, eve.id), json!({})).await.ok::<Value>();
    ada.put(&format!("/spaces/{}/members/{}/timeout", space.id, ben.id), json!({ "seconds": 2_419_200 }))
        .await
        .ok::<Value>();
    let before = left(&world, &OF_SPACE, space.id.0).await;
    assert_eq!(before.len(), OF_SPACE.len(), "{before:?}");
    ada.deletes_space(&space).await;
    world.wait(PURGE_AFTER);
    world.run_jobs().await;
    assert_eq!(left(&world, &OF_SPACE, space.id.0).await, Vec::<String>::new());
    assert_eq!(left(&world, &OF_CHANNEL, general.id.0).await, Vec::<String>::new());
    files::sweep(&world.app).await.unwrap();
    assert_eq!(objects(&world), 0);
    let mut conn = world.app.db.read().await.unwrap();
    let trail = conn.sql("select action, target_id from audit where space_id is null").rows().await.unwrap();
    let lines: Vec<(String, uuid::Uuid)> =
        trail.iter().map(|row| (row.get("action").unwrap(), row.get("target_id").unwrap())).collect();
    assert!(lines.contains(&("space_delete".into(), space.id.0)), "{lines:?}");
    drop(conn);
    ben.get(&format!("/spaces/{}", kept.id)).await.ok::<Space>();
    world.stop().await;
}

#[tokio::test]
async fn what_was_restored_meanwhile_stays() {
    let (world, [ada, ben, _], space, general) = room().await;
    ben.said(general.id, "stays").await;
    let other = ada.makes_channel(space.id, "other").await;
    ada.delete(&format!("/channels/{}", other.id)).await.done();
    ada.deletes_space(&space).await;
    world.wait(Duration::from_secs(3600));
    // As staff will be able to.
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update space set deleted_ms = null where id = $1").id(space.id).run().await.unwrap();
    tx.sql("update channel set deleted_ms = null where id = $1").id(other.id).run().await.unwrap();
    tx.commit().await.unwrap();
    world.app.worlds.outdate_all();
    world.wait(PURGE_AFTER);
    world.run_jobs().await;
    assert_eq!(ada.reads(general.id).await, ["stays"]);
    ada.get(&format!("/channels/{}", other.id)).await.ok::<Channel>();
    world.stop().await;
}

#[tokio::test]
async fn a_nonce_is_forgotten_after_a_day() {
    let (world, [ada, ..], _, general) = room().await;
    let body = json!({ "content": "once", "nonce": "n-1" });
    let said: Message = ada.post(&messages(general.id), body).await.created();
    let kept = "select count(*) as v from message where nonce is not null or nonce_digest is not null";
    world.wait(Duration::from_secs(23 * 3600));
    world.run_jobs().await;
    assert_eq!(world.app.db.read().await.unwrap().sql(kept).one::<i64>().await.unwrap(), 1);
    for _ in 0..2 {
        world.wait(Duration::from_secs(3600));
        world.run_jobs().await;
    }
    assert_eq!(world.app.db.read().await.unwrap().sql(kept).one::<i64>().await.unwrap(), 0);
    assert_eq!(ada.reads_page(general.id).await.items[0].id, said.id);
    world.stop().await;
}
