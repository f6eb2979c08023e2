//! Raising one session, for a while, with both proofs.

use crate::{
    access,
    features::identity::outside::totp_code,
    testkit::{Expect, PASSWORD, Person, Phone, World, walk_all},
};
use futures_util::future::join_all;
use serde_json::{Value, json};
use snug_proto::{
    Code, Page, Timestamp,
    account::InstanceRole::{Admin, Moderator},
    admin::{AdminStatus, Elevation},
    audit::AuditEntry,
};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const STEP: Duration = Duration::from_secs(30);

async fn status(person: &Person) -> AdminStatus {
    person.get("/admin/status").await.ok()
}

/// Something that only a raised session may read.
async fn asks(person: &Person) -> Expect {
    person.get("/admin/audit").await
}

// control: canis-53, canis-64
#[tokio::test]
async fn one_session_is_raised_with_both_proofs_and_no_other() {
    let world = World::start().await;
    let owner = world.owner();
    let second = world.signs_in(&owner.name).await;
    owner.elevates(PASSWORD, "123456").await.refused(Code::SecondFactorSetup);
    asks(&owner).await.refused(Code::SecondFactorSetup);
    let phone = Phone::of(&world, &owner).await;
    world.wait(STEP);
    let below = AdminStatus { role: status(&owner).await.role, elevated_until: None, second_factor: true };
    assert_eq!(status(&owner).await, below);
    asks(&owner).await.refused(Code::ElevationRequired);
    // Neither proof alone, and a wrong one beside a right one.
    owner.elevates("another lamp", &phone.shows(&world)).await.refused(Code::InvalidCredentials);
    owner.elevates(PASSWORD, &phone.wrong(&world)).await.refused(Code::InvalidCode);
    owner.elevates(PASSWORD, "").await.refused(Code::InvalidCode);
    let forged = json!({ "password": PASSWORD, "code": "", "role": "owner", "expires_at": "2030-01-01T00:00:00Z" });
    owner.post("/admin/elevation", forged).await.refused(Code::Invalid);
    assert_eq!(status(&owner).await, below, "nothing of this raised it");
    asks(&owner).await.refused(Code::ElevationRequired);
    // The code is still good: a wrong password spent none.
    let raised: Elevation = owner.elevates(PASSWORD, &phone.shows(&world)).await.ok();
    let until = Timestamp(world.clock.now_ms() + 15 * 60_000);
    assert_eq!((raised.expires_at, status(&owner).await.elevated_until), (until, Some(until)));
    asks(&owner).await.ok::<Value>();
    owner.elevates(PASSWORD, &phone.shows(&world)).await.refused(Code::InvalidCode);
    assert_eq!(status(&second).await.elevated_until, None);
    asks(&second).await.refused(Code::ElevationRequired);
    let third = world.signs_in_with(&owner, &phone.paper()).await;
    asks(&third).await.refused(Code::ElevationRequired);
    // Another session gives up what it does not have; the raised one keeps it.
    third.delete("/admin/elevation").await.done();
    asks(&owner).await.ok::<Value>();
    // Time that was given is not given again without proof.
    world.wait(10 * MINUTE);
    asks(&owner).await.ok::<Value>();
    assert_eq!(status(&owner).await.elevated_until, Some(until), "use does not prolong it");
    let raised: Elevation = owner.elevates(PASSWORD, &phone.shows(&world)).await.ok();
    assert_eq!(raised.expires_at, Timestamp(world.clock.now_ms() + 15 * 60_000));
    world.stop().await;
}

