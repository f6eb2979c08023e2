//! Exceptions from the roles.

use super::*;
use crate::testkit::World;
use serde_json::{Value, json};
use snug_proto::{
    Code, Perm, Perms,
    channels::{Explained, Override, Step},
};

// control: canis-x11
#[tokio::test]
async fn a_channel_denied_to_everyone_and_allowed_to_a_role_is_private_to_it() {
    let world = World::start().await;
    let [ben, cleo] = world.people(["ben", "cleo"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben, &cleo]).await;
    let role = ada.makes_role(space.id, "Crew", &[]).await;
    let other = ada.makes_role(space.id, "Other", &[]).await;
    ada.gives(space.id, &ben, role.id).await;
    let base = everyone(&ada, space.id).await;
    let at = format!("/channels/{}", general.id);
    let set = async |channel: &str, kind: &str, id: String, body: Value| {
        ada.put(&format!("{channel}/overrides/{kind}/{id}"), body).await.ok::<Override>();
    };
    let (allow, deny) = (json!({ "allow": ["view_channel"] }), json!({ "deny": ["view_channel"] }));

    set(&at, "role", base.to_string(), deny.clone()).await;
    set(&at, "role", role.id.to_string(), allow.clone()).await;
    ben.get(&at).await.ok::<Channel>();
    for rest in ["", "/members", "/overrides", "/permissions", "/messages", "/pins"] {
        cleo.get(&format!("{at}{rest}")).await.refused(Code::NotFound);
    }
    assert!(named(&cleo, space.id, "general").await.is_none() && named(&ben, space.id, "general").await.is_some());

    // Among roles allow wins; the person stands over roles.
    ada.gives(space.id, &ben, other.id).await;
    set(&at, "role", other.id.to_string(), deny.clone()).await;
    ben.get(&at).await.ok::<Channel>();
    set(&at, "user", ben.id.to_string(), deny.clone()).await;
    ben.get(&at).await.refused(Code::NotFound);
    set(&at, "user", cleo.id.to_string(), allow.clone()).await;
    cleo.get(&at).await.ok::<Channel>();

    // The channel stands over its category.
    let lounge = named(&ada, space.id, "Lounge").await.unwrap();
    let category = format!("/channels/{}", lounge.parent_id.unwrap());
    let place = format!("/channels/{}", lounge.id);
    set(&category, "role", base.to_string(), deny).await;
    ben.get(&place).await.refused(Code::NotFound);
    set(&place, "role", base.to_string(), allow).await;
    ben.get(&place).await.ok::<Channel>();
    // And the category is shown for the sake of what is in it.
    assert!(channels(&ben, space.id).await.iter().any(|channel| Some(channel.id) == lounge.parent_id));
    world.stop().await;
}

// control: canis-x11
#[tokio::test]
async fn bits_of_the_space_and_bits_named_twice_are_refused() {
    let world = World::start().await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[]).await;
    let base = everyone(&ada, space.id).await;
    let path = format!("/channels/{}/overrides/role/{base}", general.id);
    for perm in Perm::ALL {
        for field in ["allow", "deny"] {
            let answer = ada.put(&path, json!({ field: [perm.name()] })).await;
            if Perms::IN_CHANNELS.has(*perm) {
                answer.ok::<Override>();
            } else {
                assert_eq!(answer.refused(Code::Invalid).field.as_deref(), Some(field));
            }
        }
    }
    ada.put(&path, json!({ "allow": ["connect"], "deny": ["connect"] })).await.refused(Code::Invalid);
    ada.put(&format!("/channels/{}/overrides/crowd/{base}", general.id), json!({})).await.refused(Code::NotFound);
    ada.delete(&path).await.done();
    ada.delete(&path).await.done();
    let none: Vec<Override> = ada.get(&format!("/channels/{}/overrides", general.id)).await.ok();
    assert!(none.is_empty());
    world.stop().await;
}

