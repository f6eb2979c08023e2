//! What a client may say, and how a socket ends that says something else.

use super::ear::{Ear, answer, end, frame, identify, name, opened};
use crate::testkit::World;
use snug_client::Message;
use snug_proto::{
    ChannelId, Code,
    gateway::{ClientOp, Focus, Heartbeat, ServerFrame},
};
use std::time::Duration;
use uuid::Uuid;

#[tokio::test]
async fn each_wrong_frame_has_its_code() {
    let world = World::start().await;
    let olive = world.owner();
    let again = format!(r#"{{"op":"identify","d":{{"token":"{}"}}}}"#, olive.token());
    let large = format!(r#"{{"op":"heartbeat","d":{{"s":null}},"id":{}}}"#, "1".repeat(16 * 1024));
    let huge = "x".repeat(80 * 1024);
    let cases: [(Message, u16); 12] = [
        (Message::binary(vec![1, 2, 3]), 4006),
        (Message::text(""), 4006),
        (Message::text("no json"), 4006),
        (Message::text("[]"), 4006),
        (Message::text(r#"{"op":"dance","d":{}}"#), 4006),
        (Message::text(r#"{"d":{}}"#), 4006),
        (Message::text(r#"{"op":"focus","d":{"channel_ids":"all"}}"#), 4006),
        (Message::text(r#"{"op":"identify","d":{"surprise":1}}"#), 4006),
        (Message::text(r#"{"op":"resume","d":{"resume_id":"x","s":-1}}"#), 4006),
        (Message::text(again), 4007),
        (Message::text(large), 1009),
        (Message::text(huge), 1009),
    ];
    for (message, code) in cases {
        let mut ear = Ear::of(&olive).await;
        let text = message.to_string();
        ear.socket.say_raw(message).await.unwrap();
        assert_eq!(end(&mut ear.socket).await, Some(code), "{}", &text[..text.len().min(60)]);
    }
    world.stop().await;
}

#[tokio::test]
async fn nothing_comes_before_identify() {
    let world = World::start().await;
    for op in [ClientOp::Heartbeat(Heartbeat { s: None }), ClientOp::Focus(Focus { channel_ids: vec![] })] {
        let mut socket = opened(&world.client()).await;
        socket.say(op, None).await.unwrap();
        assert_eq!(end(&mut socket).await, Some(4001));
    }
    let mut silent = opened(&world.client()).await;
    world.wait(Duration::from_secs(11));
    assert_eq!(end(&mut silent).await, Some(4001));
    world.stop().await;
}

#[tokio::test]
async fn heartbeats_are_answered_and_missed() {
    let world = World::start().await;
    let mut ear = Ear::of(&world.owner()).await;
    for id in 0..5 {
        world.wait(Duration::from_secs(30));
        ear.socket.say(ClientOp::Heartbeat(Heartbeat { s: Some(0) }), Some(id)).await.unwrap();
        match answer(&mut ear.socket).await {
            ServerFrame::HeartbeatAck { re, .. } => assert_eq!(re, Some(id)),
            other => panic!("{other:?}"),
        }
    }
    world.wait(Duration::from_secs(76));
    assert_eq!(end(&mut ear.socket).await, Some(4002));
    world.stop().await;
}

#[tokio::test]
async fn too_many_frames_end_the_socket_and_too_many_channels_do_not() {
    let world = World::start().await;
    let mut ear = Ear::of(&world.owner()).await;
    let channel_ids = (0..11).map(|at| ChannelId(Uuid::from_u128(at))).collect();
    ear.socket.say(ClientOp::Focus(Focus { channel_ids }), Some(9)).await.unwrap();
    match answer(&mut ear.socket).await {
        ServerFrame::Error { d, re } => assert_eq!((d.code, re), (Code::Invalid, Some(9))),
        other => panic!("{other:?}"),
    }
    for _ in 0..30 {
        // The socket may be closed before the last one is said.
        ear.socket.say(ClientOp::Heartbeat(Heartbeat { s: None }), None).await.ok();
    }
    assert_eq!(end(&mut ear.socket).await, Some(4009));
    world.stop().await;
}

#[tokio::test]
async fn an_unknown_stream_cannot_go_on_but_the_socket_can() {
    let world = World::start().await;
    let olive = world.owner();
    let ear = Ear::of(&olive).await;
    let (ready, _, token) = ear.cut();
    for (resume_id, s) in [("nothing".to_owned(), 0), (ready.resume_id.clone(), 900)] {
        let mut wish = ready.clone();
        wish.resume_id = resume_id;
        let (mut ear, replayed, answer) = Ear::back(&olive.client, (wish, s, token.clone())).await;
        assert!(replayed.is_empty());
        assert!(matches!(answer, ServerFrame::InvalidSession { d, .. } if !d.resumable));
        ear.socket.say(identify(olive.token()), None).await.unwrap();
        assert!(matches!(frame(&mut ear.socket).await, ServerFrame::Ready { .. }));
    }
    world.stop().await;
}

#[tokio::test]
async fn a_stream_is_kept_for_two_minutes() {
    let world = World::start().await;
    let olive = world.owner();
    let kept = Ear::of(&olive).await.cut();
    world.wait(Duration::from_secs(60));
    let (ear, missed, answer) = Ear::back(&olive.client, kept).await;
    assert!(matches!(answer, ServerFrame::Resumed { d, .. } if d.replayed == missed.len() as u64));
    assert!(missed.iter().all(|event| name(event) == "presence_update"), "{missed:?}");
    let lost = ear.cut();
    // Once the server has noticed that the socket is gone …
    while world.app.gateway.sockets() > 0 {
        tokio::task::yield_now().await;
    }
    // … its stream goes with the first look after two minutes.
    for _ in 0..3 {
        world.wait(Duration::from_secs(121));
        super::ear::mark(&world.app).await;
        Ear::of(&olive).await;
    }
    let (_, _, answer) = Ear::back(&olive.client, lost).await;
    assert!(matches!(answer, ServerFrame::InvalidSession { .. }));
    world.stop().await;
}
