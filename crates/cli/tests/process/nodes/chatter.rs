//! People who talk on both nodes without a pause, and mark what they say with the time of the story.

use crate::people::{PATIENCE, say};
use snug_client::Client;
use snug_proto::ChannelId;
use std::collections::BTreeMap;
use tokio::{sync::watch, task::JoinHandle};

/// Talk that goes on until it is ended.
pub struct Chatter {
    chapter: watch::Sender<Option<u64>>,
    writers: Vec<Writer>,
}

struct Writer {
    /// The chapter of the last message that was acknowledged, and how many were in it.
    said: watch::Receiver<(u64, u64)>,
    task: JoinHandle<BTreeMap<String, i64>>,
}

impl Chatter {
    pub fn begin(writers: &[&Client], channel: ChannelId) -> Self {
        let chapter = watch::Sender::new(Some(0));
        let writers = writers.iter().enumerate().map(|(at, client)| {
            let (telling, said) = watch::channel((0, 0));
            let task = tokio::spawn(talk((*client).clone(), channel, at, chapter.subscribe(), telling));
            Writer { said, task }
        });
        Self { writers: writers.collect(), chapter }
    }

    /// What is begun from now on belongs to this chapter.
    pub fn turns_to(&self, chapter: u64) {
        self.chapter.send_replace(Some(chapter));
    }

    /// Waits until each has said so much in the chapter: nothing of an earlier one is on its way any more.
    pub async fn has_said(&mut self, chapter: u64, messages: u64) {
        for writer in &mut self.writers {
            let saying = writer.said.wait_for(|said| *said >= (chapter, messages));
            tokio::time::timeout(PATIENCE, saying).await.expect("they go on").unwrap();
        }
    }

    /// The chapter to which these words belong.
    pub fn chapter_of(words: &str) -> u64 {
        words.split('-').next().unwrap().parse().unwrap()
    }

    /// Ends the talk; answers the numbers of what was acknowledged, by its words.
    pub async fn end(self) -> BTreeMap<String, i64> {
        self.chapter.send_replace(None);
        let mut all = BTreeMap::new();
        for writer in self.writers {
            all.extend(writer.task.await.unwrap());
        }
        all
    }
}

async fn talk(
    client: Client,
    channel: ChannelId,
    name: usize,
    chapter: watch::Receiver<Option<u64>>,
    telling: watch::Sender<(u64, u64)>,
) -> BTreeMap<String, i64> {
    let mut acknowledged = BTreeMap::new();
    for at in 0_u64.. {
        let Some(now) = *chapter.borrow() else { break };
        let words = format!("{now}-{name}-{at}");
        let message = say(&client, channel, &words).await.unwrap();
        acknowledged.insert(words, message.seq);
        telling.send_modify(|(last, count)| {
            *count = if *last == now { *count + 1 } else { 1 };
            *last = now;
        });
    }
    acknowledged
}
