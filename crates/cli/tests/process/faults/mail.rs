//! The mail server refuses, is silent, or is away: who asks for a mail is answered as ever.

use super::{Node, load::timed};
use crate::{
    gate::{Gate, Way},
    people::{House, PATIENCE},
    place::Ground,
};
use serde_json::json;
use snug_proto::instance::{HealthStatus, PartHealth};
use std::time::Duration;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// An answer that waited for mail would take longer.
const AS_EVER: Duration = Duration::from_secs(1);

/// A mail server that takes whatever comes or greets with a refusal, and counts what it took.
struct Sink {
    address: String,
    greeting: watch::Sender<&'static str>,
    taken: watch::Sender<u64>,
}

impl Sink {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (greeting, taken) = (watch::Sender::new("220 hello"), watch::Sender::new(0));
        let (greets, takes) = (greeting.clone(), taken.clone());
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                tokio::spawn(converse(line, *greets.borrow(), takes.clone()));
            }
        });
        Self { address, greeting, taken }
    }
}

async fn converse(line: TcpStream, greeting: &'static str, taken: watch::Sender<u64>) {
    let mut line = BufReader::new(line);
    let (mut answer, mut is_body) = (greeting, false);
    loop {
        if !answer.is_empty() {
            line.write_all(format!("{answer}\r\n").as_bytes()).await.ok();
        }
        let mut said = String::new();
        if line.read_line(&mut said).await.unwrap_or(0) == 0 || !greeting.starts_with('2') {
            return;
        }
        answer = match said.trim_end() {
            "." if is_body => {
                taken.send_modify(|taken| *taken += 1);
                "250 taken"
            }
            _ if is_body => "",
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        is_body = answer.is_empty() || answer.starts_with("354");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_never_waits_for_mail() {
    let (ground, sink) = (Ground::fresh().await, Sink::open().await);
    let gate = Gate::before(sink.address.clone()).await;
    let smtp = format!("smtp://{}", gate.address);
    let node = Node::up(&ground, &ground.url(), &[("SNUG_SMTP", &smtp)]).await;
    let house = House::open(&node.process.base).await;
    let asks = async |what: &'static str| {
        let body = json!({ "email": "olive@example.org" });
        let (answered, _) = timed(what, house.olive.send("POST".parse().unwrap(), "/me/email", Some(&body))).await;
        assert_eq!(answered.status, 202, "{answered:?}");
        assert!(answered.took <= AS_EVER, "{answered:?}");
    };
    for (what, greeting, way) in [
        ("refused for now", "421 not now", Way::Pass),
        ("refused for good", "554 never", Way::Pass),
        ("away", "220 hello", Way::Refuse),
        ("silent", "220 hello", Way::Swallow),
    ] {
        sink.greeting.send_replace(greeting);
        gate.set(way);
        node.health_is(200, |health| {
            (health.status, &health.mail) == (HealthStatus::Degraded, &PartHealth::Answers(false))
        })
        .await;
        asks(what).await;
    }
    sink.greeting.send_replace("220 hello");
    gate.set(Way::Pass);
    node.health_is(200, |health| health.status == HealthStatus::Ok).await;
    asks("back").await;
    let mut taken = sink.taken.subscribe();
    tokio::time::timeout(PATIENCE, taken.wait_for(|taken| *taken > 0)).await.expect("a mail is sent").unwrap();
    drop(node);
    ground.end().await;
}
