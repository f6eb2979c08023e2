//! A suspension closes every socket of the person, and says why.

use super::{
    ear::{Ear, end, identify, mark, opened},
    presence::befriends,
};
use crate::testkit::World;
use serde_json::{Value, json};
use snug_proto::{
    gateway::{ClientOp, Resume},
    presence::Shown,
};

#[tokio::test]
async fn every_socket_of_who_is_suspended_closes_with_4005_and_none_comes_back() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    befriends(&ada, &ben).await;
    let owner = world.elevated().await;
    let phone = world.signs_in("ada").await;
    let (mut friend, mut on_phone, tablet) = (Ear::of(&ben).await, Ear::of(&phone).await, Ear::of(&ada).await);
    while friend.learns(&ada).await.status != Shown::Online {}
    // One socket is lost a moment before: its stream waits for the client.
    let (ready, s, token) = tablet.cut();
    let path = format!("/admin/users/{}/suspension", ada.id);
    let _: Value = owner.put(&path, json!({ "reason": "spam" })).await.ok();
    assert_eq!(end(&mut on_phone.socket).await, Some(4005));
    assert_eq!(friend.learns(&ada).await.status, Shown::Offline, "at once, not after the grace of a reload");
    let mut back = opened(&ada.client).await;
    let resume = Resume { token: Some(token), resume_id: ready.resume_id, s };
    back.say(ClientOp::Resume(resume), None).await.unwrap();
    assert_eq!(end(&mut back).await, Some(4003));
    let mut again = opened(&phone.client).await;
    again.say(identify(phone.token()), None).await.unwrap();
    assert_eq!(end(&mut again).await, Some(4003));
    let mark = mark(&world.app).await;
    friend.until(mark).await;
    owner.delete(&path).await.done();
    let ada = world.signs_in("ada").await;
    let ear = Ear::of(&ada).await;
    assert_eq!(friend.learns(&ada).await.status, Shown::Online);
    drop(ear);
    world.stop().await;
}

#[tokio::test]
async fn a_session_that_staff_ended_closes_its_socket_with_4004() {
    let world = World::start().await;
    let [ada] = world.people(["ada"]).await;
    let owner = world.elevated().await;
    let mut ear = Ear::of(&ada).await;
    owner.post(&format!("/admin/users/{}/sign-out", ada.id), Value::Null).await.done();
    assert_eq!(end(&mut ear.socket).await, Some(4004));
    world.stop().await;
}
