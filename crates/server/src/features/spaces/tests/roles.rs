//! Roles: order, limits, deletion.

use super::*;
use serde_json::{Value, json};
use snug_proto::{Code, RoleId};

async fn order(person: &Person, space: SpaceId) -> Vec<RoleId> {
    let roles: Vec<Role> = person.get(&format!("/spaces/{space}/roles")).await.ok();
    roles.into_iter().filter(|role| !role.everyone).map(|role| role.id).collect()
}

#[tokio::test]
async fn a_new_role_is_the_lowest_and_the_order_can_be_changed_below_ones_own() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, _) = world.space(&ada, &[&ben]).await;
    let top = ada.makes_role(space.id, "Top", &[]).await;
    let own = ada.makes_role(space.id, "Own", &["manage_roles"]).await;
    ada.gives(space.id, &ben, own.id).await;
    let one = ada.makes_role(space.id, "One", &[]).await;
    let two = ben.makes_role(space.id, "Two", &[]).await;
    assert_eq!(order(&ben, space.id).await, [top.id, own.id, one.id, two.id]);

    let path = format!("/spaces/{}/roles/order", space.id);
    let put = |ids: Vec<RoleId>| json!({ "role_ids": ids });
    ben.put(&path, put(vec![top.id, own.id, two.id, one.id])).await.ok::<Vec<Role>>();
    assert_eq!(order(&ben, space.id).await, [top.id, own.id, two.id, one.id]);
    ben.put(&path, put(vec![own.id, top.id, two.id, one.id])).await.refused(Code::Forbidden);
    ben.put(&path, put(vec![top.id, two.id, own.id, one.id])).await.refused(Code::Forbidden);
    ada.put(&path, put(vec![top.id, own.id, two.id])).await.refused(Code::Conflict);
    ada.put(&path, put(vec![top.id, own.id, two.id, two.id])).await.refused(Code::Conflict);
    assert_eq!(order(&ben, space.id).await, [top.id, own.id, two.id, one.id]);
    ada.put(&path, put(vec![top.id, own.id, two.id, one.id])).await.ok::<Vec<Role>>();
    let log = audit(&ada, space.id).await;
    assert_eq!(log.iter().filter(|entry| entry.action == "role_order").count(), 1);
    world.stop().await;
}

#[tokio::test]
async fn parallel_roles_at_the_limit_give_one_role() {
    let world = World::start_with(|config| config.counts.roles = 3).await;
    let ada = world.owner();
    let space = ada.makes_space("Foxglove").await;
    ada.makes_role(space.id, "One", &[]).await;
    let path = format!("/spaces/{}/roles", space.id);
    let answers = futures_util::future::join_all((0..8).map(|_| ada.post(&path, json!({ "name": "R" })))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    assert_eq!(order(&ada, space.id).await.len(), 2);
    world.stop().await;
}

#[tokio::test]
async fn deleting_a_role_takes_its_exceptions_and_holders_along() {
    let world = World::start().await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben]).await;
    let role = ada.makes_role(space.id, "Gone", &["manage_messages"]).await;
    ada.gives(space.id, &ben, role.id).await;
    ada.put(&format!("/channels/{}/overrides/role/{}", general.id, role.id), json!({ "allow": ["pin_messages"] }))
        .await
        .ok::<Value>();
    ada.delete(&format!("/spaces/{}/roles/{}", space.id, role.id)).await.done();
    ada.delete(&format!("/spaces/{}/roles/{}", space.id, role.id)).await.refused(Code::NotFound);
    world.run_jobs().await;
    let there: Channel = ben.get(&format!("/channels/{}", general.id)).await.ok();
    assert!(there.overrides.is_empty() && !there.permissions.has(Perm::ManageMessages));
    assert!(member(&ben, space.id, &ben).await.roles.is_empty());
    world.stop().await;
}
