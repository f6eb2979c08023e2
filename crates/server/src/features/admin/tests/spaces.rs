//! Whole spaces: locked, deleted, brought back, handed over.

use crate::{
    edge::gateway::tests::ear::Ear,
    testkit::{Person, Phone, World, walk},
};
use serde_json::{Value, json};
use snug_proto::{
    Code, Page, SpaceId,
    admin::{AdminKind, AdminSpace, AdminSpaceDetail},
    events::{Event, SpaceGone},
    spaces::Space,
};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3600);

async fn kept(by: &Person, space: SpaceId) -> AdminSpaceDetail {
    by.get(&format!("/admin/spaces/{space}")).await.ok()
}

/// What an ear is told of this space next, and nothing else of it.
async fn of_space(ear: &mut Ear, space: SpaceId) -> Event {
    loop {
        let event = ear.next().await;
        let about = match &event {
            Event::SpaceDelete { space_id, .. } => *space_id,
            Event::SpaceCreate(state) => state.space.id,
            Event::SpaceUpdate(space) => space.id,
            _ => continue,
        };
        assert_eq!(about, space);
        return event;
    }
}

// control: canis-x06
#[tokio::test]
async fn a_locked_space_goes_from_every_screen_and_comes_back_whole() {
    let world = World::start().await;
    let [ada, ben, eve] = world.people(["ada", "ben", "eve"]).await;
    let (space, general) = world.space(&ada, &[&ben]).await;
    let owner = world.elevated().await;
    let (mut of_ada, mut of_ben, mut of_eve) = (Ear::of(&ada).await, Ear::of(&ben).await, Ear::of(&eve).await);
    let lock = format!("/admin/spaces/{}/suspension", space.id);
    let mut of_owner = Ear::of(&owner).await;

    let locked: AdminSpace = owner.put(&lock, json!({ "reason": "A quarrel over rent." })).await.ok();
    let suspension = locked.suspension.unwrap();
    assert_eq!((suspension.reason.as_str(), suspension.until), ("A quarrel over rent.", None));
    assert_eq!(suspension.by.map(|by| by.id), Some(owner.id));
    loop {
        if let Event::AdminEvent(told) = of_owner.next().await {
            assert_eq!((told.kind, told.target_id), (AdminKind::Suspension, Some(space.id.0)));
            break;
        }
    }
    for ear in [&mut of_ada, &mut of_ben] {
        let gone = of_space(ear, space.id).await;
        assert!(matches!(gone, Event::SpaceDelete { reason: SpaceGone::Suspended, .. }), "{gone:?}");
    }
    assert!(Ear::of(&ben).await.ready.spaces.is_empty(), "who comes now does not see it");

    // Another reason is no second farewell.
    let _: AdminSpace = owner.put(&lock, json!({ "reason": "Two quarrels." })).await.ok();
    owner.delete(&lock).await.done();
    for ear in [&mut of_ada, &mut of_ben] {
        let Event::SpaceCreate(state) = of_space(ear, space.id).await else { panic!("it did not come back first") };
        assert!(state.channels.iter().any(|channel| channel.id == general.id));
    }
    let said: Value = ben.says(general.id, "There again.").await.created();
    loop {
        if let Event::MessageCreate { message, .. } = of_ada.next().await {
            assert_eq!(json!(message.id), said["id"]);
            break;
        }
    }
    owner.delete(&lock).await.done();
    let mark = crate::edge::gateway::tests::ear::mark(&world.app).await;
    assert_eq!(of_eve.until(mark).await, [], "it was never hers");
    world.stop().await;
}

