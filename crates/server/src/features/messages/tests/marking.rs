//! Reactions and pins.

use super::*;
use crate::testkit::walk;
use futures_util::future::join_all;
use snug_proto::{
    Code,
    account::User,
    limits::{PINS_MAX, REACTIONS_MAX},
    messages::{Reaction, SystemEvent},
};

fn reaction(message: MessageId, emoji: &str) -> String {
    format!("/messages/{message}/reactions/{emoji}")
}

#[tokio::test]
async fn an_emoji_counts_once_a_person_however_it_is_written() {
    let (world, [ada, ben, _], _, general) = room().await;
    let said = ada.said(general.id, "look").await;
    let mut ears = Ears::of(&world);
    for emoji in ["❤", "❤\u{FE0F}", "%E2%9D%A4"] {
        ben.put(&reaction(said.id, emoji), Value::Null).await.done();
    }
    ada.put(&reaction(said.id, "❤"), Value::Null).await.done();
    let counts: Vec<i64> = ears
        .told()
        .iter()
        .map(|event| if let Event::ReactionAdd { count, .. } = event { *count } else { panic!("{event:?}") })
        .collect();
    assert_eq!(counts, [1, 2]);
    let seen = |me: bool| vec![Reaction { emoji: "❤\u{FE0F}".into(), count: 2, me }];
    assert_eq!(ben.reads_page(general.id).await.items[0].reactions, seen(true));
    ada.delete(&reaction(said.id, "❤\u{FE0F}")).await.done();
    ada.delete(&reaction(said.id, "❤")).await.done();
    assert!(matches!(&ears.told()[..], [Event::ReactionRemove { count: 1, .. }]));
    for bad in ["x", "👍👍", "%20", ":heart:"] {
        ben.put(&reaction(said.id, bad), Value::Null).await.refused(Code::Invalid);
    }
    let people: Vec<User> = walk(&ada, &reaction(said.id, "❤"), &[1]).await;
    assert_eq!(people.iter().map(|user| user.id).collect::<Vec<_>>(), [ben.id]);
    world.stop().await;
}

#[tokio::test]
async fn twenty_different_reactions_are_enough_also_in_parallel() {
    let (world, [ada, ben, _], _, general) = room().await;
    let said = ada.said(general.id, "look").await;
    let fruit = [
        "🍎", "🍐", "🍊", "🍋", "🍌", "🍉", "🍇", "🍓", "🍈", "🍒", "🍑", "🥭", "🍍", "🥥", "🥝", "🍅", "🍆", "🥑",
        "🥦",
    ];
    assert_eq!(i64::try_from(fruit.len()).unwrap(), REACTIONS_MAX - 1);
    for emoji in fruit {
        ada.put(&reaction(said.id, emoji), Value::Null).await.done();
    }
    let late = ["🚀", "🚁", "🚂", "🚃", "🚄"].map(|emoji| reaction(said.id, emoji));
    let answers = join_all(late.iter().map(|path| ben.put(path, Value::Null))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 204).count(), 1);
    assert_eq!(answers.iter().filter(|answer| answer.status == 409).count(), 4);
    ben.put(&reaction(said.id, fruit[0]), Value::Null).await.done();
    world.stop().await;
}

#[tokio::test]
async fn only_moderators_clear_what_others_put() {
    let (world, [ada, ben, _], space, general) = room().await;
    let said = ada.said(general.id, "look").await;
    for emoji in ["👍", "👎"] {
        ada.put(&reaction(said.id, emoji), Value::Null).await.done();
    }
    let all = format!("/messages/{}/reactions", said.id);
    let one = format!("{}/{}", reaction(said.id, "👍"), ada.id);
    ben.delete(&all).await.refused(Code::Forbidden);
    ben.delete(&one).await.refused(Code::Forbidden);
    let mut ears = Ears::of(&world);
    ada.delete(&one).await.done();
    ada.delete(&one).await.done();
    ada.delete(&all).await.done();
    ada.delete(&all).await.done();
    assert!(matches!(
        &ears.told()[..],
        [Event::ReactionRemove { count: 0, .. }, Event::ReactionClear { emoji: None, .. }]
    ));
    ada.denies(&space, general.id, &["add_reactions"]).await;
    ben.put(&reaction(said.id, "👍"), Value::Null).await.refused(Code::Forbidden);
    ben.delete(&reaction(said.id, "👍")).await.done();
    world.stop().await;
}

#[tokio::test]
async fn a_pin_is_told_and_said_once() {
    let (world, [ada, ben, _], _, general) = room().await;
    let (first, second) = (ada.said(general.id, "one").await, ben.said(general.id, "two").await);
    let pin = |message: MessageId| format!("/messages/{message}/pin");
    ben.put(&pin(first.id), Value::Null).await.refused(Code::Forbidden);
    let mut ears = Ears::of(&world);
    ada.put(&pin(first.id), Value::Null).await.done();
    ada.put(&pin(first.id), Value::Null).await.done();
    let told = ears.told();
    let [Event::PinUpdate { pinned: true, .. }, Event::MessageCreate { message, .. }] = &told[..] else {
        panic!("{told:?}")
    };
    assert!(message.author.is_none());
    assert!(
        matches!(&message.system, Some(SystemEvent::Pin { user, message_id }) if user.id == ada.id && *message_id == first.id)
    );
    assert_eq!(ben.reads_page(general.id).await.items[0], *message);
    ada.patch(&format!("/messages/{}", message.id), json!({ "content": "x" })).await.refused(Code::Forbidden);
    ada.put(&pin(message.id), Value::Null).await.refused(Code::Invalid);
    ben.delete(&format!("/messages/{}", message.id)).await.refused(Code::Forbidden);
    world.wait(std::time::Duration::from_millis(1));
    ada.put(&pin(second.id), Value::Null).await.done();
    let list = format!("/channels/{}/pins", general.id);
    let pinned: Vec<Message> = walk(&ben, &list, &[1]).await;
    assert_eq!(pinned.iter().map(|message| message.id).collect::<Vec<_>>(), [second.id, first.id]);
    assert!(pinned.iter().all(|message| message.pinned));
    ears.heard();
    ada.delete(&pin(first.id)).await.done();
    ada.delete(&pin(first.id)).await.done();
    assert!(matches!(&ears.heard()[..], [(_, Event::PinUpdate { pinned: false, .. })]));
    world.stop().await;
}

#[tokio::test]
async fn fifty_pins_are_enough_also_in_parallel() {
    let (world, [ada, ..], _, general) = room().await;
    let mut pins = Vec::new();
    for number in 0..PINS_MAX + 4 {
        pins.push(format!("/messages/{}/pin", ada.said(general.id, &number.to_string()).await.id));
    }
    let (most, late) = pins.split_at(usize::try_from(PINS_MAX - 1).unwrap());
    for pin in most {
        ada.put(pin, Value::Null).await.done();
    }
    let answers = join_all(late.iter().map(|pin| ada.put(pin, Value::Null))).await;
    let count = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((count(204), count(409)), (1, 4));
    world.stop().await;
}
