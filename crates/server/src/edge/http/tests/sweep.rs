//! The endpoint sweep: every route, called by nobody, a stranger, a member and the owner of the space, as one snapshot.
//!
//! Each call meets a fresh space, so that one call cannot change what the next one sees.

use crate::{
    edge::http::{Route, router},
    testkit::{Expect, PASSWORD, Person, World},
};
use serde_json::{Value, json};
use snug_proto::{
    ReportId, SessionId,
    channels::Channel,
    files::{Upload, UploadPurpose},
    messages::Message,
    spaces::{Invite, Role, Space},
};
use std::collections::BTreeMap;

struct Stage {
    space: Space,
    channel: Channel,
    role: Role,
    invite: Invite,
    message: Message,
    channels: Vec<Channel>,
    upload: Upload,
    session: SessionId,
    report: Option<ReportId>,
}

async fn stage(world: &World, host: &Person, member: &Person, other: &Person, route: &Route) -> Stage {
    let (space, channel) = world.space(host, &[member, other]).await;
    let role = host.makes_role(space.id, "Desk", &["manage_messages"]).await;
    let invite = host.invites(space.id).await;
    let message = other.says(channel.id, "hello").await.created();
    let channels = host.get(&format!("/spaces/{}/channels", space.id)).await.ok();
    let purpose = UploadPurpose::Attachment;
    let upload = host.client.upload(purpose, Some(channel.id), "a.txt", "hello").await.unwrap();
    // Another device of the host, where one is needed: proving a password takes its time.
    let session = match route.path {
        "/me/sessions/{id}" => world.signs_in(&host.name).await.client.tokens().unwrap().session,
        _ => world.app.ids.uuid().into(),
    };
    // Where one is needed: nobody may report often.
    let report = match route.path.contains("{report_id}") {
        true => Some(reported(world, host, (&space, &message), route).await),
        false => None,
    };
    Stage { space, channel, role, invite, message, channels, upload, session, report }
}

/// A report in the queue of a space, straight into the table, because nobody may report so often; where it is to be
/// closed, the host has taken it on.
async fn reported(world: &World, host: &Person, stage: (&Space, &Message), route: &Route) -> ReportId {
    let (space, message) = stage;
    let id = world.app.ids.uuid().into();
    let claimer = route.path.ends_with("/resolve").then_some(host.id);
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql(
        "insert into report (id, reporter_id, target_kind, target_id, space_id, channel_id, category, snapshot, state,
           claimed_by, claimed_ms, created_ms)
         values ($1, $2, 'message', $3, $4, $5, 'spam', '{\"files\":[]}', $6, $7, 0, 0)",
    )
    .id(id)
    .id(host.id)
    .id(message.id)
    .id(space.id)
    .id(message.channel_id)
    .bind(if claimer.is_some() { "claimed" } else { "open" })
    .maybe_id(claimer)
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
    id
}

fn path(route: &Route, stage: &Stage, other: &Person) -> String {
    let part = |part: &str| match part {
        "{space_id}" => stage.space.id.to_string(),
        "{channel_id}" => stage.channel.id.to_string(),
        "{message_id}" => stage.message.id.to_string(),
        "{role_id}" | "{target_id}" => stage.role.id.to_string(),
        "{user_id}" => other.id.to_string(),
        "{scope}" => stage.space.id.to_string(),
        "{report_id}" => stage.report.map_or_else(String::new, |report| report.to_string()),
        "{code}" => stage.invite.code.clone(),
        "{kind}" => "role".into(),
        "{emoji}" => "%F0%9F%91%8D".into(),
        "{variant}" => "original".into(),
        "{file_id}" => stage.upload.id.to_string(),
        "{id}" if route.path.starts_with("/me/sessions/") => stage.session.to_string(),
        "{id}" if route.path.starts_with("/users/") => other.id.to_string(),
        part if part.starts_with('{') => panic!("{}: what is {part}?", route.path),
        part => part.into(),
    };
    let path = route.path.split('/').map(part).collect::<Vec<_>>().join("/");
    // A search asks for something.
    if route.path.ends_with("/search") { format!("{path}?q=hello") } else { path }
}

