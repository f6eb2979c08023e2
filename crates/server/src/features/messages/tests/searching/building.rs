//! Building the index of what was said before.

use super::*;
use snug_platform::jobs::LEASE;

/// As a place was before it could be searched.
async fn forget_all(world: &World) {
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("delete from search_entry").run().await.unwrap();
    tx.sql("delete from setting where key like 'search.%'").run().await.unwrap();
    tx.commit().await.unwrap();
}

async fn notes(world: &World) -> Vec<String> {
    let mut conn = world.app.db.read().await.unwrap();
    let rows = conn.sql("select key, value from setting where key like 'search.%' order by key").rows().await.unwrap();
    rows.iter()
        .map(|row| format!("{} {}", row.get::<String>("key").unwrap(), row.get::<String>("value").unwrap()))
        .collect()
}

async fn queued(world: &World) -> i64 {
    let mut conn = world.app.db.read().await.unwrap();
    conn.sql("select count(*) as v from job where kind = 'messages.index'").one().await.unwrap()
}

#[tokio::test]
async fn a_fresh_place_has_nothing_to_build() {
    let world = World::start().await;
    assert_eq!((notes(&world).await, queued(&world).await), (vec!["search.version 1".into()], 0));
    world.stop().await;
}

#[tokio::test]
async fn a_builder_that_dies_goes_on_where_it_was_and_ends_the_same() {
    let (world, [ada, ben, _], space, general) = room().await;
    for number in 0..330 {
        ada.said(general.id, &format!("tea {number}")).await;
    }
    let gone = ada.said(general.id, "tea gone").await;
    ada.deletes(gone.id).await;
    let pinned = ada.sends_file(general.id, &format!("tea <@{}>", ben.id), "leaf.txt", b"words").await;
    ada.put(&format!("/messages/{}/pin", pinned.id), Value::Null).await.done();
    let path = search(&in_space(space.id), &[("q", "tea")]);
    let before: Vec<MessageId> = walk::<Hit>(&ben, &path, &[50]).await.iter().map(|hit| hit.message.id).collect();
    assert_eq!(before.len(), 331);
    forget_all(&world).await;
    assert_eq!(ben.finds("/search", "tea").await, Vec::<String>::new());
    let world = world.restart().await;
    let [ada, ben] = [ada, ben].map(|person| person.at(&world.base));
    assert_eq!(queued(&world).await, 1, "asked for once");
    ada.said(general.id, "tea meanwhile").await;
    assert_eq!(ben.finds("/search", "meanwhile").await.len(), 1, "what is said while it is built is found at once");
    let (mut steps, mut killed) = (25, 0);
    // Twice as long each time, until a batch is through: how many steps that takes is the engine's business. The work has
    // five tries, and the last one must go to its end.
    let written = loop {
        killed += usize::from(world.kills_worker_after(steps).await);
        world.wait(LEASE);
        steps *= 2;
        let mut conn = world.app.db.read().await.unwrap();
        let written: i64 = conn.sql("select count(*) as v from search_entry").one().await.unwrap();
        if written >= 100 {
            break written;
        }
    };
    assert!(killed > 1, "killed {killed} times");
    // What was said meanwhile stands before the batches, or in one of them: ids of one moment have no order.
    assert!(matches!(written % 100, 0 | 1), "{written}: a batch is there whole or not at all");
    let world = world.restart().await;
    let ben = ben.at(&world.base);
    assert_eq!(queued(&world).await, 1, "the same work, not more");
    world.run_jobs().await;
    assert_eq!((notes(&world).await, queued(&world).await), (vec!["search.version 1".into()], 0));
    let after: Vec<MessageId> = walk::<Hit>(&ben, &path, &[50]).await.iter().map(|hit| hit.message.id).collect();
    assert_eq!(after[1..], before);
    let filters = [("has", "pin"), ("has", "file"), ("q", "leaf"), ("mentions", &ben.id.to_string())];
    for filter in filters {
        let hits = ben.searches("/search", &[filter]).await;
        assert_eq!(hits.iter().map(|hit| hit.message.id).collect::<Vec<_>>(), [pinned.id], "{filter:?}");
    }
    world.stop().await;
}

#[tokio::test]
async fn a_place_with_words_of_an_older_kind_is_built_anew_and_searched_meanwhile() {
    let (world, [ada, ben, _], _, general) = room().await;
    for number in 0..3 {
        ada.said(general.id, &format!("tea {number}")).await;
    }
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update setting set value = '0' where key = 'search.version'").run().await.unwrap();
    tx.commit().await.unwrap();
    let world = world.restart().await;
    let ben = ben.at(&world.base);
    assert_eq!(ben.finds("/search", "tea").await.len(), 3);
    world.run_jobs().await;
    assert_eq!(ben.finds("/search", "tea").await.len(), 3);
    assert_eq!(notes(&world).await, ["search.version 1"]);
    world.stop().await;
}
