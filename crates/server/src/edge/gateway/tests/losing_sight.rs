//! Sight taken in the middle of a busy channel: nothing said after that arrives, not even by coming back.

use super::ear::{Ear, mark};
use crate::testkit::{Person, World};
use serde_json::{Value, json};
use snug_proto::{
    ChannelId, SpaceId,
    channels::Channel,
    events::Event,
    gateway::ServerFrame,
    spaces::{Role, Space},
};

struct Busy {
    ada: Person,
    ben: Person,
    space: SpaceId,
    everyone: Role,
    readers: Role,
    open: ChannelId,
    shut: ChannelId,
    channel: ChannelId,
}

/// Ben sees the channel through the role `readers`; one category hides what has no exceptions of its own.
async fn busy(world: &World, ada: &Person, ben: &Person) -> Busy {
    let (space, _) = world.space(ada, &[ben]).await;
    let space = space.id;
    let roles: Vec<Role> = ada.get(&format!("/spaces/{space}/roles")).await.ok();
    let everyone = roles.into_iter().find(|role| role.everyone).unwrap();
    let readers = ada.makes_role(space, "readers", &["view_channel"]).await;
    ada.gives(space, ben, readers.id).await;
    let make = async |body: Value| -> Channel { ada.post(&format!("/spaces/{space}/channels"), body).await.created() };
    let hidden = json!([
        { "target": { "kind": "role", "id": everyone.id }, "allow": [], "deny": ["view_channel"] },
        { "target": { "kind": "role", "id": readers.id }, "allow": ["view_channel"], "deny": [] },
    ]);
    let nobody = json!([{ "target": { "kind": "role", "id": everyone.id }, "allow": [], "deny": ["view_channel"] }]);
    let open = make(json!({ "kind": "category", "name": "open", "overrides": hidden })).await.id;
    let shut = make(json!({ "kind": "category", "name": "shut", "overrides": nobody })).await.id;
    let channel = make(json!({ "kind": "text", "name": "busy", "parent_id": open })).await.id;
    Busy { ada: ada.clone(), ben: ben.clone(), space, everyone, readers, open, shut, channel }
}

const CAUSES: [&str; 8] = [
    "role taken",
    "role deleted",
    "role changed",
    "channel exception",
    "category exception",
    "category move",
    "kick",
    "ban",
];

async fn take_sight(busy: &Busy, cause: &str) {
    let Busy { ada, ben, space, readers, open, shut, channel, .. } = busy;
    let deny = |id: String| (format!("overrides/role/{id}"), json!({ "allow": [], "deny": ["view_channel"] }));
    match cause {
        "role taken" => ada.delete(&format!("/spaces/{space}/members/{}/roles/{}", ben.id, readers.id)).await.done(),
        "role deleted" => ada.delete(&format!("/spaces/{space}/roles/{}", readers.id)).await.done(),
        "channel exception" => {
            let (path, body) = deny(readers.id.to_string());
            let _: Value = ada.put(&format!("/channels/{channel}/{path}"), body).await.ok();
        }
        "category exception" => {
            let (path, body) = deny(readers.id.to_string());
            let _: Value = ada.put(&format!("/channels/{open}/{path}"), body).await.ok();
        }
        "role changed" => {
            let body = json!({ "permissions": [] });
            let _: Role = ada.send("PATCH", &format!("/spaces/{space}/roles/{}", readers.id), Some(body)).await.ok();
        }
        "category move" => {
            let channels: Vec<Channel> = ada.get(&format!("/spaces/{space}/channels")).await.ok();
            let places = channels.iter().map(|at| {
                let parent = if at.id == *channel { Some(*shut) } else { at.parent_id };
                let position = if at.id == *channel { 0 } else { at.position };
                json!({ "id": at.id, "parent_id": parent, "position": position })
            });
            let places: Vec<Value> = places.collect();
            let _: Value = ada.put(&format!("/spaces/{space}/channels/order"), json!(places)).await.ok();
        }
        "kick" => ada.delete(&format!("/spaces/{space}/members/{}", ben.id)).await.done(),
        _ => drop(ada.put(&format!("/spaces/{space}/bans/{}", ben.id), json!({})).await.ok::<Value>()),
    }
}

async fn chatter(ada: Person, channel: ChannelId, count: usize) {
    for at in 0..count {
        ada.says(channel, &format!("line {at}")).await.created::<Value>();
    }
}

