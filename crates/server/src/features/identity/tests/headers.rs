use super::{call, count, newcomer};
use crate::testkit::{Expect, PASSWORD, World, contract};
use reqwest::header::HeaderValue;
use serde_json::{Value, json};
use snug_proto::{Code, Page, account::Session};

// control: canis-68
#[tokio::test]
async fn what_a_client_calls_itself_is_cleaned() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let mut agent = b"Mozilla/5.0 (X11; Linux)\tFirefox/140.0 \xff\xfe\xc0 ".to_vec();
    agent.extend("\u{202e}\u{2066}\u{85}\u{9f}\u{200b}".as_bytes());
    agent.extend(std::iter::repeat_n(b'x', 10 * 1024));
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let body = json!({ "login": "ada", "password": PASSWORD, "session": "token" });
    let request = http.post(format!("{}/api/v1/auth/sign-in", world.base)).json(&body);
    let answer = request.header("user-agent", HeaderValue::from_bytes(&agent).unwrap()).send().await.unwrap();
    assert_eq!(contract::kept("POST", answer).await.status, 200);
    let sessions: Page<Session> = ada.get("/me/sessions").await.ok();
    let odd = sessions.items.iter().find(|session| session.user_agent.starts_with("Mozilla")).unwrap();
    assert_eq!(odd.name, "Firefox on Linux");
    assert!((400..=512).contains(&odd.user_agent.chars().count()), "{}", odd.user_agent.chars().count());
    assert!(!odd.user_agent.chars().any(|c| c.is_control() || "\u{202e}\u{2066}\u{200b}".contains(c)));
    world.stop().await;
}

const ROUTES: [(&str, &str); 20] = [
    ("GET", "/me"),
    ("PATCH", "/me"),
    ("GET", "/me/sessions"),
    ("DELETE", "/me/sessions"),
    ("DELETE", "/me/sessions/0197b0a0-0000-7000-8000-000000000000"),
    ("GET", "/me/settings"),
    ("PUT", "/me/settings"),
    ("GET", "/users/0197b0a0-0000-7000-8000-000000000000"),
    ("POST", "/auth/reauth"),
    ("POST", "/auth/sign-out"),
    ("GET", "/me"),
    ("PATCH", "/me"),
    ("GET", "/me/sessions"),
    ("DELETE", "/me/sessions"),
    ("GET", "/me/settings"),
    ("PUT", "/me/settings"),
    ("GET", "/users/not-an-id"),
    ("POST", "/auth/reauth"),
    ("POST", "/auth/refresh"),
    ("POST", "/auth/sign-out"),
];

// control: teamshots-H7
#[tokio::test]
async fn headers_that_tests_elsewhere_sign_in_with_are_noted_and_ignored() {
    let world = World::start().await;
    let sessions = "select count(*) as v from session";
    let before = count(&world, sessions).await;
    let client = world
        .client()
        .with_header("x-e2e-user-id", &world.owner().id.to_string())
        .with_header("x-e2e-user-role", "owner")
        .with_header("x-e2e-is-admin", "true");
    for (method, path) in ROUTES {
        call(&client, method, path, None, json!({})).await.refused(Code::Unauthenticated);
    }
    assert_eq!(count(&world, sessions).await, before);
    let noted = "select count(*) as v from security_event where kind = 'suspicious_activity' and account_id is null";
    assert_eq!(count(&world, noted).await, 20);
    world.stop().await;
}

// control: canis-67
#[tokio::test]
async fn a_token_in_an_address_is_refused_even_when_it_is_valid() {
    let world = World::start().await;
    let owner = world.owner();
    let paths = ["/me", "/me/sessions", "/me/settings", "/users/x", "/instance", "/setup", "/livez", "/nowhere"];
    for path in paths {
        for key in ["token", "access_token", "refresh_token", "Token", "%74oken"] {
            let at = format!("{path}?{key}={}", owner.token());
            call(&world.client(), "GET", &at, None, Value::Null).await.refused(Code::Malformed);
            owner.get(&at).await.refused(Code::Malformed);
        }
    }
    for path in ["/auth/sign-in", "/auth/refresh", "/auth/sign-out"] {
        let at = format!("{path}?access_token={}", owner.token());
        call(&world.client(), "POST", &at, None, json!({})).await.refused(Code::Malformed);
    }
    world.stop().await;
}

// control: canis-67
#[tokio::test]
async fn only_a_bearer_is_let_in() {
    let world = World::start().await;
    let owner = world.owner();
    let token = owner.token();
    for value in [token.to_owned(), format!("Basic {token}"), format!("Token {token}"), format!("Bearer{token}")] {
        let client = world.client().with_header("authorization", &value);
        call(&client, "GET", "/me", None, Value::Null).await.refused(Code::Unauthenticated);
    }
    let cookie = world.client().with_header("cookie", &format!("snug_refresh={token}; access_token={token}"));
    call(&cookie, "GET", "/me", None, Value::Null).await.refused(Code::Unauthenticated);
    let told: Expect = owner.get("/me").await;
    told.ok::<Value>();
    world.stop().await;
}
