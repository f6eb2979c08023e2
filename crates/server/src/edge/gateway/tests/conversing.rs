//! What is said in a channel without a space.

use super::ear::{Ear, mark, name};
use crate::{
    events::{Announce, To},
    testkit::{Person, World},
};
use serde_json::{Value, json};
use snug_proto::{
    ChannelId, Code,
    channels::Channel,
    events::Event,
    messages::{Message, MessagePage},
};

/// A conversation by its rows: what is told here is who is in it, not how it came about.
async fn conversation(world: &World, people: [&Person; 2]) -> ChannelId {
    let id: ChannelId = world.app.ids.uuid().into();
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql(
        "insert into channel (id, kind, name, position, slow_mode_seconds, encryption, last_seq, user_limit, nsfw,
           created_ms, access_version)
         values ($1, 'group', 'Plans', 0, 0, 'off', 0, 0, false, 0, 7)",
    )
    .id(id)
    .run()
    .await
    .unwrap();
    for person in people {
        tx.sql("insert into conversation_member (channel_id, account_id, joined_ms, from_seq) values ($1, $2, 0, 0)")
            .id(id)
            .id(person.id)
            .run()
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn what_is_said_in_a_conversation_reaches_its_people_and_nobody_else() {
    let world = World::start().await;
    let [ada, ben, eve] = world.people(["ada", "ben", "eve"]).await;
    world.space(&ada, &[&ben, &eve]).await;
    let here = conversation(&world, [&ada, &ben]).await;
    let mut ears = [Ear::of(&ada).await, Ear::of(&ben).await, Ear::of(&eve).await, Ear::of(&world.owner()).await];
    let said: Message = ada.says(here, &format!("<@{}> <@{}>", ben.id, eve.id)).await.created();
    assert_eq!(said.mentions.users, [ben.id], "who is not in it cannot be called");
    ben.put(&format!("/messages/{}/reactions/%F0%9F%91%8D", said.id), Value::Null).await.done();
    ben.put(&format!("/messages/{}/pin", said.id), Value::Null).await.done();
    let _: Message = ada.patch(&format!("/messages/{}", said.id), json!({ "content": "so" })).await.ok();
    ada.delete(&format!("/messages/{}", said.id)).await.done();
    let mark = mark(&world.app).await;
    let shared = ["message_create", "reaction_add", "pin_update", "message_create", "message_update", "message_delete"];
    for ear in &mut ears[..2] {
        let told = ear.all_until(mark).await;
        assert!(told.iter().any(|event| matches!(event, Event::MessageCreate { access_version: 7, .. })));
        let told: Vec<String> = told.iter().map(name).filter(|name| name != "read_update").collect();
        assert_eq!(told, shared);
    }
    for ear in &mut ears[2..] {
        assert_eq!(ear.all_until(mark).await, []);
    }
    let page: MessagePage = ben.get(&format!("/channels/{here}/messages")).await.ok();
    assert_eq!(page.items.len(), 1, "the line about the pin");
    world.stop().await;
}

#[tokio::test]
async fn what_was_under_way_when_somebody_left_no_longer_reaches_them() {
    let world = World::start().await;
    let [ada, ben, eve] = world.people(["ada", "ben", "eve"]).await;
    world.space(&ada, &[&ben, &eve]).await;
    let group: Channel = ada.post("/conversations", json!({ "user_ids": [ben.id, eve.id] })).await.created();
    let (mut stays, mut leaves) = (Ear::of(&ada).await, Ear::of(&ben).await);
    ben.delete(&format!("/conversations/{}/members/{}", group.id, ben.id)).await.done();
    // As of a writer who had looked who is there before that.
    let late = Event::MessageDelete { channel_id: group.id, id: world.app.ids.uuid().into(), seq: 1 };
    let mut tx = world.app.db.write().await.unwrap();
    tx.emit(To::People { conversation: group.id, version: 0, people: vec![ada.id, ben.id] }, &late);
    tx.commit().await.unwrap();
    let mark = mark(&world.app).await;
    assert!(stays.all_until(mark).await.contains(&late));
    let told: Vec<String> = leaves.all_until(mark).await.iter().map(name).collect();
    assert_eq!(told, ["channel_delete"]);
    world.stop().await;
}

#[tokio::test]
async fn nobody_rules_a_conversation_and_strangers_do_not_find_it() {
    let world = World::start().await;
    let [ada, ben, eve] = world.people(["ada", "ben", "eve"]).await;
    let here = conversation(&world, [&ada, &ben]).await;
    let said: Message = ada.says(here, "ours").await.created();
    let ruling = [
        ("PATCH", format!("/channels/{here}"), json!({ "topic": "Mine" })),
        ("DELETE", format!("/channels/{here}"), Value::Null),
        ("PUT", format!("/channels/{here}/overrides/user/{}", ben.id), json!({ "deny": ["send_messages"] })),
        ("DELETE", format!("/channels/{here}/overrides/user/{}", ben.id), Value::Null),
        ("POST", format!("/channels/{here}/messages/bulk-delete"), json!({ "ids": [said.id] })),
        ("GET", format!("/channels/{here}/members"), Value::Null),
        ("GET", format!("/channels/{here}/permissions"), Value::Null),
    ];
    let unknown = world.app.ids.uuid().to_string();
    for (method, path, body) in &ruling {
        for person in [&ada, &ben] {
            person.send(method, path, Some(body.clone())).await.refused(Code::Forbidden);
        }
        for stranger in [&eve, &world.owner()] {
            let hidden = stranger.send(method, path, Some(body.clone())).await;
            let nothing = stranger.send(method, &path.replace(&here.to_string(), &unknown), Some(body.clone())).await;
            assert_eq!(hidden.text(), nothing.text(), "{method} {path}");
            hidden.refused(Code::NotFound);
        }
    }
    ben.delete(&format!("/messages/{}", said.id)).await.refused(Code::Forbidden);
    eve.says(here, "hello?").await.refused(Code::NotFound);
    assert_eq!(ben.get(&format!("/messages/{}", said.id)).await.ok::<Message>(), said);
    world.stop().await;
}
