//! The same promises in the process and over a server, and what happens when that server fails.

use super::{Ask, LimiterDown, Limits, Rate, Verdict};
use crate::{
    clock::{Clock, ManualClock},
    lifecycle::Lifecycle,
    net::proxy::{Line, Proxy, test_prefix, test_redis},
};
use std::time::Duration;

const TWO_A_SECOND: Rate = Rate { count: 2, per_ms: 1_000, burst: 3 };
const START_MS: i64 = 1_767_225_600_000;
/// What anyone waits at most for a decision, with a little for a busy machine.
const AT_MOST: Duration = Duration::from_millis(500);

fn ask(key: &str, rate: Rate) -> Ask {
    Ask { key: key.to_owned(), rate }
}

fn url(server: &str) -> String {
    format!("redis://{server}")
}

/// The same cases on each kind, with the clock that moves both.
async fn kinds() -> ([Limits; 2], ManualClock) {
    let manual = ManualClock::at(START_MS);
    let clock = Clock::Manual(manual.clone());
    let shared = Limits::redis(&url(&test_redis()), &test_prefix(), clock.clone()).await.unwrap();
    ([Limits::local(clock), shared], manual)
}

#[tokio::test]
async fn a_burst_passes_and_then_the_rate() {
    let (kinds, manual) = kinds().await;
    let mut seen = Vec::new();
    for limits in &kinds {
        let asks = [ask("ada", TWO_A_SECOND)];
        for left in [2, 1, 0] {
            let verdict = limits.take(&asks).await.unwrap();
            assert!(verdict.allowed);
            assert_eq!((verdict.limit, verdict.remaining, verdict.retry_after_ms), (3, left, 0));
        }
        let verdict = limits.take(&asks).await.unwrap();
        let refused = Verdict { allowed: false, limit: 3, remaining: 0, reset_ms: 1_500, retry_after_ms: 500 };
        assert_eq!(verdict, refused);
        assert!(limits.take(&[ask("ben", TWO_A_SECOND)]).await.unwrap().allowed, "others have their own bucket");
        seen.push(verdict);
    }
    manual.advance(Duration::from_millis(499));
    for limits in &kinds {
        assert!(!limits.take(&[ask("ada", TWO_A_SECOND)]).await.unwrap().allowed);
    }
    manual.advance(Duration::from_millis(1));
    for limits in &kinds {
        assert!(limits.take(&[ask("ada", TWO_A_SECOND)]).await.unwrap().allowed);
        assert!(!limits.take(&[ask("ada", TWO_A_SECOND)]).await.unwrap().allowed);
    }
    assert_eq!(seen[0], seen[1]);
}

#[tokio::test]
async fn all_buckets_must_have_room_and_otherwise_none_is_charged() {
    let (kinds, _) = kinds().await;
    for limits in kinds {
        let (wide, narrow) = (ask("address", Rate::per_minute(60, 10)), ask("account", Rate::per_hour(1, 1)));
        let both = [wide.clone(), narrow.clone()];
        let verdict = limits.take(&both).await.unwrap();
        assert_eq!((verdict.allowed, verdict.limit, verdict.remaining), (true, 1, 0), "told by the tightest");
        for _ in 0..5 {
            let verdict = limits.take(&both).await.unwrap();
            assert_eq!((verdict.allowed, verdict.limit, verdict.retry_after_ms), (false, 1, 3_600_000));
        }
        let verdict = limits.take(std::slice::from_ref(&wide)).await.unwrap();
        assert_eq!((verdict.allowed, verdict.remaining), (true, 8));

        limits.forgive(&narrow).await.unwrap();
        assert!(limits.take(&both).await.unwrap().allowed);
    }
}

#[tokio::test]
async fn an_ask_that_stands_twice_counts_once_and_nothing_asked_is_free() {
    let (kinds, _) = kinds().await;
    for limits in kinds {
        let one = ask("ada", TWO_A_SECOND);
        assert_eq!(limits.take(&[one.clone(), one]).await.unwrap().remaining, 2);
        assert!(limits.take(&[]).await.unwrap().allowed);
    }
}

