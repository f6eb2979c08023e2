//! Whatever is sent to whatever path, the answer is one of ours.

use crate::{
    edge::http::{openapi, router},
    testkit::{Expect, World, contract},
};
use serde_json::{Value, json};
use snug_proto::{Code, Problem};

/// A refusal reads as the one error body, with a code of the list and that code's status.
#[track_caller]
fn assert_ours(answer: &Expect, what: &str) -> Option<Code> {
    assert!(answer.header("x-request-id").is_some(), "{what}: no request id");
    if answer.status < 400 {
        return None;
    }
    let kind = answer.header("content-type").unwrap_or_default();
    assert!(kind.starts_with("application/json"), "{what}: {} as {kind:?}", answer.status);
    let problem: Problem = match serde_json::from_slice(&answer.bytes) {
        Ok(problem) => problem,
        Err(error) => panic!("{what}: {error}: {}", answer.text()),
    };
    assert_eq!(problem.error.status(), answer.status, "{what}: {:?}", problem.error);
    assert_ne!(problem.error, Code::Internal, "{what}: {}", answer.text());
    Some(problem.error)
}

async fn raw(world: &World, method: &str, path: &str, token: Option<&str>, kind: &str, body: Vec<u8>) -> Expect {
    let url = if path.starts_with("/api") {
        format!("{}{path}", world.base)
    } else {
        format!("{}/{}", world.base, path.trim_start_matches('/'))
    };
    // Making any client of ours chooses the provider of TLS for the process.
    world.client();
    let mut request = reqwest::Client::builder().build().unwrap().request(method.parse().unwrap(), url);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if !kind.is_empty() {
        request = request.header("content-type", kind);
    }
    let answer = request.body(body).send().await.unwrap();
    Expect::of(contract::kept(method, answer).await, path)
}

fn filled(path: &str) -> String {
    let id = uuid::Uuid::nil().to_string();
    let parts = path.split('/').map(|part| if part.starts_with('{') { id.as_str() } else { part });
    format!("{}{}", router::BASE, parts.collect::<Vec<_>>().join("/"))
}

// control: canis-61, canis-62
#[tokio::test]
async fn every_route_refuses_nonsense_with_the_one_error_body() {
    let world = World::start().await;
    let owner = world.owner();
    for route in router::table() {
        let (method, path) = (route.method.as_str(), filled(route.path));
        let token = Some(owner.token());
        let json_kind = "application/json";
        let too_large = vec![b' '; snug_proto::limits::BODY_BYTES + 1];
        let attempts: [(&str, Option<&str>, &str, Vec<u8>); 8] = [
            ("no token", None, json_kind, b"{}".to_vec()),
            ("bad token", Some("nonsense"), json_kind, b"{}".to_vec()),
            ("broken JSON", token, json_kind, b"{".to_vec()),
            ("not an object", token, json_kind, b"[]".to_vec()),
            ("wrong content type", token, "text/plain", b"hello".to_vec()),
            ("unknown field", token, json_kind, b"{\"zzz\":1}".to_vec()),
            ("no body", token, "", Vec::new()),
            ("too large", token, json_kind, too_large),
        ];
        for (what, token, kind, body) in attempts {
            // Reading routes take no body; hyper may close early on a large one.
            if method == "GET" && !body.is_empty() {
                continue;
            }
            let answer = raw(&world, method, &path, token, kind, body).await;
            let code = assert_ours(&answer, &format!("{method} {path}, {what}"));
            if what == "broken JSON" && route.takes.is_some_and(|(_, kinds)| kinds.contains(&json_kind)) {
                let early = [
                    Code::Malformed,
                    Code::NotFound,
                    Code::ReauthRequired,
                    Code::SecondFactorSetup,
                    Code::Unauthenticated,
                ];
                assert!(code.is_some_and(|code| early.contains(&code)), "{method} {path}: {code:?}");
            }
        }
    }
    world.stop().await;
}

#[tokio::test]
async fn nul_is_refused_wherever_text_can_stand() {
    let world = World::start().await;
    let (owner, kind) = (world.owner(), "application/json");
    let (space, _) = world.space(&owner, &[]).await;
    let token = Some(owner.token());
    for path in ["/api/v1/invites/%00".into(), format!("/api/v1/spaces/{}/invites/%00", space.id)] {
        let method = if path.contains("spaces") { "DELETE" } else { "GET" };
        let answer = raw(&world, method, &path, token, "", Vec::new()).await;
        assert_eq!(assert_ours(&answer, &path), Some(Code::NotFound), "{path}");
    }
    for query in ["members?q=%00", "bans?q=a%00b", "audit?action=%00"] {
        let path = format!("/api/v1/spaces/{}/{query}", space.id);
        let answer = raw(&world, "GET", &path, token, "", Vec::new()).await;
        assert_eq!(assert_ours(&answer, &path), Some(Code::Invalid), "{path}");
    }
    let body = br#"{"username":"nil","password":"a lamp on the table","invite":"\u0000"}"#;
    let answer = raw(&world, "POST", "/api/v1/auth/register", None, kind, body.to_vec()).await;
    assert_eq!(assert_ours(&answer, "register"), Some(Code::Invalid));
    assert!(answer.text().contains("\"field\":\"invite\""), "{}", answer.text());
    let body = br#"{"settings":{"path":"c:\\u0000"},"version":0}"#;
    let answer = raw(&world, "PUT", "/api/v1/me/settings", token, kind, body.to_vec()).await;
    assert_eq!(answer.status, 200, "an escaped backslash before u0000 is text: {}", answer.text());
    world.stop().await;
}