fn said_in(event: &Event, channel: ChannelId) -> Option<i64> {
    match event {
        Event::MessageCreate { message, access_version } if message.channel_id == channel => Some(*access_version),
        _ => None,
    }
}

fn is_farewell(event: &Event, busy: &Busy) -> bool {
    match event {
        Event::ChannelDelete { channel_id, .. } => *channel_id == busy.channel,
        Event::SpaceDelete { space_id, .. } => *space_id == busy.space,
        _ => false,
    }
}

// control: canis-x05
#[tokio::test]
async fn nothing_said_after_sight_was_taken_arrives() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    for cause in CAUSES {
        let busy = busy(&world, &ada, &ben).await;
        if cause == "role changed" {
            // Sight by the role's own right instead of by exceptions.
            let Busy { ada, space, everyone, readers, open, .. } = &busy;
            let at = |id: snug_proto::RoleId| format!("/channels/{open}/overrides/role/{id}");
            ada.delete(&at(everyone.id)).await.done();
            ada.delete(&at(readers.id)).await.done();
            let plain = json!({ "permissions": ["read_history", "send_messages"] });
            let _: Role = ada.send("PATCH", &format!("/spaces/{space}/roles/{}", everyone.id), Some(plain)).await.ok();
        }
        let (mut live, cut) = (Ear::of(&busy.ben).await, Ear::of(&busy.ben).await);
        let cut = cut.cut();
        let taking = async {
            busy.ada.says(busy.channel, "before").await.created::<Value>();
            take_sight(&busy, cause).await;
        };
        let chatter_here = || chatter(busy.ada.clone(), busy.channel, 12);
        tokio::join!(chatter_here(), chatter_here(), taking);
        let space: Space = busy.ada.get(&format!("/spaces/{}", busy.space)).await.ok();
        chatter(busy.ada.clone(), busy.channel, 3).await;
        let mut heard = Vec::new();
        while !heard.iter().any(|event| is_farewell(event, &busy)) {
            heard.push(live.next().await);
        }
        let mark = mark(&world.app).await;
        heard.extend(live.until(mark).await);
        let versions: Vec<i64> = heard.iter().filter_map(|event| said_in(event, busy.channel)).collect();
        assert!(versions.iter().all(|version| *version < space.access_version), "{cause}: {versions:?}");
        assert_eq!(heard.iter().filter(|event| is_farewell(event, &busy)).count(), 1, "{cause}");
        busy.ben.get(&format!("/channels/{}/messages", busy.channel)).await.refused(snug_proto::Code::NotFound);

        let (_, replayed, answer) = Ear::back(&busy.ben.client, cut).await;
        assert!(matches!(answer, ServerFrame::Resumed { d, .. } if d.replayed == replayed.len() as u64), "{cause}");
        assert!(
            replayed.iter().all(|event| said_in(event, busy.channel).is_none()),
            "{cause}: nothing of it is told again"
        );
        assert!(replayed.iter().any(|event| matches!(event, Event::Void {})), "{cause}");
        assert_eq!(replayed.iter().filter(|event| is_farewell(event, &busy)).count(), 1, "{cause}");
    }
    world.stop().await;
}

// control: canis-x05
#[tokio::test]
async fn sight_that_is_given_shows_at_once_with_what_was_read() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let busy = busy(&world, &ada, &ben).await;
    take_sight(&busy, "role taken").await;
    let mut ear = Ear::of(&busy.ben).await;
    let knows = |ear: &Ear| ear.ready.spaces.iter().any(|space| space.channels.iter().any(|at| at.id == busy.channel));
    assert!(!knows(&ear));
    chatter(busy.ada.clone(), busy.channel, 2).await;
    busy.ada.gives(busy.space, &busy.ben, busy.readers.id).await;
    busy.ada.says(busy.channel, "hello").await.created::<Value>();
    let mut heard = Vec::new();
    while !heard.iter().any(|event| said_in(event, busy.channel).is_some()) {
        heard.push(ear.next().await);
    }
    let created = heard.iter().position(|event| match event {
        Event::ChannelCreate { channel, read } => {
            channel.id == busy.channel && read.as_ref().is_some_and(|read| read.last_seq >= 2)
        }
        _ => false,
    });
    let said = heard.iter().position(|event| said_in(event, busy.channel).is_some());
    assert!(created.is_some_and(|created| created < said.unwrap()), "{heard:?}");
    assert!(knows(&Ear::of(&busy.ben).await));
    world.stop().await;
}
