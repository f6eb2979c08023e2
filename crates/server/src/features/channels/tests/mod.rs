//! Stories of channels.

mod exceptions;
mod making;
mod order;
mod sight;

use crate::testkit::Person;
use snug_proto::{RoleId, SpaceId, channels::Channel, spaces::Role};

async fn channels(person: &Person, space: SpaceId) -> Vec<Channel> {
    person.get(&format!("/spaces/{space}/channels")).await.ok()
}

async fn named(person: &Person, space: SpaceId, name: &str) -> Option<Channel> {
    channels(person, space).await.into_iter().find(|channel| channel.name.as_deref() == Some(name))
}

async fn everyone(person: &Person, space: SpaceId) -> RoleId {
    let roles: Vec<Role> = person.get(&format!("/spaces/{space}/roles")).await.ok();
    roles.into_iter().find(|role| role.everyone).unwrap().id
}
