//! What happens while rights are read again.

use super::ear::{Ear, end, mark};
use crate::{
    access,
    edge::gateway::{converse, fanout::Fanout, reload::Reloaded, sessions, stream::StreamId},
    events::{Header, Signal},
    testkit::{Person, World},
};
use futures_util::FutureExt;
use serde_json::json;
use snug_proto::{
    ChannelId, SessionId, SpaceId,
    channels::Channel,
    events::{ChannelGone, Event},
    gateway::CloseCode,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

async fn newest(world: &World, space: SpaceId) -> Arc<access::World> {
    access::world(&mut world.app.db.read().await.unwrap(), &world.app, space).await.unwrap()
}

fn enters(fanout: &mut Fanout, world: &World, person: &Person, known: &Arc<access::World>) -> StreamId {
    let (resume_id, session) = (world.app.ids.uuid().to_string(), SessionId(world.app.ids.uuid()));
    let id = fanout.streams.open(person.id, session, resume_id, world.app.clock.now_ms());
    fanout.enter(id, vec![known.clone()], vec![]);
    id
}

fn loaded(world: &Arc<access::World>, now_ms: i64) -> Reloaded {
    Reloaded { space: world.space, world: Some(world.clone()), now_ms, told: Vec::new(), states: Vec::new() }
}

// control: canis-x05
#[tokio::test]
async fn who_comes_while_rights_are_read_misses_no_change() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let (space, _) = world.space(&ada, &[&ben]).await;
    let mut fanout = Fanout::new(world.app.clone());
    let first = newest(&world, space.id).await;
    let early = enters(&mut fanout, &world, &ada, &first);
    ada.makes_channel(space.id, "second").await;
    let second = newest(&world, space.id).await;
    let signal = Header::Signal(Signal::AccessChanged { space: space.id, version: second.version });
    let mut message = serde_json::to_vec(&signal).unwrap();
    message.push(b'\n');
    fanout.hear(message.into());
    assert!(fanout.is_unsettled(early));
    let late = enters(&mut fanout, &world, &ben, &second);
    ada.makes_channel(space.id, "third").await;
    let third = newest(&world, space.id).await;
    let in_step = enters(&mut fanout, &world, &ben, &third);
    let now_ms = world.app.clock.now_ms();
    fanout.reloaded(loaded(&third, now_ms));
    assert!(fanout.streams.get(early).is_some() && fanout.streams.get(in_step).is_some());
    assert!(fanout.streams.get(late).is_none(), "what came between was told to nobody who was late");
    assert!(!fanout.is_unsettled(early));
    world.stop().await;
}

#[tokio::test]
async fn what_is_lost_while_rights_are_read_is_read_again() {
    let world = World::start().await;
    let ada = world.owner();
    let (space, _) = world.space(&ada, &[]).await;
    let mut fanout = Fanout::new(world.app.clone());
    let known = newest(&world, space.id).await;
    let stream = enters(&mut fanout, &world, &ada, &known);
    let now_ms = world.app.clock.now_ms();
    fanout.look_again();
    fanout.look_again();
    fanout.reloaded(loaded(&known, now_ms));
    fanout.conversed(Vec::new());
    assert!(fanout.is_unsettled(stream), "the first look may be older than what was lost");
    fanout.reloaded(loaded(&known, now_ms));
    assert!(fanout.is_unsettled(stream), "conversations are looked for once more too");
    fanout.conversed(Vec::new());
    assert!(!fanout.is_unsettled(stream));
    world.stop().await;
}

