//! Who is there, and who is told so.

use super::ear::{Ear, end};
use crate::{
    access::Bonds,
    edge::gateway::{
        fanout::Fanout,
        outbox::{Burst, End, Inbox, outbox},
        presence::{Board, Presence as Presences, Standing},
    },
    events::Notice,
    testkit::{Person, World},
};
use futures_util::FutureExt;
use serde_json::{Value, json};
use snug_platform::bus::{Delivery, Subscription};
use snug_proto::{
    Page, SessionId, UserId,
    channels::Channel,
    events::Event,
    gateway::{ClientOp, PresenceOp},
    people::Friend,
    presence::{Presence, Shown},
};
use std::time::Duration;

pub(super) async fn befriends(one: &Person, other: &Person) {
    let _: Friend = one.post("/friends", json!({ "user_id": other.id })).await.created();
    let _: Friend = other.put(&format!("/friends/{}", one.id), Value::Null).await.ok();
}

/// How one friend sees another over REST.
async fn listed(one: &Person, other: &Person) -> Friend {
    let page: Page<Friend> = one.get("/friends").await.ok();
    page.items.into_iter().find(|friend| friend.user.id == other.id).unwrap()
}

fn status(friend: &Friend) -> Shown {
    friend.presence.as_ref().unwrap().status
}

impl Ear {
    /// The next thing told of somebody's presence, whoever it is.
    async fn learns_any(&mut self) -> Vec<Presence> {
        loop {
            match self.any_or_end().await.expect("the socket stays") {
                Event::PresenceUpdate(presence) => return vec![presence],
                Event::PresenceBulk { presences } => return presences,
                _ => {}
            }
        }
    }

    /// The next thing told of one person.
    pub(super) async fn learns(&mut self, of: &Person) -> Presence {
        loop {
            let found = self.learns_any().await;
            if let Some(presence) = found.into_iter().find(|presence| presence.user_id == of.id) {
                return presence;
            }
        }
    }

    /// Nothing was told of a person up to what `own`, whose ear this is, is told of themselves now.
    async fn learns_nothing(&mut self, of: &Person, own: &Person, world: &World) {
        // No second change within the pause of the first.
        world.wait(Duration::from_secs(3));
        let text = world.app.ids.uuid().to_string();
        own.put("/me/presence", json!({ "custom": { "text": text } })).await.done();
        loop {
            for presence in self.learns_any().await {
                assert_ne!(presence.user_id, of.id, "{presence:?}");
                let custom = presence.custom.and_then(|custom| custom.text);
                if presence.user_id == own.id && custom.as_deref() == Some(&text) {
                    return;
                }
            }
        }
    }

    /// Who was there in the beginning, but oneself.
    fn found(&self) -> Vec<UserId> {
        let own = self.ready.user.user.id;
        let mut found: Vec<UserId> = self.ready.presences.iter().map(|presence| presence.user_id).collect();
        found.retain(|user| *user != own);
        found.sort_unstable();
        found
    }
}

/// Until so many sockets are left.
async fn sockets(world: &World, left: usize) {
    while world.app.gateway.sockets() > left {
        tokio::task::yield_now().await;
    }
}

// control: canis-x23
#[tokio::test]
async fn two_sockets_are_one_person() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    befriends(&ada, &ben).await;
    let mut friend = Ear::of(&ben).await;
    assert_eq!((friend.found(), status(&listed(&ben, &ada).await)), (vec![], Shown::Offline));
    let (phone, laptop) = (Ear::of(&ada).await, Ear::of(&ada).await);
    assert_eq!(friend.learns(&ada).await.status, Shown::Online);
    assert_eq!(status(&listed(&ben, &ada).await), Shown::Online);
    drop(phone);
    sockets(&world, 2).await;
    world.wait(Duration::from_secs(20));
    friend.learns_nothing(&ada, &ben, &world).await;
    drop(laptop);
    sockets(&world, 1).await;
    world.wait(Duration::from_secs(6));
    friend.learns_nothing(&ada, &ben, &world).await;
    world.wait(Duration::from_secs(2));
    assert_eq!(friend.learns(&ada).await.status, Shown::Offline, "within 12 s");
    let listed = listed(&ben, &ada).await;
    assert_eq!(status(&listed), Shown::Offline);
    world.stop().await;
}

