//! Stories of what browsers report.

use super::{
    model::{CSP_REPORT, REPORTS_JSON},
    newest,
};
use crate::testkit::{Expect, World, contract};
use serde_json::{Value, json};
use snug_proto::Code;
use std::time::Duration;

async fn report(world: &World, kind: &str, body: String) -> Expect {
    // Making any client of ours chooses the provider of TLS for the process.
    world.client();
    let path = "/api/v1/policy-reports";
    let request = reqwest::Client::builder().build().unwrap().post(format!("{}{path}", world.base));
    let answer = request.header("content-type", kind).body(body).send().await.unwrap();
    Expect::of(contract::kept("POST", answer).await, path)
}

fn refused(world: &World, blocked: &str, line: i64) -> Value {
    let page = format!("{}/join/4f7GhJkLmN", world.base);
    json!({ "csp-report": {
        "document-uri": page, "source-file": page, "effective-directive": "script-src-elem", "blocked-uri": blocked,
        "line-number": line, "script-sample": "alert('ann')", "referrer": "https://mail.example/ann",
    }})
}

async fn kept(world: &World) -> Vec<super::Report> {
    newest(&mut world.app.db.read().await.unwrap(), 10_000).await.unwrap()
}

// control: teamshots-C2
#[tokio::test]
async fn what_a_browser_refused_is_kept_once_and_counted_without_anything_of_a_person() {
    let world = World::before_setup(|_| ()).await;
    let old = refused(&world, "https://evil.example/x.js?ann", 7);
    report(&world, CSP_REPORT, old.to_string()).await.done();
    let body = json!({ "documentURL": format!("{}/join/4f7GhJkLmN", world.base), "effectiveDirective": "script-src-elem",
        "sourceFile": format!("{}/join/4f7GhJkLmN", world.base), "blockedURL": "https://evil.example/x.js", "lineNumber": 7 });
    let new = json!([{ "type": "csp-violation", "body": body }, { "type": "csp-violation", "body": { "effectiveDirective":
        "script-src-attr", "blockedURL": "inline" } }, { "type": "deprecation" }]);
    report(&world, &format!("{REPORTS_JSON}; charset=utf-8"), new.to_string()).await.done();
    let mut reports = kept(&world).await;
    reports.sort_by_key(|report| report.times);
    let [inline, foreign] = reports.as_slice() else { panic!("{reports:?}") };
    assert_eq!((inline.rule.as_str(), inline.blocked.as_str(), inline.times), ("script-src-attr", "inline", 1));
    assert_eq!((foreign.rule.as_str(), foreign.page.as_str(), foreign.times), ("script-src-elem", "/join", 2));
    let told = foreign.to_string();
    assert!(told.contains("https://evil.example on /join, by /join:7"), "{told}");
    assert!(!told.contains("ann") && !told.contains("4f7GhJkLmN"), "{told}");
    let numbers = world.app.numbers.render(&world.app);
    assert!(numbers.contains("snug_policy_reports_total{rule=\"script-src-elem\"} 2"), "{numbers}");
    world.stop().await;
}

// control: teamshots-C2
#[tokio::test]
async fn reports_are_small_and_sixty_a_minute_from_one_address() {
    let world = World::before_setup(|_| ()).await;
    let one = refused(&world, "inline", 1).to_string();
    let padded = |bytes: usize| format!("{one}{}", " ".repeat(bytes - one.len()));
    report(&world, CSP_REPORT, padded(8 * 1024 + 1)).await.refused(Code::TooLarge);
    report(&world, CSP_REPORT, padded(8 * 1024)).await.done();
    for wrong in ["application/json", "text/plain", ""] {
        report(&world, wrong, one.clone()).await.refused(Code::Malformed);
    }
    for _ in 5..60 {
        report(&world, CSP_REPORT, one.clone()).await.done();
    }
    report(&world, CSP_REPORT, one.clone()).await.refused(Code::RateLimited);
    world.wait(Duration::from_secs(1));
    report(&world, CSP_REPORT, one).await.done();
    assert_eq!(kept(&world).await[0].times, 57);
    world.stop().await;
}

#[tokio::test]
async fn rows_are_bounded_and_old_ones_go_by_a_job() {
    let world = World::start().await;
    let batch = |from: i64| {
        let body = |line: i64| json!({ "type": "csp-violation", "body": { "effectiveDirective": "img-src", "lineNumber": line } });
        Value::Array((from..from + 50).map(body).collect()).to_string()
    };
    for from in (0..2_100).step_by(50) {
        report(&world, REPORTS_JSON, batch(from)).await.done();
    }
    assert_eq!(kept(&world).await.len(), 2_000, "what comes too much is not kept");
    world.wait(Duration::from_secs(3_600));
    report(&world, REPORTS_JSON, batch(0)).await.done();
    world.run_jobs().await;
    let reports = kept(&world).await;
    assert_eq!((reports.len(), reports[0].times, reports[49].times), (1_000, 2, 2), "the newest stay");
    world.wait(Duration::from_secs(31 * 24 * 3_600));
    world.run_jobs().await;
    assert_eq!(kept(&world).await, []);
    world.stop().await;
}
