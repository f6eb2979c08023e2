//! Signing in, and what it does to everybody else.

use super::{
    place::sign_ins,
    stats::{Measured, millis, percentile},
};
use snug_client::Client;
use std::time::{Duration, Instant};

/// Sign-ins at ten a second, and `/livez` while eight run at once.
#[expect(clippy::disallowed_methods, reason = "measures real time")]
pub async fn sign_in(base: &str) -> anyhow::Result<Vec<Measured>> {
    let client = Client::new(base)?;
    let mut alone = Vec::new();
    let mut tick = tokio::time::interval(Duration::from_millis(100));
    for _ in 0..50 {
        tick.tick().await;
        let begun = Instant::now();
        sign_ins(base, 1).await?;
        alone.push(millis(begun.elapsed()));
    }
    let mut idle = gets(&client, "//livez", 300).await?;
    let busy = async {
        for _ in 0..10 {
            sign_ins(base, 8).await?;
        }
        anyhow::Ok(())
    };
    let mut during = Vec::new();
    tokio::pin!(busy);
    loop {
        tokio::select! {
            biased;
            done = &mut busy => break done?,
            times = gets(&client, "//livez", 1) => during.extend(times?),
        }
    }
    Ok(vec![
        ("password sign-in at 10/s, p95".into(), "ms", "≤ 300", percentile(&mut alone, 0.95)),
        ("`/livez` idle, p99".into(), "ms", "", percentile(&mut idle, 0.99)),
        ("`/livez` while 8 sign-ins run, p99".into(), "ms", "≤ 5", percentile(&mut during, 0.99)),
    ])
}

/// Asks the same thing again and again; milliseconds of each.
#[expect(clippy::disallowed_methods, reason = "measures real time")]
pub async fn gets(client: &Client, path: &str, count: usize) -> anyhow::Result<Vec<f64>> {
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        let begun = Instant::now();
        let answer = client.send(reqwest::Method::GET, path, None).await?;
        anyhow::ensure!(answer.status.is_success(), "{path}: {}", answer.status);
        times.push(millis(begun.elapsed()));
    }
    Ok(times)
}
