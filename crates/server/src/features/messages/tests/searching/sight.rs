//! Nobody finds what they may not read, however it came out of their sight.

use super::*;

/// A message in every place that matters, with a word that stands nowhere else.
const MARKER: &str = "zebrafinch";

#[tokio::test]
async fn only_what_one_may_read_now_is_found() {
    let (world, [ada, ben, eve], space, general) = room().await;
    let hidden = ada.makes_channel(space.id, "hidden").await;
    let mute = ada.makes_channel(space.id, "no history").await;
    let sealed = ada.makes_channel(space.id, "sealed").await;
    let gone = ada.makes_channel(space.id, "gone").await;
    let (abroad, lobby) = world.space(&eve, &[]).await;
    for channel in [&general, &hidden, &mute, &sealed, &gone] {
        ada.said(channel.id, &format!("{MARKER} in {}", channel.name.as_deref().unwrap())).await;
    }
    eve.said(lobby.id, &format!("{MARKER} abroad")).await;
    ada.denies(&space, hidden.id, &["view_channel"]).await;
    ada.denies(&space, mute.id, &["read_history"]).await;
    ada.delete(&format!("/channels/{}", gone.id)).await.done();
    // As it will be when there are keys.
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update channel set encryption = 'required' where id = $1").id(sealed.id).run().await.unwrap();
    crate::access::bump(&mut tx, &world.app, space.id).await.unwrap();
    tx.commit().await.unwrap();
    let open = [format!("{MARKER} in general")];
    for path in [in_space(space.id), in_channel(general.id), "/search".into()] {
        assert_eq!(ben.finds(&path, MARKER).await, open, "{path}");
    }
    let ids = [&hidden, &mute, &sealed, &gone, &lobby].map(|channel| channel.id.to_string()).join(",");
    let narrowed = ben.searches("/search", &[("q", MARKER), ("channel_id", &ids)]).await;
    assert_eq!(narrowed, [], "a filter opens nothing");
    ben.get(&search(&in_channel(hidden.id), &[("q", MARKER)])).await.refused(Code::NotFound);
    ben.get(&search(&in_channel(gone.id), &[("q", MARKER)])).await.refused(Code::NotFound);
    ben.get(&search(&in_channel(lobby.id), &[("q", MARKER)])).await.refused(Code::NotFound);
    ben.get(&search(&in_channel(mute.id), &[("q", MARKER)])).await.refused(Code::Forbidden);
    ben.get(&search(&in_space(abroad.id), &[("q", MARKER)])).await.refused(Code::NotFound);
    assert_eq!(ben.finds(&in_channel(sealed.id), MARKER).await, Vec::<String>::new());
    let all: Vec<String> = ada.finds("/search", MARKER).await;
    assert_eq!(all.len(), 3, "the owner reads all but what is sealed or gone: {all:?}");
    // What the rights say now counts, in both directions.
    let everyone = ada.everyone(&space).await;
    ada.delete(&format!("/channels/{}/overrides/role/{everyone}", hidden.id)).await.done();
    assert_eq!(ben.finds("/search", MARKER).await.len(), 2);
    ada.delete(&format!("/spaces/{}/members/{}", space.id, ben.id)).await.done();
    assert_eq!(ben.finds("/search", MARKER).await, Vec::<String>::new());
    ben.get(&search(&in_space(space.id), &[("q", MARKER)])).await.refused(Code::NotFound);
    world.stop().await;
}

#[tokio::test]
async fn a_right_taken_while_somebody_pages_holds_from_the_next_page_on() {
    let (world, [ada, ben, _], space, general) = room().await;
    let other = ada.makes_channel(space.id, "other").await;
    for number in 0..20 {
        let channel = if number % 2 == 0 { &general } else { &other };
        ada.said(channel.id, &format!("{MARKER} {number}")).await;
    }
    for (sort, taken) in [("new", "view_channel"), ("relevance", "read_history")] {
        let first = search("/search", &[("q", MARKER), ("sort", sort), ("limit", "5")]);
        let page: Page<Hit> = ben.get(&first).await.ok();
        assert!(page.items.iter().any(|hit| hit.message.channel_id == other.id));
        ada.denies(&space, other.id, &[taken]).await;
        let mut cursor = page.next_cursor;
        let mut rest = Vec::new();
        while let Some(next) = cursor {
            let page: Page<Hit> = ben.get(&format!("{first}&cursor={next}")).await.ok();
            assert!(page.items.len() == 5 || page.next_cursor.is_none(), "a page is short only at the end");
            rest.extend(page.items);
            cursor = page.next_cursor;
        }
        assert!(rest.iter().all(|hit| hit.message.channel_id == general.id), "{sort}");
        let everyone = ada.everyone(&space).await;
        ada.delete(&format!("/channels/{}/overrides/role/{everyone}", other.id)).await.done();
    }
    world.stop().await;
}

#[tokio::test]
async fn who_is_silenced_still_searches_and_the_space_itself_says_nothing_to_find() {
    let (world, [ada, ben, _], space, general) = room().await;
    ada.said(general.id, "tea").await;
    let path = format!("/spaces/{}/members/{}/timeout", space.id, ben.id);
    ada.put(&path, json!({ "seconds": 600 })).await.ok::<Value>();
    assert_eq!(ben.finds("/search", "tea").await, ["tea"]);
    ada.patch(&format!("/channels/{}", general.id), json!({ "name": "zeppelin" })).await.ok::<Channel>();
    world.run_jobs().await;
    assert_eq!(ben.finds("/search", "zeppelin").await, Vec::<String>::new());
    let here = general.id.to_string();
    assert_eq!(ben.searches("/search", &[("channel_id", &here)]).await.len(), 1);
    world.stop().await;
}
