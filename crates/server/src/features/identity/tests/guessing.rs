use super::{call, newcomer, post};
use crate::testkit::{Expect, PASSWORD, World};
use futures_util::future::join_all;
use serde_json::{Value, json};
use snug_proto::Code;
use std::{net::IpAddr, time::Duration};

/// A place behind a proxy, so that people can come from different addresses.
async fn proxied() -> World {
    World::start_with(|config| config.trusted_proxies = vec![IpAddr::from([127, 0, 0, 1]).into()]).await
}

async fn tries(world: &World, from: &str, login: &str, password: &str) -> Expect {
    let client = world.client().with_header("x-forwarded-for", from);
    call(&client, "POST", "/auth/sign-in", None, json!({ "login": login, "password": password })).await
}

// control: canis-63
#[tokio::test]
async fn the_eleventh_guess_is_refused_and_so_is_the_right_password() {
    let world = proxied().await;
    newcomer(&world, "ada").await;
    newcomer(&world, "bob").await;
    for guess in 0..10 {
        tries(&world, &format!("192.0.2.{guess}"), "ada", "wrong wrong").await.refused(Code::InvalidCredentials);
    }
    let problem = tries(&world, "192.0.2.20", "ada", "wrong wrong").await.refused(Code::RateLimited);
    assert_eq!(problem.retry_after_ms, Some(15 * 60 * 1_000));
    tries(&world, "192.0.2.21", "ADA", PASSWORD).await.refused(Code::RateLimited);
    tries(&world, "192.0.2.21", "bob", PASSWORD).await.ok::<Value>();
    world.wait(Duration::from_secs(15 * 60 - 1));
    tries(&world, "192.0.2.21", "ada", PASSWORD).await.refused(Code::RateLimited);
    world.wait(Duration::from_secs(1));
    tries(&world, "192.0.2.21", "ada", PASSWORD).await.ok::<Value>();
    world.stop().await;
}

#[tokio::test]
async fn a_name_that_nobody_has_closes_like_one_that_somebody_has() {
    let world = proxied().await;
    for guess in 0..10 {
        tries(&world, &format!("192.0.2.{guess}"), "ghost", PASSWORD).await.refused(Code::InvalidCredentials);
    }
    tries(&world, "192.0.2.20", "ghost", PASSWORD).await.refused(Code::RateLimited);
    world.stop().await;
}

#[tokio::test]
async fn a_right_password_forgives_the_account() {
    let world = proxied().await;
    newcomer(&world, "ada").await;
    for _ in 0..3 {
        for guess in 0..9 {
            tries(&world, &format!("192.0.2.{guess}"), "ada", "wrong wrong").await.refused(Code::InvalidCredentials);
        }
        tries(&world, "192.0.2.20", "ada", PASSWORD).await.ok::<Value>();
    }
    world.stop().await;
}

#[tokio::test]
async fn thirty_failures_of_an_address_close_every_door_to_it() {
    let world = proxied().await;
    newcomer(&world, "ada").await;
    for guess in 0..30 {
        tries(&world, "192.0.2.1", &format!("person_{guess}"), PASSWORD).await.refused(Code::InvalidCredentials);
    }
    tries(&world, "192.0.2.1", "ada", PASSWORD).await.refused(Code::RateLimited);
    tries(&world, "192.0.2.2", "ada", PASSWORD).await.ok::<Value>();
    let client = world.client().with_header("x-forwarded-for", "192.0.2.1");
    let ticket = json!({ "ticket": "x", "method": "totp", "code": "000000" });
    call(&client, "POST", "/auth/second-factor", None, ticket).await.refused(Code::RateLimited);
    let newcomer = json!({ "username": "eve", "password": PASSWORD, "session": "token" });
    let ada = world.signs_in("ada").await;
    let refresh = ada.client.tokens().unwrap().refresh.unwrap();
    let refresh = json!({ "refresh_token": refresh.reveal() });
    let proof = json!({ "password": PASSWORD });
    for (path, body) in [
        ("/auth/register", &newcomer),
        ("/auth/refresh", &refresh),
        ("/auth/sign-out", &Value::Null),
        ("/auth/reauth", &proof),
    ] {
        call(&client, "POST", path, Some(ada.token()), body.clone()).await.refused(Code::RateLimited);
    }
    let setup = json!({ "setup_code": "x", "username": "eve", "password": PASSWORD });
    call(&client, "POST", "/setup", None, setup).await.refused(Code::RateLimited);
    call(&client, "GET", "/me", Some(ada.token()), Value::Null).await.ok::<Value>();
    post(&world, "/auth/refresh", refresh).await.ok::<Value>();
    world.wait(Duration::from_secs(15 * 60));
    tries(&world, "192.0.2.1", "ada", PASSWORD).await.ok::<Value>();
    world.stop().await;
}

#[tokio::test]
async fn guesses_side_by_side_tell_no_more_than_ten() {
    let world = proxied().await;
    newcomer(&world, "ada").await;
    let guesses = (0..40).map(|guess| {
        let world = &world;
        async move { tries(world, &format!("192.0.2.{guess}"), "ada", "wrong wrong").await.status }
    });
    let told = join_all(guesses).await.into_iter().filter(|status| *status == 401).count();
    assert!(told <= 10, "{told}");
    world.stop().await;
}

#[tokio::test]
async fn proving_presence_counts_as_guessing() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    for _ in 0..10 {
        ada.post("/auth/reauth", json!({ "password": "wrong wrong" })).await.refused(Code::InvalidCredentials);
    }
    ada.post("/auth/reauth", json!({ "password": PASSWORD })).await.refused(Code::RateLimited);
    post(&world, "/auth/sign-in", json!({ "login": "ada", "password": PASSWORD })).await.refused(Code::RateLimited);
    world.stop().await;
}