/// A body that breaks no rule, for the routes that take one.
fn body(route: &Route, stage: &Stage, other: &Person) -> Value {
    let places: Vec<Value> = stage
        .channels
        .iter()
        .map(|channel| json!({ "id": channel.id, "parent_id": channel.parent_id, "position": channel.position }))
        .collect();
    match (route.method.as_str(), route.path) {
        ("POST", "/spaces") => json!({ "name": "Another" }),
        ("PATCH", "/spaces/{space_id}") => json!({ "name": "Renamed" }),
        ("DELETE", "/spaces/{space_id}") => json!({ "confirm_name": stage.space.name }),
        ("POST", "/spaces/{space_id}/owner") => json!({ "user_id": other.id }),
        ("PATCH", "/spaces/{space_id}/members/{user_id}") => json!({ "nick": "Nick" }),
        ("PUT", "/spaces/{space_id}/members/{user_id}/timeout") => json!({ "seconds": 60 }),
        ("POST", "/spaces/{space_id}/roles") => json!({ "name": "Fresh" }),
        ("PATCH", "/spaces/{space_id}/roles/{role_id}") => json!({ "name": "Renamed" }),
        ("PUT", "/spaces/{space_id}/roles/order") => json!({ "role_ids": [stage.role.id] }),
        ("POST", "/spaces/{space_id}/channels") => json!({ "kind": "text", "name": "fresh" }),
        ("PUT", "/spaces/{space_id}/channels/order") => Value::Array(places),
        ("PATCH", "/channels/{channel_id}") => json!({ "name": "renamed" }),
        ("PUT", "/channels/{channel_id}/overrides/{kind}/{target_id}") => json!({ "deny": ["send_messages"] }),
        ("POST", "/channels/{channel_id}/messages") => json!({ "content": "hi" }),
        ("POST", "/channels/{channel_id}/messages/bulk-delete") => json!({ "ids": [stage.message.id] }),
        ("POST", "/channels/{channel_id}/ack") => json!({ "seq": 1 }),
        ("PATCH", "/messages/{message_id}") => json!({ "content": "changed" }),
        ("POST", "/auth/sign-in") => json!({ "login": "otto", "password": PASSWORD, "session": "token" }),
        ("POST", "/auth/register") => {
            let name = format!("n{}", &stage.space.id.0.simple().to_string()[12..]);
            json!({ "username": name, "password": PASSWORD, "invite": "nonsense", "session": "token" })
        }
        ("POST", "/auth/second-factor") => json!({ "ticket": "nonsense", "method": "totp", "code": "000000" }),
        ("POST", "/setup") => json!({ "setup_code": "nonsense", "username": "nina", "password": PASSWORD }),
        ("PATCH", "/me") => json!({ "bio": "hello" }),
        ("PUT", "/me/notification-levels/{scope}") => json!({ "level": "mentions" }),
        ("PUT", "/me/settings") => json!({ "settings": {}, "version": 0 }),
        ("POST", "/files/urls") => json!({ "ids": [] }),
        ("POST", "/auth/email-code") => json!({ "email": format!("{}@example.org", stage.space.id) }),
        ("POST", "/auth/email-code/verify") => json!({ "challenge_id": stage.space.id, "code": "000000" }),
        ("POST", "/me/email") => json!({ "email": format!("{}@example.org", stage.space.id) }),
        ("POST", "/me/email/verify") => json!({ "code": "000000" }),
        ("POST", "/auth/password/forgot") => json!({ "email": format!("{}@example.org", stage.space.id) }),
        ("POST", "/auth/password/reset") => {
            json!({ "challenge_id": stage.space.id, "code": "AAAAA-AAAAA", "password": PASSWORD })
        }
        ("POST", "/me/password") => json!({ "new": PASSWORD, "keep_other_sessions": true }),
        ("POST", "/me/totp/confirm") => json!({ "code": "000000" }),
        ("POST", "/conversations") => json!({ "user_ids": [other.id] }),
        ("PUT", "/conversations/{channel_id}/hidden") => json!({ "hidden": true }),
        ("POST", "/friends") => json!({ "user_id": other.id }),
        ("POST", "/reports") => json!({ "message_id": stage.message.id, "category": "spam" }),
        ("POST", "/reports/{report_id}/resolve") => json!({ "action": "none" }),
        ("POST", "/admin/elevation") => json!({ "password": PASSWORD, "code": "000000" }),
        ("POST", "/auth/reauth") => json!({ "password": PASSWORD }),
        _ => json!({}),
    }
}

fn outcome(answer: &Expect) -> String {
    let code: Option<Value> = serde_json::from_slice(&answer.bytes).ok();
    match code.as_ref().and_then(|body| body["error"].as_str()) {
        Some(code) => format!("{} {code}", answer.status),
        None => answer.status.to_string(),
    }
}

