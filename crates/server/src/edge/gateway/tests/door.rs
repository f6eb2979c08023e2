//! Who gets in: upgrades, origins, tokens.

use super::ear::{Ear, end, frame, identify, opened};
use crate::testkit::World;
use snug_client::{ClientError, Opening, Socket};
use snug_proto::{
    Code, Secret,
    gateway::{ClientOp, Identify, ServerFrame},
};

async fn refusal(world: &World, opening: Opening) -> (u16, Code) {
    match Socket::open(&world.client(), &opening).await {
        Err(ClientError::Problem { status, problem }) => (status.as_u16(), problem.error),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

// control: canis-67
#[tokio::test]
async fn a_token_in_the_address_opens_nothing() {
    let world = World::start().await;
    let token = world.owner().token().to_owned();
    for query in
        [format!("token={token}"), format!("access_token={token}"), format!("t={token}"), "a".into(), String::new()]
    {
        let opening = Opening { query: Some(query), ..Opening::default() };
        assert_eq!(refusal(&world, opening).await, (400, Code::Malformed));
    }
    let opening = Opening { token: Some(Secret::new(&token)), ..Opening::default() };
    let mut socket = Socket::open(&world.client(), &opening).await.unwrap();
    assert!(matches!(frame(&mut socket).await, ServerFrame::Hello { .. }));
    socket.say(ClientOp::Identify(Identify { token: None, client: None, focus: vec![] }), None).await.unwrap();
    assert!(matches!(frame(&mut socket).await, ServerFrame::Ready { .. }));
    Ear::of(&world.owner()).await;
    drop(socket);
    world.stop().await;
}

#[tokio::test]
async fn pages_of_other_places_are_turned_away() {
    let world = World::start_with(|config| config.origins = vec!["https://friend.example".into()]).await;
    let from = |origin: &str| Opening { origin: Some(origin.into()), ..Opening::default() };
    for foreign in ["https://evil.example", "null", "https://friend.example.evil"] {
        assert_eq!(refusal(&world, from(foreign)).await, (403, Code::Forbidden), "{foreign}");
    }
    for welcome in [world.base.as_str(), "https://friend.example"] {
        Socket::open(&world.client(), &from(welcome)).await.unwrap();
    }
    world.stop().await;
}

#[tokio::test]
async fn what_is_no_socket_of_this_protocol_is_refused_in_json() {
    let world = World::start().await;
    let none = Opening { protocols: Some(vec![]), ..Opening::default() };
    assert_eq!(refusal(&world, none).await, (400, Code::Malformed));
    let other = Opening { protocols: Some(vec!["chat".into()]), ..Opening::default() };
    assert_eq!(refusal(&world, other).await, (400, Code::Malformed));
    world.owner().get("/gateway").await.refused(Code::Malformed);
    let newer = Opening { protocols: Some(vec!["snug.v9".into()]), ..Opening::default() };
    let mut socket = Socket::open(&world.client(), &newer).await.unwrap();
    assert_eq!(end(&mut socket).await, Some(4011));
    world.stop().await;
}

#[tokio::test]
async fn forged_tokens_are_refused() {
    let world = World::start().await;
    let good = world.owner().token().to_owned();
    let parts: Vec<&str> = good.split('.').collect();
    let [header, claims, signature] = parts[..] else { panic!("a token has three parts") };
    let base64 = |text: &str| data_encoding::BASE64URL_NOPAD.encode(text.as_bytes());
    let forged = [
        String::new(),
        "x".into(),
        "..".into(),
        format!("{header}.{claims}"),
        format!("{header}.{claims}."),
        format!("{header}.{claims}.{signature}."),
        format!("{header}.{claims}.{}", "A".repeat(86)),
        format!("{}.{claims}.", base64(r#"{"alg":"none","typ":"JWT"}"#)),
        format!("{}.{claims}.{signature}", base64(r#"{"alg":"HS256","typ":"JWT","kid":"x"}"#)),
        format!(
            "{}.{claims}.{signature}",
            base64(r#"{"alg":"EdDSA","typ":"JWT","kid":"00000000-0000-0000-0000-000000000000"}"#)
        ),
        format!(
            "{header}.{}.{signature}",
            base64(r#"{"iss":"x","aud":"snug","sub":"x","sid":"x","iat":0,"exp":9999999999}"#)
        ),
        format!("{header}.{}.{signature}", &claims[..claims.len() - 2]),
    ];
    for token in forged {
        let mut socket = opened(&world.client()).await;
        socket.say(identify(&token), None).await.unwrap();
        assert_eq!(end(&mut socket).await, Some(4003), "{token}");
    }
    world.stop().await;
}

#[tokio::test]
async fn an_account_holds_twenty_sockets() {
    let world = World::start().await;
    let olive = world.owner();
    let mut held = Vec::new();
    for _ in 0..20 {
        held.push(Ear::of(&olive).await);
    }
    let mut one_more = opened(&world.client()).await;
    one_more.say(identify(olive.token()), None).await.unwrap();
    assert_eq!(end(&mut one_more).await, Some(4010));
    drop(held);
    world.stop().await;
}

#[tokio::test]
async fn an_account_that_opens_socket_after_socket_waits() {
    let world = World::start_with(|config| config.rate_factor = 1).await;
    let olive = world.owner();
    for _ in 0..10 {
        drop(Ear::of(&olive).await);
    }
    let mut one_more = opened(&world.client()).await;
    one_more.say(identify(olive.token()), None).await.unwrap();
    assert_eq!(end(&mut one_more).await, Some(4009));
    world.wait(std::time::Duration::from_secs(3));
    Ear::of(&olive).await;
    world.stop().await;
}