#[tokio::test]
async fn another_verb_is_named_and_the_right_ones_are_told() {
    let world = World::start().await;
    for route in router::table() {
        let path = filled(route.path);
        let here: Vec<_> = router::table().into_iter().filter(|other| other.path == route.path).collect();
        let Some(other) = router::VERBS.iter().find(|verb| here.iter().all(|route| route.method != **verb)) else {
            continue;
        };
        let answer = raw(&world, other.as_str(), &path, None, "", Vec::new()).await;
        assert_eq!(assert_ours(&answer, &path), Some(Code::MethodNotAllowed), "{other} {path}");
        let allow = answer.header("allow").unwrap_or_default().to_owned();
        assert!(here.iter().all(|route| allow.contains(route.method.as_str())), "{path}: {allow}");
    }
    world.stop().await;
}

// control: canis-82
#[tokio::test]
async fn unknown_and_unversioned_paths_are_a_json_404() {
    let world = World::start().await;
    for path in [
        "/api",
        "/api/",
        "/api/me",
        "/api/users/me",
        "/api/auth/login",
        "/api/channels",
        "/api/messages",
        "/api/v0/me",
        "/api/v1",
        "/api/v1/",
        "/api/v1/nothing",
        "/api/v1/me/nothing",
        "/api/v2/me",
        "/api/v1/channels",
        "/api/v1/messages",
        "/api/v1/admin",
        "/api/v1/users",
        "/api/health",
        "/api/gateway",
        "/api/auth/refresh",
        "/api/v1/../v1/x",
        "/api/invites/x",
        "/api/spaces",
        "/api/uploads",
        "/api/files/x",
        "/api/me/sessions",
        "/api/v1/auth",
        "/api/v1/auth/login",
        "/api/v1/webhooks/x/y",
        "/api/v1/spaces/x/y/z/w",
    ] {
        for method in ["GET", "POST"] {
            let answer = raw(&world, method, path, None, "", Vec::new()).await;
            assert_eq!(assert_ours(&answer, path), Some(Code::NotFound), "{method} {path}");
        }
    }
    world.stop().await;
}

#[tokio::test]
async fn before_the_first_owner_almost_nothing_answers() {
    let world = World::before_setup(|config| config.rate_factor = 10_000).await;
    for route in router::table().iter().filter(|route| !route.before_setup) {
        let answer = raw(&world, route.method.as_str(), &filled(route.path), None, "", Vec::new()).await;
        assert_eq!(assert_ours(&answer, route.path), Some(Code::SetupRequired), "{} {}", route.method, route.path);
    }
    world.stop().await;
}

// control: canis-67
#[tokio::test]
async fn a_token_in_a_query_is_refused_even_when_it_is_valid() {
    let world = World::start().await;
    let owner = world.owner();
    for route in router::table() {
        for name in ["token", "access_token"] {
            let path = format!("{}?{name}={}", filled(route.path), owner.token());
            let answer = raw(&world, route.method.as_str(), &path, None, "", Vec::new()).await;
            assert_eq!(assert_ours(&answer, route.path), Some(Code::Malformed), "{} {}", route.method, route.path);
        }
    }
    world.stop().await;
}

// control: teamshots-I2
#[test]
fn every_route_has_a_name_a_sentence_a_policy_and_an_answer() {
    let mut names = std::collections::BTreeSet::new();
    for route in router::table() {
        assert!(names.insert(route.name), "{} stands twice", route.name);
        assert!(!route.about.is_empty(), "{} says nothing about itself", route.name);
        assert!(!route.policy.rates().is_empty(), "{} has no rate", route.name);
        assert!(!route.answers.is_empty() || route.name == "gateway", "{} answers nothing", route.name);
    }
}

// control: canis-62
#[test]
fn the_list_of_codes_never_loses_or_changes_one() {
    let list: Vec<Value> = Code::ALL.iter().map(|code| json!([code, code.status()])).collect();
    insta::assert_json_snapshot!("codes", list);
}

// control: canis-82, teamshots-K16
#[test]
fn the_document_and_the_router_hold_the_same_operations() {
    let document = openapi::document();
    let described: std::collections::BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, verbs)| verbs.as_object().unwrap().keys().map(move |verb| format!("{verb} {path}")))
        .collect();
    let routed: std::collections::BTreeSet<String> = router::table()
        .iter()
        .map(|route| format!("{} {}{}", route.method.as_str().to_ascii_lowercase(), router::BASE, route.path))
        .collect();
    assert_eq!(described, routed);
}