#[tokio::test]
async fn exceptions_need_rank_and_every_right_that_moves() {
    let world = World::start_with(|config| config.counts.overrides = 3).await;
    let [ben, cleo] = world.people(["ben", "cleo"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben, &cleo]).await;
    let own = ada.makes_role(space.id, "Own", &["manage_roles"]).await;
    let low = ada.makes_role(space.id, "Low", &[]).await;
    ada.gives(space.id, &ben, own.id).await;
    let at = |kind: &str, id: String| format!("/channels/{}/overrides/{kind}/{id}", general.id);

    cleo.put(&at("role", low.id.to_string()), json!({})).await.refused(Code::Forbidden);
    ben.put(&at("role", own.id.to_string()), json!({})).await.refused(Code::Forbidden);
    ben.put(&at("user", ben.id.to_string()), json!({})).await.refused(Code::Forbidden);
    ben.put(&at("user", ada.id.to_string()), json!({})).await.refused(Code::Forbidden);
    ben.put(&at("role", low.id.to_string()), json!({ "deny": ["manage_messages"] })).await.refused(Code::Forbidden);
    ben.put(&at("role", low.id.to_string()), json!({ "deny": ["add_reactions"] })).await.ok::<Override>();
    ada.put(&at("user", cleo.id.to_string()), json!({ "allow": ["manage_messages"] })).await.ok::<Override>();
    ben.put(&at("user", cleo.id.to_string()), json!({})).await.refused(Code::Forbidden);
    ben.delete(&at("user", cleo.id.to_string())).await.refused(Code::Forbidden);
    ada.put(&at("role", own.id.to_string()), json!({})).await.ok::<Override>();
    let full = ada.put(&at("user", ben.id.to_string()), json!({})).await.refused(Code::LimitReached);
    assert_eq!(full.field.as_deref(), Some("overrides"));
    world.stop().await;
}

#[tokio::test]
async fn a_space_has_so_many_exceptions_in_all_its_channels() {
    let world = World::start_with(|config| config.counts.space_overrides = 2).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[]).await;
    let other = ada.makes_channel(space.id, "other").await;
    let [low, lower] = [ada.makes_role(space.id, "Low", &[]).await, ada.makes_role(space.id, "Lower", &[]).await];
    let at =
        |channel: snug_proto::ChannelId, role: snug_proto::RoleId| format!("/channels/{channel}/overrides/role/{role}");
    ada.put(&at(general.id, low.id), json!({})).await.ok::<Override>();
    ada.put(&at(other.id, low.id), json!({})).await.ok::<Override>();
    let full = ada.put(&at(other.id, lower.id), json!({})).await.refused(Code::LimitReached);
    assert_eq!(full.field.as_deref(), Some("overrides"));
    let entry = json!({ "target": { "kind": "role", "id": low.id }, "allow": [], "deny": [] });
    let third = json!({ "kind": "text", "name": "third", "overrides": [entry] });
    ada.post(&format!("/spaces/{}/channels", space.id), third.clone()).await.refused(Code::LimitReached);
    ada.put(&at(other.id, low.id), json!({ "deny": ["add_reactions"] })).await.ok::<Override>();
    ada.delete(&at(other.id, low.id)).await.done();
    ada.post(&format!("/spaces/{}/channels", space.id), third).await.created::<Channel>();
    world.stop().await;
}

#[tokio::test]
async fn a_right_is_explained_to_its_holder_and_to_who_manages_roles() {
    let world = World::start().await;
    let [ben, cleo, eve] = world.people(["ben", "cleo", "eve"]).await;
    let ada = world.owner();
    let (_, general) = world.space(&ada, &[&ben, &cleo]).await;
    let path = format!("/channels/{}/permissions", general.id);
    let exception = format!("/channels/{}/overrides/user/{}", general.id, ben.id);
    ada.put(&exception, json!({ "deny": ["send_messages"] })).await.ok::<Override>();
    let told: Explained = ben.get(&path).await.ok();
    let step = |perm: Perm| told.reasons.iter().find(|reason| reason.permission == perm).unwrap().step;
    assert!(matches!(step(Perm::SendMessages), Step::Override { .. }));
    assert_eq!(step(Perm::AttachFiles), Step::Needs { permission: Perm::SendMessages });
    let same: Explained = ada.get(&format!("{path}?user_id={}", ben.id)).await.ok();
    assert_eq!(same, told);
    cleo.get(&format!("{path}?user_id={}", ben.id)).await.refused(Code::Forbidden);
    ada.get(&format!("{path}?user_id={}", eve.id)).await.refused(Code::NotFound);
    world.stop().await;
}
