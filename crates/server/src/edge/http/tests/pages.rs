//! The policy of pages: strict, fresh with every answer, and there whatever happens.

use crate::testkit::World;
use snug_proto::limits::BODY_BYTES;
use std::collections::{BTreeMap, BTreeSet};

struct Got {
    status: u16,
    headers: reqwest::header::HeaderMap,
    text: String,
}

impl Got {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The rules of the policy by name.
    fn policy(&self) -> BTreeMap<String, Vec<String>> {
        let rules = self.header("content-security-policy").split(';').map(str::trim).filter(|rule| !rule.is_empty());
        let rules = rules.map(|rule| {
            let mut words = rule.split_ascii_whitespace().map(str::to_owned);
            (words.next().unwrap(), words.collect())
        });
        rules.collect()
    }

    fn nonce(&self) -> String {
        let scripts = &self.policy()["script-src"];
        let quoted = scripts.iter().find_map(|word| word.strip_prefix("'nonce-")).unwrap();
        quoted.trim_end_matches('\'').to_owned()
    }
}

async fn send(world: &World, request: reqwest::RequestBuilder) -> Got {
    // Making any client of ours chooses the provider of TLS for the process.
    world.client();
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    Got { status, headers, text: answer.text().await.unwrap() }
}

async fn get(world: &World, path: &str) -> Got {
    world.client();
    send(world, reqwest::Client::builder().build().unwrap().get(format!("{}{path}", world.base))).await
}

/// Opening tags that load or are code or style.
fn loading(html: &str) -> Vec<&str> {
    let tags = html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap());
    let loads = |tag: &&str| {
        let name = tag.split([' ', '\n']).next().unwrap();
        let rel = |rel: &str| tag.contains(&format!("rel=\"{rel}\""));
        matches!(name, "script" | "style") || (name == "link" && (rel("stylesheet") || rel("modulepreload")))
    };
    tags.filter(loads).collect()
}

/// Every way to the page: all that is no file is one.
const PAGES: [&str; 9] = [
    "/",
    "/index.html",
    "/setup",
    "/sign-in",
    "/register",
    "/join/4f7GhJkLmN",
    "/spaces/x/y",
    "/no/such/page",
    "/?utm=1",
];

