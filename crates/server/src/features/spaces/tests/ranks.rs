//! Who stands above whom.

use super::*;
use serde_json::{Value, json};
use snug_proto::Code;

const ALL: &[&str] =
    &["manage_roles", "manage_nicknames", "timeout_members", "kick_members", "ban_members", "manage_channels"];

/// Every deed against a member, in the order from harmless to final.
fn deeds(space: SpaceId, target: &Person, role: snug_proto::RoleId) -> Vec<(&'static str, String, Value)> {
    let member = format!("/spaces/{space}/members/{}", target.id);
    vec![
        ("PUT", format!("{member}/roles/{role}"), Value::Null),
        ("DELETE", format!("{member}/roles/{role}"), Value::Null),
        ("PATCH", member.clone(), json!({ "nick": "N" })),
        ("PUT", format!("{member}/timeout"), json!({ "seconds": 60 })),
        ("DELETE", format!("{member}/timeout"), Value::Null),
        ("DELETE", member, Value::Null),
        ("PUT", format!("/spaces/{space}/bans/{}", target.id), json!({})),
    ]
}

// control: canis-x13
#[tokio::test]
async fn nobody_acts_on_equals_superiors_the_owner_or_oneself() {
    let world = World::start().await;
    let [low, mid, same, high] = world.people(["low", "mid", "same", "high"]).await;
    let ada = world.owner();
    let (space, _) = world.space(&ada, &[&low, &mid, &same, &high]).await;
    // The newest role is the lowest.
    let above = ada.makes_role(space.id, "Above", &[]).await;
    let own = ada.makes_role(space.id, "Own", ALL).await;
    let below = ada.makes_role(space.id, "Below", &[]).await;
    for (person, role) in [(&high, &above), (&mid, &own), (&same, &own), (&low, &below)] {
        ada.gives(space.id, person, role.id).await;
    }
    let other = ada.makes_role(space.id, "Other", &[]).await;
    for target in [&same, &high, &ada] {
        for (method, path, body) in deeds(space.id, target, other.id) {
            mid.send(method, &path, Some(body)).await.refused(Code::Forbidden);
        }
    }
    let own_name = format!("/spaces/{}/members/{}", space.id, mid.id);
    for (method, path, body) in deeds(space.id, &mid, other.id) {
        // One's own nickname needs only its own right, and an own role can be laid down.
        if path == own_name && method == "PATCH" || method == "DELETE" && path.contains("/roles/") {
            continue;
        }
        mid.send(method, &path, Some(body)).await.refused(Code::Forbidden);
    }
    for (method, path, body) in deeds(space.id, &low, other.id) {
        let done = mid.send(method, &path, Some(body)).await;
        assert!(done.status < 300, "{method} {path}: {}", done.text());
    }
    mid.delete(&format!("/spaces/{}/members/{}/roles/{}", space.id, mid.id, own.id)).await.done();
    mid.post(&format!("/spaces/{}/roles", space.id), json!({ "name": "R" })).await.refused(Code::Forbidden);
    world.stop().await;
}

// control: canis-x13
#[tokio::test]
async fn nobody_gives_or_takes_what_they_do_not_hold() {
    let world = World::start().await;
    let [ben, cleo] = world.people(["ben", "cleo"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben, &cleo]).await;
    let own = ada.makes_role(space.id, "Own", &["manage_roles", "kick_members"]).await;
    let strong = ada.makes_role(space.id, "Strong", &["ban_members"]).await;
    let weak = ada.makes_role(space.id, "Weak", &[]).await;
    ada.gives(space.id, &ben, own.id).await;
    let roles = format!("/spaces/{}/roles", space.id);

    ben.post(&roles, json!({ "name": "R", "permissions": ["ban_members"] })).await.refused(Code::Forbidden);
    ben.post(&roles, json!({ "name": "R", "permissions": ["administrator"] })).await.refused(Code::Forbidden);
    ben.patch(&format!("{roles}/{}", weak.id), json!({ "permissions": ["ban_members"] }))
        .await
        .refused(Code::Forbidden);
    ben.patch(&format!("{roles}/{}", strong.id), json!({ "permissions": [] })).await.refused(Code::Forbidden);
    ben.put(&format!("/spaces/{}/members/{}/roles/{}", space.id, cleo.id, strong.id), Value::Null)
        .await
        .refused(Code::Forbidden);
    ben.delete(&format!("{roles}/{}", strong.id)).await.refused(Code::Forbidden);
    ben.patch(&format!("{roles}/{}", own.id), json!({ "name": "Mine" })).await.refused(Code::Forbidden);
    ben.patch(&format!("{roles}/{}", weak.id), json!({ "permissions": ["kick_members"] })).await.ok::<Role>();

    let base = everyone(&ada, space.id).await;
    for perm in Perm::ALL.iter().filter(|perm| snug_proto::Perms::DANGEROUS.has(**perm)) {
        let patch = json!({ "permissions": [perm.name()] });
        ada.patch(&format!("{roles}/{}", base.id), patch).await.refused(Code::Invalid);
    }
    ada.patch(&format!("{roles}/{}", base.id), json!({ "name": "all" })).await.refused(Code::Invalid);
    ada.delete(&format!("{roles}/{}", base.id)).await.refused(Code::Conflict);

    ada.gives(space.id, &cleo, weak.id).await;
    // The right to manage roles in one channel reaches no further than its exceptions.
    ada.put(&format!("/channels/{}/overrides/user/{}", general.id, cleo.id), json!({ "allow": ["manage_roles"] }))
        .await
        .ok::<Value>();
    cleo.post(&roles, json!({ "name": "R" })).await.refused(Code::Forbidden);
    cleo.patch(&format!("{roles}/{}", weak.id), json!({ "name": "W" })).await.refused(Code::Forbidden);
    cleo.put(&format!("/channels/{}/overrides/role/{}", general.id, base.id), json!({ "deny": ["add_reactions"] }))
        .await
        .ok::<Value>();
    cleo.put(&format!("/channels/{}/overrides/role/{}", general.id, base.id), json!({ "allow": ["pin_messages"] }))
        .await
        .refused(Code::Forbidden);
    world.stop().await;
}
