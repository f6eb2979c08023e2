//! Order and pages.

use super::*;
use std::collections::BTreeSet;

fn texts(hits: &[Hit]) -> Vec<&str> {
    hits.iter().filter_map(|hit| hit.message.content.as_deref()).collect()
}

#[tokio::test]
async fn what_answers_best_comes_first_and_the_newer_among_equals() {
    let (world, [ada, ben, _], space, general) = room().await;
    for text in [
        "green tea",
        "a green cup and, after a long walk through the whole town and back, some tea",
        "teapot green",
        "green tea and green tea and green tea",
        "tea",
        "green tea",
        "milk",
    ] {
        ada.said(general.id, text).await;
    }
    ada.sends_file(general.id, "the list", "green tea.txt", b"words").await;
    let best = ben.searches(&in_space(space.id), &[("q", "green tea"), ("sort", "relevance")]).await;
    let expected = [
        "green tea and green tea and green tea",
        "green tea",
        "green tea",
        "teapot green",
        "the list",
        "a green cup and, after a long walk through the whole town and back, some tea",
    ];
    assert_eq!(texts(&best), expected);
    assert!(best[1].message.seq > best[2].message.seq);
    assert_eq!(best[4].highlights, []);
    let newest = ben.searches(&in_space(space.id), &[("q", "green tea")]).await;
    assert!(newest.windows(2).all(|two| two[0].message.seq > two[1].message.seq));
    assert_eq!(newest.len(), best.len());
    world.stop().await;
}

// control: canis-77
#[tokio::test]
async fn walking_by_relevance_gives_each_once_while_others_write() {
    let (world, [ada, ben, _], space, general) = room().await;
    let mut stay = BTreeSet::new();
    let mut go = Vec::new();
    for number in 0..120 {
        let said = ada.said(general.id, &format!("tea {}", "and ".repeat(number % 7))).await;
        if number % 6 == 0 {
            go.push(said.id);
        } else {
            stay.insert(said.id);
        }
    }
    let writing = async {
        for message in go {
            ada.said(general.id, "tea tea tea").await;
            ada.deletes(message).await;
        }
    };
    let path = search(&in_space(space.id), &[("q", "tea"), ("sort", "relevance")]);
    let (walked, ()) = tokio::join!(walk::<Hit>(&ben, &path, &[7, 1, 20, 3]), writing);
    let ids: Vec<MessageId> = walked.iter().map(|hit| hit.message.id).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "each once");
    assert!(stay.iter().all(|id| ids.contains(id)), "none that stayed is missed");
    world.stop().await;
}

#[tokio::test]
async fn messages_of_one_moment_are_all_found_in_one_order() {
    let (world, [ada, ben, _], space, general) = room().await;
    let other = ada.makes_channel(space.id, "other").await;
    for number in 0..30 {
        // The clock stands still.
        ada.said(if number % 3 == 0 { other.id } else { general.id }, &format!("tea {number}")).await;
    }
    let whole = ben.searches(&in_space(space.id), &[("q", "tea")]).await;
    assert_eq!(whole.len(), 30);
    let walked: Vec<Hit> = walk(&ben, &search(&in_space(space.id), &[("q", "tea")]), &[1, 4]).await;
    assert_eq!(walked, whole);
    let seqs: Vec<i64> =
        whole.iter().filter(|hit| hit.message.channel_id == general.id).map(|hit| hit.message.seq).collect();
    assert!(seqs.windows(2).all(|two| two[0] > two[1]), "as in the channel: {seqs:?}");
    world.stop().await;
}

#[tokio::test]
async fn places_in_the_order_that_are_taken_are_passed_over() {
    let (world, [ada, ben, _], _, general) = room().await;
    let first = ada.said(general.id, "tea first").await;
    // The very place that the next message would have.
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update search_entry set n = n + 64 where message_id = $1").id(first.id).run().await.unwrap();
    tx.commit().await.unwrap();
    ada.said(general.id, "tea second").await;
    assert_eq!(ben.finds("/search", "tea").await, ["tea second", "tea first"]);
    world.stop().await;
}
