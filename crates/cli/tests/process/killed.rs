//! Killed at a random moment under load, the program has lost nothing that it acknowledged.

use crate::place::{CODE, Ground, PASSWORD, Process};
use rand::RngExt;
use serde_json::{Value, json};
use snug_client::Client;
use snug_proto::{ChannelId, channels::Channel, messages::Message, messages::MessagePage, spaces::Space};
use std::{collections::HashMap, time::Duration};

const WRITERS: usize = 4;

/// What one writer did: nonces in the order in which it sent them, and the numbers of those acknowledged.
#[derive(Default)]
struct Diary {
    sent: Vec<String>,
    acknowledged: HashMap<String, i64>,
}

// control: teamshots-M6
#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_doubled_or_reordered() {
    let runs: usize = std::env::var("SNUG_TEST_KILL_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(100);
    let ground = Ground::fresh().await;
    let mut process = Process::start(&ground).await;
    let client = Client::new(&process.base).unwrap();
    let setup = json!({ "setup_code": CODE, "username": "olive", "password": PASSWORD });
    client.setup(&serde_json::from_value(setup).unwrap()).await.unwrap();
    client.sign_in("olive", PASSWORD).await.unwrap();
    let mut token = client.access_token().unwrap();
    let space: Space = client.post("/spaces", &json!({ "name": "Killed" })).await.unwrap();
    let channels: Vec<Channel> = client.get(&format!("/spaces/{}/channels", space.id)).await.unwrap();
    let general = channels.into_iter().find(|channel| channel.name.as_deref() == Some("general")).unwrap().id;
    let mut diaries: Vec<Diary> = (0..WRITERS).map(|_| Diary::default()).collect();
    for run in 0..runs {
        // The session outlives the process like everything else that was acknowledged; now and then it is renewed.
        if run % 25 == 24 {
            token = signed_in(&process.base).await;
        }
        let life = Duration::from_micros(rand::rng().random_range(5_000..120_000));
        let writers = diaries.drain(..).enumerate().map(|(writer, diary)| {
            tokio::spawn(write(process.base.clone(), token.clone(), general, writer, run, diary))
        });
        let writers: Vec<_> = writers.collect();
        tokio::time::sleep(life).await;
        process.kill();
        for writer in writers {
            diaries.push(writer.await.unwrap());
        }
        process = Process::start(&ground).await;
        for diary in &mut diaries {
            retry(&process.base, &token, general, diary).await;
        }
    }
    check(&process.base, general, &diaries).await;
    process.kill();
    ground.end().await;
}

async fn signed_in(base: &str) -> String {
    let client = Client::new(base).unwrap();
    client.sign_in("olive", PASSWORD).await.unwrap();
    client.access_token().unwrap()
}

async fn post(client: &Client, token: &str, channel: ChannelId, nonce: &str) -> Option<i64> {
    let body: Value = json!({ "content": nonce, "nonce": nonce });
    let path = format!("/channels/{channel}/messages");
    let answer = client.request("POST".parse().unwrap(), &path, Some(token), Some(&body)).await.ok()?;
    if !answer.status.is_success() {
        return None;
    }
    Some(answer.json::<Message>().ok()?.seq)
}

/// Sends until the server is gone; stops at the first message that is not acknowledged.
async fn write(base: String, token: String, channel: ChannelId, writer: usize, run: usize, mut diary: Diary) -> Diary {
    let client = Client::new(&base).unwrap();
    for at in 0.. {
        let nonce = format!("w{writer}-r{run}-{at}");
        diary.sent.push(nonce.clone());
        match post(&client, &token, channel, &nonce).await {
            Some(seq) => diary.acknowledged.insert(nonce, seq),
            None => break,
        };
    }
    diary
}

/// A client that got no answer sends the same message again.
async fn retry(base: &str, token: &str, channel: ChannelId, diary: &mut Diary) {
    let client = Client::new(base).unwrap();
    let Some(last) = diary.sent.last().filter(|last| !diary.acknowledged.contains_key(*last)).cloned() else { return };
    let seq = post(&client, token, channel, &last).await.expect("a retry after the restart is answered");
    diary.acknowledged.insert(last, seq);
}

async fn check(base: &str, channel: ChannelId, diaries: &[Diary]) {
    let client = Client::new(base).unwrap();
    client.sign_in("olive", PASSWORD).await.unwrap();
    let mut stored: Vec<(i64, String)> = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/channels/{channel}/messages?limit=100{cursor}");
        let page: MessagePage = client.get(&path).await.unwrap();
        stored.extend(page.items.into_iter().map(|message| (message.seq, message.content.unwrap_or_default())));
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    stored.reverse();
    let numbers: Vec<i64> = stored.iter().map(|(seq, _)| *seq).collect();
    let without_holes: Vec<i64> = (1..=i64::try_from(stored.len()).unwrap()).collect();
    assert_eq!(numbers, without_holes, "numbers run from 1 without holes");
    let by_nonce: HashMap<&str, i64> = stored.iter().map(|(seq, nonce)| (nonce.as_str(), *seq)).collect();
    assert_eq!(by_nonce.len(), stored.len(), "nothing stands twice");
    let mut acknowledged = 0;
    for diary in diaries {
        let mut before = 0;
        for nonce in &diary.sent {
            let seq = *by_nonce.get(nonce.as_str()).unwrap_or_else(|| panic!("{nonce} is lost"));
            assert_eq!(diary.acknowledged.get(nonce), Some(&seq), "{nonce} has another number than was told");
            assert!(seq > before, "{nonce} stands before what was sent earlier");
            before = seq;
            acknowledged += 1;
        }
    }
    assert_eq!(acknowledged, stored.len(), "nothing was stored that nobody sent");
}
