//! The same promises on one node and over a server, and what happens when that server fails.

use super::{
    Bus, Delivery, Subscription,
    frame::{Frame, Kind, SILENCE_MS, Sender},
};
use crate::{
    clock::{Clock, ManualClock},
    lifecycle::Lifecycle,
    net::proxy::{Line, Proxy, test_prefix, test_redis},
    telemetry::Captured,
};
use bytes::Bytes;
use futures_util::FutureExt;
use std::time::Duration;
use uuid::Uuid;

/// Real time after which a test has failed.
const PATIENCE: Duration = Duration::from_secs(10);

/// Nodes of one installation.
struct Nodes {
    life: Lifecycle,
    prefix: String,
}

impl Nodes {
    fn new() -> Self {
        Self { life: Lifecycle::default(), prefix: test_prefix() }
    }

    async fn node(&self) -> Bus {
        let bus = self.node_at(&test_redis(), &self.life, Clock::Real);
        tokio::time::timeout(PATIENCE, bus.up()).await.unwrap();
        bus
    }

    fn node_at(&self, server: &str, life: &Lifecycle, clock: Clock) -> Bus {
        let node = Uuid::from_u128(rand::random());
        Bus::redis(&format!("redis://{server}"), &self.prefix, node, life, clock).unwrap()
    }

    async fn line(&self, line: Line) -> Proxy {
        Proxy::to(test_redis(), line, &self.life).await
    }

    /// Sends a frame as a node made up by the test would.
    async fn forge(&self, kind: Kind, number: u64) {
        let client = redis::Client::open(format!("redis://{}", test_redis())).unwrap();
        let mut connection = client.get_multiplexed_async_connection().await.unwrap();
        let sender = Sender { node: Uuid::from_u128(7), start: 7 };
        let frame = Frame { kind, sender, number, body: Bytes::from_static(b"forged") }.encode();
        let channel = format!("{}:bus", self.prefix);
        redis::cmd("PUBLISH").arg(channel).arg(frame.as_ref()).query_async::<()>(&mut connection).await.unwrap();
    }
}

/// The same cases on each kind: two buses that hear each other.
async fn pairs(nodes: &Nodes) -> [(Bus, Bus); 2] {
    let local = Bus::local();
    [(local.clone(), local), (nodes.node().await, nodes.node().await)]
}

fn body(number: usize) -> Bytes {
    Bytes::from(number.to_string())
}

async fn next(subscription: &mut Subscription) -> Delivery {
    tokio::time::timeout(PATIENCE, subscription.next()).await.unwrap().unwrap()
}

async fn next_after_gaps(subscription: &mut Subscription) -> Delivery {
    loop {
        match next(subscription).await {
            Delivery::Gap => {}
            message => return message,
        }
    }
}