/// Whatever is asked, whenever, and however the clock jumps, both kinds decide the same.
#[tokio::test]
async fn both_kinds_decide_alike() {
    use rand::{RngExt, SeedableRng};
    let prefix = test_prefix();
    let rates =
        [TWO_A_SECOND, Rate::per_minute(7, 1), Rate { count: 1_000, per_ms: 7, burst: 40 }, Rate::per_day(50, 5)];
    let mut rng = rand::rngs::StdRng::seed_from_u64(57);
    let mut now_ms = START_MS;
    // A clock can only go back by being another one, so the buckets of the process are replayed from the start.
    let mut history: Vec<(i64, Vec<Ask>)> = Vec::new();
    for _ in 0..200 {
        now_ms += if rng.random_ratio(1, 10) { -rng.random_range(0..5_000) } else { rng.random_range(0..3_000) };
        let asks = 0..rng.random_range(1..4);
        let asks = asks.map(|_| ask(&format!("k{}", rng.random_range(0..3)), rates[rng.random_range(0..rates.len())]));
        history.push((now_ms, asks.collect()));
    }
    let local = super::local::Buckets::new(Clock::Real);
    for (now_ms, asks) in history {
        let clock = Clock::Manual(ManualClock::at(now_ms));
        let shared = Limits::redis(&url(&test_redis()), &prefix, clock).await.unwrap();
        assert_eq!(shared.take(&asks).await.unwrap(), local.take_at(&asks, now_ms), "{asks:?} at {now_ms}");
    }
}

#[tokio::test]
async fn nodes_share_one_bucket_by_the_time_of_the_server() {
    let prefix = test_prefix();
    let rate = Rate::per_day(1, 25);
    let mut nodes = Vec::new();
    for _ in 0..2 {
        nodes.push(Limits::redis(&url(&test_redis()), &prefix, Clock::Real).await.unwrap());
    }
    let asks = [ask("ada", rate)];
    let taking = nodes.iter().cycle().take(100).map(|limits| limits.take(&asks));
    let verdicts = futures_util::future::join_all(taking).await;
    assert_eq!(verdicts.iter().filter(|verdict| verdict.unwrap().allowed).count(), 25);
}

// control: canis-70
#[tokio::test]
async fn a_store_that_fails_is_told_in_time_and_limits_hold_again_after_it() {
    let life = Lifecycle::default();
    let line = Proxy::to(test_redis(), Line::Open, &life).await;
    let limits = Limits::redis(&url(&line.address), &test_prefix(), Clock::Real).await.unwrap();
    let asks = [ask("ada", Rate::per_day(1, 2))];
    assert!(limits.take(&asks).await.unwrap().allowed);
    for failure in [Line::Hangs, Line::Cut] {
        line.set(failure);
        for _ in 0..3 {
            assert_eq!(tokio::time::timeout(AT_MOST, limits.take(&asks)).await.unwrap(), Err(LimiterDown));
        }
        let many = futures_util::future::join_all((0..50).map(|_| limits.take(&asks)));
        assert!(tokio::time::timeout(AT_MOST, many).await.unwrap().iter().all(Result::is_err));
        assert!(!tokio::time::timeout(AT_MOST, limits.probe()).await.unwrap());
    }
    line.cut().await;
    line.set(Line::Open);
    assert!(limits.probe().await);
    assert!(limits.take(&asks).await.unwrap().allowed);
    assert!(!limits.take(&asks).await.unwrap().allowed, "what was taken before is not forgotten");
    life.stop().await;
}

// control: canis-70
#[tokio::test]
async fn a_limiter_that_cannot_start_says_so() {
    let life = Lifecycle::default();
    for line in [Line::Cut, Line::Hangs] {
        let proxy = Proxy::to(test_redis(), line, &life).await;
        assert!(Limits::redis(&url(&proxy.address), "test", Clock::Real).await.is_err());
    }
    assert!(Limits::redis("nonsense", "test", Clock::Real).await.is_err());
    life.stop().await;
}

#[tokio::test]
async fn keys_on_the_server_expire_with_their_bucket() {
    let prefix = test_prefix();
    let limits = Limits::redis(&url(&test_redis()), &prefix, Clock::Real).await.unwrap();
    limits.take(&[ask("ada", Rate::per_minute(60, 10))]).await.unwrap();
    let mut connection =
        redis::Client::open(url(&test_redis())).unwrap().get_multiplexed_async_connection().await.unwrap();
    let key = format!("{{{prefix}:limit}}:ada:60:60000:10");
    let rest_ms = redis::cmd("PTTL").arg(key).query_async::<i64>(&mut connection).await.unwrap();
    assert!((1..=2_000).contains(&rest_ms), "{rest_ms}");
}
