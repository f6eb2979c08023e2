//! Every failed statement is found from its line in the log, and its caller learns nothing of it.

use crate::testkit::{Expect, PASSWORD, Person, World};
use serde_json::{Value, json};
use snug_platform::telemetry::Captured;
use snug_proto::{Code, files::Upload, files::UploadPurpose, messages::Message, spaces::Invite, spaces::Role};
use tracing::Level;

const SAID: &str = "the parrot knows the way home";

/// A call: verb, path, body.
type Call = (&'static str, String, Value);

/// A table with something that reads it and something that writes it.
struct Case {
    table: &'static str,
    calls: Vec<Call>,
}

struct Stage {
    ada: Person,
    cases: Vec<Case>,
    /// What no line of the log may hold.
    secrets: Vec<String>,
}

async fn stage(world: &World) -> Stage {
    let ada = world.owner();
    let [ben] = world.people(["ben"]).await;
    let (space, channel) = world.space(&ada, &[&ben]).await;
    let invite: Invite = ada.invites(space.id).await;
    let role: Role = ada.makes_role(space.id, "Desk", &["manage_messages"]).await;
    let message: Message = ada.says(channel.id, SAID).await.created();
    let slow = json!({ "slow_mode_seconds": 60 });
    ben.says(channel.id, SAID).await.created::<Message>();
    let upload: Upload =
        ada.client.upload(UploadPurpose::Attachment, Some(channel.id), "a.txt", "hello").await.unwrap();
    let refresh = ada.client.tokens().unwrap().refresh.unwrap().reveal().to_owned();
    let (s, c, m) = (format!("/spaces/{}", space.id), format!("/channels/{}", channel.id), message.id);
    let member = format!("{s}/members/{}", ben.id);
    let get = |path: String| ("GET", path, Value::Null);
    let sign_in = json!({ "login": "olive", "password": PASSWORD, "session": "token" });
    let case = |table, reads: Call, writes: Call| Case { table, calls: vec![reads, writes] };
    let thumb = "%F0%9F%91%8D";
    let mut cases = vec![
        case("account", get("/me".into()), ("PATCH", "/me".into(), json!({ "bio": SAID }))),
        case("session", get("/me/sessions".into()), ("DELETE", "/me/sessions".into(), Value::Null)),
        case(
            "refresh_token",
            ("POST", "/auth/refresh".into(), json!({ "refresh_token": refresh })),
            ("POST", "/auth/sign-in".into(), sign_in),
        ),
        case("space", get("/spaces".into()), ("PATCH", s.clone(), json!({ "name": "Renamed" }))),
        case("role", get(format!("{s}/roles")), ("POST", format!("{s}/roles"), json!({ "name": "Fresh" }))),
        case("member", get(format!("{s}/members")), ("PATCH", member.clone(), json!({ "nick": "Benny" }))),
        case("member_role", get(member.clone()), ("PUT", format!("{member}/roles/{}", role.id), Value::Null)),
        case("timeout", get(member.clone()), ("PUT", format!("{member}/timeout"), json!({ "seconds": 60 }))),
        case("ban", get(format!("{s}/bans")), ("PUT", format!("{s}/bans/{}", ben.id), json!({ "reason": SAID }))),
        case("invite", get(format!("{s}/invites")), ("POST", format!("{s}/invites"), json!({}))),
        case("audit", get(format!("{s}/audit")), ("DELETE", format!("{s}/invites/{}", invite.code), Value::Null)),
        case("channel", get(c.clone()), ("PATCH", c.clone(), json!({ "topic": SAID }))),
        case(
            "channel_override",
            get(format!("{c}/overrides")),
            ("PUT", format!("{c}/overrides/role/{}", role.id), json!({ "deny": ["send_messages"] })),
        ),
        case("read_state", get("/me/unread".into()), ("POST", format!("{c}/ack"), json!({ "seq": 1 }))),
        case(
            "report",
            get(format!("{s}/reports")),
            ("POST", "/reports".into(), json!({ "user_id": ben.id, "category": "spam", "note": SAID })),
        ),
        case(
            "notification_level",
            get("/me/notification-levels".into()),
            ("PUT", "/me/notification-levels/account".into(), json!({ "level": "mentions" })),
        ),
        case("message", get(format!("/messages/{m}")), ("POST", format!("{c}/messages"), json!({ "content": SAID }))),
        case(
            "message_revision",
            get(format!("/messages/{m}/revisions")),
            ("PATCH", format!("/messages/{m}"), json!({ "content": format!("{SAID} now") })),
        ),
        case(
            "mention",
            get("/me/unread".into()),
            ("POST", format!("{c}/messages"), json!({ "content": format!("{SAID} <@{}>", ben.id) })),
        ),
        case(
            "reaction",
            get(format!("/messages/{m}/reactions/{thumb}")),
            ("PUT", format!("/messages/{m}/reactions/{thumb}"), Value::Null),
        ),
        case("pin", get(format!("{c}/pins")), ("PUT", format!("/messages/{m}/pin"), Value::Null)),
        case("file", get(format!("{c}/messages")), ("DELETE", format!("/uploads/{}", upload.id), Value::Null)),
    ];
    // Nobody reads the queue of jobs through the API, nor the stamps of slow channels.
    let banned = json!({ "delete_messages_seconds": 60 });
    cases.push(Case { table: "job", calls: vec![("PUT", format!("{s}/bans/{}", ben.id), banned)] });
    ada.patch(&c, slow).await.ok::<Value>();
    let secrets = [PASSWORD, SAID, ada.token(), &refresh, &invite.code].map(str::to_owned).into();
    Stage { ada, cases, secrets }
}

async fn rename(world: &World, from: &str, to: &str) {
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql(format!("alter table {from} rename to {to}").leak()).run().await.unwrap();
    tx.commit().await.unwrap();
}

/// Lines of this level, with their fields.
fn lines(log: &str, level: &str) -> Vec<Value> {
    let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line["level"] == level).map(|line| line["fields"].clone()).collect()
}