fn assert_safe(got: &Got, what: &str, is_https: bool) {
    let policy = got.header("content-security-policy");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"), "{what}: {policy}");
    assert_eq!(got.policy()["frame-ancestors"], ["'none'"], "{what}");
    assert_eq!(got.policy()["base-uri"], ["'none'"], "{what}");
    assert_eq!(got.header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(got.header("referrer-policy"), "no-referrer", "{what}");
    assert!(got.header("permissions-policy").contains("geolocation=()"), "{what}");
    let age = got.header("strict-transport-security").strip_prefix("max-age=").map(|rest| rest.split(';').next());
    let age: Option<i64> = age.flatten().map(|age| age.parse().unwrap());
    assert_eq!(age.is_some_and(|age| age >= 365 * 24 * 3600), is_https, "{what}");
}

fn assert_page(got: &Got, what: &str, is_https: bool) {
    let kind = (got.status, got.header("content-type"));
    assert_eq!(kind, (200, "text/html; charset=utf-8"), "{what}: is the web client built? `make web` builds it");
    assert_eq!(got.header("cache-control"), "no-store", "{what}: a nonce is never kept");
    assert_eq!(got.header("content-encoding"), "", "{what}");
    let (policy, nonce) = (got.policy(), got.nonce());
    let own = format!("'nonce-{nonce}'");
    // 128 bits in base64.
    assert_eq!(nonce.len(), 22, "{what}");
    let rule = |name: &str| policy.get(name).map(|words| words.join(" ")).unwrap_or_default();
    for (name, words) in [
        ("default-src", "'self'"),
        ("script-src", &format!("{own} 'strict-dynamic'")),
        ("style-src", &format!("'self' {own}")),
        ("img-src", "'self' data: blob:"),
        ("media-src", "'self' data: blob:"),
        ("connect-src", "'self'"),
        ("worker-src", "'self'"),
        ("object-src", "'none'"),
        ("base-uri", "'none'"),
        ("form-action", "'self'"),
        ("frame-ancestors", "'none'"),
        ("require-trusted-types-for", "'script'"),
        ("report-uri", "/api/v1/policy-reports"),
        ("report-to", if is_https { "policy" } else { "" }),
    ] {
        assert_eq!(rule(name), words, "{what}");
    }
    let endpoints = if is_https { "policy=\"/api/v1/policy-reports\"" } else { "" };
    assert_eq!(got.header("reporting-endpoints"), endpoints, "{what}");
    let loading = loading(&got.text);
    assert!(loading.iter().any(|tag| tag.starts_with("script")), "{what}: {}", got.text);
    for tag in loading {
        assert!(tag.contains(&format!(" nonce=\"{nonce}\"")), "{what}: {tag}");
    }
    assert!(
        got.text.contains(&format!("<meta property=\"csp-nonce\" nonce=\"{nonce}\"")),
        "{what}: for what comes later"
    );
    assert!(!got.text.contains("SNUG_NONCE"), "{what}");
}

// control: teamshots-C2
#[tokio::test]
async fn every_page_says_which_scripts_are_its_own_and_never_twice_the_same() {
    for is_https in [false, true] {
        let world = World::before_setup(|config| {
            if is_https {
                config.public_url = "https://snug.example".parse().unwrap();
            }
            config.rate_factor = 10_000;
        })
        .await;
        let mut nonces = BTreeSet::new();
        for path in PAGES.iter().chain(&PAGES) {
            let got = get(&world, path).await;
            assert_safe(&got, path, is_https);
            assert_page(&got, path, is_https);
            nonces.insert(got.nonce());
        }
        assert_eq!(nonces.len(), 2 * PAGES.len());
        world.stop().await;
    }
}

// control: teamshots-C2
#[tokio::test]
async fn a_failing_handler_does_not_lose_the_headers() {
    let world = World::before_setup(|_| ()).await;
    world.set_up("olive").await;
    let client = reqwest::Client::builder().build().unwrap();
    let url = |path: &str| format!("{}{path}", world.base);
    let mut answers = vec![get(&world, "/api/v1/nothing").await, get(&world, "/assets/nothing.js").await];
    answers.push(get(&world, "/index.html.br").await);
    let large =
        client.post(url("/api/v1/setup")).header("content-type", "application/json").body(vec![b' '; BODY_BYTES + 1]);
    answers.push(send(&world, large).await);
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("alter table account rename to account_away").run().await.unwrap();
    tx.commit().await.unwrap();
    let sign_in = client.post(url("/api/v1/auth/sign-in")).header("content-type", "application/json");
    answers.push(send(&world, sign_in.body(r#"{"login":"olive","password":"x"}"#)).await);
    for _ in 0..200 {
        let last = get(&world, "/api/v1/instance").await;
        if last.status == 429 {
            answers.push(last);
            break;
        }
    }
    let statuses: Vec<u16> = answers.iter().map(|got| got.status).collect();
    assert_eq!(statuses, [404, 404, 404, 413, 500, 429]);
    for got in &answers {
        assert_safe(got, &got.text, false);
        assert_eq!(got.policy()["default-src"], ["'none'"], "what is no page loads nothing: {}", got.text);
        assert_eq!(got.header("content-type"), "application/json");
    }
    world.stop().await;
}

#[tokio::test]
async fn files_of_the_client_are_kept_and_packed_and_the_page_is_neither() {
    let world = World::start().await;
    world.client();
    let page = get(&world, "/").await;
    let script = page.text.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let client = reqwest::Client::builder().build().unwrap();
    for (accepts, packed) in [("gzip, br", "br"), ("gzip", "")] {
        let got =
            client.get(format!("{}{script}", world.base)).header("accept-encoding", accepts).send().await.unwrap();
        let header = |name: &str| got.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
        assert_eq!(header("content-encoding"), packed);
        assert_eq!(header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header("vary"), "accept-encoding");
        let page = client.get(&world.base).header("accept-encoding", accepts).send().await.unwrap();
        assert_eq!(page.headers().get("content-encoding"), None);
    }
    world.stop().await;
}