// control: canis-53
#[tokio::test]
async fn of_many_who_show_one_code_one_is_raised() {
    let world = World::start().await;
    let owner = world.owner();
    let phone = Phone::of(&world, &owner).await;
    let mut devices = vec![owner.clone()];
    for _ in 0..3 {
        devices.push(world.signs_in_with(&owner, &phone.paper()).await);
    }
    world.wait(STEP);
    let code = totp_code(&phone.secret, world.clock.now_ms());
    let answers = join_all(devices.iter().map(|device| device.elevates(PASSWORD, &code))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    let mut raised = 0;
    for device in &devices {
        raised += usize::from(status(device).await.elevated_until.is_some());
    }
    assert_eq!(raised, 1);
    world.stop().await;
}

// control: canis-53
#[tokio::test]
async fn it_ends_with_the_rank_with_the_factor_and_with_the_session() {
    let world = World::start().await;
    let [adam, ben] = world.people(["adam", "ben"]).await;
    let phone = world.appoints(&adam, Admin).await;
    ben.elevates(PASSWORD, "123456").await.refused(Code::Forbidden);
    ben.delete("/admin/elevation").await.refused(Code::Forbidden);
    asks(&ben).await.refused(Code::Forbidden);
    adam.rises(&phone).await;
    asks(&adam).await.ok::<Value>();
    // A moderator may rise, but not read this.
    world.ranks(&adam, Some(Moderator)).await;
    asks(&adam).await.refused(Code::Forbidden);
    world.ranks(&adam, None).await;
    asks(&adam).await.refused(Code::Forbidden);
    assert_eq!(status(&adam).await.elevated_until, None);
    world.ranks(&adam, Some(Admin)).await;
    asks(&adam).await.ok::<Value>();
    let second = world.signs_in_with(&adam, &phone.paper()).await;
    let session = adam.client.tokens().unwrap().session;
    second.delete(&format!("/me/sessions/{session}")).await.done();
    asks(&adam).await.refused(Code::Unauthenticated);
    asks(&second).await.refused(Code::ElevationRequired);
    second.rises(&phone).await;
    second.delete("/me/totp").await.done();
    asks(&second).await.refused(Code::SecondFactorSetup);
    assert_eq!(status(&second).await.elevated_until, None);
    // Another factor does not bring it back.
    Phone::of(&world, &second).await;
    asks(&second).await.refused(Code::ElevationRequired);
    world.stop().await;
}

// control: canis-53
#[tokio::test]
async fn what_is_remembered_grants_nothing_and_prolongs_nothing() {
    let world = World::start().await;
    let owner = world.owner();
    let phone = Phone::of(&world, &owner).await;
    owner.rises(&phone).await;
    asks(&owner).await.ok::<Value>();
    let lowers = "update session set elevated_until_ms = null";
    // Behind the back of everything that is remembered: no signal is heard.
    let mut tx = world.app.db.write().await.unwrap();
    let (actor, now_ms) =
        (crate::features::identity::authenticate(&world.app, owner.token()).await.unwrap(), world.clock.now_ms());
    assert!(access::elevated(&mut tx, &actor, now_ms).await.is_ok());
    tx.sql(lowers).run().await.unwrap();
    let refused = access::elevated(&mut tx, &actor, now_ms).await;
    assert_eq!(refused.map(|_| ()).unwrap_err().code(), Code::ElevationRequired, "seen in the transaction that acts");
    tx.commit().await.unwrap();
    asks(&owner).await.refused(Code::ElevationRequired);
    owner.rises(&phone).await;
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update account set instance_role = 'moderator'").run().await.unwrap();
    tx.commit().await.unwrap();
    asks(&owner).await.refused(Code::Forbidden);
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update account set instance_role = 'owner', state = 'deleting'").run().await.unwrap();
    tx.commit().await.unwrap();
    asks(&owner).await.refused(Code::Unauthenticated);
    world.stop().await;
}

// control: canis-64
#[tokio::test]
async fn beginning_and_end_stand_in_the_trail_once_each() {
    let world = World::start().await;
    let [other] = world.people(["adam"]).await;
    let owner = world.owner();
    let phone = Phone::of(&world, &owner).await;
    owner.delete("/admin/elevation").await.done();
    owner.rises(&phone).await;
    owner.delete("/admin/elevation").await.done();
    owner.delete("/admin/elevation").await.done();
    owner.rises(&phone).await;
    world.wait(15 * MINUTE);
    owner.delete("/admin/elevation").await.done();
    owner.rises(&phone).await;
    let page: Page<AuditEntry> = asks(&owner).await.ok();
    let session = owner.client.tokens().unwrap().session;
    let mut told: Vec<&str> = page.items.iter().map(|entry| entry.action.as_str()).collect();
    told.sort_unstable();
    assert_eq!(told, ["elevation_begin", "elevation_begin", "elevation_begin", "elevation_end"]);
    for entry in &page.items {
        assert_eq!(entry.actor.as_ref().map(|actor| actor.id), Some(owner.id));
        assert_eq!((entry.target_kind.as_str(), entry.target_id), ("session", Some(session.0)));
    }
    // What happens in a space stands there alone.
    owner.makes_space("Foxglove").await;
    assert_eq!(asks(&owner).await.ok::<Page<AuditEntry>>().items.len(), 4);
    let none: Page<AuditEntry> = owner.get("/admin/audit?action=space_create").await.ok();
    assert!(none.items.is_empty());
    let ends: Page<AuditEntry> = owner.get("/admin/audit?action=elevation_end").await.ok();
    assert_eq!(ends.items.len(), 1);
    // Renewed for this: so much time is gone that setting up a factor needs the password again.
    other.post("/auth/reauth", json!({ "password": PASSWORD })).await.done();
    let phone = world.appoints(&other, Admin).await;
    other.rises(&phone).await;
    walk_all::<AuditEntry>(&owner, &other, "/admin/audit", &["/admin/audit?action=elevation_end"]).await;
    world.stop().await;
}
