//! Stories of what calls somebody.

use crate::testkit::{Ears, Expect, Person, World};
use serde_json::{Value, json};
use snug_proto::{
    Code, SpaceId, Timestamp,
    channels::Channel,
    events::Event,
    notifications::{Level, NotificationLevel, ScopeKind},
    spaces::Role,
};
use std::{fmt::Display, time::Duration};

const YEAR: Duration = Duration::from_secs(366 * 24 * 3600);

impl Person {
    async fn chooses(&self, scope: impl Display, choice: Value) -> Expect {
        self.put(&format!("/me/notification-levels/{scope}"), choice).await
    }
    async fn takes_back(&self, scope: impl Display) {
        self.delete(&format!("/me/notification-levels/{scope}")).await.done();
    }
    async fn levels(&self) -> Vec<NotificationLevel> {
        self.get("/me/notification-levels").await.ok()
    }
    async fn scopes(&self) -> Vec<String> {
        self.levels().await.into_iter().map(|level| level.scope).collect()
    }
}

/// Hides a channel from everybody but the owner, or shows it again.
async fn hide(ada: &Person, space: SpaceId, channel: impl Display, is_hidden: bool) {
    let roles: Vec<Role> = ada.get(&format!("/spaces/{space}/roles")).await.ok();
    let everyone = roles.iter().find(|role| role.everyone).unwrap();
    let path = format!("/channels/{channel}/overrides/role/{}", everyone.id);
    if is_hidden {
        ada.put(&path, json!({ "deny": ["view_channel"] })).await.ok::<Value>();
    } else {
        ada.delete(&path).await.done();
    }
}

#[tokio::test]
async fn a_choice_is_kept_told_to_the_own_devices_and_taken_back() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let (space, general) = world.space(&ada, &[&ben]).await;
    let mut ears = Ears::of(&world);
    ben.chooses("account", json!({ "level": "nothing" })).await.done();
    ben.chooses(space.id, json!({ "level": "mentions" })).await.done();
    let until = Timestamp(world.clock.now_ms() + 60_000);
    ben.chooses(general.id, json!({ "level": "all", "mute_until": until })).await.done();
    ben.chooses(general.id, json!({ "level": "all", "mute_until": until })).await.done();
    let level = |scope: String, kind, level, mute_until| NotificationLevel { scope, kind, level, mute_until };
    let chosen = [
        level("account".into(), ScopeKind::Account, Some(Level::Nothing), None),
        level(space.id.to_string(), ScopeKind::Space, Some(Level::Mentions), None),
        level(general.id.to_string(), ScopeKind::Channel, Some(Level::All), Some(until)),
    ];
    let told: Vec<_> = chosen.iter().map(|level| (ben.id, Event::NotificationLevelUpdate(level.clone()))).collect();
    assert_eq!(ears.confided(), told, "once each");
    let mut levels = ben.levels().await;
    levels.sort_by_key(|level| chosen.iter().position(|other| other == level));
    assert_eq!(levels, chosen);
    assert_eq!(ada.levels().await, []);
    ben.takes_back(general.id).await;
    ben.takes_back(general.id).await;
    let gone = level(general.id.to_string(), ScopeKind::Channel, None, None);
    assert_eq!(ears.confided(), [(ben.id, Event::NotificationLevelUpdate(gone))]);
    ben.takes_back("account").await;
    assert_eq!(ben.scopes().await, [space.id.to_string()]);
    world.stop().await;
}

#[tokio::test]
async fn a_choice_says_something_and_for_ten_years_at_most() {
    let world = World::start().await;
    let ada = world.owner();
    let now_ms = world.clock.now_ms();
    let pause = |wait: Duration| Timestamp(now_ms + i64::try_from(wait.as_millis()).unwrap());
    for (choice, field) in [
        (json!({}), "level"),
        (json!({ "mute_until": Timestamp(now_ms) }), "level"),
        (json!({ "mute_until": pause(YEAR * 11) }), "mute_until"),
        (json!({ "level": "loud" }), "level"),
        (json!({ "volume": 3 }), "volume"),
    ] {
        let problem = ada.chooses("account", choice.clone()).await.refused(Code::Invalid);
        assert_eq!(problem.field.as_deref(), Some(field), "{choice}");
    }
    ada.chooses("account", json!({ "mute_until": pause(YEAR * 10) })).await.done();
    ada.chooses("account", json!({ "level": "all", "mute_until": Timestamp(now_ms) })).await.done();
    let [level] = &ada.levels().await[..] else { panic!("one") };
    assert_eq!((level.level, level.mute_until), (Some(Level::All), None), "what is over mutes nothing");
    world.stop().await;
}

