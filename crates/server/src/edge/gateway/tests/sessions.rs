//! Sockets live as long as their session.

use super::ear::{Ear, end, identify, opened};
use crate::testkit::{Person, World};
use serde_json::Value;
use snug_proto::gateway::{ClientOp, Resume, ServerFrame};

async fn revoke(other: &Person, ear: &Ear) {
    other.delete(&format!("/me/sessions/{}", ear.ready.session_id)).await.done();
}

// control: canis-x07
#[tokio::test]
async fn the_end_of_a_session_ends_its_sockets_and_no_others() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let mut bystander = Ear::of(&ben).await;
    for cause in ["sign-out", "revoked", "others revoked"] {
        let phone = world.signs_in("ada").await;
        let laptop = world.signs_in("ada").await;
        let (mut on_phone, mut on_laptop) = (Ear::of(&phone).await, Ear::of(&laptop).await);
        match cause {
            "sign-out" => phone.post("/auth/sign-out", Value::Null).await.done(),
            "revoked" => revoke(&laptop, &on_phone).await,
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
