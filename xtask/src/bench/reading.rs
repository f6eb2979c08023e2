//! Opening the app, reading back, counting what is unread.

use super::{
    crowd::{open, people},
    entering::gets,
    place::Place,
    stats::{Measured, millis, percentile},
};
use anyhow::Context;
use snug_client::Client;
use snug_proto::{ChannelId, SpaceId, channels::Channel, spaces::Invite, spaces::Space};

const SPACES: usize = 30;
const CHANNELS_OF_SPACE: usize = 10;
const UNREAD_CHANNELS: usize = 500;

/// `ready` for 30 spaces with 300 channels, then `/me/unread` over 500 channels with something new in each.
pub async fn wide(place: &Place, host: &Client, first: SpaceId) -> anyhow::Result<Vec<Measured>> {
    // One account may own 20 spaces, so two make them and a third is a member of all.
    let mut people = people(place, host, first, "wide", 3).await?.into_iter();
    let reader = people.next().context("no reader")?;
    let mut spaces = Vec::new();
    for maker in people {
        for at in 0..SPACES / 2 {
            let space: Space = maker.post("/spaces", &serde_json::json!({ "name": format!("Space {at}") })).await?;
            let invite: Invite = maker.post(&format!("/spaces/{}/invites", space.id), &serde_json::json!({})).await?;
            reader.send(reqwest::Method::POST, &format!("/invites/{}/join", invite.code), None).await?;
            // Two channels and a category came with the space.
            grow(&maker, space.id, CHANNELS_OF_SPACE - 2).await?;
            spaces.push((maker.clone(), space.id));
        }
    }
    let token = reader.access_token().context("no token")?;
    let mut ready = Vec::new();
    for _ in 0..30 {
        let (stream, took) = open(&place.base, &token, 0).await?;
        ready.push(millis(took));
        drop(stream);
    }
    let wanting = UNREAD_CHANNELS - SPACES * CHANNELS_OF_SPACE;
    let mut told = 0;
    for (at, (maker, space)) in spaces.iter().enumerate() {
        let share = wanting / SPACES + usize::from(at < wanting % SPACES);
        grow(maker, *space, share).await?;
        let channels: Vec<Channel> = maker.get(&format!("/spaces/{space}/channels")).await?;
        for channel in channels.iter().filter(|channel| channel.kind != snug_proto::channels::ChannelKind::Category) {
            let body = serde_json::json!({ "content": "something new" });
            let _: serde_json::Value = maker.post(&format!("/channels/{}/messages", channel.id), &body).await?;
            told += 1;
        }
    }
    let mut unread = gets(&reader, "/me/unread", 100).await?;
    Ok(vec![
        ("`ready` for 30 spaces, 300 channels, p95".into(), "ms", "≤ 100", percentile(&mut ready, 0.95)),
        (format!("unread over {told} channels, p95"), "ms", "≤ 20", percentile(&mut unread, 0.95)),
    ])
}

async fn grow(maker: &Client, space: SpaceId, count: usize) -> anyhow::Result<()> {
    for at in 0..count {
        let new = serde_json::json!({ "kind": "text", "name": format!("channel {at}") });
        let _: Channel = maker.post(&format!("/spaces/{space}/channels"), &new).await?;
    }
    Ok(())
}

/// Questions of every kind among so many messages: a word of every one, of every third, a rare one, a phrase, a word
/// that is still being typed, several, an author's, and the best instead of the newest. The slowest of their p95.
pub async fn search(client: &Client, space: SpaceId, author: uuid::Uuid) -> anyhow::Result<f64> {
    let author = format!("weather%20&author_id={author}");
    let questions = [
        "message%20",
        "weather%20",
        "lantern%20",
        "%22about%20the%20weather%22",
        "weath",
        "lantern%20weather%20",
        "weather%20-lantern%20",
        author.as_str(),
        "weather%20&sort=relevance",
    ];
    let mut slowest: f64 = 0.0;
    for question in questions {
        let mut times = gets(client, &format!("/spaces/{space}/search?q={question}"), 50).await?;
        slowest = slowest.max(percentile(&mut times, 0.95));
    }
    Ok(slowest)
}

/// 95 of 100 reads of the newest 50 messages take at most so many milliseconds.
pub async fn history(client: &Client, channel: ChannelId) -> anyhow::Result<f64> {
    let mut times = gets(client, &format!("/channels/{channel}/messages?limit=50"), 200).await?;
    Ok(percentile(&mut times, 0.95))
}
