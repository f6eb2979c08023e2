//! Lists: every item once, cursors that fit one list only.

use super::*;
use crate::testkit::{walk, walk_all};
use serde_json::json;
use snug_proto::{
    Code, Page, UserId,
    spaces::{Ban, Invite, Space},
};
use std::collections::BTreeSet;

/// Accounts and memberships as rows: what is walked here is lists, not doors.
async fn fill(world: &World, space: SpaceId, count: usize) -> Vec<UserId> {
    let mut users = Vec::with_capacity(count);
    let mut tx = world.app.db.write().await.unwrap();
    for at in 0..count {
        let user = UserId(world.app.ids.uuid());
        tx.sql(
            "insert into account (id, username, display_name, email_verified, locale, state, settings, settings_version,
                                  created_ms)
             values ($1, $2, $3, false, 'en', 'active', '{}', 0, 0)",
        )
        .id(user)
        .bind(format!("walker_{at:03}"))
        // Many share a name, so that the id decides.
        .bind(format!("Name {}", at % 7))
        .run()
        .await
        .unwrap();
        tx.sql("insert into member (space_id, account_id, joined_ms) values ($1, $2, 0)")
            .id(space)
            .id(user)
            .run()
            .await
            .unwrap();
        users.push(user);
    }
    crate::access::bump(&mut tx, &world.app, space).await.unwrap();
    tx.commit().await.unwrap();
    users
}

// control: canis-77
#[tokio::test]
async fn walking_members_and_bans_meets_everybody_once_while_others_come_and_go() {
    let world = World::start().await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[]).await;
    let users = fill(&world, space.id, 250).await;
    let leaver = users[100];
    let path = format!("/spaces/{}/members", space.id);

    let kicks = async {
        for user in &users[200..] {
            ada.delete(&format!("{path}/{user}")).await.done();
        }
    };
    let (seen, ()) = tokio::join!(walk::<Member>(&ada, &path, &[7, 1, 31, 100, 3]), kicks);
    let ids: Vec<UserId> = seen.iter().map(|member| member.user.id).collect();
    let set: BTreeSet<UserId> = ids.iter().copied().collect();
    assert_eq!(ids.len(), set.len(), "nobody twice");
    assert!(users[..200].iter().all(|user| set.contains(user)), "nobody missed");
    let places: Vec<_> = seen.iter().map(|member| (member.user.display_name.to_lowercase(), member.user.id)).collect();
    assert!(places.is_sorted());

    let q: Page<Member> = ada.get(&format!("{path}?q=WALKER_10")).await.ok();
    assert_eq!(q.items.len(), 10);
    assert!(q.items.iter().any(|member| member.user.id == leaver));
    let none: Page<Member> = ada.get(&format!("{path}?q=%25")).await.ok();
    assert!(none.items.is_empty(), "a sign of patterns is a letter like any other");

    let base = everyone(&ada, space.id).await;
    let role = ada.makes_role(space.id, "Seers", &[]).await;
    for user in &users[..60] {
        ada.put(&format!("{path}/{user}/roles/{}", role.id), json!(null)).await.done();
    }
    assert_eq!(walk::<Member>(&ada, &format!("{path}?role={}", role.id), &[25]).await.len(), 60);
    let at = |target| format!("/channels/{}/overrides/role/{target}", general.id);
    ada.put(&at(base.id), json!({ "deny": ["view_channel"] })).await.ok::<serde_json::Value>();
    ada.put(&at(role.id), json!({ "allow": ["view_channel"] })).await.ok::<serde_json::Value>();
    let viewers = walk::<Member>(&ada, &format!("/channels/{}/members", general.id), &[9, 50]).await;
    assert_eq!(viewers.len(), 61, "the holders and the owner");

    for user in &users[..120] {
        ada.put(&format!("/spaces/{}/bans/{user}", space.id), json!({})).await.ok::<Ban>();
    }
    let bans = walk::<Ban>(&ada, &format!("/spaces/{}/bans", space.id), &[13, 40]).await;
    let banned: BTreeSet<UserId> = bans.iter().map(|ban| ban.user.id).collect();
    assert_eq!((bans.len(), banned.len()), (120, 120));
    let log = audit(&ada, space.id).await;
    assert_eq!(log.iter().map(|entry| entry.id).collect::<BTreeSet<_>>().len(), log.len());
    assert!(log.windows(2).all(|pair| (pair[0].at, pair[0].id) > (pair[1].at, pair[1].id)));
    let only = walk::<AuditEntry>(&ada, &format!("/spaces/{}/audit?action=member_ban", space.id), &[50]).await;
    assert_eq!(only.len(), 120);
    world.stop().await;
}

#[tokio::test]
async fn members_stand_by_the_name_they_have_in_the_space_and_equal_names_by_id() {
    let world = World::start().await;
    let ada = world.owner();
    let (space, _) = world.space(&ada, &[]).await;
    let users = fill(&world, space.id, 60).await;
    let mut tx = world.app.db.write().await.unwrap();
    // A third under a name that others have without one.
    tx.sql("update member set nick = 'NAME 3' where account_id in (@)")
        .ids(users[..20].iter().copied())
        .run()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let name = |member: &Member| member.nick.as_ref().unwrap_or(&member.user.display_name).to_lowercase();
    let path = format!("/spaces/{}/members", space.id);
    for limits in [&[7, 1, 31][..], &[1], &[100]] {
        let members = walk::<Member>(&ada, &path, limits).await;
        let places: Vec<_> = members.iter().map(|member| (name(member), member.user.id)).collect();
        assert!(places.is_sorted(), "{limits:?}: {places:?}");
        assert_eq!(places.len(), 61);
        assert_eq!(places.iter().filter(|(name, _)| name == "name 3").count(), 20 + 6);
    }
    world.stop().await;
}

// control: canis-76
#[tokio::test]
async fn limits_are_bounded_and_cursors_fit_one_list_of_one_person() {
    let world = World::start_with(|config| {
        config.counts.spaces_owned = 100;
        config.counts.invites_of_member = 200;
    })
    .await;
    let [ben] = world.people(["ben"]).await;
    let ada = world.owner();
    let (space, general) = world.space(&ada, &[&ben]).await;
    let (other, _) = world.space(&ada, &[&ben]).await;
    fill(&world, space.id, 120).await;
    for _ in 0..3 {
        ada.invites(space.id).await;
        ben.makes_space("Own").await;
    }
    for user in walk::<Member>(&ada, &format!("/spaces/{}/members?q=walker_00", space.id), &[50]).await {
        ada.put(&format!("/spaces/{}/bans/{}", space.id, user.user.id), json!({})).await.ok::<Ban>();
    }
    let at = |rest: &str| format!("/spaces/{}/{rest}", space.id);
    let foreign = format!("/spaces/{}/members", other.id);
    let filtered = at("members?q=w");
    walk_all::<Member>(&ada, &ben, &at("members"), &[&foreign, &filtered]).await;
    walk_all::<Member>(&ada, &ben, &format!("/channels/{}/members", general.id), &[&at("members")]).await;
    walk_all::<Ban>(&ada, &ben, &at("bans"), &[&at("members"), &at("bans?q=w")]).await;
    walk_all::<Invite>(&ada, &ben, &at("invites"), &[&at("bans")]).await;
    walk_all::<AuditEntry>(&ada, &ben, &at("audit"), &[&at("audit?action=member_ban"), &at("bans")]).await;
    walk_all::<Space>(&ben, &ada, "/spaces", &[&at("members")]).await;
    ada.get(&at("members?limit=0")).await.refused(Code::Invalid);
    world.stop().await;
}
