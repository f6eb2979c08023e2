//! Accounts as those who run the place read them.

use crate::testkit::{Person, World, letters::verifies, walk_all};
use serde_json::Value;
use snug_proto::{
    Code, Page,
    account::InstanceRole::Moderator,
    admin::{AdminUser, AdminUserDetail},
};
use std::time::Duration;

async fn found(by: &Person, query: &str) -> Vec<String> {
    let page: Page<AdminUser> = by.get(&format!("/admin/users?{query}")).await.ok();
    page.items.into_iter().map(|one| one.user.username).collect()
}

#[tokio::test]
async fn accounts_are_found_by_name_address_state_rank_and_age() {
    let world = World::start().await;
    let [ada, adam] = world.people(["ada", "adam"]).await;
    world.wait(Duration::from_secs(60));
    let since = snug_proto::Timestamp(world.clock.now_ms()).rfc3339();
    let [ben] = world.people(["ben"]).await;
    verifies(&world, &ben, "lamp@example.org", "en").await;
    world.ranks(&adam, Some(Moderator)).await;
    let owner = world.elevated().await;
    owner.suspends(&ada, None).await.ok::<AdminUser>();
    let all = found(&owner, "").await;
    assert_eq!((all.len(), all[0].as_str()), (4, "ben"), "newest first: {all:?}");
    let sorted = async |query: &str| {
        let mut names = found(&owner, query).await;
        names.sort();
        names
    };
    assert_eq!(sorted("q=AD").await, ["ada", "adam"]);
    assert_eq!(sorted("q=da").await, [""; 0], "only how a name begins");
    assert_eq!(sorted("q=%25").await, [""; 0]);
    assert_eq!(sorted("q=lamp@").await, ["ben"]);
    assert_eq!(sorted("state=suspended").await, ["ada"]);
    assert_eq!(sorted("role=moderator").await, ["adam"]);
    assert_eq!(sorted("role=owner").await, [owner.name.as_str()]);
    assert_eq!(sorted(&format!("since={since}")).await, ["ben"]);
    assert_eq!(sorted("q=ad&state=active").await, ["adam"]);
    owner.get(&format!("/admin/users?q={}", "x".repeat(65))).await.refused(Code::Invalid);
    owner.get("/admin/users?state=happy").await.refused(Code::Invalid);
    walk_all::<AdminUser>(&owner, &ben, "/admin/users", &["/admin/users?q=a", "/admin/audit"]).await;
    world.stop().await;
}

#[tokio::test]
async fn moderators_read_no_addresses_and_find_nobody_by_them() {
    let world = World::start().await;
    let [mona, ben] = world.people(["mona", "ben"]).await;
    verifies(&world, &ben, "lamp@example.org", "en").await;
    let phone = world.appoints(&mona, Moderator).await;
    mona.rises(&phone).await;
    let owner = world.elevated().await;
    let path = format!("/admin/users/{}", ben.id);
    assert!(owner.get(&path).await.text().contains("lamp@example.org"));
    assert!(owner.get("/admin/users").await.text().contains("lamp@example.org"));
    for path in [path.as_str(), "/admin/users"] {
        let answer = mona.get(path).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(answer.text().contains("\"ben\"") && !answer.text().contains("lamp@"), "{}", answer.text());
    }
    assert_eq!(found(&mona, "q=lamp@").await, [""; 0]);
    mona.get("/admin/audit").await.refused(Code::Forbidden);
    world.stop().await;
}

#[tokio::test]
async fn one_account_tells_how_much_there_is_of_it_and_no_secrets() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let (space, general) = world.space(&ada, &[&ben]).await;
    ada.makes_space("Elsewhere").await;
    let said: snug_proto::messages::Message = ben.says(general.id, "my secret lamp").await.created();
    let report = serde_json::json!({ "message_id": said.id, "category": "spam" });
    ada.post("/reports", report).await.created::<Value>();
    let purpose = snug_proto::files::UploadPurpose::Attachment;
    ben.client.upload(purpose, Some(general.id), "a.txt", "hello").await.unwrap();
    let owner = world.elevated().await;
    let of = async |person: &Person| {
        let answer = owner.get(&format!("/admin/users/{}", person.id)).await;
        for secret in ["my secret lamp", "password", "argon2", "Foxglove2"] {
            assert!(!answer.text().contains(secret), "{secret} in {}", answer.text());
        }
        answer.ok::<AdminUserDetail>()
    };
    let seen = of(&ada).await;
    let mut names: Vec<&str> = seen.spaces_owned.iter().map(|space| space.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!((names, seen.spaces_joined, seen.files_bytes, seen.reports), (vec!["Elsewhere", "Foxglove"], 2, 0, 0));
    let seen = of(&ben).await;
    assert_eq!((seen.spaces_owned.len(), seen.spaces_joined, seen.files_bytes, seen.reports), (0, 1, 5, 1));
    assert!(seen.sessions >= 1 && !seen.user.second_factor && seen.user.suspension.is_none());
    assert_eq!(space.owner_id, ada.id);
    world.stop().await;
}
