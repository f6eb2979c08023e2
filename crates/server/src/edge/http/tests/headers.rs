//! Headers that stand on every answer.

use crate::testkit::World;

#[tokio::test]
async fn answers_cannot_be_sniffed_framed_or_referred() {
    let world = World::start().await;
    for path in ["/api/v1/instance", "/api/v1/nothing", "/livez", "/"] {
        let answer = reqwest::get(format!("{}{path}", world.base)).await.unwrap();
        let header =
            |name: &str| answer.headers().get(name).map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
        let policy = header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert!(header("access-control-allow-origin").is_empty(), "{path}");
    }
    world.stop().await;
}

/// What the server tells a page of `origin` about calling it, as `Allow-Origin` and `Vary`.
async fn told(world: &World, method: reqwest::Method, origin: &str) -> (Option<String>, String) {
    let asked = reqwest::Client::new()
        .request(method, format!("{}/api/v1/instance", world.base))
        .header("origin", origin)
        .header("access-control-request-method", "GET")
        .send()
        .await
        .unwrap();
    let header = |name: &str| asked.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    (header("access-control-allow-origin"), header("vary").unwrap_or_default())
}

#[tokio::test]
async fn only_a_listed_page_is_let_in_and_by_its_exact_name() {
    let world = World::start_with(|config| config.origins = vec!["https://chat.example".into()]).await;
    for method in [reqwest::Method::OPTIONS, reqwest::Method::GET] {
        let (allowed, vary) = told(&world, method.clone(), "https://chat.example").await;
        assert_eq!(allowed.as_deref(), Some("https://chat.example"), "{method}");
        assert!(vary.contains("origin"), "{method}: {vary}");
        for foreign in [
            "https://chat.example:444",
            "http://chat.example",
            "https://a.chat.example",
            "https://chat.example.evil",
            "null",
        ] {
            assert_eq!(told(&world, method.clone(), foreign).await.0, None, "{method} {foreign}");
        }
    }
    world.stop().await;
}

// control: canis-x21
#[tokio::test]
async fn a_foreign_page_is_not_let_in() {
    let world = World::start().await;
    let asked = reqwest::Client::new()
        .request(reqwest::Method::OPTIONS, format!("{}/api/v1/me", world.base))
        .header("origin", "https://evil.example")
        .header("access-control-request-method", "GET")
        .send()
        .await
        .unwrap();
    assert!(asked.headers().keys().all(|name| !name.as_str().starts_with("access-control-")), "{:?}", asked.headers());
    world.stop().await;
}
