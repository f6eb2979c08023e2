//! Sockets cut at random under load.

use super::ear::{frame, identify, opened};
use crate::testkit::World;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::Value;
use snug_client::Client;
use snug_proto::{
    ChannelId, Secret,
    events::Event,
    gateway::{ClientOp, Ready, Resume, ServerFrame},
    messages::Message,
};
use std::collections::BTreeSet;

/// Fewer sockets each than an account may hold: a cut one is noticed a moment later.
const ACCOUNTS: usize = 14;
const SOCKETS: usize = 200;
const WRITERS: usize = 4;
const MESSAGES: usize = 25;
const LAST: &str = "the end";

/// Listens until the end, losing its socket now and then, and answers the number it began after and those that
/// it heard.
async fn listen(client: Client, token: String, channel: ChannelId, seed: u64) -> (i64, Vec<i64>) {
    let mut chance = StdRng::seed_from_u64(seed);
    let mut socket = opened(&client).await;
    socket.say(identify(&token), None).await.unwrap();
    let ServerFrame::Ready { d, .. } = frame(&mut socket).await else { panic!("expected ready") };
    let ready: Ready = *d;
    let known = ready.spaces.iter().flat_map(|space| &space.channels).find(|at| at.id == channel).unwrap().last_seq;
    let (mut s, mut heard) = (0, Vec::new());
    loop {
        if chance.random_bool(0.02) {
            socket = opened(&client).await;
            let token = Some(Secret::new(&token));
            let resume = Resume { token, resume_id: ready.resume_id.clone(), s };
            socket.say(ClientOp::Resume(resume), None).await.unwrap();
        }
        match frame(&mut socket).await {
            ServerFrame::Event { s: number, event } => {
                assert_eq!(number, s + 1, "each number once and in order");
                s = number;
                let Event::MessageCreate { message, .. } = event else { continue };
                if message.channel_id == channel {
                    heard.push(message.seq);
                    if message.content.as_deref() == Some(LAST) {
                        return (known, heard);
                    }
                }
            }
            ServerFrame::Resumed { .. } => {}
            other => panic!("{other:?}"),
        }
    }
}

// control: canis-x03
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_sockets_cut_at_random_hear_everything_once() {
    let world = World::start_with(|config| config.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()]).await;
    let names: [String; ACCOUNTS] = std::array::from_fn(|at| format!("listener_{at}"));
    let people = world.people(names.each_ref().map(String::as_str)).await;
    let (_, general) = world.space(&world.owner(), &people.each_ref()).await;
    let mut listeners = Vec::new();
    for at in 0..SOCKETS {
        let person = &people[at % ACCOUNTS];
        // From several addresses, because one may hold only so many sockets.
        let client = person.client.clone().with_header("x-forwarded-for", &format!("192.0.2.{}", at % 4));
        listeners.push(tokio::spawn(listen(client, person.token().to_owned(), general.id, at as u64)));
    }
    while world.app.gateway.sockets() < SOCKETS {
        tokio::task::yield_now().await;
    }
    let mut writers = Vec::new();
    for (writer, person) in people.iter().enumerate().take(WRITERS) {
        let person = person.clone();
        writers.push(tokio::spawn(async move {
            for at in 0..MESSAGES {
                person.says(general.id, &format!("{writer} {at}")).await.created::<Value>();
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let end = world.owner().says(general.id, LAST).await.created::<Message>();
    for listener in listeners {
        let (known, heard) = listener.await.unwrap();
        assert!(heard.is_sorted(), "in the order of the channel");
        let distinct: BTreeSet<i64> = heard.iter().copied().collect();
        assert_eq!(distinct.len(), heard.len(), "nothing twice");
        let from = *heard.first().unwrap();
        assert_eq!(heard, (from..=end.seq).collect::<Vec<_>>(), "nothing is missing");
        assert!(from <= known + 1, "nothing falls between the first state and the first event");
    }
    world.stop().await;
}
