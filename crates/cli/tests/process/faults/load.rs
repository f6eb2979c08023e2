//! People who go on while something fails, and what they were answered.

use serde_json::json;
use snug_client::{Answer, Client};
use snug_proto::{ChannelId, Code, messages::Message};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};
use tokio::{sync::watch, task::JoinHandle};

/// Nobody waits longer.
pub const LONGEST: Duration = Duration::from_secs(5);
/// After a refusal they try again soon.
const PAUSE: Duration = Duration::from_millis(50);

/// One answer.
#[derive(Clone, Debug)]
pub struct Answered {
    pub what: &'static str,
    pub at: Instant,
    pub took: Duration,
    pub status: u16,
    pub code: Option<Code>,
}

/// What one writer was answered, and the numbers of what was acknowledged, by its text.
type Written = (Vec<Answered>, BTreeMap<String, i64>);

/// Requests that go on until they are ended.
pub struct Load {
    stop: watch::Sender<bool>,
    writers: Vec<JoinHandle<Written>>,
    readers: Vec<JoinHandle<Vec<Answered>>>,
}

/// What came of it.
pub struct Diary {
    pub answers: Vec<Answered>,
    /// Numbers of what was acknowledged, by its words.
    pub acknowledged: BTreeMap<String, i64>,
}

impl Load {
    pub fn begin(
        client: &Client,
        channel: ChannelId,
        writers: std::ops::Range<usize>,
        readers: &[&'static str],
    ) -> Self {
        let stop = watch::Sender::new(false);
        let writers = writers.map(|name| tokio::spawn(write(client.clone(), channel, name, stop.subscribe())));
        let readers = readers.iter().map(|path| tokio::spawn(read(client.clone(), path, stop.subscribe())));
        Self { writers: writers.collect(), readers: readers.collect(), stop }
    }

    pub async fn end(self) -> Diary {
        self.stop.send_replace(true);
        let mut diary = Diary { answers: Vec::new(), acknowledged: BTreeMap::new() };
        for writer in self.writers {
            let (answers, acknowledged) = writer.await.unwrap();
            diary.answers.extend(answers);
            diary.acknowledged.extend(acknowledged);
        }
        for reader in self.readers {
            diary.answers.extend(reader.await.unwrap());
        }
        diary.answers.sort_by_key(|answer| answer.at);
        diary
    }
}

impl Diary {
    /// Every answer came in time, and is a success or says that something is not available.
    pub fn assert_clean(&self, what: &str) {
        for answer in &self.answers {
            assert!(answer.took <= LONGEST, "{what}, {}: {answer:?}", answer.what);
            let is_clean = match answer.status {
                200..300 => true,
                status => (status, answer.code) == (503, Some(Code::Unavailable)),
            };
            assert!(is_clean, "{what}: {answer:?}");
        }
    }

    /// How many were refused.
    pub fn refused(&self) -> usize {
        self.answers.iter().filter(|answer| answer.status == 503).count()
    }
}

pub async fn timed(
    what: &'static str,
    asking: impl Future<Output = Result<Answer, snug_client::ClientError>>,
) -> (Answered, Answer) {
    let begun = Instant::now();
    let answer = asking.await.unwrap_or_else(|error| panic!("{what} got no answer: {error}"));
    let code = (!answer.status.is_success()).then(|| answer.refusal().code()).flatten();
    let answered = Answered { what, at: Instant::now(), took: begun.elapsed(), status: answer.status.as_u16(), code };
    (answered, answer)
}

/// A message is sent again, as the same one, until it is acknowledged; the last one, too.
async fn write(client: Client, channel: ChannelId, name: usize, stop: watch::Receiver<bool>) -> Written {
    let (mut answers, mut acknowledged) = (Vec::new(), BTreeMap::new());
    let path = format!("/channels/{channel}/messages");
    let (mut at, mut is_waiting) = (0, false);
    while is_waiting || !*stop.borrow() {
        let words = format!("{name}-{at}");
        let body = json!({ "content": words, "nonce": words });
        let (answered, answer) = timed("a message", client.send("POST".parse().unwrap(), &path, Some(&body))).await;
        is_waiting = !answer.status.is_success();
        if !is_waiting {
            acknowledged.insert(words, answer.json::<Message>().unwrap().seq);
            at += 1;
        } else {
            tokio::time::sleep(PAUSE).await;
        }
        answers.push(answered);
    }
    (answers, acknowledged)
}

async fn read(client: Client, path: &'static str, stop: watch::Receiver<bool>) -> Vec<Answered> {
    let mut answers = Vec::new();
    while !*stop.borrow() {
        let (answered, _) = timed(path, client.send("GET".parse().unwrap(), path, None)).await;
        answers.push(answered);
        tokio::time::sleep(PAUSE).await;
    }
    answers
}
