//! Every route of the administration, by everybody it must turn away and by those it serves.

use crate::{
    edge::http::{Route, Who, router},
    testkit::{Expect, PASSWORD, Person, Phone, World, contract},
};
use serde_json::{Value, json};
use snug_proto::{
    Code,
    account::InstanceRole::{Admin, Moderator},
};
use std::{collections::BTreeMap, time::Duration};
use uuid::Uuid;

const QUARTER: Duration = Duration::from_secs(15 * 60);

/// Why, as the callers say.
const REASON: &str = "spring cleaning";

/// A person with the phone that protects them.
struct Keeper {
    person: Person,
    phone: Phone,
}

/// What the routes act on.
struct Stage {
    invite: String,
    made: usize,
}

impl Stage {
    /// Somebody without a rank.
    async fn newcomer(&mut self, world: &World) -> Person {
        self.made += 1;
        world.registers(&format!("guest{}", self.made), &self.invite).await
    }

    /// The address and the body of a call that succeeds. A new route that is not known here fails the story.
    async fn call(&mut self, world: &World, route: &Route, by: &Keeper) -> (String, Value) {
        let target = self.newcomer(world).await;
        let path = route.path.replace("{user_id}", &target.id.to_string());
        if path.contains("{space_id}") {
            return self.call_of_space(world, route, &target).await;
        }
        let body = match (route.method.as_str(), route.path) {
            ("POST", "/admin/elevation") => json!({ "password": PASSWORD, "code": by.phone.paper() }),
            ("PUT", "/admin/users/{user_id}/suspension") => json!({ "reason": REASON }),
            ("DELETE", "/admin/users/{user_id}/suspension") => {
                locks(world, &target).await;
                Value::Null
            }
            ("PATCH", "/admin/users/{user_id}") => json!({ "instance_role": "moderator" }),
            ("GET", "/admin/audit" | "/admin/spaces" | "/admin/users" | "/admin/users/{user_id}")
            | ("DELETE", "/admin/elevation")
            | ("POST", "/admin/users/{user_id}/sign-out" | "/admin/users/{user_id}/reset-factors") => Value::Null,
            (method, path) => panic!("{method} {path}: what does a call look like that succeeds?"),
        };
        (path, body)
    }
}

impl Stage {
    /// As [`Self::call`], for a route of a space, which is made for it and has one member.
    async fn call_of_space(&mut self, world: &World, route: &Route, member: &Person) -> (String, Value) {
        let host = self.newcomer(world).await;
        let (space, _) = world.space(&host, &[member]).await;
        let path = route.path.replace("{space_id}", &space.id.to_string());
        let body = match (route.method.as_str(), route.path) {
            ("PUT", "/admin/spaces/{space_id}/suspension") => json!({ "reason": REASON }),
            ("DELETE", "/admin/spaces/{space_id}/suspension") => {
                let mut tx = world.app.db.write().await.unwrap();
                let lock = "update space set suspended_ms = 0, suspended_reason = 'A quarrel.' where id = $1";
                tx.sql(lock).id(space.id).run().await.unwrap();
                tx.commit().await.unwrap();
                Value::Null
            }
            ("GET", _) | ("DELETE", "/admin/spaces/{space_id}") => Value::Null,
            ("POST", "/admin/spaces/{space_id}/restore") => {
                host.deletes_space(&space).await;
                Value::Null
            }
            ("POST", "/admin/spaces/{space_id}/owner") => json!({ "user_id": member.id }),
            (method, path) => panic!("{method} {path}: what does a call look like that succeeds?"),
        };
        (path, body)
    }
}