/// Gives the tasks a turn until it is so.
async fn until(is_so: impl Fn() -> bool) {
    let waiting = async {
        while !is_so() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.unwrap();
}

#[tokio::test]
async fn the_own_node_hears_at_once_and_in_order() {
    let nodes = Nodes::new();
    for (bus, _) in pairs(&nodes).await {
        let mut subscription = bus.subscribe();
        for number in 0..20 {
            bus.publish("test", body(number));
        }
        for number in 0..20 {
            assert_eq!(subscription.next().now_or_never(), Some(Some(Delivery::Message(body(number)))));
        }
        assert_eq!(subscription.next().now_or_never(), None);
        assert_eq!(bus.publish_failures(), 0);
    }
}

#[tokio::test]
async fn every_node_hears_everything_once_and_in_order() {
    let nodes = Nodes::new();
    for (ada, ben) in pairs(&nodes).await {
        let (mut at_ada, mut at_ben) = (ada.subscribe(), ben.subscribe());
        for number in 0..1_000 {
            ada.publish("test", body(number));
        }
        for number in 0..1_000 {
            assert_eq!(next(&mut at_ben).await, Delivery::Message(body(number)));
            assert_eq!(next(&mut at_ada).await, Delivery::Message(body(number)));
        }
        // What comes next is new: nothing came twice, and Ada did not hear herself again.
        ben.publish("test", Bytes::from_static(b"end"));
        assert_eq!(next(&mut at_ada).await, Delivery::Message(Bytes::from_static(b"end")));
        assert_eq!(next(&mut at_ben).await, Delivery::Message(Bytes::from_static(b"end")));
    }
}

#[tokio::test]
async fn a_subscriber_that_falls_behind_gets_a_gap() {
    let nodes = Nodes::new();
    for (bus, _) in pairs(&nodes).await {
        let mut subscription = bus.subscribe();
        for number in 0..10_000 {
            bus.publish("test", body(number));
        }
        assert_eq!(next(&mut subscription).await, Delivery::Gap);
        let Delivery::Message(mut newest) = next(&mut subscription).await else { panic!("two gaps") };
        while newest != body(9_999) {
            let Delivery::Message(message) = next(&mut subscription).await else { panic!("two gaps") };
            newest = message;
        }
    }
}

#[tokio::test]
async fn a_bus_that_works_says_so() {
    let nodes = Nodes::new();
    for (bus, _) in pairs(&nodes).await {
        assert!(bus.probe().await);
        assert!(bus.is_up());
    }
}

#[test]
fn only_a_bad_address_stops_the_start() {
    let life = Lifecycle::default();
    assert!(Bus::redis("nonsense", "test", Uuid::nil(), &life, Clock::Real).is_err());
    assert!(life.running().is_empty());
}

#[tokio::test]
async fn installations_do_not_hear_each_other() {
    let (ours, theirs) = (Nodes::new(), Nodes::new());
    let (ada, eve) = (ours.node().await, theirs.node().await);
    let mut at_eve = eve.subscribe();
    ada.publish("test", body(1));
    assert!(ada.probe().await && eve.probe().await);
    assert_eq!(at_eve.next().now_or_never(), None);
}

// control: canis-57
#[tokio::test]
async fn a_node_that_was_cut_off_gets_a_gap_and_then_hears_again() {
    let nodes = Nodes::new();
    let line = nodes.line(Line::Open).await;
    let (ada, ben) = (nodes.node().await, nodes.node_at(&line.address, &nodes.life, Clock::Real));
    ben.up().await;
    let mut at_ben = ben.subscribe();
    line.cut().await;
    until(|| !ben.is_up()).await;
    for number in 0..20 {
        ada.publish("test", body(number));
    }
    assert!(ada.probe().await);
    assert_eq!(at_ben.next().now_or_never(), None);

    line.set(Line::Open);
    assert_eq!(next(&mut at_ben).await, Delivery::Gap);
    ada.publish("test", body(20));
    assert_eq!(next(&mut at_ben).await, Delivery::Message(body(20)));
    assert_eq!((ada.publish_failures(), ben.publish_failures()), (0, 0));
}

// control: canis-57
#[tokio::test]
async fn messages_that_could_not_be_sent_are_counted_and_logged_and_leave_a_gap() {
    let nodes = Nodes::new();
    let line = nodes.line(Line::Open).await;
    let (ada, ben) = (nodes.node_at(&line.address, &nodes.life, Clock::Real), nodes.node().await);
    ada.up().await;
    let (mut at_ada, mut at_ben) = (ada.subscribe(), ben.subscribe());
    line.cut().await;
    until(|| !ada.is_up()).await;

    let (log, _guard) = Captured::start(tracing::Level::TRACE);
    for number in 0..20 {
        ada.publish_about("message_create", "0197f3a2", body(number));
        assert_eq!(next_after_gaps(&mut at_ada).await, Delivery::Message(body(number)), "the own node hears still");
    }
    until(|| ada.publish_failures() == 20).await;
    let is_told = |line: &&str| {
        line.contains("\"ERROR\"") && line.contains("\"message_create\"") && line.contains("\"0197f3a2\"")
    };
    assert_eq!(log.text().lines().filter(is_told).count(), 20);
    assert_eq!(at_ben.next().now_or_never(), None);

    line.set(Line::Open);
    assert_eq!(next(&mut at_ben).await, Delivery::Gap);
    assert!(ada.probe().await);
    ada.publish("test", body(20));
    assert_eq!(next_after_gaps(&mut at_ben).await, Delivery::Message(body(20)));
    assert_eq!(ada.publish_failures(), 20);
}

// control: canis-56
// control: canis-57
#[tokio::test]
async fn a_server_that_hangs_blocks_nobody_and_is_told_from_one_that_works() {
    let nodes = Nodes::new();
    let line = nodes.line(Line::Open).await;
    let bus = nodes.node_at(&line.address, &nodes.life, Clock::Real);
    bus.up().await;
    let mut subscription = bus.subscribe();
    line.set(Line::Hangs);
    bus.publish("test", body(1));
    assert_eq!(subscription.next().now_or_never(), Some(Some(Delivery::Message(body(1)))));
    assert_eq!(tokio::time::timeout(Duration::from_secs(1), bus.probe()).await, Ok(false));
    until(|| bus.publish_failures() == 1 && !bus.is_up()).await;

    line.cut().await;
    line.set(Line::Open);
    tokio::time::timeout(Duration::from_secs(5), bus.up()).await.unwrap();
    assert!(bus.probe().await);
    assert_eq!(next(&mut subscription).await, Delivery::Gap);
}

// control: canis-57
#[tokio::test]
async fn a_queue_that_is_full_fails_loudly() {
    let nodes = Nodes::new();
    let line = nodes.line(Line::Hangs).await;
    let (bus, ben) = (nodes.node_at(&line.address, &nodes.life, Clock::Real), nodes.node().await);
    let mut at_ben = ben.subscribe();
    // The publisher gets no turn meanwhile, so exactly the queue is taken.
    for number in 0..10_000 {
        bus.publish("test", body(number));
    }
    assert_eq!(bus.publish_failures(), 10_000 - 8_192);
    line.set(Line::Open);
    assert_eq!(next(&mut at_ben).await, Delivery::Gap);
}

#[tokio::test]
async fn a_server_that_comes_up_later_is_found() {
    let nodes = Nodes::new();
    let line = nodes.line(Line::Cut).await;
    let bus = nodes.node_at(&line.address, &nodes.life, Clock::Real);
    assert!(!bus.probe().await);
    assert!(!bus.is_up());
    line.set(Line::Open);
    tokio::time::timeout(PATIENCE, bus.up()).await.unwrap();
    assert!(bus.probe().await);
}

#[tokio::test]
async fn a_number_that_is_missing_is_noticed_in_silence() {
    let nodes = Nodes::new();
    let ben = nodes.node().await;
    let mut at_ben = ben.subscribe();
    nodes.forge(Kind::Message, 1).await;
    assert_eq!(next(&mut at_ben).await, Delivery::Message(Bytes::from_static(b"forged")));
    nodes.forge(Kind::Beat, 2).await;
    assert_eq!(next(&mut at_ben).await, Delivery::Gap);
}

#[tokio::test]
async fn a_node_that_dies_leaves_a_gap() {
    let nodes = Nodes::new();
    let manual = ManualClock::at(0);
    let ben = nodes.node_at(&test_redis(), &nodes.life, Clock::Manual(manual.clone()));
    ben.up().await;
    let mut at_ben = ben.subscribe();
    nodes.forge(Kind::Message, 1).await;
    assert_eq!(next(&mut at_ben).await, Delivery::Message(Bytes::from_static(b"forged")));
    manual.advance(Duration::from_millis(SILENCE_MS.unsigned_abs()));
    assert_eq!(next(&mut at_ben).await, Delivery::Gap);
}

// control: canis-57
#[tokio::test]
async fn a_node_that_stops_sends_what_it_has_and_leaves_no_gap() {
    let nodes = Nodes::new();
    let manual = ManualClock::at(0);
    let ben = nodes.node_at(&test_redis(), &nodes.life, Clock::Manual(manual.clone()));
    ben.up().await;
    let mut at_ben = ben.subscribe();
    let life = Lifecycle::default();
    let ada = nodes.node_at(&test_redis(), &life, Clock::Real);
    ada.up().await;
    for number in 0..500 {
        ada.publish("test", body(number));
    }
    life.stop().await;
    assert!(life.running().is_empty());
    for number in 0..500 {
        assert_eq!(next(&mut at_ben).await, Delivery::Message(body(number)));
    }
    assert!(ben.probe().await);
    manual.advance(Duration::from_millis(SILENCE_MS.unsigned_abs()));
    assert!(ben.probe().await);
    assert_eq!(at_ben.next().now_or_never(), None);
    assert_eq!(ada.publish_failures(), 0);
}
