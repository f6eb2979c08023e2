//! Saying that one is writing.

use super::ear::{Ear, answer, mark};
use crate::testkit::{Person, World};
use serde_json::{Value, json};
use snug_proto::{
    ChannelId, Code,
    channels::Channel,
    events::Event,
    gateway::{ClientOp, ServerFrame, Typing},
};
use std::time::Duration;

async fn types(person: &Person, channel: ChannelId) {
    person.post(&format!("/channels/{channel}/typing"), Value::Null).await.done();
}

// control: canis-x22
#[tokio::test]
async fn a_hundred_times_in_ten_seconds_reach_others_four_times() {
    let world = World::start_with(|config| config.rate_factor = 1).await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let (_, general) = world.space(&ada, &[&ben]).await;
    let mut ear = Ear::on(&ben, general.id).await;
    for _ in 0..100 {
        types(&ada, general.id).await;
        world.wait(Duration::from_millis(100));
    }
    let told = ear.all_until(mark(&world.app).await).await;
    let typing = Event::Typing { channel_id: general.id, user_id: ada.id };
    assert_eq!(told.iter().filter(|event| **event == typing).count(), 4, "{told:?}");
    world.stop().await;
}

#[tokio::test]
async fn it_reaches_who_looks_and_nobody_else() {
    let world = World::start().await;
    let [ada, ben, cyd, dan] = world.people(["ada", "ben", "cyd", "dan"]).await;
    let (_, general) = world.space(&ada, &[&ben, &cyd, &dan]).await;
    dan.put(&format!("/blocks/{}", ada.id), Value::Null).await.done();
    let mut looks = Ear::on(&ben, general.id).await;
    let mut others = [Ear::on(&ada, general.id).await, Ear::of(&cyd).await, Ear::on(&dan, general.id).await];
    types(&ada, general.id).await;
    let typing = Event::Typing { channel_id: general.id, user_id: ada.id };
    let mark_here = mark(&world.app).await;
    assert_eq!(looks.all_until(mark_here).await, [typing]);
    for ear in &mut others {
        assert_eq!(ear.all_until(mark_here).await, []);
    }
    world.stop().await;
}

#[tokio::test]
async fn a_socket_says_it_too_and_hears_why_not() {
    let world = World::start().await;
    let [ada, ben, eve] = world.people(["ada", "ben", "eve"]).await;
    let direct: Channel = {
        world.space(&ada, &[&ben]).await;
        ada.post("/conversations", json!({ "user_ids": [ben.id] })).await.created()
    };
    let mut looks = Ear::on(&ben, direct.id).await;
    let mut writes = Ear::of(&ada).await;
    let op = ClientOp::Typing(Typing { channel_id: direct.id });
    writes.socket.say(op.clone(), Some(1)).await.unwrap();
    assert_eq!(looks.next().await, Event::Typing { channel_id: direct.id, user_id: ada.id });
    let mut stranger = Ear::of(&eve).await;
    stranger.socket.say(op.clone(), Some(2)).await.unwrap();
    let refused = answer(&mut stranger.socket).await;
    assert!(matches!(refused, ServerFrame::Error { d, re: Some(2) } if d.code == Code::NotFound));
    ben.put(&format!("/blocks/{}", ada.id), Value::Null).await.done();
    writes.socket.say(op, Some(3)).await.unwrap();
    let refused = answer(&mut writes.socket).await;
    assert!(matches!(refused, ServerFrame::Error { d, re: Some(3) } if d.code == Code::CannotMessage));
    world.stop().await;
}

#[tokio::test]
async fn who_comes_back_is_not_told_who_was_writing() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let (_, general) = world.space(&ada, &[&ben]).await;
    let away = Ear::on(&ben, general.id).await.cut();
    types(&ada, general.id).await;
    let mark = mark(&world.app).await;
    let (_, missed, _) = Ear::back(&ben.client, away).await;
    let missed: Vec<Event> = missed.into_iter().filter(|event| !matches!(event, Event::PresenceUpdate(_))).collect();
    assert_eq!(missed, [Event::Void {}, Event::Resync { channel_ids: Some(vec![mark]) }]);
    world.stop().await;
}
