//! Sockets live as long as their session.

use super::ear::{Ear, end, identify, opened};
use crate::testkit::{
    PASSWORD, Person, World,
    letters::{code_for, letters, verifies},
};
use serde_json::{Value, json};
use snug_proto::{
    auth::Challenge,
    gateway::{ClientOp, Resume, ServerFrame},
};

async fn revoke(other: &Person, ear: &Ear) {
    other.delete(&format!("/me/sessions/{}", ear.ready.session_id)).await.done();
}

// control: canis-x07
#[tokio::test]
async fn the_end_of_a_session_ends_its_sockets_and_no_others() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let mut bystander = Ear::of(&ben).await;
    for cause in ["sign-out", "revoked", "others revoked", "new password"] {
        let phone = world.signs_in("ada").await;
        let laptop = world.signs_in("ada").await;
        let (mut on_phone, mut on_laptop) = (Ear::of(&phone).await, Ear::of(&laptop).await);
        match cause {
            "sign-out" => phone.post("/auth/sign-out", Value::Null).await.done(),
            "revoked" => revoke(&laptop, &on_phone).await,
            "new password" => laptop.post("/me/password", json!({ "new": PASSWORD })).await.done(),
            _ => laptop.delete("/me/sessions").await.done(),
        }
        assert_eq!(end(&mut on_phone.socket).await, Some(4004), "{cause}");
        let mark = super::ear::mark(&world.app).await;
        on_laptop.until(mark).await;
        bystander.until(mark).await;
        let mut again = opened(&phone.client).await;
        again.say(identify(phone.token()), None).await.unwrap();
        assert_eq!(end(&mut again).await, Some(4003), "{cause}");
    }
    drop((ada, bystander));
    world.stop().await;
}

// control: canis-x07
#[tokio::test]
async fn a_reset_of_the_password_ends_every_socket_of_the_person() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    verifies(&world, &ada, "ada@example.org", "en").await;
    let (mut hers, mut his) = (Ear::of(&ada).await, Ear::of(&ben).await);
    let asked = json!({ "email": "ada@example.org" });
    let challenge: Challenge = world.client().post("/auth/password/forgot", &asked).await.unwrap();
    let code = code_for(&world, "ada@example.org").await;
    let reset = json!({ "challenge_id": challenge.challenge_id, "code": code, "password": "the kettle sings at noon" });
    world.client().post::<Value>("/auth/password/reset", &reset).await.unwrap();
    assert_eq!(end(&mut hers.socket).await, Some(4004));
    let mark = super::ear::mark(&world.app).await;
    his.until(mark).await;
    assert_eq!(letters(&world).await.len(), 1);
    let mut again = opened(&ada.client).await;
    again.say(identify(ada.token()), None).await.unwrap();
    assert_eq!(end(&mut again).await, Some(4003));
    world.stop().await;
}

// control: canis-x07
#[tokio::test]
async fn the_stream_of_an_ended_session_cannot_go_on() {
    let world = World::start().await;
    let olive = world.owner();
    let phone = world.signs_in("olive").await;
    let ear = Ear::of(&phone).await;
    revoke(&olive, &ear).await;
    let (ready, s, token) = ear.cut();
    let mut socket = opened(&phone.client).await;
    let resume = Resume { token: Some(token), resume_id: ready.resume_id.clone(), s };
    socket.say(ClientOp::Resume(resume), None).await.unwrap();
    assert_eq!(end(&mut socket).await, Some(4003));
    let other = world.signs_in("olive").await;
    let stolen = (ready, s, snug_proto::Secret::new(other.token()));
    let (_, replayed, answer) = Ear::back(&other.client, stolen).await;
    assert!(replayed.is_empty() && matches!(answer, ServerFrame::InvalidSession { .. }));
    world.stop().await;
}