#[tokio::test]
async fn a_deleted_space_comes_back_for_a_week() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let (space, general) = world.space(&ada, &[&ben]).await;
    ben.says(general.id, "Keep this.").await.created::<Value>();
    let owner = world.owner();
    let phone = Phone::of(&world, &owner).await;
    owner.rises(&phone).await;
    let at = format!("/admin/spaces/{}", space.id);
    let restore = async |by: &Person| by.post(&format!("{at}/restore"), Value::Null).await;
    restore(&owner).await.refused(Code::Conflict);
    let mut ear = Ear::of(&ben).await;
    owner.delete(&at).await.done();
    assert!(matches!(of_space(&mut ear, space.id).await, Event::SpaceDelete { reason: SpaceGone::Deleted, .. }));
    owner.delete(&at).await.refused(Code::NotFound);
    owner.put(&format!("{at}/suspension"), json!({ "reason": "Too late." })).await.refused(Code::NotFound);
    assert!(kept(&owner, space.id).await.space.deleted_at.is_some());

    let back: AdminSpace = restore(&owner).await.ok();
    assert_eq!(back.deleted_at, None);
    assert!(matches!(of_space(&mut ear, space.id).await, Event::SpaceCreate(_)));
    drop(ear);
    // The purge that was planned at the first deletion finds nothing to do, also after a second one.
    owner.delete(&at).await.done();
    let wait = async |days: u32| {
        world.wait(DAY * days);
        world.run_jobs().await;
        owner.rises(&phone).await;
    };
    wait(1).await;
    let _: AdminSpace = restore(&owner).await.ok();
    wait(7).await;
    assert_eq!(kept(&owner, space.id).await.messages, 1);
    ben.says(general.id, "Still here.").await.created::<Value>();
    owner.delete(&at).await.done();
    world.wait(DAY * 7);
    owner.rises(&phone).await;
    restore(&owner).await.refused(Code::Conflict);
    world.run_jobs().await;
    owner.get(&at).await.refused(Code::NotFound);
    world.stop().await;
}

#[tokio::test]
async fn a_space_is_handed_to_a_member_alone() {
    let world = World::start_with(|config| config.counts.spaces_owned = 2).await;
    let [ada, ben, eve, rich] = world.people(["ada", "ben", "eve", "rich"]).await;
    let (space, _) = world.space(&ada, &[&ben, &rich]).await;
    for name in ["One", "Two"] {
        rich.makes_space(name).await;
    }
    let owner = world.elevated().await;
    let at = format!("/admin/spaces/{}", space.id);
    let give = async |to: &Person| owner.post(&format!("{at}/owner"), json!({ "user_id": to.id })).await;
    give(&eve).await.refused(Code::NotFound);
    assert_eq!(give(&rich).await.refused(Code::LimitReached).field.as_deref(), Some("spaces_owned"));
    let mut ear = Ear::of(&ada).await;
    let given: AdminSpace = give(&ben).await.ok();
    assert_eq!(given.owner.map(|owner| owner.id), Some(ben.id));
    let Event::SpaceUpdate(told) = of_space(&mut ear, space.id).await else { panic!("nobody was told") };
    assert_eq!(told.owner_id, ben.id);
    let seen: Space = ben.get(&format!("/spaces/{}", space.id)).await.ok();
    assert_eq!(seen.owner_id, ben.id);
    let _: AdminSpace = owner.put(&format!("{at}/suspension"), json!({ "reason": "A quarrel." })).await.ok();
    give(&ada).await.refused(Code::Conflict);
    owner
        .post("/admin/spaces/00000000-0000-0000-0000-000000000000/owner", json!({ "user_id": ada.id }))
        .await
        .refused(Code::NotFound);
    world.stop().await;
}

#[tokio::test]
async fn spaces_are_found_by_name_and_id_and_tell_how_much_is_in_them() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let (space, general) = world.space(&ada, &[&ben]).await;
    for at in 0..5 {
        ada.makes_space(&format!("Lamp {at}")).await;
        world.wait(Duration::from_millis(2));
    }
    ben.says(general.id, "One.").await.created::<Value>();
    ben.says(general.id, "Two.").await.created::<Value>();
    let owner = world.elevated().await;
    let names = async |query: &str| -> Vec<String> {
        let page: Page<AdminSpace> = owner.get(&format!("/admin/spaces?{query}")).await.ok();
        page.items.into_iter().map(|one| one.space.name).collect()
    };
    assert_eq!(names("q=LAMP").await, ["Lamp 4", "Lamp 3", "Lamp 2", "Lamp 1", "Lamp 0"]);
    assert_eq!(names("q=lamp%203").await, ["Lamp 3"]);
    assert_eq!(names(&format!("q={}", space.id)).await, ["Foxglove"]);
    assert_eq!(names("q=%25").await, Vec::<String>::new(), "a pattern is a name");
    let all: Vec<AdminSpace> = walk(&owner, "/admin/spaces", &[2, 3]).await;
    // The cloakroom in which everybody was made stands among them, deleted.
    assert_eq!(all.iter().filter(|one| one.deleted_at.is_none()).count(), 6);
    owner.get(&format!("/admin/spaces?q={}", "x".repeat(65))).await.refused(Code::Invalid);
    let detail = kept(&owner, space.id).await;
    assert_eq!((detail.space.members, detail.space.channels, detail.messages), (2, 3, 2));
    assert_eq!(detail.files_bytes, 0);
    owner.get("/admin/spaces/00000000-0000-0000-0000-000000000000").await.refused(Code::NotFound);
    world.stop().await;
}
