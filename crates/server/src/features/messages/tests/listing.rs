//! Lists: pages, cursors, walking while others write.

use super::*;
use crate::testkit::walk;
use snug_proto::Code;

async fn numbers(person: &Person, path: &str) -> (Vec<i64>, MessagePage) {
    let page: MessagePage = person.get(path).await.ok();
    (page.items.iter().map(|message| message.seq).collect(), page)
}

#[tokio::test]
async fn a_page_is_asked_for_by_number_or_cursor() {
    let (world, [ada, ben, _], _, general) = room().await;
    for number in 1..=30 {
        ada.said(general.id, &format!("{number}")).await;
    }
    let path = messages(general.id);
    let down = |from: i64, to: i64| (to..=from).rev().collect::<Vec<_>>();
    let (newest, page) = numbers(&ben, &format!("{path}?limit=10")).await;
    assert_eq!((newest, page.prev_cursor), (down(30, 21), None));
    let next = page.next_cursor.unwrap();
    let (older, page) = numbers(&ben, &format!("{path}?limit=10&cursor={next}")).await;
    assert_eq!(older, down(20, 11));
    let (oldest, last) = numbers(&ben, &format!("{path}?limit=10&cursor={}", page.next_cursor.unwrap())).await;
    assert_eq!((oldest, last.next_cursor), (down(10, 1), None));
    let (back, _) = numbers(&ben, &format!("{path}?limit=10&cursor={}", page.prev_cursor.unwrap())).await;
    assert_eq!(back, down(30, 21));
    let (around, page) = numbers(&ben, &format!("{path}?limit=10&around=15")).await;
    assert_eq!(around, down(20, 11));
    assert!(page.next_cursor.is_some() && page.prev_cursor.is_some());
    assert_eq!(numbers(&ben, &format!("{path}?limit=10&around=2")).await.0, down(10, 1));
    assert_eq!(numbers(&ben, &format!("{path}?limit=10&around=30")).await.0, down(30, 21));
    let (after, page) = numbers(&ben, &format!("{path}?limit=5&after=12")).await;
    assert_eq!((after, page.prev_cursor.is_some()), (down(17, 13), true));
    let (end, page) = numbers(&ben, &format!("{path}?limit=50&after=25")).await;
    assert_eq!((end, page.prev_cursor), (down(30, 26), None));
    assert_eq!(numbers(&ben, &format!("{path}?limit=5&before=4")).await.0, down(3, 1));
    assert_eq!(numbers(&ben, &format!("{path}?after=30")).await.0, Vec::<i64>::new());
    world.stop().await;
}

// control: canis-76
#[tokio::test]
async fn limits_are_bounded_and_cursors_belong_to_one_list_and_one_caller() {
    let (world, [ada, ben, _], space, general) = room().await;
    let other = ada.makes_channel(space.id, "other").await;
    for number in 0..105 {
        ada.said(general.id, &format!("{number}")).await;
    }
    let (first, second) = (ada.said(general.id, "first").await, ada.said(general.id, "second").await);
    for message in [&first, &second] {
        ada.put(&format!("/messages/{}/pin", message.id), Value::Null).await.done();
        for person in [&ada, &ben] {
            person.put(&format!("/messages/{}/reactions/👍", message.id), Value::Null).await.done();
        }
        for text in ["b", "c", "d"] {
            ada.patch(&format!("/messages/{}", message.id), json!({ "content": text })).await.ok::<Value>();
        }
    }
    let lists = [
        (messages(general.id), messages(other.id)),
        (format!("/channels/{}/pins", general.id), format!("/channels/{}/pins", other.id)),
        (format!("/messages/{}/reactions/👍", first.id), format!("/messages/{}/reactions/👍", second.id)),
        (format!("/messages/{}/revisions", first.id), format!("/messages/{}/revisions", second.id)),
    ];
    for (path, elsewhere) in &lists {
        for wrong in ["0", "-1", "x", ""] {
            let refusal = ada.get(&format!("{path}?limit={wrong}")).await.refused(Code::Invalid);
            assert_eq!(refusal.field.as_deref(), Some("limit"), "{path}");
        }
        let page: Value = ada.get(&format!("{path}?limit=100000")).await.ok();
        assert!(page["items"].as_array().unwrap().len() <= 100);
        let page: Value = ada.get(&format!("{path}?limit=1")).await.ok();
        assert_eq!(page["items"].as_array().unwrap().len(), 1, "{path}");
        let cursor = page["next_cursor"].as_str().unwrap().to_owned();
        ada.get(&format!("{path}?limit=1&cursor={cursor}")).await.ok::<Value>();
        ada.get(&format!("{elsewhere}?cursor={cursor}")).await.refused(Code::Malformed);
        let mut changed = cursor.clone().into_bytes();
        changed[20] = if changed[20] == b'A' { b'B' } else { b'A' };
        ada.get(&format!("{path}?cursor={}", String::from_utf8(changed).unwrap())).await.refused(Code::Malformed);
        ada.get(&format!("{path}?cursor=nonsense")).await.refused(Code::Malformed);
        if !path.ends_with("/revisions") {
            ben.get(&format!("{path}?cursor={cursor}")).await.refused(Code::Malformed);
        }
    }
    for two in ["before=5&after=1", "around=1&before=2", "after=1&around=2"] {
        ada.get(&format!("{}?{two}", messages(general.id))).await.refused(Code::Invalid);
    }
    world.stop().await;
}

// control: canis-77
#[tokio::test]
async fn walking_misses_and_repeats_nothing_while_others_write_and_delete() {
    let (world, [ada, ben, _], _, general) = room().await;
    let mut stay = Vec::new();
    let mut go = Vec::new();
    for number in 0..250 {
        let said = ada.said(general.id, &format!("{number}")).await;
        if number % 5 == 0 { go.push(said.id) } else { stay.push(said.id) }
    }
    let writing = async {
        for message in go {
            ben.said(general.id, "meanwhile").await;
            ada.deletes(message).await;
        }
    };
    let path = messages(general.id);
    let walking = walk::<Message>(&ben, &path, &[1, 7, 100, 3, 29]);
    let (walked, ()) = tokio::join!(walking, writing);
    assert!(walked.windows(2).all(|pair| pair[0].seq > pair[1].seq), "strictly downwards");
    let seen: Vec<MessageId> = walked.iter().map(|message| message.id).filter(|id| stay.contains(id)).collect();
    stay.reverse();
    assert_eq!(seen, stay);
    world.stop().await;
}

#[tokio::test]
async fn a_page_is_full_although_most_of_the_history_is_deleted() {
    let (world, [ada, ben, _], _, general) = room().await;
    let mut all = Vec::new();
    for number in 0..120 {
        all.push(ada.said(general.id, &format!("{number}")).await.id);
    }
    let gone: Vec<MessageId> =
        all.iter().copied().enumerate().filter(|(at, _)| at % 10 != 0).map(|(_, id)| id).collect();
    for ids in gone.chunks(100) {
        ada.post(&format!("{}/bulk-delete", messages(general.id)), json!({ "ids": ids })).await.ok::<Value>();
    }
    let page: MessagePage = ben.get(&format!("{}?limit=5", messages(general.id))).await.ok();
    assert_eq!((page.items.len(), page.next_cursor.is_some()), (5, true));
    assert_eq!(walk::<Message>(&ben, &messages(general.id), &[5]).await.len(), 12);
    world.stop().await;
}
