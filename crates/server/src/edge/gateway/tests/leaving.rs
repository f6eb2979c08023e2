//! The server stops, or a reader does.

use super::ear::{Ear, answer, heard, opened};
use crate::{
    events::{Announce, To},
    testkit::World,
};
use snug_client::{ClientError, Heard, Opening, Socket};
use snug_proto::{Code, account::ClientSettings, events::Event, gateway::ServerFrame};

// control: canis-75
#[tokio::test]
async fn a_server_that_stops_sends_its_sockets_elsewhere() {
    let world = World::start().await;
    let olive = world.owner();
    let mut sockets = vec![opened(&world.client()).await];
    for _ in 0..10 {
        sockets.push(Ear::of(&olive).await.socket);
    }
    let app = world.app.clone();
    let listening = async {
        for socket in &mut sockets {
            assert!(matches!(answer(socket).await, ServerFrame::Reconnect { d } if d.after_ms < 5_000));
            assert!(matches!(heard(socket).await, Heard::Closed(Some(1001))));
        }
    };
    tokio::join!(app.gateway.drain(&app), listening);
    assert_eq!(app.gateway.sockets(), 0);
    // The rest of the server still works, but nobody new is to be sent to it.
    let ready = world.client().request(reqwest::Method::GET, "//readyz", None, None).await.unwrap();
    assert_eq!(ready.status, 503);
    match Socket::open(&world.client(), &Opening::default()).await {
        Err(ClientError::Problem { problem, .. }) => assert_eq!(problem.error, Code::Unavailable),
        other => panic!("{other:?}"),
    }
    world.stop().await;
}

// control: canis-x03
#[tokio::test]
async fn a_reader_that_stops_is_closed_and_delays_nobody() {
    let world = World::start().await;
    let olive = world.owner();
    let (mut stuck, mut reader) = (Ear::of(&olive).await, Ear::of(&olive).await);
    let large = Event::SettingsUpdate(ClientSettings {
        settings: [("filler".to_owned(), "x".repeat(60_000).into())].into_iter().collect(),
        version: 1,
    });
    // More than the network between the two holds.
    for _ in 0..400 {
        let mut tx = world.app.db.write().await.unwrap();
        tx.emit(To::Person(olive.id), &large);
        tx.commit().await.unwrap();
        assert_eq!(reader.next().await, large);
    }
    let code = loop {
        match stuck.next_or_end().await {
            Ok(_) => {}
            Err(code) => break code,
        }
    };
    assert_eq!(code, Some(4008));
    assert!(stuck.s < 400);
    world.stop().await;
}
