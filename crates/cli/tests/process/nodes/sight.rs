//! Who loses sight of a channel at one node hears nothing of it at the other.

use super::{AT_ONCE, Bus, EVERY, assert_at_once, chatter::Chatter, last_granted};
use crate::{
    people::{House, PATIENCE, listening, user},
    stage::Stage,
};
use serde_json::{Value, json};
use snug_client::{Client, Heard, Socket};
use snug_proto::{ChannelId, events::Event, gateway::ServerFrame, spaces::Role};
use std::time::Instant;
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
};

/// Messages that each says while it is hidden.
const HIDDEN: u64 = 15;

/// What one person hears of a channel, as it comes.
struct Ear {
    /// When the channel was last taken out of sight.
    gone: watch::Receiver<Option<Instant>>,
    heard: mpsc::UnboundedReceiver<String>,
    task: JoinHandle<()>,
}

impl Ear {
    fn of(mut socket: Socket, channel: ChannelId) -> Self {
        let (going, gone) = watch::channel(None);
        let (telling, heard) = mpsc::unbounded_channel();
        let task = tokio::spawn(async move {
            loop {
                let Heard::Frame(frame) = socket.hear().await else { panic!("the socket stays") };
                match frame {
                    ServerFrame::Event { event: Event::MessageCreate { message, .. }, .. } => {
                        telling.send(message.content.unwrap_or_default()).ok();
                    }
                    ServerFrame::Event { event: Event::ChannelDelete { channel_id, .. }, .. }
                        if channel_id == channel =>
                    {
                        going.send_replace(Some(Instant::now()));
                    }
                    _ => {}
                }
            }
        });
        Self { gone, heard, task }
    }

    /// Waits until something of this chapter is heard; nothing of a hidden one comes before.
    async fn hears(&mut self, chapter: u64) {
        let hearing = async {
            loop {
                let words = self.heard.recv().await.expect("the socket stays");
                let told = Chatter::chapter_of(&words);
                assert_ne!(told % 3, 1, "{words} was said out of sight, before {chapter}");
                if told == chapter {
                    return;
                }
            }
        };
        tokio::time::timeout(PATIENCE, hearing).await.expect("it is heard");
    }
}

/// Two calls: one takes sight, the other gives it back.
struct Act {
    name: &'static str,
    takes: (&'static str, String, Value),
    gives: (&'static str, String, Value),
}

async fn calls(client: &Client, (method, path, body): &(&'static str, String, Value)) {
    let body = Some(body).filter(|body| !body.is_null());
    let answer = client.send(method.parse().unwrap(), path, body).await.unwrap();
    assert!(answer.status.is_success(), "{method} {path}: {}", answer.refusal());
}

async fn acts(house: &House, ada: &Client) -> [Act; 2] {
    let (general, space, ada) = (house.general, house.space, user(ada));
    let role: Role = house.olive.post(&format!("/spaces/{space}/roles"), &json!({ "name": "Blind" })).await.unwrap();
    let deny = json!({ "deny": ["view_channel"] });
    let blinds = ("PUT", format!("/channels/{general}/overrides/role/{}", role.id), deny.clone());
    calls(&house.olive, &blinds).await;
    let (theirs, held) = (
        format!("/channels/{general}/overrides/user/{ada}"),
        format!("/spaces/{space}/members/{ada}/roles/{}", role.id),
    );
    [
        Act { name: "an exception", takes: ("PUT", theirs.clone(), deny), gives: ("DELETE", theirs, Value::Null) },
        Act { name: "a role", takes: ("PUT", held.clone(), Value::Null), gives: ("DELETE", held, Value::Null) },
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_out_of_sight_at_one_node_is_not_heard_at_the_other() {
    let stage = Stage::up().await;
    let house = House::open(&stage.a.base).await;
    let ada = house.joins(&stage.b.base, "ada").await;
    let mut ear = Ear::of(listening(&ada).await.0, house.general);
    let mut chatter = Chatter::begin(&[&house.olive, &stage.at_b(&house.olive)], house.general);
    let messages = format!("/channels/{}/messages?limit=1", house.general);
    let mut chapter = 0;
    for bus in EVERY {
        for act in acts(&house, &ada).await {
            let what = format!("{}, bus {bus:?}", act.name);
            ear.hears(chapter).await;
            bus.begins(&stage);
            calls(&house.olive, &act.takes).await;
            let answered = Instant::now();
            chatter.turns_to(chapter + 1);
            assert_at_once(answered, last_granted(&ada, &messages, 404).await, &what);
            let gone = tokio::time::timeout(PATIENCE, ear.gone.changed());
            gone.await.expect("it is told").unwrap();
            let told = ear.gone.borrow_and_update().expect("just told");
            assert!(told.saturating_duration_since(answered) <= AT_ONCE, "{what}: told {:?} later", told - answered);
            chatter.has_said(chapter + 1, HIDDEN).await;
            chatter.turns_to(chapter + 2);
            chatter.has_said(chapter + 2, 1).await;
            bus.ends(&stage).await;
            chapter += 3;
            calls(&house.olive, &act.gives).await;
            chatter.turns_to(chapter);
        }
    }
    ear.hears(chapter).await;
    let acknowledged = chatter.end().await;
    assert_eq!(house.stands(&ada).await, acknowledged, "everything acknowledged stands, and nothing else");
    assert!(!ear.task.is_finished());
    ear.task.abort();
    stage.down().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_slept_tells_nothing_of_what_was_hidden_meanwhile() {
    let stage = Stage::up().await;
    let house = House::open(&stage.a.base).await;
    let ada = house.joins(&stage.b.base, "ada").await;
    let mut ear = Ear::of(listening(&ada).await.0, house.general);
    let mut chatter = Chatter::begin(&[&house.olive], house.general);
    let [exception, _] = acts(&house, &ada).await;
    ear.hears(0).await;
    stage.b.signal("STOP");
    calls(&house.olive, &exception.takes).await;
    chatter.turns_to(1);
    // Long enough for the others to take it for dead.
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    chatter.has_said(1, HIDDEN).await;
    chatter.turns_to(2);
    chatter.has_said(2, 1).await;
    stage.b.signal("CONT");
    let woken = Instant::now();
    let granted = last_granted(&ada, &format!("/channels/{}/messages?limit=1", house.general), 404).await;
    assert_at_once(woken, granted, "a node that slept");
    tokio::time::timeout(PATIENCE, ear.gone.changed()).await.expect("it is told").unwrap();
    Bus::Works.ends(&stage).await;
    calls(&house.olive, &exception.gives).await;
    chatter.turns_to(3);
    ear.hears(3).await;
    chatter.end().await;
    ear.task.abort();
    stage.down().await;
}