// control: canis-x23
#[tokio::test]
async fn a_reload_makes_no_event_and_a_restart_leaves_nobody() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    befriends(&ada, &ben).await;
    let tab = Ear::of(&ada).await;
    let mut friend = Ear::of(&ben).await;
    assert_eq!(friend.found(), [ada.id]);
    drop(tab);
    sockets(&world, 1).await;
    world.wait(Duration::from_secs(3));
    let tab = Ear::of(&ada).await;
    assert!(tab.ready.presences.iter().any(|presence| presence.user_id == ada.id), "as if she had never gone");
    world.wait(Duration::from_secs(20));
    friend.learns_nothing(&ada, &ben, &world).await;
    let world = world.restart().await;
    let ben = ben.at(&world.base);
    assert_eq!(status(&listed(&ben, &ada).await), Shown::Offline);
    let friend = Ear::at(&ben.client, &ben.client.access_token().unwrap()).await;
    assert_eq!(friend.found(), []);
    drop(tab);
    world.stop().await;
}

#[tokio::test]
async fn friends_alone_learn_when_somebody_was_last_there() {
    let world = World::start().await;
    let [ada, ben, cyd] = world.people(["ada", "ben", "cyd"]).await;
    befriends(&ada, &ben).await;
    let _: Friend = cyd.post("/friends", json!({ "user_id": ada.id })).await.created();
    assert_eq!(listed(&ben, &ada).await.last_seen_at, None);
    let mut friend = Ear::of(&ben).await;
    let tab = Ear::of(&ada).await;
    friend.learns(&ada).await;
    drop(tab);
    sockets(&world, 1).await;
    let went_ms = world.app.clock.now_ms();
    world.wait(Duration::from_secs(11));
    assert_eq!(friend.learns(&ada).await.status, Shown::Offline);
    world.wait(Duration::from_secs(30));
    while listed(&ben, &ada).await.last_seen_at.is_none() {
        tokio::task::yield_now().await;
    }
    assert_eq!(listed(&ben, &ada).await.last_seen_at.unwrap().0, went_ms);
    let asked = listed(&cyd, &ada).await;
    assert_eq!((asked.presence, asked.last_seen_at), (None, None));
    world.stop().await;
}

// control: canis-x23, canis-x09
#[tokio::test]
async fn who_is_invisible_or_blocked_is_offline_everywhere() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    world.space(&ada, &[&ben]).await;
    befriends(&ada, &ben).await;
    let mut own = Ear::of(&ada).await;
    let mut other = Ear::of(&ben).await;
    assert_eq!(other.found(), [ada.id]);
    own.learns(&ben).await;
    world.wait(Duration::from_secs(3));
    let hidden = json!({ "status": "invisible", "custom": { "text": "Nobody must know" } });
    ada.put("/me/presence", hidden).await.done();
    let gone = Presence { user_id: ada.id, status: Shown::Offline, custom: None };
    assert_eq!(other.learns(&ada).await, gone);
    assert_eq!(listed(&ben, &ada).await.presence, Some(gone.clone()));
    assert_eq!(Ear::of(&ben).await.found(), []);
    world.wait(Duration::from_secs(3));
    ada.put("/me/presence", json!({ "status": "online" })).await.done();
    assert_eq!(other.learns(&ada).await.status, Shown::Online);
    for (one, method) in [(&ada, "PUT"), (&ben, "PUT"), (&ada, "DELETE")] {
        let them = if one.id == ada.id { ben.id } else { ada.id };
        one.send(method, &format!("/blocks/{them}"), None).await.done();
    }
    assert_eq!(other.learns(&ada).await, gone);
    assert_eq!(own.learns(&ben).await.status, Shown::Offline);
    world.wait(Duration::from_secs(3));
    ada.put("/me/presence", json!({ "status": "dnd" })).await.done();
    other.learns_nothing(&ada, &ben, &world).await;
    assert_eq!(Ear::of(&ben).await.found(), []);
    ben.delete(&format!("/blocks/{}", ada.id)).await.done();
    assert_eq!(other.learns(&ada).await.status, Shown::Dnd, "they still share a space");
    world.stop().await;
}

