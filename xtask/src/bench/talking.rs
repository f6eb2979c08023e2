//! Posting and hearing: what a message costs its sender, how long until everybody has it, and whether any is missing.

use super::{
    crowd::{Crowd, people, tokens_for},
    place::Place,
    stats::{Measured, millis, percentile},
};
use anyhow::Context;
use futures_util::{StreamExt, stream::FuturesUnordered};
use snug_client::Client;
use snug_proto::{ChannelId, SpaceId, channels::Channel, spaces::Space};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const POSTS: usize = 1_000;
const FANNED: usize = 500;
const CHANNELS: usize = 100;
const VIEWERS: usize = 10;
const SPREAD: usize = 2_500;

/// Posting at 200 a second while 100 sockets listen.
#[expect(clippy::disallowed_methods, reason = "measures real time")]
pub async fn posts(place: &Place, host: &Client, space: SpaceId, channel: ChannelId) -> anyhow::Result<Vec<Measured>> {
    let mut crowd = Crowd::gather(place, host, space, "view", 100).await?;
    let path = format!("/channels/{channel}/messages");
    let mut tick = tokio::time::interval(Duration::from_millis(5));
    let mut times = Vec::with_capacity(POSTS);
    for number in 0..POSTS {
        tick.tick().await;
        let begun = Instant::now();
        let _: serde_json::Value = host.post(&path, &crowd.stamped(number)).await?;
        times.push(millis(begun.elapsed()));
    }
    let heard = crowd.deliveries(POSTS).await;
    Ok(vec![
        ("post a message at ≤ 200/s, 100 viewers, p50".into(), "ms", "≤ 4", percentile(&mut times, 0.5)),
        ("post a message at ≤ 200/s, 100 viewers, p99".into(), "ms", "≤ 25", percentile(&mut times, 0.99)),
        ("of its deliveries lost or doubled".into(), "", "0", count(heard.lost + heard.doubled)),
    ])
}

/// One sender at 100 a second, all sockets in one channel.
pub async fn fan_out(
    place: &Place,
    host: &Client,
    space: SpaceId,
    channel: ChannelId,
    sockets: usize,
) -> anyhow::Result<Vec<Measured>> {
    let tokens = tokens_for(place, host, space, "ear", sockets).await?;
    // Hashing their passwords is paid for; what grows now is the sockets.
    let before_mib = place.rss_mib();
    let mut crowd = Crowd::listen(place, &tokens, sockets).await?;
    let socket_kib = (place.rss_mib() - before_mib) * 1024.0 / count(sockets);
    let cpu_before = place.cpu_seconds();
    let path = format!("/channels/{channel}/messages");
    let mut tick = tokio::time::interval(Duration::from_millis(10));
    for number in 0..FANNED {
        tick.tick().await;
        let _: serde_json::Value = host.post(&path, &crowd.stamped(number)).await?;
    }
    let mut heard = crowd.deliveries(FANNED).await;
    let cpu = place.cpu_seconds() - cpu_before;
    Ok(vec![
        (format!("memory of an idle socket, {sockets} open"), "KiB", "≤ 20", socket_kib),
        (format!("send to deliver, {sockets} sockets at 100/s, p50"), "ms", "", percentile(&mut heard.times, 0.5)),
        (format!("send to deliver, {sockets} sockets at 100/s, p99"), "ms", "≤ 25", percentile(&mut heard.times, 0.99)),
        ("of these lost or doubled".into(), "", "0", count(heard.lost + heard.doubled)),
        ("deliveries per processor second".into(), "", "", count(heard.times.len()) / cpu),
    ])
}

/// A burst: 1,000 messages as fast as the server takes them, 500 sockets.
pub async fn burst(place: &Place, host: &Client, space: SpaceId, channel: ChannelId) -> anyhow::Result<Vec<Measured>> {
    const MESSAGES: usize = 1_000;
    let mut crowd = Crowd::gather(place, host, space, "burst", 500).await?;
    let path = format!("/channels/{channel}/messages");
    let mut under_way = FuturesUnordered::new();
    for number in 0..MESSAGES {
        let body = crowd.stamped(number);
        let path = &path;
        under_way.push(async move { host.post::<serde_json::Value>(path, &body).await });
        if under_way.len() == 50 {
            under_way.next().await.context("nothing under way")??;
        }
    }
    while let Some(done) = under_way.next().await {
        done?;
    }
    let heard = crowd.deliveries(MESSAGES).await;
    Ok(vec![(
        "1,000 messages at once to 500 sockets, lost or doubled".into(),
        "",
        "0",
        count(heard.lost + heard.doubled),
    )])
}

/// 500 messages a second over 100 channels with ten viewers each.
pub async fn spread(place: &Place, host: &Client) -> anyhow::Result<Vec<Measured>> {
    let space: Space = host.post("/spaces", &serde_json::json!({ "name": "Spread" })).await?;
    let mut channels = Vec::with_capacity(CHANNELS);
    for at in 0..CHANNELS {
        let new = serde_json::json!({ "kind": "text", "name": format!("room {at}") });
        let channel: Channel = host.post(&format!("/spaces/{}/channels", space.id), &new).await?;
        channels.push(channel.id);
    }
    let mut tokens = Vec::with_capacity(VIEWERS);
    for person in people(place, host, space.id, "near", VIEWERS).await? {
        tokens.push(person.access_token().context("no token")?);
    }
    let mut crowd = Crowd::listen(place, &tokens, VIEWERS).await?;
    let mut tick = tokio::time::interval(Duration::from_millis(2));
    // Tasks of their own: a post must leave when it is stamped, not when this loop comes round to it.
    let mut under_way = JoinSet::new();
    for number in 0..SPREAD {
        tick.tick().await;
        let path = format!("/channels/{}/messages", channels[number % CHANNELS]);
        let (host, body) = (host.clone(), crowd.stamped(number));
        under_way.spawn(async move { host.post::<serde_json::Value>(&path, &body).await });
        while let Some(done) = under_way.try_join_next() {
            done??;
        }
    }
    while let Some(done) = under_way.join_next().await {
        done??;
    }
    let mut heard = crowd.deliveries(SPREAD).await;
    Ok(vec![
        (
            "send to deliver, 500/s over 100 channels, 10 viewers each, p99".into(),
            "ms",
            "≤ 50",
            percentile(&mut heard.times, 0.99),
        ),
        ("of these lost or doubled".into(), "", "0", count(heard.lost + heard.doubled)),
    ])
}

#[expect(clippy::cast_precision_loss, reason = "counts of a bench")]
fn count(count: usize) -> f64 {
    count as f64
}