#[tokio::test]
async fn what_one_does_not_see_is_no_scope_and_is_not_named() {
    let world = World::start().await;
    let [ada, ben, eve] = world.people(["ada", "ben", "eve"]).await;
    let (space, general) = world.space(&ada, &[&ben]).await;
    let secret = ada.makes_channel(space.id, "secret").await;
    let quiet = || json!({ "level": "nothing" });
    let unknown = eve.chooses(world.app.ids.uuid(), quiet()).await.text();
    for scope in [space.id.to_string(), general.id.to_string(), general.parent_id.unwrap().to_string()] {
        let answer = eve.chooses(scope, quiet()).await;
        assert_eq!(answer.text(), unknown);
        answer.refused(Code::NotFound);
    }
    ben.chooses(general.parent_id.unwrap(), quiet()).await.refused(Code::NotFound);
    ben.chooses("everything", quiet()).await.refused(Code::NotFound);
    ben.chooses(secret.id, quiet()).await.done();
    hide(&ada, space.id, secret.id, true).await;
    assert_eq!(ben.scopes().await, Vec::<String>::new());
    ben.chooses(secret.id, quiet()).await.refused(Code::NotFound);
    hide(&ada, space.id, secret.id, false).await;
    assert_eq!(ben.scopes().await, [secret.id.to_string()], "it holds again");
    hide(&ada, space.id, secret.id, true).await;
    ben.takes_back(secret.id).await;
    hide(&ada, space.id, secret.id, false).await;
    assert_eq!(ben.scopes().await, Vec::<String>::new(), "what is out of sight can be taken back");
    world.stop().await;
}

#[tokio::test]
async fn choices_go_with_the_membership() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let (space, general) = world.space(&ada, &[&ben]).await;
    let invite = ada.invites(space.id).await;
    let quiet = || json!({ "level": "nothing" });
    for leaves in [true, false] {
        for scope in ["account".to_owned(), space.id.to_string(), general.id.to_string()] {
            ben.chooses(scope, quiet()).await.done();
        }
        ada.chooses(general.id, quiet()).await.done();
        if leaves {
            ben.leaves(space.id).await;
        } else {
            ada.delete(&format!("/spaces/{}/members/{}", space.id, ben.id)).await.done();
        }
        assert_eq!(ben.scopes().await, ["account"]);
        ben.joins(&invite.code).await;
        assert_eq!(ben.scopes().await, ["account"], "who comes again begins anew");
        assert_eq!(ada.scopes().await, [general.id.to_string()]);
    }
    world.stop().await;
}

#[tokio::test]
async fn a_conversation_is_a_scope_for_as_long_as_one_is_in_it() {
    let world = World::start().await;
    let [ada, ben, cleo, eve] = world.people(["ada", "ben", "cleo", "eve"]).await;
    world.space(&ada, &[&ben, &cleo]).await;
    let quiet = || json!({ "level": "nothing" });
    let group: Channel = ada.post("/conversations", json!({ "user_ids": [ben.id, cleo.id] })).await.created();
    let mut ears = Ears::of(&world);
    ben.chooses(group.id, quiet()).await.done();
    let chosen = |level| NotificationLevel {
        scope: group.id.to_string(),
        kind: ScopeKind::Conversation,
        level,
        mute_until: None,
    };
    assert_eq!(ears.confided(), [(ben.id, Event::NotificationLevelUpdate(chosen(Some(Level::Nothing))))]);
    assert_eq!(ben.levels().await, [chosen(Some(Level::Nothing))]);
    assert_eq!(ada.levels().await, []);
    eve.chooses(group.id, quiet()).await.refused(Code::NotFound);
    ben.takes_back(group.id).await;
    assert_eq!(ears.confided(), [(ben.id, Event::NotificationLevelUpdate(chosen(None)))]);

    for who_ends_it in [&ben, &ada] {
        ben.chooses(group.id, quiet()).await.done();
        ada.chooses(group.id, quiet()).await.done();
        let seat = format!("/conversations/{}/members/{}", group.id, ben.id);
        who_ends_it.delete(&seat).await.done();
        assert_eq!(ben.levels().await, [], "it goes with its place in the group");
        ben.chooses(group.id, quiet()).await.refused(Code::NotFound);
        ada.put(&seat, Value::Null).await.done();
        assert_eq!(ben.levels().await, [], "who comes again begins anew");
        assert_eq!(ada.scopes().await, [group.id.to_string()]);
    }
    world.stop().await;
}
