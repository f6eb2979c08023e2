use super::{call, count, newcomer, post, text, tokens};
use crate::testkit::{Expect, World};
use futures_util::future::join_all;
use serde_json::{Value, json};
use snug_proto::Code;
use std::time::Duration;

async fn refresh(world: &World, token: &str) -> Expect {
    post(world, "/auth/refresh", json!({ "refresh_token": token })).await
}

async fn successor(world: &World, token: &str) -> (String, String) {
    let answer: Value = refresh(world, token).await.ok();
    (text(&answer, "access_token"), text(&answer, "refresh_token"))
}

async fn me(world: &World, access: &str) -> Expect {
    call(&world.client(), "GET", "/me", Some(access), Value::Null).await
}

// control: canis-63
#[tokio::test]
async fn a_used_token_gives_the_same_successor_for_ten_seconds() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let (_, first) = tokens(&world, "ada", json!({})).await;
    let (access, second) = successor(&world, &first).await;
    assert_ne!(first, second);
    me(&world, &access).await.ok::<Value>();
    world.wait(Duration::from_secs(10));
    assert_eq!(successor(&world, &first).await.1, second);
    let (_, third) = successor(&world, &second).await;
    assert!(third != second && third != first);
    world.stop().await;
}

// control: canis-63
#[tokio::test]
async fn a_token_used_again_after_eleven_seconds_ends_its_family() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let (access, first) = tokens(&world, "ada", json!({})).await;
    let (_, other) = tokens(&world, "ada", json!({})).await;
    let (_, second) = successor(&world, &first).await;
    world.wait(Duration::from_secs(11));
    refresh(&world, &first).await.refused(Code::Unauthenticated);
    refresh(&world, &second).await.refused(Code::Unauthenticated);
    refresh(&world, &first).await.refused(Code::Unauthenticated);
    me(&world, &access).await.refused(Code::Unauthenticated);
    successor(&world, &other).await;
    let noted = "select count(*) as v from security_event where kind = 'refresh_reuse' and session_id is not null";
    assert_eq!(count(&world, noted).await, 1);
    world.stop().await;
}

// control: canis-63
#[tokio::test]
async fn a_token_used_again_after_its_successor_ends_its_family() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let (_, first) = tokens(&world, "ada", json!({})).await;
    let (_, second) = successor(&world, &first).await;
    let (access, third) = successor(&world, &second).await;
    refresh(&world, &first).await.refused(Code::Unauthenticated);
    refresh(&world, &third).await.refused(Code::Unauthenticated);
    me(&world, &access).await.refused(Code::Unauthenticated);
    world.stop().await;
}

#[tokio::test]
async fn a_token_whose_row_is_long_gone_still_gives_itself_away() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let (_, first) = tokens(&world, "ada", json!({})).await;
    let (_, second) = successor(&world, &first).await;
    world.wait(Duration::from_secs(25 * 60 * 60));
    super::super::service::sweep::sweep(&world.app).await.unwrap();
    assert_eq!(count(&world, "select count(*) as v from refresh_token where used_ms is not null").await, 0);
    refresh(&world, &first).await.refused(Code::Unauthenticated);
    refresh(&world, &second).await.refused(Code::Unauthenticated);
    assert_eq!(count(&world, "select count(*) as v from security_event where kind = 'refresh_reuse'").await, 1);
    world.stop().await;
}

// control: canis-63
#[tokio::test]
async fn twenty_refreshes_at_once_leave_one_living_family() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let (_, first) = tokens(&world, "ada", json!({})).await;
    let answers = join_all((0..20).map(|_| successor(&world, &first))).await;
    let second = &answers[0].1;
    assert!(answers.iter().all(|(_, next)| next == second));
    successor(&world, second).await;
    assert_eq!(count(&world, "select count(*) as v from refresh_token where used_ms is null").await, 4);
    world.stop().await;
}

#[tokio::test]
async fn a_session_that_is_renewed_too_often_waits_and_no_other_does() {
    let world = World::start_with(|config| config.rate_factor = 1).await;
    newcomer(&world, "ada").await;
    let (_, mut token) = tokens(&world, "ada", json!({})).await;
    let (_, other) = tokens(&world, "ada", json!({})).await;
    for _ in 0..6 {
        token = successor(&world, &token).await.1;
    }
    refresh(&world, &token).await.refused(Code::RateLimited);
    successor(&world, &other).await;
    world.wait(Duration::from_secs(5));
    successor(&world, &token).await;
    world.stop().await;
}

// control: canis-63
#[tokio::test]
async fn signing_out_ends_both_tokens_at_once() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let (access, first) = tokens(&world, "ada", json!({})).await;
    me(&world, &access).await.ok::<Value>();
    call(&world.client(), "POST", "/auth/sign-out", Some(&access), Value::Null).await.done();
    me(&world, &access).await.refused(Code::Unauthenticated);
    refresh(&world, &first).await.refused(Code::Unauthenticated);
    call(&world.client(), "POST", "/auth/sign-out", Some(&access), Value::Null).await.refused(Code::Unauthenticated);
    world.stop().await;
}

#[tokio::test]
async fn what_this_server_did_not_make_refreshes_nothing() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let (access, first) = tokens(&world, "ada", json!({})).await;
    let mut flipped = first.clone();
    flipped.replace_range(5..6, if &first[5..6] == "A" { "B" } else { "A" });
    for token in ["", "x", access.as_str(), flipped.as_str(), &"A".repeat(86), &"A".repeat(100_000)] {
        refresh(&world, token).await.refused(Code::Unauthenticated);
    }
    post(&world, "/auth/refresh", json!({})).await.refused(Code::Unauthenticated);
    post(&world, "/auth/refresh", Value::Null).await.refused(Code::Unauthenticated);
    successor(&world, &first).await;
    world.stop().await;
}