/// One call of which one statement fails.
async fn fails(ada: &Person, log: &Captured, (method, path, body): &Call, table: &str) {
    log.clear();
    let answer: Expect = ada.send(method, path, Some(body.clone())).await;
    let what = format!("{method} {path} without {table}");
    let request = answer.header("x-request-id").unwrap().to_owned();
    let problem = answer.refused(Code::Internal);
    assert_eq!(problem.message, "Something went wrong here. It has been noted.", "{what}");
    let errors = lines(&log.text(), "ERROR");
    let [line] = errors.as_slice() else { panic!("{what}: {errors:?}") };
    let field = |name: &str| line[name].as_str().unwrap_or_else(|| panic!("{what}: no {name} in {line}")).to_owned();
    assert_eq!(field("request.id"), request, "{what}");
    let (file, number) = field("query").rsplit_once(':').map(|(f, n)| (f.to_owned(), n.to_owned())).unwrap();
    assert!(file.contains("store") || file == "access/load.rs" || file == "jobs/store.rs", "{what}: {file}");
    assert!(number.parse::<u32>().is_ok(), "{what}: {line}");
    let ids = field("ids");
    assert!(!ids.is_empty() && ids.split(' ').all(|id| id.len() == 8), "{what}: {ids:?}");
    assert!(field("error").contains(table), "{what}: {line}");
}

// control: canis-74
#[tokio::test]
async fn a_failed_statement_is_told_once_in_the_log_with_its_place_and_to_the_caller_not_at_all() {
    let world = World::start().await;
    let Stage { ada, cases, secrets } = stage(&world).await;
    let (log, _guard) = Captured::start(Level::DEBUG);
    assert!(cases.iter().filter(|case| case.calls.len() == 2).count() >= 20);
    for Case { table, calls } in &cases {
        let away = format!("{table}_away");
        rename(&world, table, &away).await;
        for call in calls {
            if *table == "channel_override" {
                // What decides rights is remembered.
                world.app.worlds.outdate_all();
            }
            fails(&ada, &log, call, table).await;
            let all = log.text();
            let told = secrets.iter().find(|secret| all.contains(secret.as_str()));
            assert_eq!(told, None, "{call:?} without {table}");
        }
        rename(&world, &away, table).await;
    }
    // Nothing of it happened, and everything works again.
    for (method, path, _) in cases.iter().flat_map(|case| &case.calls).filter(|(method, ..)| *method == "GET") {
        assert_eq!(ada.send(method, path, None).await.status, 200, "{path}");
    }
    world.stop().await;
}