// control: teamshots-T7
#[tokio::test]
async fn every_route_by_nobody_a_stranger_a_member_and_the_owner() {
    let world = World::start_with(|config| {
        config.counts.spaces_owned = 10_000;
        config.counts.spaces_joined = 10_000;
    })
    .await;
    let mut cast = world.people(["hanna", "mika", "otto", "sten"]).await;
    let nobody = world.client();
    let mut sweep: BTreeMap<String, String> = BTreeMap::new();
    for route in router::table() {
        let mut line = Vec::new();
        for (who, person) in [("nobody", None), ("stranger", Some(3)), ("member", Some(1)), ("owner", Some(0))] {
            let [host, member, other, _] = &cast;
            let stage = stage(&world, host, member, other, &route).await;
            let (path, body) = (path(&route, &stage, other), body(&route, &stage, other));
            let body = route.takes.map(|_| body);
            let token = person.map(|person| cast[person].token());
            let answer = nobody.request(route.method.clone(), &path, token, body.as_ref()).await.unwrap();
            line.push(format!("{who}: {}", outcome(&Expect::of(answer, &path))));
            if let Some(person) = person.filter(|_| route.path == "/auth/sign-out") {
                cast[person] = world.signs_in(&cast[person].name).await;
            }
        }
        sweep.insert(format!("{} {}", route.method, route.path), line.join(" · "));
    }
    insta::assert_json_snapshot!("sweep", sweep);
    world.stop().await;
}

/// Routes whose id is itself the right to see.
const BY_KNOWING: [&str; 2] = ["/invites/{code}", "/invites/{code}/join"];

/// Routes on a list of one's own: whatever is named, and whether there is such a thing, it is done.
const OF_ONESELF: [&str; 3] = ["/friends/{user_id}", "/blocks/{user_id}", "/me/notification-levels/{scope}"];

// control: teamshots-H6
#[tokio::test]
async fn an_existing_and_a_random_id_answer_the_same_to_outsiders_on_every_route() {
    let world = World::start_with(|config| {
        config.counts.spaces_owned = 10_000;
        config.counts.spaces_joined = 10_000;
    })
    .await;
    let [host, member, other, abroad, alone, banned] =
        world.people(["hanna", "mika", "otto", "abby", "alan", "bono"]).await;
    abroad.makes_space("Elsewhere").await;
    let nobody = world.client();
    for route in router::table().iter().filter(|route| route.path.contains('{') && !BY_KNOWING.contains(&route.path)) {
        // Nothing changes: one stage serves every outsider.
        let stage = stage(&world, &host, &member, &other, route).await;
        host.put(&format!("/spaces/{}/bans/{}", stage.space.id, banned.id), json!({})).await.ok::<Value>();
        let existing = path(route, &stage, &other);
        let body = route.takes.map(|_| body(route, &stage, &other));
        for (who, token) in
            [("abroad", abroad.token()), ("alone", alone.token()), ("banned", banned.token()), ("guest", "")]
        {
            let token = Some(token).filter(|token| !token.is_empty());
            let ask = async |path: &str| {
                let answer = nobody.request(route.method.clone(), path, token, body.as_ref()).await.unwrap();
                let answer = Expect::of(answer, path);
                (answer.status, answer.text())
            };
            let seen = ask(&existing).await;
            let is_closed = seen.0 == 403 && route.who.is_staff();
            let is_done = seen.0 == 204 && OF_ONESELF.contains(&route.path);
            assert!(
                is_done || is_closed || matches!(seen.0, 401 | 404),
                "{} {} by {who}: {seen:?}",
                route.method,
                route.path
            );
            for strange in strange(route, &existing, &world) {
                assert_eq!(ask(&strange).await, seen, "{} {strange} by {who}", route.method);
            }
        }
    }
    world.stop().await;
}

/// The same address with an unknown id in each of its places, one after the other, and in all of them.
fn strange(route: &Route, existing: &str, world: &World) -> Vec<String> {
    let holes = |part: &&str| {
        matches!(
            *part,
            "{space_id}"
                | "{channel_id}"
                | "{message_id}"
                | "{role_id}"
                | "{user_id}"
                | "{target_id}"
                | "{file_id}"
                | "{code}"
                | "{scope}"
                | "{report_id}"
                | "{id}"
        )
    };
    let places: Vec<usize> =
        route.path.split('/').enumerate().filter(|(_, part)| holes(part)).map(|(at, _)| at).collect();
    let with_unknown = |unknown: &[usize]| {
        let part = |(at, part): (usize, &str)| {
            if unknown.contains(&at) { world.app.ids.uuid().to_string() } else { part.to_owned() }
        };
        existing.split('/').enumerate().map(part).collect::<Vec<_>>().join("/")
    };
    places.iter().map(|at| with_unknown(&[*at])).chain([with_unknown(&places)]).collect()
}
