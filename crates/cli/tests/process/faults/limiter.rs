//! The Redis that keeps the limits is away: guessing is closed, talk goes on, and limits hold again after it.

use super::{
    Node,
    load::{Answered, timed},
    told,
};
use crate::{
    gate::{Gate, Way},
    people::{House, PATIENCE, say},
    place::{CODE, Ground, free_port},
    redis::Redis,
};
use serde_json::json;
use snug_client::Client;
use snug_proto::{Code, instance::PartHealth};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use tokio::{io::AsyncWriteExt, net::TcpStream};

/// Doors answer within this while the store is away.
const SOON: Duration = Duration::from_secs(1);
/// Limits hold again within this after its return.
const BACK: Duration = Duration::from_secs(2);
/// The server is asked to warn at most so often.
const WARNS: Duration = Duration::from_secs(10);

/// Somebody tries a password that is wrong.
async fn guesses(client: &Client) -> Answered {
    let body = json!({ "login": "olive", "password": "a guess in the dark", "session": "token" });
    timed("a guess", client.request("POST".parse().unwrap(), "/auth/sign-in", None, Some(&body))).await.0
}

/// Guesses until the limit answers; at most as often as a burst allows.
async fn assert_limits_hold(client: &Client, since: Instant, what: &str) {
    let mut open = 0;
    loop {
        let answer = guesses(client).await;
        match answer.code {
            Some(Code::RateLimited) => break,
            // Not back yet.
            Some(Code::Unavailable) => assert!(since.elapsed() <= BACK, "{what}: {answer:?}"),
            Some(Code::InvalidCredentials) => open += 1,
            _ => panic!("{what}: {answer:?}"),
        }
        assert!(open <= 10, "{what}: the limit does not hold");
    }
}

/// Decisions without the store, as the operator's numbers tell.
async fn unlimited(numbers: &Client) -> u64 {
    let page = numbers.request("GET".parse().unwrap(), "//metrics", None, None).await.unwrap();
    let page = String::from_utf8(page.bytes.to_vec()).unwrap();
    let lines = page.lines().filter(|line| line.starts_with("snug_unlimited_decisions_total"));
    lines.map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum()
}

fn warnings(log: &Path) -> usize {
    fs::read_to_string(log).unwrap().matches("requests pass unlimited").count()
}

struct Place {
    ground: Ground,
    redis: Redis,
    gate: Gate,
    node: Node,
    numbers: Client,
    log: PathBuf,
}

impl Place {
    async fn up(settings: &[(&str, &str)]) -> Self {
        let (ground, redis) = (Ground::fresh().await, Redis::start().await);
        let gate = Gate::before(redis.address()).await;
        let (bus, admin) = (format!("redis://{}", gate.address), format!("127.0.0.1:{}", free_port()));
        let log = ground.folder.path().join("log");
        let always =
            [("SNUG_BUS", &*bus), ("SNUG_ADMIN_LISTEN", &admin), ("SNUG_RATE_FACTOR", "1"), ("SNUG_LOG", "warn")];
        let (mut command, port) = told(&ground, &ground.url(), &[&always, settings].concat());
        command.stderr(File::create(&log).unwrap());
        let node = Node::of(command, port).await;
        let numbers = Client::new(&format!("http://{admin}")).unwrap();
        Self { ground, redis, gate, node, numbers, log }
    }

    async fn down(self) {
        drop(self.node);
        self.ground.end().await;
    }
}

// control: canis-70
#[tokio::test(flavor = "multi_thread")]
async fn without_the_limiters_store_guessing_is_closed_and_talk_goes_on() {
    let mut place = Place::up(&[]).await;
    let house = House::open(&place.node.process.base).await;
    let guest = &place.node.client;
    assert_limits_hold(guest, Instant::now(), "at first").await;
    let begun = Instant::now();
    for (at, way) in [Way::Refuse, Way::Swallow].into_iter().enumerate() {
        place.gate.set(way);
        let door = guesses(guest).await;
        let mut doors = vec![door];
        let guessing: Vec<_> = (1..10)
            .map(|_| {
                tokio::spawn({
                    let guest = guest.clone();
                    async move { guesses(&guest).await }
                })
            })
            .collect();
        for guess in guessing {
            doors.push(guess.await.unwrap());
        }
        for door in doors {
            assert_eq!((door.status, door.code), (503, Some(Code::Unavailable)), "{way:?}");
            assert!(door.took <= SOON, "{way:?}: {door:?}");
        }
        let before = unlimited(&place.numbers).await;
        say(&house.olive, house.general, &format!("without limits {at}")).await.unwrap();
        assert_eq!(unlimited(&place.numbers).await, before + 2, "{way:?}: the rates of the caller and of the channel");
        place.node.health_is(503, |health| health.limiter == PartHealth::Answers(false)).await;
        place.gate.set(Way::Pass);
        let whole = Instant::now();
        place.node.health_is(200, |health| health.limiter == PartHealth::Answers(true)).await;
        assert_limits_hold(guest, whole, &format!("after {way:?}")).await;
    }
    let most = 1 + usize::try_from(begun.elapsed().as_secs() / WARNS.as_secs()).unwrap();
    let warned = warnings(&place.log);
    assert!((1..=most).contains(&warned), "{warned} warnings, at most {most}");
    // A store that has forgotten everything begins anew, be it emptied or another process.
    let mut line = TcpStream::connect(place.redis.address()).await.unwrap();
    line.write_all(b"FLUSHALL\r\n").await.unwrap();
    let empty = async { while guesses(guest).await.code != Some(Code::InvalidCredentials) {} };
    tokio::time::timeout(PATIENCE, empty).await.expect("the store is empty");
    assert_limits_hold(guest, Instant::now(), "after FLUSHALL").await;
    place.redis.starts_again().await;
    assert_limits_hold(guest, Instant::now(), "after a restart of the store").await;
    say(&house.olive, house.general, "and on").await.unwrap();
    place.down().await;
}

// control: canis-70
#[tokio::test(flavor = "multi_thread")]
async fn the_strict_setting_closes_every_route() {
    let place = Place::up(&[("SNUG_LIMITER_STRICT", "true")]).await;
    let house = House::open(&place.node.process.base).await;
    place.gate.set(Way::Refuse);
    let refused = say(&house.olive, house.general, "nobody says this").await.unwrap_err();
    assert_eq!(refused.code(), Some(Code::Unavailable));
    assert_eq!(unlimited(&place.numbers).await, 0);
    place.gate.set(Way::Pass);
    let whole = Instant::now();
    while let Err(refused) = say(&house.olive, house.general, "somebody says this").await {
        assert!(refused.code() == Some(Code::Unavailable) && whole.elapsed() <= BACK, "{refused}");
    }
    assert_eq!(house.stands(&house.olive).await.into_keys().collect::<Vec<_>>(), ["somebody says this"]);
    place.down().await;
}

// control: canis-70
#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_not_there_stops_the_start() {
    let ground = Ground::fresh().await;
    let bus = format!("redis://127.0.0.1:{}", free_port());
    let (mut command, _) = told(&ground, &ground.url(), &[("SNUG_BUS", &bus), ("SNUG_SETUP_CODE", CODE)]);
    command.stderr(std::process::Stdio::piped());
    let ending = tokio::task::spawn_blocking(move || command.output().unwrap());
    let output = tokio::time::timeout(Duration::from_secs(10), ending).await.expect("it gives up in time").unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("bus"));
    ground.end().await;
}