// control: canis-x09
#[tokio::test]
async fn a_replay_across_a_block_shows_nobody() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    world.space(&ada, &[&ben]).await;
    let other = Ear::of(&ben).await.cut();
    sockets(&world, 0).await;
    let _own = Ear::of(&ada).await;
    ben.put(&format!("/blocks/{}", ada.id), Value::Null).await.done();
    let (_back, missed, _) = Ear::back(&ben.client, other).await;
    let of_ada = missed.iter().filter(|event| match event {
        Event::PresenceUpdate(presence) => presence.user_id == ada.id && presence.status != Shown::Offline,
        Event::PresenceBulk { presences } => presences.iter().any(|presence| presence.user_id == ada.id),
        _ => false,
    });
    assert_eq!(of_ada.count(), 0, "{missed:?}");
    assert!(missed.contains(&Event::Void {}), "she came before the block: {missed:?}");
    world.stop().await;
}

#[tokio::test]
async fn friends_partners_and_members_see_and_strangers_do_not() {
    let world = World::start().await;
    let [ada, ben, cyd, dan, eve] = world.people(["ada", "ben", "cyd", "dan", "eve"]).await;
    befriends(&ada, &ben).await;
    let (space, _) = world.space(&ada, &[&cyd, &dan]).await;
    let direct: Channel = ada.post("/conversations", json!({ "user_ids": [cyd.id] })).await.created();
    cyd.leaves(space.id).await;
    let mut ears = [Ear::of(&ben).await, Ear::of(&cyd).await, Ear::of(&dan).await];
    let mut stranger = Ear::of(&eve).await;
    let mut own = Ear::of(&ada).await;
    assert_eq!(own.found(), {
        let mut all = [ben.id, cyd.id, dan.id];
        all.sort_unstable();
        all
    });
    for ear in &mut ears {
        assert_eq!(ear.learns(&ada).await.status, Shown::Online);
    }
    stranger.learns_nothing(&ada, &eve, &world).await;
    // Whoever hides a conversation sees the other no more; what is said there brings both back.
    cyd.put(&format!("/conversations/{}/hidden", direct.id), json!({ "hidden": true })).await.done();
    assert_eq!(ears[1].learns(&ada).await.status, Shown::Offline);
    cyd.put(&format!("/conversations/{}/hidden", direct.id), json!({ "hidden": false })).await.done();
    assert_eq!(ears[1].learns(&ada).await.status, Shown::Online);
    ada.delete(&format!("/friends/{}", ben.id)).await.done();
    assert_eq!(ears[0].learns(&ada).await.status, Shown::Offline);
    assert_eq!(own.learns(&ben).await.status, Shown::Offline);
    // Whoever comes into the space is seen there, and sees everybody.
    let invite = ada.invites(space.id).await;
    eve.joins(&invite.code).await;
    assert_eq!(own.learns(&eve).await.status, Shown::Online);
    assert_eq!(ears[2].learns(&eve).await.status, Shown::Online);
    assert_eq!(stranger.learns(&ada).await.status, Shown::Online);
    ada.delete(&format!("/spaces/{}/members/{}", space.id, eve.id)).await.done();
    assert_eq!(own.learns(&eve).await.status, Shown::Offline);
    assert_eq!(stranger.learns(&ada).await.status, Shown::Offline);
    ada.deletes_space(&space).await;
    assert_eq!(ears[2].learns(&ada).await.status, Shown::Offline);
    world.stop().await;
}

#[tokio::test]
async fn a_client_that_nobody_uses_is_idle_and_a_text_ends_by_itself() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    befriends(&ada, &ben).await;
    let mut other = Ear::of(&ben).await;
    let mut own = Ear::of(&ada).await;
    assert_eq!(other.learns(&ada).await.status, Shown::Online);
    for (idle, shown) in [(true, Shown::Idle), (false, Shown::Online)] {
        world.wait(Duration::from_secs(3));
        let op = PresenceOp { idle: Some(idle), ..PresenceOp::default() };
        own.socket.say(ClientOp::Presence(op), None).await.unwrap();
        assert_eq!(other.learns(&ada).await.status, shown);
    }
    world.wait(Duration::from_secs(3));
    let op = json!({ "status": "dnd", "custom": { "text": "Lunch", "expires_in_seconds": 60 } });
    own.socket.say(ClientOp::Presence(serde_json::from_value(op).unwrap()), None).await.unwrap();
    let told = other.learns(&ada).await;
    assert_eq!((told.status, told.custom.unwrap().text.as_deref()), (Shown::Dnd, Some("Lunch")));
    world.wait(Duration::from_secs(60));
    let told = other.learns(&ada).await;
    assert_eq!((told.status, told.custom), (Shown::Dnd, None));
    world.stop().await;
}