/// Locks an account straight in the table.
async fn locks(world: &World, person: &Person) {
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update account set state = 'suspended', suspended_from = 'active', suspended_reason = 'x' where id = $1")
        .id(person.id)
        .run()
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn call(world: &World, route: &Route, path: &str, token: Option<&str>, body: &Value) -> Expect {
    // Making any client of ours chooses the provider of TLS for the process.
    world.client();
    let url = format!("{}{}{path}", world.base, router::BASE);
    let mut request = reqwest::Client::new().request(route.method.clone(), url).header("x-audit-reason", REASON);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if !body.is_null() {
        request = request.json(body);
    }
    let answer = request.send().await.unwrap();
    Expect::of(contract::kept(route.method.as_str(), answer).await, path)
}

fn routes() -> Vec<Route> {
    let routes: Vec<Route> = router::table().into_iter().filter(|route| route.who.is_staff()).collect();
    assert!(routes.len() > 2, "the table has lost the administration");
    for route in router::table().iter().filter(|route| route.path.starts_with("/admin/")) {
        assert!(route.who.is_staff() || route.path == "/admin/status", "{} is open to everybody", route.path);
    }
    routes
}

/// What a line of the trail says: who, what, on which thing, why.
type Line = (Option<Uuid>, String, Option<Uuid>, Option<String>);

/// Every line of the place's trail by its id. What people do in spaces is not among them.
async fn trail(world: &World) -> BTreeMap<Uuid, Line> {
    let mut conn = world.app.db.read().await.unwrap();
    let rows = conn.sql("select id, actor_id, action, target_id, reason from audit where space_id is null");
    let rows = rows.rows().await.unwrap();
    rows.iter()
        .map(|row| {
            let actor = row.get("actor_id").unwrap();
            let line = (actor, row.get("action").unwrap(), row.get("target_id").unwrap(), row.get("reason").unwrap());
            (row.get("id").unwrap(), line)
        })
        .collect()
}

// control: canis-64
#[tokio::test]
async fn of_six_callers_those_alone_are_served_whom_the_table_names() {
    let world = World::start().await;
    let [user, moderator, admin, chief] = world.people(["uma", "mona", "adam", "cleo"]).await;
    let lobby = world.owner().makes_space("Lobby").await;
    let invite = world.owner().invites(lobby.id).await.code;
    let mut stage = Stage { invite, made: 0 };
    world.appoints(&moderator, Moderator).await;
    world.appoints(&admin, Admin).await;
    let phone = world.appoints(&chief, Admin).await;
    let chief = Keeper { person: chief, phone };
    let owner = Keeper { phone: Phone::of(&world, &world.owner()).await, person: world.owner() };
    for keeper in [&chief, &owner] {
        keeper.person.rises(&keeper.phone).await;
    }
    for route in routes() {
        let name = format!("{} {}", route.method, route.path);
        let (path, body) = stage.call(&world, &route, &chief).await;
        call(&world, &route, &path, None, &body).await.refused(Code::Unauthenticated);
        let turned_away = [
            (&user, Some(Code::Forbidden)),
            (
                &moderator,
                match route.who {
                    Who::Elevated => Some(Code::Forbidden),
                    Who::ElevatedModerator => Some(Code::ElevationRequired),
                    _ => None,
                },
            ),
            (&admin, matches!(route.who, Who::Elevated | Who::ElevatedModerator).then_some(Code::ElevationRequired)),
        ];
        for (person, refusal) in turned_away {
            let Some(code) = refusal else { continue };
            let before = trail(&world).await.len();
            let problem = call(&world, &route, &path, Some(person.token()), &body).await.refused(code);
            assert_eq!(trail(&world).await.len(), before, "{name} by {}: {problem:?}", person.name);
        }
        for keeper in [&chief, &owner] {
            let (path, body) = stage.call(&world, &route, keeper).await;
            let before = trail(&world).await;
            let answer = call(&world, &route, &path, Some(keeper.person.token()), &body).await;
            assert!((200..300).contains(&answer.status), "{name} by {}: {}", keeper.person.name, answer.text());
            let mut new = trail(&world).await;
            new.retain(|id, _| !before.contains_key(id));
            assert_eq!(new.len(), usize::from(route.is_audited), "{name} by {}: {new:?}", keeper.person.name);
            for (actor, action, target, reason) in new.into_values() {
                assert_eq!(actor, Some(keeper.person.id.0), "{action}");
                assert!(target.is_some() || action == "settings_change", "{action} has no target");
                assert_eq!(reason.as_deref(), Some(REASON), "{action}");
            }
            if route.name == "descend" {
                keeper.person.rises(&keeper.phone).await;
            }
        }
    }
    world.stop().await;
}

// control: canis-53, canis-64
#[tokio::test]
async fn every_raised_route_closes_when_the_time_is_over_and_when_it_is_given_up() {
    let world = World::start().await;
    let owner = world.owner();
    let phone = Phone::of(&world, &owner).await;
    let raised: Vec<Route> =
        routes().into_iter().filter(|route| matches!(route.who, Who::Elevated | Who::ElevatedModerator)).collect();
    let closed = async || {
        // The check at the door comes before the body and what the path names.
        let token = owner.client.access_token().unwrap();
        for route in &raised {
            let path = route.path.replace(['{', '}'], "");
            call(&world, route, &path, Some(&token), &Value::Null).await.refused(Code::ElevationRequired);
        }
    };
    closed().await;
    owner.rises(&phone).await;
    world.wait(QUARTER - Duration::from_millis(1));
    owner.get("/admin/audit").await.ok::<Value>();
    world.wait(Duration::from_millis(1));
    closed().await;
    owner.rises(&phone).await;
    owner.get("/admin/audit").await.ok::<Value>();
    owner.delete("/admin/elevation").await.done();
    closed().await;
    world.stop().await;
}
