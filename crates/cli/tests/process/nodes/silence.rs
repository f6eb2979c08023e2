//! The bus is silent for ten seconds under load: nothing is lost for who fetches what they are told to fetch.

use super::{Bus, chatter::Chatter};
use crate::{
    people::{House, PATIENCE, listening},
    stage::Stage,
};
use snug_client::{Heard, Socket};
use snug_proto::{events::Event, gateway::ServerFrame};
use std::{collections::BTreeMap, time::Duration};
use tokio::sync::watch;

/// What a client has: what it heard, and how often it was told to fetch.
#[derive(Clone, Debug, Default)]
struct Known {
    heard: BTreeMap<String, i64>,
    resyncs: u32,
}

fn listens(mut socket: Socket) -> watch::Receiver<Known> {
    let (telling, known) = watch::channel(Known::default());
    tokio::spawn(async move {
        while !telling.is_closed() {
            match socket.hear().await {
                Heard::Frame(ServerFrame::Event { event: Event::MessageCreate { message, .. }, .. }) => {
                    let words = message.content.unwrap_or_default();
                    telling.send_modify(|known| {
                        let twice = known.heard.insert(words, message.seq);
                        assert!(twice.is_none(), "nothing is told twice");
                    });
                }
                Heard::Frame(ServerFrame::Event { event: Event::Resync { .. }, .. }) => {
                    telling.send_modify(|known| known.resyncs += 1);
                }
                Heard::Frame(_) => {}
                Heard::Closed(code) => panic!("closed with {code:?}"),
            }
        }
    });
    known
}

#[tokio::test(flavor = "multi_thread")]
async fn after_ten_seconds_of_silence_everybody_has_everything() {
    let stage = Stage::up().await;
    let house = House::open(&stage.a.base).await;
    let (ada, ben) = (house.joins(&stage.a.base, "ada").await, house.joins(&stage.b.base, "ben").await);
    let mut ears = [listens(listening(&ada).await.0), listens(listening(&ben).await.0)];
    let at_b = stage.at_b(&house.olive);
    let mut chatter = Chatter::begin(&[&house.olive, &at_b, &ada, &ben], house.general);
    chatter.has_said(0, 10).await;
    Bus::Silent.begins(&stage);
    chatter.turns_to(1);
    tokio::time::sleep(Duration::from_secs(10)).await;
    chatter.has_said(1, 50).await;
    let before: Vec<u32> = ears.iter().map(|ear| ear.borrow().resyncs).collect();
    Bus::Silent.ends(&stage).await;
    for (ear, before) in ears.iter_mut().zip(before) {
        let told = tokio::time::timeout(PATIENCE, ear.wait_for(|known| known.resyncs > before)).await;
        told.expect("they are told to fetch").unwrap();
    }
    chatter.turns_to(2);
    chatter.has_said(2, 10).await;
    let acknowledged = chatter.end().await;
    let stands = house.stands(&ben).await;
    assert_eq!(stands, acknowledged);
    let numbers: Vec<i64> = stands.values().copied().collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    assert_eq!(numbers, (1..=i64::try_from(stands.len()).unwrap()).collect::<Vec<_>>(), "numbers have no holes");
    for ear in &mut ears {
        // What was said after the return is heard without fetching, and nothing was told wrong.
        let all = |known: &Known| {
            acknowledged
                .keys()
                .filter(|words| Chatter::chapter_of(words) == 2)
                .all(|words| known.heard.contains_key(words))
        };
        tokio::time::timeout(PATIENCE, ear.wait_for(all)).await.expect("it is heard").unwrap();
        let known = ear.borrow();
        for (words, seq) in &known.heard {
            assert_eq!(acknowledged.get(words), Some(seq), "{words}");
        }
    }
    stage.down().await;
}
