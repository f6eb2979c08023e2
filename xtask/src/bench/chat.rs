//! The rows of talking.

use super::{
    fanout,
    place::{Place, sign_ins},
    stats::{Row, percentile},
};
use snug_client::Client;
use snug_proto::ChannelId;
use std::{
    fmt::Write as _,
    fs,
    time::{Duration, Instant},
};

pub async fn measure(runs: usize, sockets: usize, history: i64) -> anyhow::Result<String> {
    let mut rows: Vec<Row> = Vec::new();
    for _ in 0..runs {
        for (name, unit, target, value) in one_run(sockets, history).await? {
            match rows.iter_mut().find(|row| row.name == name) {
                Some(row) => row.values.push(value),
                None => rows.push(Row { name, unit, values: vec![value], target }),
            }
        }
    }
    report(&rows, runs)
}

type Measured = (String, &'static str, &'static str, f64);

async fn one_run(sockets: usize, history: i64) -> anyhow::Result<Vec<Measured>> {
    let (folder, place, client, space, general) = Place::fresh().await?;
    let mut rows: Vec<Measured> = vec![
        ("start to ready, empty".into(), "ms", "≤ 500", millis(place.started)),
        ("idle memory".into(), "MiB", "≤ 50", place.rss_mib()),
    ];
    rows.extend(sign_in_rows(&place.base).await?);
    rows.extend(post_rows(&client, general.id).await?);
    rows.extend(fanout::rows(&place, &client, space.id, general.id, sockets).await?);
    let short = history_ms(&client, general.id).await?;
    let author = client.tokens().map(|tokens| tokens.user.0).unwrap_or_default();
    let long: snug_proto::channels::Channel = client
        .post(&format!("/spaces/{}/channels", space.id), &serde_json::json!({"kind":"text","name":"long"}))
        .await?;
    let data = place.stop();
    Place::fill(&data, long.id, author, history).await?;
    let place = Place::start(&data).await?;
    rows.push((format!("start to ready, {history} messages"), "ms", "≤ 2000", millis(place.started)));
    let client = Client::new(&place.base)?;
    client.sign_in("olive", super::place::PASSWORD).await?;
    let deep = history_ms(&client, long.id).await?;
    rows.push((format!("history page of 50 among {history}, p95"), "ms", "≤ 10", deep));
    rows.push(("that page against one of a short channel".into(), "×", "≤ 2", deep / short));
    let mut unread = time_gets(&client, "/me/unread", 100).await?;
    rows.push((format!("unread with {history} unread, p95"), "ms", "≤ 20", percentile(&mut unread, 0.95)));
    drop(place);
    drop(folder);
    Ok(rows)
}

#[expect(clippy::disallowed_methods, reason = "measures real time")]
async fn sign_in_rows(base: &str) -> anyhow::Result<Vec<Measured>> {
    let client = Client::new(base)?;
    let mut alone = Vec::new();
    for _ in 0..20 {
        let begun = Instant::now();
        sign_ins(base, 1).await?;
        alone.push(millis(begun.elapsed()));
    }
    let mut idle = live(&client, 200).await?;
    let busy = async {
        for _ in 0..4 {
            sign_ins(base, 8).await?;
        }
        anyhow::Ok(())
    };
    let (done, during) = tokio::join!(busy, live(&client, 200));
    done?;
    Ok(vec![
        ("password sign-in, p95".into(), "ms", "≤ 300", percentile(&mut alone, 0.95)),
        ("`/livez` idle, p99".into(), "ms", "", percentile(&mut idle, 0.99)),
        ("`/livez` while 8 sign-ins run, p99".into(), "ms", "≤ 5", percentile(&mut during?, 0.99)),
    ])
}

async fn live(client: &Client, count: usize) -> anyhow::Result<Vec<f64>> {
    time_gets(client, "//livez", count).await
}

#[expect(clippy::disallowed_methods, reason = "measures real time")]
async fn post_rows(client: &Client, channel: ChannelId) -> anyhow::Result<Vec<Measured>> {
    let mut times = Vec::new();
    let path = format!("/channels/{channel}/messages");
    let mut tick = tokio::time::interval(Duration::from_millis(5));
    for at in 0..1_000 {
        tick.tick().await;
        let begun = Instant::now();
        let _: serde_json::Value =
            client.post(&path, &serde_json::json!({ "content": format!("message {at}") })).await?;
        times.push(millis(begun.elapsed()));
    }
    Ok(vec![
        ("post a message at ≤ 200/s, p50".into(), "ms", "≤ 4", percentile(&mut times, 0.5)),
        ("post a message at ≤ 200/s, p99".into(), "ms", "≤ 25", percentile(&mut times, 0.99)),
    ])
}

async fn history_ms(client: &Client, channel: ChannelId) -> anyhow::Result<f64> {
    let mut times = time_gets(client, &format!("/channels/{channel}/messages?limit=50"), 200).await?;
    Ok(percentile(&mut times, 0.95))
}

#[expect(clippy::disallowed_methods, reason = "measures real time")]
async fn time_gets(client: &Client, path: &str, count: usize) -> anyhow::Result<Vec<f64>> {
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        let begun = Instant::now();
        client.send(reqwest::Method::GET, path, None).await?;
        times.push(millis(begun.elapsed()));
    }
    Ok(times)
}

pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn report(rows: &[Row], runs: usize) -> anyhow::Result<String> {
    let mut text = String::from("# Benchmarks\n\n## Chat\n\n");
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1)).unwrap_or("unknown");
    let cores = std::thread::available_parallelism()?;
    writeln!(
        text,
        "`cargo xtask bench chat`, the release binary on SQLite with every commit on disk, over the loopback; server and \
         load share {cores} cores ({model}). Median of {runs} runs, least and most.\n\n\
         | Row | Median | Spread | Target |\n|---|---|---|---|"
    )?;
    for row in rows {
        writeln!(text, "{}", row.line())?;
    }
    Ok(text)
}
