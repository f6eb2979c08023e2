//! A session that ends at one node is over at the other.

use super::{AT_ONCE, Bus, EVERY, assert_at_once, last_granted};
use crate::{
    people::{House, ends, hears, listening, say},
    place::PASSWORD,
    stage::Stage,
};
use serde_json::json;
use snug_client::{Client, Opening, Socket};
use snug_proto::{
    Secret,
    events::Event,
    gateway::{ClientOp, Resume},
};
use std::time::Instant;

/// Ways in which the session of the phone ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    SignOut,
    Revoked,
    OthersRevoked,
    NewPassword,
}

const CAUSES: [Cause; 4] = [Cause::SignOut, Cause::Revoked, Cause::OthersRevoked, Cause::NewPassword];

impl Cause {
    /// Doors wait for the limiter, which is as silent as the bus.
    fn is_door(self) -> bool {
        matches!(self, Self::SignOut | Self::NewPassword)
    }

    async fn acts(self, phone: &Client, laptop: &Client) {
        let session = phone.tokens().unwrap().session;
        match self {
            Self::SignOut => phone.post_empty::<()>("/auth/sign-out").await,
            Self::Revoked => laptop.delete(&format!("/me/sessions/{session}")).await,
            Self::OthersRevoked => laptop.delete("/me/sessions").await,
            Self::NewPassword => laptop.post::<()>("/me/password", &json!({ "new": PASSWORD })).await,
        }
        .unwrap();
    }
}

async fn signs_in(base: &str) -> Client {
    let client = Client::new(base).unwrap();
    client.sign_in("ada", PASSWORD).await.unwrap();
    client
}

/// Whoever comes back with the token of an ended session is not let in.
async fn is_refused(phone: &Client, resume_id: String) {
    let mut socket = Socket::open(phone, &Opening::default()).await.unwrap();
    let token = phone.access_token().map(Secret::new);
    socket.say(ClientOp::Resume(Resume { token, resume_id, s: 0 }), None).await.unwrap();
    assert_eq!(ends(&mut socket).await, Some(4003));
}

// control: canis-x07
#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ends_at_one_node_is_over_at_the_other() {
    let stage = Stage::up().await;
    let house = House::open(&stage.a.base).await;
    let ada = house.joins(&stage.a.base, "ada").await;
    for bus in EVERY {
        for cause in CAUSES.into_iter().filter(|cause| bus != Bus::Silent || !cause.is_door()) {
            let what = format!("{cause:?}, bus {bus:?}");
            let (at_a, laptop) = (signs_in(&stage.a.base).await, signs_in(&stage.a.base).await);
            let phone = stage.at_b(&at_a);
            let (mut on_phone, ready) = listening(&phone).await;
            let (mut on_laptop, _) = listening(&stage.at_b(&laptop)).await;
            phone.get::<serde_json::Value>("/me").await.unwrap();
            bus.begins(&stage);
            cause.acts(&at_a, &laptop).await;
            let answered = Instant::now();
            let (code, granted) = tokio::join!(ends(&mut on_phone), last_granted(&phone, "/me", 401));
            assert_at_once(answered, granted, &what);
            let ended = answered.elapsed();
            assert_eq!(code, Some(4004), "{what}");
            assert!(ended <= AT_ONCE, "{what}: the socket ended {ended:?} later");
            is_refused(&phone, ready.resume_id).await;
            bus.ends(&stage).await;
            // The other device of the same person stays, and hears.
            let words = format!("after {what}");
            say(&stage.at_b(&house.olive), house.general, &words).await.unwrap();
            hears(&mut on_laptop, |event| match event {
                Event::MessageCreate { message, .. } => (message.content.as_ref() == Some(&words)).then_some(()),
                _ => None,
            })
            .await;
        }
    }
    drop(ada);
    stage.down().await;
}
