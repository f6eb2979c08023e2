//! Two nodes of one place: who is on one is seen from the other, for as long as it lives.

use crate::place::{CODE, Ground, PASSWORD, Process, command};
use serde_json::{Value, json};
use snug_client::{Client, Heard, Opening, Socket};
use snug_proto::{
    Secret, UserId,
    account::Me,
    events::Event,
    gateway::{ClientOp, Identify, Ready, ServerFrame},
    presence::Shown,
    spaces::{Invite, Space},
};
use std::{
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A bus of its own.
struct Bus {
    child: Child,
    url: String,
}

impl Bus {
    /// Starts a server and waits until it listens.
    async fn start() -> Self {
        let port = free_port();
        let mut command = Command::new("redis-server");
        command.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
        let child = command.stdout(Stdio::null()).spawn().unwrap();
        // There is no other way to know of another process.
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Self { child, url: format!("redis://127.0.0.1:{port}") }
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

async fn node(ground: &Ground, bus: &Bus) -> Process {
    let port = free_port();
    let mut command = command(ground.folder.path());
    command.args(["--listen", &format!("127.0.0.1:{port}"), "--database", &ground.url()]);
    command.args(["--public-url", "http://localhost:8080"]).env("SNUG_BUS", &bus.url);
    Process::of(command, port).await
}

/// A socket that has its first state.
async fn listening(client: &Client) -> (Socket, Box<Ready>) {
    let mut socket = Socket::open(client, &Opening::default()).await.unwrap();
    let token = client.access_token().map(Secret::new);
    socket.say(ClientOp::Identify(Identify { token, client: None, focus: vec![] }), None).await.unwrap();
    loop {
        match socket.hear().await {
            Heard::Frame(ServerFrame::Ready { d, .. }) => return (socket, d),
            Heard::Frame(_) => {}
            Heard::Closed(code) => panic!("closed with {code:?} before it began"),
        }
    }
}

/// Waits until somebody is seen so.
async fn sees(socket: &mut Socket, user: UserId, status: Shown) {
    let seen = async {
        loop {
            let Heard::Frame(frame) = socket.hear().await else { panic!("the socket stays") };
            let ServerFrame::Event { event, .. } = frame else { continue };
            let told = match event {
                Event::PresenceUpdate(presence) => vec![presence],
                Event::PresenceBulk { presences } => presences,
                _ => continue,
            };
            if told.iter().any(|presence| (presence.user_id, presence.status) == (user, status)) {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(40), seen).await.expect("within 40 s");
}

// control: canis-x23
#[tokio::test(flavor = "multi_thread")]
async fn who_was_on_a_node_that_is_killed_is_offline_within_forty_seconds() {
    let ground = Ground::fresh().await;
    if ground.url() == "sqlite" {
        // Nodes share a database server.
        return;
    }
    let bus = Bus::start().await;
    let mut first = node(&ground, &bus).await;
    let second = node(&ground, &bus).await;
    let olive = Client::new(&first.base).unwrap();
    let setup = json!({ "setup_code": CODE, "username": "olive", "password": PASSWORD });
    olive.setup(&serde_json::from_value(setup).unwrap()).await.unwrap();
    olive.sign_in("olive", PASSWORD).await.unwrap();
    let space: Space = olive.post("/spaces", &json!({ "name": "Two rooms" })).await.unwrap();
    let invite: Invite = olive.post(&format!("/spaces/{}/invites", space.id), &json!({})).await.unwrap();
    let ada = Client::new(&second.base).unwrap();
    let body = json!({ "username": "ada", "password": PASSWORD, "invite": invite.code, "session": "token" });
    ada.post::<Value>("/auth/register", &body).await.unwrap();
    ada.sign_in("ada", PASSWORD).await.unwrap();
    let me: Me = olive.get("/me").await.unwrap();
    let (mut here, ready) = listening(&ada).await;
    assert!(ready.presences.iter().all(|presence| presence.user_id != me.user.id));
    let there = listening(&olive).await;
    let since = Instant::now();
    sees(&mut here, me.user.id, Shown::Online).await;
    assert!(since.elapsed() < Duration::from_secs(10), "a change crosses over at once");
    first.kill();
    sees(&mut here, me.user.id, Shown::Offline).await;
    let (_, ready) = listening(&ada).await;
    assert!(ready.presences.iter().all(|presence| presence.user_id != me.user.id));
    drop((there, here, second));
    ground.end().await;
}
