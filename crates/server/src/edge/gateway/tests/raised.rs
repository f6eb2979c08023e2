//! What only those hear whose session is raised now.

use super::ear::{Ear, mark};
use crate::testkit::{Person, Phone, World};
use serde_json::{Value, json};
use snug_proto::{
    account::InstanceRole::{Admin, Moderator},
    admin::{AdminEvent, AdminKind},
    events::Event,
};
use std::time::Duration;

/// Locks an account and opens it again: two things to tell.
async fn acts(by: &Person, on: &Person) {
    let path = format!("/admin/users/{}/suspension", on.id);
    let _: Value = by.put(&path, json!({ "reason": "spam" })).await.ok();
    by.delete(&path).await.done();
}

impl Ear {
    /// So many things of the administration, as they come.
    async fn learns_of(&mut self, many: usize) -> Vec<AdminEvent> {
        let mut learned = Vec::new();
        while learned.len() < many {
            if let Event::AdminEvent(event) = self.next().await {
                learned.push(event);
            }
        }
        learned
    }

    /// What was told of the administration before a mark.
    async fn learned(&mut self, mark: snug_proto::ChannelId) -> usize {
        self.all_until(mark).await.iter().filter(|event| matches!(event, Event::AdminEvent(_))).count()
    }
}

// control: canis-53
#[tokio::test]
async fn fifty_things_after_the_end_reach_nobody() {
    let world = World::start().await;
    let [adam, ben, target] = world.people(["adam", "ben", "tara"]).await;
    let phone = world.appoints(&adam, Admin).await;
    let below = world.signs_in_with(&adam, &phone.paper()).await;
    let owner = world.elevated().await;
    adam.rises(&phone).await;
    // Who is raised hears of a thing after the rows were read for it: what the others hear by then is all they hear.
    let mut witness = Ear::of(&owner).await;
    let (mut raised, mut lower, mut nobody) = (Ear::of(&adam).await, Ear::of(&below).await, Ear::of(&ben).await);
    acts(&owner, &target).await;
    for told in raised.learns_of(2).await {
        assert_eq!(
            (told.kind, told.target_kind.as_str(), told.target_id),
            (AdminKind::Suspension, "user", Some(target.id.0))
        );
        assert_eq!(told.actor.as_ref().map(|actor| actor.id), Some(owner.id));
    }
    witness.learns_of(2).await;
    for end in ["given up", "rank lost"] {
        if end == "given up" {
            adam.delete("/admin/elevation").await.done();
        } else {
            adam.rises(&phone).await;
            let path = format!("/admin/users/{}", adam.id);
            let _: Value = owner.patch(&path, json!({ "instance_role": null })).await.ok();
        }
        for _ in 0..25 {
            acts(&owner, &target).await;
        }
        witness.learns_of(50).await;
        assert_eq!(raised.learned(mark(&world.app).await).await, 0, "{end}");
    }
    for ear in [&mut lower, &mut nobody] {
        assert_eq!(ear.learned(mark(&world.app).await).await, 0);
    }
    world.stop().await;
}

// control: canis-53
#[tokio::test]
async fn time_ends_it_too() {
    let world = World::start().await;
    let [adam, target] = world.people(["adam", "tara"]).await;
    let phone = world.appoints(&adam, Moderator).await;
    let owner = world.owner();
    let card = Phone::of(&world, &owner).await;
    owner.rises(&card).await;
    adam.rises(&phone).await;
    let mut ear = Ear::of(&adam).await;
    acts(&owner, &target).await;
    ear.learns_of(2).await;
    drop(ear);
    world.wait(Duration::from_secs(15 * 60));
    owner.rises(&card).await;
    let mut witness = Ear::at(&owner.client, &renewed(&owner).await).await;
    let mut ear = Ear::at(&adam.client, &renewed(&adam).await).await;
    acts(&owner, &target).await;
    witness.learns_of(2).await;
    assert_eq!(ear.learned(mark(&world.app).await).await, 0);
    world.stop().await;
}

/// A token that is not over.
async fn renewed(person: &Person) -> String {
    person.get("/me").await.ok::<Value>();
    person.client.access_token().unwrap()
}

#[tokio::test]
async fn a_report_for_staff_names_nobody_and_the_accused_does_not_learn_of_it() {
    let world = World::start().await;
    let [adam, ben, cyd] = world.people(["adam", "ben", "cyd"]).await;
    world.space(&ben, &[&adam, &cyd]).await;
    let phone = world.appoints(&adam, Admin).await;
    adam.rises(&phone).await;
    let owner = world.elevated().await;
    let (mut accused, mut other) = (Ear::of(&adam).await, Ear::of(&owner).await);
    let report: Value = cyd.post("/reports", json!({ "user_id": adam.id, "category": "spam" })).await.created();
    let [told] = other.learns_of(1).await.try_into().unwrap();
    assert_eq!((told.kind, told.actor.is_none()), (AdminKind::Report, true));
    assert_eq!(told.target_id.map(|id| id.to_string()).as_deref(), report["id"].as_str());
    assert_eq!(accused.learned(mark(&world.app).await).await, 0);
    world.stop().await;
}