/// What was told of a conversation went astray: the rows say who is in it.
#[tokio::test]
async fn conversations_that_came_and_went_unheard_are_told_when_they_are_looked_for() {
    let world = World::start().await;
    let [ada, ben, cyd] = world.people(["ada", "ben", "cyd"]).await;
    world.space(&ada, &[&ben, &cyd]).await;
    let open =
        async || -> Channel { ada.post("/conversations", json!({ "user_ids": [ben.id, cyd.id] })).await.created() };
    let (kept, lost, gained) = (open().await, open().await, open().await);
    let mut tx = world.app.db.write().await.unwrap();
    let of_ben = "delete from conversation_member where channel_id = $1 and account_id = $2";
    tx.sql(of_ben).id(gained.id).id(ben.id).run().await.unwrap();
    tx.commit().await.unwrap();
    let mut ear = Ear::of(&ben).await;
    assert_eq!(ear.ready.conversations.len(), 2);
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql(of_ben).id(lost.id).id(ben.id).run().await.unwrap();
    tx.sql("insert into conversation_member (channel_id, account_id, joined_ms, from_seq) values ($1, $2, 0, 0)")
        .id(gained.id)
        .id(ben.id)
        .run()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let known = ear.ready.conversations.iter().map(|state| state.channel.id).collect();
    converse::start(&world.app, HashMap::from([(ben.id, vec![known])]));
    while world.app.life.running().contains(&"gateway conversations") {
        tokio::task::yield_now().await;
    }
    let told = ear.all_until(mark(&world.app).await).await;
    let told: Vec<(ChannelId, bool)> = told
        .iter()
        .map(|event| match event {
            Event::ChannelCreate { channel, read: Some(_) } => (channel.id, true),
            Event::ChannelDelete { channel_id, space_id: None, reason: ChannelGone::Left } => (*channel_id, false),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(told, [(lost.id, false), (gained.id, true)]);
    assert_ne!(kept.id, lost.id);
    world.stop().await;
}

#[tokio::test]
async fn only_a_few_spaces_are_read_at_once_and_the_others_wait() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let (space, _) = world.space(&ada, &[]).await;
    let (mut member, mut stranger) = (Ear::of(&ada).await, Ear::of(&ben).await);
    let mut others = Vec::new();
    while let Some(turn) = world.app.gateway.reload_turn().now_or_never().flatten() {
        others.push(turn);
    }
    assert_eq!(others.len(), 4);
    let made = ada.makes_channel(space.id, "annex").await;
    while !world.app.life.running().contains(&"gateway reload") {
        tokio::task::yield_now().await;
    }
    let before = world.app.db.statements();
    let here = mark(&world.app).await;
    assert_eq!(stranger.until(here).await, [], "the hub goes on for everybody else");
    assert_eq!(world.app.db.statements(), before, "nothing is read out of turn");
    others.pop();
    let came = loop {
        if let Event::ChannelCreate { channel, .. } = member.next().await {
            break channel;
        }
    };
    assert_eq!(came.id, made.id);
    world.stop().await;
}

#[tokio::test]
async fn a_round_over_all_sessions_costs_a_statement_for_five_hundred() {
    let world = World::start().await;
    let olive = world.owner();
    let again = world.signs_in("olive").await;
    let (mut stays, mut goes) = (Ear::of(&olive).await, Ear::of(&again).await);
    let (kept, ended) = (stays.ready.session_id, goes.ready.session_id);
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update session set ended_ms = 1, end_reason = 'revoked' where id = $1").id(ended).run().await.unwrap();
    tx.commit().await.unwrap();
    let strangers = (0..998).map(|_| (olive.id, SessionId(world.app.ids.uuid())));
    let all: HashSet<_> = strangers.chain([(olive.id, kept), (olive.id, ended)]).collect();
    let before = world.app.db.statements();
    sessions::check_all(&world.app, all);
    assert_eq!(end(&mut goes.socket).await, Some(CloseCode::SessionEnded as u16));
    while world.app.life.running().contains(&"gateway sessions") {
        tokio::task::yield_now().await;
    }
    assert_eq!(world.app.db.statements() - before, 2);
    let here = mark(&world.app).await;
    assert_eq!(stays.until(here).await, [], "who is signed in stays");
    world.stop().await;
}
