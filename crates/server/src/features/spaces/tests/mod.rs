//! Stories of spaces.

mod bans;
mod founding;
mod hidden;
mod invites;
mod keeping;
mod lists;
mod matrix;
mod members;
mod ranks;
mod registering;
mod roles;

use crate::testkit::{Expect, Person, World};
use snug_platform::db::Row;
use snug_proto::{
    Perm, SpaceId,
    audit::AuditEntry,
    channels::Channel,
    spaces::{Member, Role},
};

async fn rows(world: &World, sql: &'static str) -> Vec<Row> {
    world.app.db.read().await.unwrap().sql(sql).rows().await.unwrap()
}

async fn audit(person: &Person, space: SpaceId) -> Vec<AuditEntry> {
    crate::testkit::walk(person, &format!("/spaces/{space}/audit"), &[100]).await
}

async fn member(person: &Person, space: SpaceId, of: &Person) -> Member {
    person.get(&format!("/spaces/{space}/members/{}", of.id)).await.ok()
}

async fn everyone(person: &Person, space: SpaceId) -> Role {
    let roles: Vec<Role> = person.get(&format!("/spaces/{space}/roles")).await.ok();
    roles.into_iter().find(|role| role.everyone).unwrap()
}

async fn channel(person: &Person, space: SpaceId, name: &str) -> Channel {
    let channels: Vec<Channel> = person.get(&format!("/spaces/{space}/channels")).await.ok();
    channels.into_iter().find(|channel| channel.name.as_deref() == Some(name)).unwrap()
}

/// Sends a request with a header more.
async fn send_with(person: &Person, header: (&str, &str), method: &str, path: &str, body: serde_json::Value) -> Expect {
    let client = person.client.clone().with_header(header.0, header.1);
    let body = Some(body).filter(|body| !body.is_null());
    let answer = client.request(method.parse().unwrap(), path, Some(person.token()), body.as_ref()).await.unwrap();
    Expect::of(answer, path)
}

/// Names of rights as JSON carries them.
fn names(perms: &[Perm]) -> Vec<&'static str> {
    perms.iter().map(|perm| perm.name()).collect()
}
