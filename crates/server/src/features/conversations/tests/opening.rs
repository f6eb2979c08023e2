//! Who may open a conversation with whom.

use super::*;
use futures_util::future::join_all;
use snug_proto::{
    Code,
    channels::{ChannelKind, Encryption},
    people::Friend,
    search::Hit,
};
use std::collections::HashSet;

#[tokio::test]
async fn parallel_opens_make_one_direct() {
    let world = plain().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    world.space(&ada, &[&ben]).await;
    let (ada, ben) = (&ada, &ben);
    let opens = (0..20)
        .map(|turn| async move { if turn % 2 == 0 { ada.opens(&[ben]).await } else { ben.opens(&[ada]).await } });
    let answers = join_all(opens).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    let ids: HashSet<ChannelId> = answers
        .into_iter()
        .map(|answer| {
            serde_json::from_slice::<Channel>(&answer.bytes).unwrap_or_else(|_| panic!("{}", answer.text())).id
        })
        .collect();
    assert_eq!(ids.len(), 1);
    for person in [ada, ben] {
        let list = person.conversations().await;
        assert_eq!(list.iter().map(|channel| channel.id).collect::<HashSet<_>>(), ids);
        let part = list[0].conversation.clone().unwrap();
        let people: HashSet<UserId> = part.participants.iter().map(|person| person.id).collect();
        assert_eq!(people, HashSet::from([ada.id, ben.id]));
        assert_eq!((part.creator_id, part.hidden, list[0].space_id, list[0].name.clone()), (None, false, None, None));
        assert_eq!(list[0].kind, ChannelKind::Direct);
    }
    world.stop().await;
}

#[tokio::test]
async fn refusals_are_byte_equal() {
    let world = plain().await;
    let [ada, ben, cleo, dan, eve] = world.people(["ada", "ben", "cleo", "dan", "eve"]).await;
    world.space(&ada, &[&ben, &cleo]).await;
    // Across a block, against a setting, without any relation, and to nobody at all.
    ben.put(&format!("/blocks/{}", ada.id), Value::Null).await.done();
    let _: Value = cleo.patch("/me", json!({ "direct_policy": "friends" })).await.ok();
    let unknown = json!({ "user_ids": [world.app.ids.uuid()], "encryption": "off" });
    let refusals = [
        ada.opens(&[&ben]).await,
        ben.opens(&[&ada]).await,
        ada.opens(&[&cleo]).await,
        ada.opens(&[&dan]).await,
        ada.post("/conversations", unknown).await,
        ada.opens(&[&ben, &cleo]).await,
    ];
    let bodies: HashSet<String> = refusals.iter().map(Expect::text).collect();
    assert_eq!(bodies.len(), 1, "{bodies:?}");
    for refusal in refusals {
        refusal.refused(Code::CannotMessage);
    }
    // One who cannot be written to refuses the whole group.
    dan.welcomes_everyone().await;
    ada.opens(&[&dan, &cleo]).await.refused(Code::CannotMessage);
    assert_eq!(ada.conversations().await, []);
    // Friends may always.
    cleo.post("/friends", json!({ "user_id": ada.id })).await.created::<Friend>();
    ada.put(&format!("/friends/{}", cleo.id), Value::Null).await.ok::<Friend>();
    let group: Channel = ada.opens(&[&dan, &cleo]).await.created();
    assert_eq!(group.kind, ChannelKind::Group);
    assert_eq!(group.conversation.unwrap().creator_id, Some(ada.id));
    let again: Channel = ada.opens(&[&dan, &cleo]).await.created();
    assert_ne!(again.id, group.id, "a group is always a new one");
    assert_eq!(eve.conversations().await, []);
    world.stop().await;
}

#[tokio::test]
async fn what_can_be_opened() {
    let world = World::start().await;
    let [ada, ben, cleo] = world.people(["ada", "ben", "cleo"]).await;
    world.space(&ada, &[&ben, &cleo]).await;
    let refused = [
        (json!({ "user_ids": [] }), "user_ids"),
        (json!({ "user_ids": [ada.id] }), "user_ids"),
        (json!({ "user_ids": [ben.id, ben.id] }), "user_ids"),
        (json!({ "user_ids": [ben.id], "name": "Us" }), "name"),
        (json!({ "user_ids": [ben.id, cleo.id], "name": "" }), "name"),
        (json!({ "user_ids": [ben.id], "encryption": "off" }), "encryption"),
    ];
    for (body, field) in refused {
        let problem = ada.post("/conversations", body).await.refused(Code::Invalid);
        assert_eq!(problem.field.as_deref(), Some(field));
    }
    let direct: Channel = ada.post("/conversations", json!({ "user_ids": [ben.id] })).await.created();
    assert_eq!(direct.encryption, Encryption::Required);
    ben.says(direct.id, "in the clear").await.refused(Code::EncryptionRequired);
    let read: Channel = ben.get(&format!("/channels/{}", direct.id)).await.ok();
    assert_eq!(read.conversation, direct.conversation);
    cleo.get(&format!("/channels/{}", direct.id)).await.refused(Code::NotFound);
    let features: Value = ada.get("/instance").await.ok();
    assert_eq!(features["features"], json!({ "plain_conversations": false }));
    world.stop().await;
}

// control: canis-x20
#[tokio::test]
async fn lists_cost_the_same_for_one_and_two_hundred() {
    let world = plain().await;
    let [ada, ben, cleo] = world.people(["ada", "ben", "cleo"]).await;
    world.space(&ada, &[&ben, &cleo]).await;
    let first: Channel = ada.opens(&[&ben]).await.created();
    let mut costs = Vec::new();
    for many in [0, 200] {
        for _ in 0..many {
            let _: Channel = ada.opens(&[&ben, &cleo]).await.created();
        }
        ada.get("/conversations?limit=100").await.ok::<Page<Channel>>();
        let before = world.app.db.statements();
        ada.get("/conversations?limit=100").await.ok::<Page<Channel>>();
        costs.push(world.app.db.statements() - before);
    }
    assert_eq!(costs[0], costs[1]);
    world.wait(std::time::Duration::from_secs(1));
    ada.says(first.id, "up").await.created::<Value>();
    assert_eq!(ada.conversations().await[0].id, first.id, "newest activity first");
    // So many are searched by another way than a few.
    for (person, hits) in [(&ada, 1), (&ben, 1), (&cleo, 0)] {
        let found: Page<Hit> = person.get("/search?q=up").await.ok();
        assert_eq!(found.items.len(), hits, "{}", person.name);
    }
    world.stop().await;
}