#[tokio::test]
async fn the_end_of_a_session_is_a_going() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    befriends(&ada, &ben).await;
    let mut other = Ear::of(&ben).await;
    let mut own = Ear::of(&ada).await;
    other.learns(&ada).await;
    ada.client.sign_out().await.unwrap();
    assert_eq!(end(&mut own.socket).await, Some(4004));
    world.wait(Duration::from_secs(10));
    assert_eq!(other.learns(&ada).await.status, Shown::Offline);
    world.stop().await;
}

/// Two hubs on one bus: what one says the other hears.
struct Nodes {
    one: Fanout,
    other: Fanout,
    heard: Subscription,
    /// Sockets that stay.
    inboxes: Vec<Inbox>,
}

impl Nodes {
    fn of(world: &World) -> Self {
        let node = || {
            let mut fanout = Fanout::new(world.app.clone());
            fanout.presence = Presences::new(world.app.ids.uuid(), Board::default());
            fanout
        };
        Self { one: node(), other: node(), heard: world.app.bus.subscribe(), inboxes: Vec::new() }
    }

    /// Lets both hear what was said, until nothing more is.
    async fn talk(&mut self) {
        while let Some(Some(Delivery::Message(message))) = self.heard.next().now_or_never() {
            assert!(Notice::decode(message.clone()).is_ok());
            self.one.hear(message.clone());
            self.other.hear(message);
        }
    }
}

/// A person whom a node finds at a socket.
fn arrives(fanout: &mut Fanout, world: &World, person: &Person, standing: &Standing) -> (u64, Inbox) {
    let now_ms = world.app.clock.now_ms();
    let (resume_id, session) = (world.app.ids.uuid().to_string(), SessionId(world.app.ids.uuid()));
    let id = fanout.streams.open(person.id, session, resume_id, now_ms);
    fanout.presence.open(person.id);
    assert!(fanout.meet(id, standing));
    let (outbox, inbox) = outbox(End::default());
    let burst = Burst { stream: id, first: None, events: vec![], last: None, up_to: 0 };
    fanout.streams.get(id).unwrap().attach(outbox, burst, now_ms);
    fanout.note_socket(id);
    (id, inbox)
}

// control: canis-x23
#[tokio::test]
async fn who_is_on_another_node_is_there_until_it_falls_silent() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    befriends(&ada, &ben).await;
    let mut nodes = Nodes::of(&world);
    let bonds = Bonds { near: [ada.id].into(), ..Default::default() };
    let watching = Standing { bonds, ..Standing::default() };
    let (ben_at, inbox) = arrives(&mut nodes.other, &world, &ben, &watching);
    nodes.inboxes.push(inbox);
    assert_eq!(nodes.other.present(ben_at).len(), 1, "himself");
    let (_, inbox) = arrives(&mut nodes.one, &world, &ada, &Standing::default());
    nodes.inboxes.push(inbox);
    nodes.talk().await;
    let seen = |nodes: &mut Nodes| {
        let found = nodes.other.present(ben_at).into_iter().find(|presence| presence.user_id == ada.id);
        found.map_or(Shown::Offline, |presence| presence.status)
    };
    assert_eq!(seen(&mut nodes), Shown::Online);
    // A node that comes later, or missed something, asks and is told.
    nodes.other.presence = Presences::new(world.app.ids.uuid(), Board::default());
    nodes.other.presence.open(ben.id);
    assert!(nodes.other.meet(ben_at, &watching));
    assert_eq!(seen(&mut nodes), Shown::Offline);
    nodes.other.ask_all();
    nodes.talk().await;
    assert_eq!(seen(&mut nodes), Shown::Online);
    // It says that it lives, and counts for thirty seconds after its last word.
    for _ in 0..4 {
        world.wait(Duration::from_secs(10));
        nodes.one.pass_time();
        nodes.talk().await;
        nodes.other.pass_time();
        nodes.talk().await;
    }
    assert_eq!(seen(&mut nodes), Shown::Online);
    world.wait(Duration::from_secs(29));
    nodes.other.pass_time();
    assert_eq!(seen(&mut nodes), Shown::Online);
    world.wait(Duration::from_secs(1));
    nodes.other.pass_time();
    assert_eq!(seen(&mut nodes), Shown::Offline);
    world.stop().await;
}
