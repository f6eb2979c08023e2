//! SIGTERM: the program ends by itself, in time, with 0, and what it acknowledged is there.

use crate::place::{CODE, Ground, PASSWORD, Process};
use serde_json::{Value, json};
use snug_client::{Client, Heard, Opening, Socket};
use snug_proto::{
    ChannelId, Secret,
    channels::Channel,
    gateway::{ClientOp, Identify, ServerFrame},
    messages::{Message, MessagePage},
    spaces::{Invite, Space},
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tokio::sync::Semaphore;

/// As many as one account may hold, but one.
const SOCKETS_EACH: usize = 19;
const WRITERS_EACH: usize = 2;
const PEOPLE: usize = 5;
/// Messages that are acknowledged before the signal comes.
const BEFORE: u32 = 100;

// control: canis-75
#[tokio::test(flavor = "multi_thread")]
async fn a_signal_ends_it_in_order() {
    for signal in ["TERM", "INT"] {
        let ground = Ground::fresh().await;
        let mut process = Process::start(&ground).await;
        let client = Client::new(&process.base).unwrap();
        let setup = json!({ "setup_code": CODE, "username": "olive", "password": PASSWORD });
        client.setup(&serde_json::from_value(setup).unwrap()).await.unwrap();
        process.signal(signal);
        let ended = tokio::task::spawn_blocking(move || {
            let status = process.child.wait().unwrap();
            (status, process)
        });
        let (status, process) = tokio::time::timeout(Duration::from_secs(25), ended).await.expect("it ends").unwrap();
        assert_eq!(status.code(), Some(0), "{signal}");
        drop(process);
        let process = Process::start(&ground).await;
        let client = Client::new(&process.base).unwrap();
        client.sign_in("olive", PASSWORD).await.unwrap();
        drop(process);
        ground.end().await;
    }
}

/// Waits for the program to end; answers its code.
async fn ended(mut process: Process) -> Option<i32> {
    let waiting = tokio::task::spawn_blocking(move || process.child.wait().unwrap());
    tokio::time::timeout(Duration::from_secs(25), waiting).await.expect("it ends").unwrap().code()
}

/// Posts until the program takes no more; answers the numbers of what it acknowledged, and what got no answer.
async fn write(
    client: Client,
    channel: ChannelId,
    name: String,
    said: Arc<Semaphore>,
) -> (BTreeMap<String, i64>, String) {
    let mut acknowledged = BTreeMap::new();
    for at in 0.. {
        let nonce = format!("{name}-{at}");
        let body = json!({ "content": nonce, "nonce": nonce });
        match client.post::<Message>(&format!("/channels/{channel}/messages"), &body).await {
            Ok(message) => acknowledged.insert(nonce, message.seq),
            Err(_) => return (acknowledged, nonce),
        };
        said.add_permits(1);
    }
    unreachable!()
}

/// A socket that has its first state.
async fn listening(client: &Client) -> Socket {
    let mut socket = Socket::open(client, &Opening::default()).await.unwrap();
    let token = client.access_token().map(Secret::new);
    socket.say(ClientOp::Identify(Identify { token, client: None, focus: vec![] }), None).await.unwrap();
    loop {
        match socket.hear().await {
            Heard::Frame(ServerFrame::Ready { .. }) => return socket,
            Heard::Frame(_) => {}
            Heard::Closed(code) => panic!("closed with {code:?} before it began"),
        }
    }
}

/// Whether it was told to come back, and the code it was closed with.
async fn farewell(mut socket: Socket) -> (bool, Option<u16>) {
    let mut is_told = false;
    loop {
        match socket.hear().await {
            Heard::Frame(frame) => is_told |= matches!(frame, ServerFrame::Reconnect { .. }),
            Heard::Closed(code) => return (is_told, code),
        }
    }
}

async fn stored(base: &str, channel: ChannelId) -> BTreeMap<String, i64> {
    let client = Client::new(base).unwrap();
    client.sign_in("olive", PASSWORD).await.unwrap();
    let (mut found, mut cursor) = (BTreeMap::new(), String::new());
    loop {
        let page: MessagePage = client.get(&format!("/channels/{channel}/messages?limit=100{cursor}")).await.unwrap();
        for message in page.items {
            let twice = found.insert(message.content.unwrap_or_default(), message.seq);
            assert!(twice.is_none(), "nothing stands twice");
        }
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

// control: canis-75
#[tokio::test(flavor = "multi_thread")]
async fn under_load_nothing_accepted_is_cut_and_every_socket_is_sent_elsewhere() {
    let ground = Ground::fresh().await;
    let process = Process::start(&ground).await;
    let olive = Client::new(&process.base).unwrap();
    let setup = json!({ "setup_code": CODE, "username": "olive", "password": PASSWORD });
    olive.setup(&serde_json::from_value(setup).unwrap()).await.unwrap();
    olive.sign_in("olive", PASSWORD).await.unwrap();
    let space: Space = olive.post("/spaces", &json!({ "name": "Busy" })).await.unwrap();
    let channels: Vec<Channel> = olive.get(&format!("/spaces/{}/channels", space.id)).await.unwrap();
    let general = channels.into_iter().find(|channel| channel.name.as_deref() == Some("general")).unwrap().id;
    let invite: Invite = olive.post(&format!("/spaces/{}/invites", space.id), &json!({})).await.unwrap();
    let mut people = vec![olive];
    for at in 1..PEOPLE {
        let person = Client::new(&process.base).unwrap();
        let name = format!("person_{at}");
        let body = json!({ "username": name, "password": PASSWORD, "invite": invite.code, "session": "token" });
        person.post::<Value>("/auth/register", &body).await.unwrap();
        person.sign_in(&name, PASSWORD).await.unwrap();
        people.push(person);
    }
    let said = Arc::new(Semaphore::new(0));
    let (mut sockets, mut writers) = (Vec::new(), Vec::new());
    for (at, person) in people.iter().enumerate() {
        for _ in 0..SOCKETS_EACH {
            sockets.push(tokio::spawn(farewell(listening(person).await)));
        }
        for writer in 0..WRITERS_EACH {
            writers.push(tokio::spawn(write(person.clone(), general, format!("{at}-{writer}"), said.clone())));
        }
    }
    said.acquire_many(BEFORE).await.unwrap().forget();
    process.signal("TERM");
    for socket in sockets {
        assert_eq!(socket.await.unwrap(), (true, Some(1001)), "told to come back, then closed");
    }
    let mut diaries = Vec::new();
    for writer in writers {
        diaries.push(writer.await.unwrap());
    }
    assert_eq!(ended(process).await, Some(0));
    let process = Process::start(&ground).await;
    let stored = stored(&process.base, general).await;
    for (acknowledged, unanswered) in diaries {
        for (nonce, seq) in acknowledged {
            assert_eq!(stored.get(&nonce), Some(&seq), "{nonce} was acknowledged");
        }
        assert!(!stored.contains_key(&unanswered), "{unanswered} was taken in and its answer cut off");
    }
    drop(process);
    ground.end().await;
}

// control: canis-75
#[tokio::test(flavor = "multi_thread")]
async fn a_second_signal_does_not_wait_for_what_is_still_running() {
    let ground = Ground::fresh().await;
    let process = Process::start(&ground).await;
    // A request that never ends: its body is promised and does not come.
    let address = process.base.trim_start_matches("http://").to_owned();
    let mut stuck = tokio::net::TcpStream::connect(address).await.unwrap();
    let head =
        b"POST /api/v1/setup HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{";
    tokio::io::AsyncWriteExt::write_all(&mut stuck, head).await.unwrap();
    let client = Client::new(&process.base).unwrap();
    client.get::<Value>("/instance").await.unwrap();
    process.signal("TERM");
    // The first signal is at work once nobody new is let in or the answer says so.
    while client.request("GET".parse().unwrap(), "//readyz", None, None).await.is_ok_and(|answer| answer.status == 200)
    {
        tokio::task::yield_now().await;
    }
    process.signal("TERM");
    assert_eq!(ended(process).await, Some(0));
    drop(stuck);
    ground.end().await;
}
