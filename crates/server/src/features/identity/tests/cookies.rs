use super::{call, newcomer, text, tokens};
use crate::testkit::{Expect, PASSWORD, World};
use serde_json::{Value, json};
use snug_proto::Code;

/// A page of the given origin, with a cookie.
async fn page(world: &World, origin: Option<&str>, cookie: &str, path: &str) -> Expect {
    let mut client = world.client().with_header("cookie", &format!("other=1; snug_refresh={cookie}"));
    if let Some(origin) = origin {
        client = client.with_header("origin", origin);
    }
    call(&client, "POST", path, None, Value::Null).await
}

/// Signs in as the pages of this place do; answers the access token and the cookie line.
async fn browser(world: &World) -> (String, String) {
    let client = world.client().with_header("origin", &world.base).with_header("sec-fetch-site", "same-origin");
    let answer = call(&client, "POST", "/auth/sign-in", None, json!({ "login": "ada", "password": PASSWORD })).await;
    let line = answer.header("set-cookie").unwrap().to_owned();
    let answer: Value = answer.ok();
    assert_eq!(answer["refresh_token"], Value::Null);
    (text(&answer, "access_token"), line)
}

fn value(line: &str) -> String {
    line.split(';').next().unwrap().split_once('=').unwrap().1.to_owned()
}

// control: canis-73
#[tokio::test]
async fn the_cookie_is_for_this_server_alone() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let (_, line) = browser(&world).await;
    let (pair, rules) = line.split_once("; ").unwrap();
    assert!(pair.starts_with("snug_refresh="), "{pair}");
    assert_eq!(rules, "Path=/api/v1/auth; Max-Age=7776000; HttpOnly; SameSite=Strict");
    world.stop().await;
}

// control: canis-73
#[tokio::test]
async fn over_https_the_cookie_is_secure() {
    let world = World::start().await;
    let app = &world.app;
    let mut config = app.config.clone();
    config.public_url = "https://snug.example.org".parse().unwrap();
    let line = super::super::service::refresh::cookie_line(&config, None, 0);
    assert_eq!(line, "__Secure-snug_refresh=; Path=/api/v1/auth; Max-Age=0; HttpOnly; Secure; SameSite=Strict");
    world.stop().await;
}

// control: canis-73
#[tokio::test]
async fn only_the_pages_of_this_place_refresh_and_sign_out_by_cookie() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let (access, line) = browser(&world).await;
    let cookie = value(&line);
    let lookalike = format!("{}.example.org", world.base);
    for path in ["/auth/refresh", "/auth/sign-out"] {
        for origin in [None, Some("null"), Some("https://evil.example"), Some(lookalike.as_str()), Some("")] {
            let refused = page(&world, origin, &cookie, path).await;
            assert_eq!(refused.header("set-cookie"), None);
            refused.refused(Code::Forbidden);
        }
    }
    call(&world.client(), "GET", "/me", Some(&access), Value::Null).await.ok::<Value>();
    let renewed = page(&world, Some(&world.base), &cookie, "/auth/refresh").await;
    let next = value(renewed.header("set-cookie").unwrap());
    assert_ne!(next, cookie);
    assert_eq!(renewed.ok::<Value>()["refresh_token"], Value::Null);
    let left = page(&world, Some(&world.base), &next, "/auth/sign-out").await;
    assert!(left.header("set-cookie").unwrap().starts_with("snug_refresh=; Path=/api/v1/auth; Max-Age=0;"));
    left.done();
    page(&world, Some(&world.base), &next, "/auth/refresh").await.refused(Code::Unauthenticated);
    call(&world.client(), "GET", "/me", Some(&access), Value::Null).await.refused(Code::Unauthenticated);
    world.stop().await;
}

// control: canis-73
#[tokio::test]
async fn a_page_never_gets_a_refresh_token_in_a_body() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let (_, refresh) = tokens(&world, "ada", json!({})).await;
    for (header, value) in [("origin", world.base.as_str()), ("origin", "null"), ("sec-fetch-site", "none")] {
        let client = world.client().with_header(header, value);
        let sign_in = json!({ "login": "ada", "password": PASSWORD, "session": "token" });
        call(&client, "POST", "/auth/sign-in", None, sign_in).await.refused(Code::Malformed);
        let renew = json!({ "refresh_token": refresh });
        call(&client, "POST", "/auth/refresh", None, renew).await.refused(Code::Malformed);
    }
    let renew = json!({ "refresh_token": refresh });
    call(&world.client(), "POST", "/auth/refresh", None, renew).await.ok::<Value>();
    world.stop().await;
}
