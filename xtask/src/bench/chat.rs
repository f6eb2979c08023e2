//! The rows of talking.

use super::{
    changing,
    entering::{self, gets},
    place::{PASSWORD, Place},
    reading, sending,
    stats::{Measured, Row, millis, percentile},
    talking,
};
use snug_client::Client;
use snug_proto::channels::Channel;
use std::{fmt::Write as _, fs};

/// Measures everything `runs` times; the report as Markdown.
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

async fn one_run(sockets: usize, history: i64) -> anyhow::Result<Vec<Measured>> {
    let (folder, place, client, space, general) = Place::fresh().await?;
    let mut rows: Vec<Measured> = vec![
        ("start to ready, empty".into(), "ms", "≤ 500", millis(place.started)),
        ("idle memory".into(), "MiB", "≤ 50", place.rss_mib()),
    ];
    rows.extend(talking::fan_out(&place, &client, space.id, general.id, sockets).await?);
    rows.extend(talking::posts(&place, &client, space.id, general.id).await?);
    rows.extend(talking::burst(&place, &client, space.id, general.id).await?);
    rows.extend(talking::spread(&place, &client).await?);
    rows.extend(reading::wide(&place, &client, space.id).await?);
    rows.extend(changing::cut(&place, &client).await?);
    rows.extend(sending::photo(&client, general.id).await?);
    let short = reading::history(&client, general.id).await?;
    let author = client.tokens().map(|tokens| tokens.user.0).unwrap_or_default();
    let new = serde_json::json!({ "kind": "text", "name": "long" });
    let long: Channel = client.post(&format!("/spaces/{}/channels", space.id), &new).await?;
    // Last of these: so many sessions end the ones before.
    rows.extend(entering::sign_in(&place.base).await?);
    let data = place.stop();
    Place::fill(&data, space.id, long.id, author, history).await?;
    let place = Place::start(&data).await?;
    rows.push((format!("start to ready, {history} messages"), "ms", "≤ 2000", millis(place.started)));
    let client = Client::new(&place.base)?;
    client.sign_in("olive", PASSWORD).await?;
    let deep = reading::history(&client, long.id).await?;
    rows.push((format!("history page of 50 among {history}, p95"), "ms", "≤ 10", deep));
    rows.push(("that page against one of a short channel".into(), "×", "≤ 2", deep / short));
    let found = reading::search(&client, space.id, author).await?;
    rows.push((format!("search among {history} messages, slowest kind of question, p95"), "ms", "≤ 100", found));
    let mut unread = gets(&client, "/me/unread", 100).await?;
    rows.push((format!("unread with {history} unread, p95"), "ms", "≤ 20", percentile(&mut unread, 0.95)));
    rows.extend(changing::role(&place, &client, space.id).await?);
    drop(place);
    drop(folder);
    Ok(rows)
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
