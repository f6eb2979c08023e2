//! What happens while rights are read again.

use super::ear::{Ear, end, mark};
use crate::{
    access,
    edge::gateway::{fanout::Fanout, reload::Reloaded, sessions, stream::StreamId},
    events::{Header, Signal},
    testkit::{Person, World},
};
use snug_proto::{SessionId, SpaceId, gateway::CloseCode};
use std::{collections::HashSet, sync::Arc};

async fn newest(world: &World, space: SpaceId) -> Arc<access::World> {
    access::world(&mut world.app.db.read().await.unwrap(), &world.app, space).await.unwrap()
}

fn enters(fanout: &mut Fanout, world: &World, person: &Person, known: &Arc<access::World>) -> StreamId {
    let (resume_id, session) = (world.app.ids.uuid().to_string(), SessionId(world.app.ids.uuid()));
    let id = fanout.streams.open(person.id, session, resume_id, world.app.clock.now_ms());
    fanout.enter(id, vec![known.clone()]);
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
    assert!(fanout.is_unsettled(stream), "the first look may be older than what was lost");
    fanout.reloaded(loaded(&known, now_ms));
    assert!(!fanout.is_unsettled(stream));
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
