//! One acts on lower ranks alone, and somebody always owns the place.

use crate::testkit::{
    Expect, PASSWORD, Person, World,
    letters::{letters, verifies},
};
use futures_util::future::join_all;
use serde_json::{Value, json};
use snug_proto::{
    Code,
    account::InstanceRole::{self, Admin, Moderator, Owner},
    admin::{AdminStatus, AdminUser},
};

async fn role(person: &Person) -> Option<InstanceRole> {
    person.get("/admin/status").await.ok::<AdminStatus>().role
}

/// Everything that one may do to an account.
async fn everything(by: &Person, to: &Person) -> Vec<Expect> {
    vec![
        by.suspends(to, None).await,
        by.lifts(to).await,
        by.expels(to).await,
        by.disarms(to).await,
        by.promotes(to, json!("moderator")).await,
        by.promotes(to, Value::Null).await,
    ]
}

// control: canis-64
#[tokio::test]
async fn nobody_acts_on_an_equal_on_somebody_above_or_on_themselves() {
    let world = World::start().await;
    let [adam, amy, omar] = world.people(["adam", "amy", "omar"]).await;
    let phone = world.appoints(&adam, Admin).await;
    adam.rises(&phone).await;
    world.ranks(&amy, Some(Admin)).await;
    world.ranks(&omar, Some(Owner)).await;
    let owner = world.elevated().await;
    for (by, to) in [(&adam, &amy), (&adam, &adam), (&adam, &owner), (&owner, &omar)] {
        for answer in everything(by, to).await {
            let problem = answer.refused(Code::Forbidden);
            assert!(!problem.message.is_empty());
        }
    }
    for answer in [owner.suspends(&owner, None).await, owner.expels(&owner).await, owner.disarms(&owner).await] {
        answer.refused(Code::Forbidden);
    }
    for (person, before) in [(&adam, Admin), (&amy, Admin), (&omar, Owner), (&owner, Owner)] {
        assert_eq!(role(person).await, Some(before), "{}", person.name);
    }
    let nobody = format!("/admin/users/{}", world.app.ids.uuid());
    owner.get(&nobody).await.refused(Code::NotFound);
    owner.patch(&nobody, json!({ "instance_role": "admin" })).await.refused(Code::NotFound);
    for deed in ["sign-out", "reset-factors"] {
        owner.post(&format!("{nobody}/{deed}"), Value::Null).await.refused(Code::NotFound);
    }
    owner.put(&format!("{nobody}/suspension"), json!({ "reason": "x" })).await.refused(Code::NotFound);
    world.stop().await;
}

// control: canis-64
#[tokio::test]
async fn admins_appoint_moderators_and_owners_anybody() {
    let world = World::start().await;
    let [adam, ada, ben] = world.people(["adam", "ada", "ben"]).await;
    let phone = world.appoints(&adam, Admin).await;
    adam.rises(&phone).await;
    let owner = world.elevated().await;
    for above in ["admin", "owner"] {
        adam.promotes(&ada, json!(above)).await.refused(Code::Forbidden);
    }
    adam.promotes(&ada, json!("king")).await.refused(Code::Invalid);
    let path = format!("/admin/users/{}", ada.id);
    let more = json!({ "instance_role": "moderator", "state": "active", "email": "x@example.org" });
    adam.patch(&path, more).await.refused(Code::Invalid);
    let same: AdminUser = adam.patch(&path, json!({})).await.ok();
    assert_eq!(same.instance_role, None, "what is not said stays");
    let made: AdminUser = adam.promotes(&ada, json!("moderator")).await.ok();
    assert_eq!((made.instance_role, role(&ada).await), (Some(Moderator), Some(Moderator)));
    adam.promotes(&ada, Value::Null).await.ok::<AdminUser>();
    assert_eq!(role(&ada).await, None);
    let made: AdminUser = owner.promotes(&ada, json!("owner")).await.ok();
    assert_eq!(made.instance_role, Some(Owner));
    owner.promotes(&adam, json!("moderator")).await.ok::<AdminUser>();
    assert_eq!(
        adam.get("/admin/status").await.ok::<AdminStatus>().elevated_until,
        None,
        "another rank needs another proof"
    );
    adam.get("/admin/users").await.refused(Code::ElevationRequired);
    owner.suspends(&ben, None).await.ok::<AdminUser>();
    owner.promotes(&ben, json!("moderator")).await.refused(Code::Conflict);
    world.stop().await;
}

// control: canis-64
#[tokio::test]
async fn the_last_owner_stays_also_when_two_step_down_at_once() {
    let world = World::start().await;
    let [omar] = world.people(["omar"]).await;
    let owner = world.elevated().await;
    for lower in [Value::Null, json!("admin")] {
        owner.promotes(&owner, lower).await.refused(Code::Conflict);
    }
    let phone = world.appoints(&omar, Owner).await;
    omar.rises(&phone).await;
    let answers = join_all([owner.promotes(&owner, Value::Null), omar.promotes(&omar, Value::Null)]).await;
    let (down, stay): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 200);
    assert_eq!(down.len(), 1, "one steps down");
    for answer in stay {
        answer.refused(Code::Conflict);
    }
    let mut owners = 0;
    for person in [&owner, &omar] {
        owners += usize::from(role(person).await == Some(Owner));
    }
    assert_eq!(owners, 1);
    world.stop().await;
}

#[tokio::test]
async fn a_reset_of_factors_ends_sessions_and_is_told_by_mail() {
    let world = World::start().await;
    let people = world.people(["ada", "berta", "carim"]).await;
    let owner = world.elevated().await;
    for (person, (address, locale, word)) in people.iter().zip([
        ("ada@example.org", "en", "removed your authenticator"),
        ("berta@example.org", "es", "han quitado tu autenticador"),
        ("carim@example.org", "ar", "Content-Language: ar"),
    ]) {
        verifies(&world, person, address, locale).await;
        world.appoints(person, Moderator).await;
        letters(&world).await;
        owner.disarms(person).await.done();
        person.get("/me").await.refused(Code::Unauthenticated);
        let [(to, mail)] = letters(&world).await.try_into().unwrap();
        assert_eq!(to, address);
        assert!(mail.contains(word), "{mail}");
        let again = world.signs_in(&person.name).await;
        assert!(!again.get("/admin/status").await.ok::<AdminStatus>().second_factor);
        again.elevates(PASSWORD, "123456").await.refused(Code::SecondFactorSetup);
    }
    // Who has none keeps none, and is told nothing.
    owner.disarms(&people[0]).await.done();
    assert_eq!(letters(&world).await, []);
    world.stop().await;
}
