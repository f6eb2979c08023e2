use super::{count, newcomer};
use crate::testkit::{Ears, Person, World};
use serde_json::{Value, json};
use snug_proto::{
    Code,
    account::{ClientSettings, Me, User},
    files::UploadPurpose,
    limits::{BIO_MAX, DISPLAY_NAME_MAX, PRONOUNS_MAX, SETTINGS_BYTES},
};
use uuid::Uuid;

/// Everything that was told since the last time, as "event to whom".
fn told(ears: &mut Ears) -> Vec<String> {
    let all = ears.heard().into_iter().map(|(to, event)| {
        let event = serde_json::to_value(event).unwrap();
        let to = format!("{to:?}");
        format!("{} to {}", event["t"].as_str().unwrap(), to.split(['(', ' ']).next().unwrap())
    });
    all.collect()
}

#[tokio::test]
async fn a_change_of_the_profile_is_told_once_to_who_may_see_it() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let mut ears = Ears::of(&world);
    let body = json!({ "display_name": " Ada  L. ", "bio": "Numbers.", "pronouns": "she", "accent": "#AABBCC" });
    let me: Me = ada.patch("/me", body.clone()).await.ok();
    assert_eq!((me.user.display_name.as_str(), me.user.accent.as_deref()), ("Ada L.", Some("#aabbcc")));
    assert_eq!(told(&mut ears), ["user_update to Acquaintances", "me_update to Person"]);
    assert_eq!(ada.patch("/me", body).await.ok::<Me>(), me);
    assert_eq!(ada.patch("/me", json!({})).await.ok::<Me>(), me);
    assert_eq!(told(&mut ears), Vec::<String>::new());
    let private: Me = ada.patch("/me", json!({ "timezone": "Europe/Madrid", "locale": "es" })).await.ok();
    assert_eq!(private.timezone.as_deref(), Some("Europe/Madrid"));
    assert_eq!(told(&mut ears), ["me_update to Person"]);
    let cleared: Me = ada.patch("/me", json!({ "display_name": null, "bio": null, "timezone": null })).await.ok();
    assert_eq!((cleared.user.display_name.as_str(), cleared.user.bio, cleared.timezone), ("ada", None, None));
    world.stop().await;
}

// control: canis-x15
#[tokio::test]
async fn the_longest_profile_fits_and_one_more_character_does_not() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    for (field, most) in [("display_name", DISPLAY_NAME_MAX), ("bio", BIO_MAX), ("pronouns", PRONOUNS_MAX)] {
        let longest = "é".repeat(most);
        ada.patch("/me", json!({ field: longest })).await.ok::<Value>();
        let read: Value = ada.get("/me").await.ok();
        assert_eq!(read[field], json!(longest));
        let problem = ada.patch("/me", json!({ field: "é".repeat(most + 1) })).await.refused(Code::Invalid);
        assert_eq!(problem.field.as_deref(), Some(field));
    }
    for (field, bad) in [
        ("display_name", "\u{202e}x"),
        ("display_name", "  "),
        ("bio", "\0"),
        ("pronouns", "a\nb"),
        ("accent", "red"),
        ("timezone", "Mars/Olympus"),
        ("locale", "xx"),
        ("username", "bob"),
    ] {
        let problem = ada.patch("/me", json!({ field: bad })).await.refused(Code::Invalid);
        assert_eq!(problem.field.as_deref(), Some(field));
    }
    world.stop().await;
}

#[tokio::test]
async fn strangers_see_no_profile_and_staff_sees_each() {
    let world = World::start().await;
    let (ada, bob) = (newcomer(&world, "ada").await, newcomer(&world, "bob").await);
    let own: User = ada.get(&format!("/users/{}", ada.id)).await.ok();
    assert_eq!(own.username, "ada");
    let hidden = bob.get(&format!("/users/{}", ada.id)).await;
    let nobody = bob.get(&format!("/users/{}", Uuid::now_v7())).await;
    assert_eq!(hidden.text(), nobody.text());
    hidden.refused(Code::NotFound);
    world.owner().get(&format!("/users/{}", ada.id)).await.ok::<User>();
    world.owner().get(&format!("/users/{}", Uuid::now_v7())).await.refused(Code::NotFound);
    world.stop().await;
}

#[tokio::test]
async fn members_of_a_space_see_each_other_while_both_are_in_it() {
    let world = World::start().await;
    let (ada, bob) = (newcomer(&world, "ada").await, newcomer(&world, "bob").await);
    let (space, _) = world.space(&ada, &[&bob]).await;
    bob.get(&format!("/users/{}", ada.id)).await.ok::<User>();
    ada.get(&format!("/users/{}", bob.id)).await.ok::<User>();
    bob.leaves(space.id).await;
    bob.get(&format!("/users/{}", ada.id)).await.refused(Code::NotFound);
    world.stop().await;
}

#[tokio::test]
async fn an_own_upload_becomes_the_avatar_and_goes_with_the_next() {
    let world = World::start().await;
    let (ada, eve) = (newcomer(&world, "ada").await, newcomer(&world, "eve").await);
    let mut picture = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(8, 8).write_to(&mut picture, image::ImageFormat::Png).unwrap();
    let picture = picture.into_inner();
    let upload = async |person: &Person| {
        person.client.upload(UploadPurpose::Avatar, None, "me.png", picture.clone()).await.unwrap().id
    };
    let (first, foreign) = (upload(&ada).await, upload(&eve).await);
    let status = ada.patch("/me", json!({ "avatar": foreign })).await.status;
    assert!((400..500).contains(&status), "{status}");
    let me: Me = ada.patch("/me", json!({ "avatar": first })).await.ok();
    assert!(me.user.avatar.unwrap().small.contains(&first.to_string()));
    ada.patch("/me", json!({ "avatar": first })).await.ok::<Me>();
    let second = upload(&ada).await;
    ada.patch("/me", json!({ "avatar": second })).await.ok::<Me>();
    let me: Me = ada.patch("/me", json!({ "avatar": null })).await.ok();
    assert_eq!(me.user.avatar, None);
    world.stop().await;
}

#[tokio::test]
async fn a_picture_that_is_not_ones_own_upload_becomes_no_avatar() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let status = ada.patch("/me", json!({ "avatar": Uuid::now_v7() })).await.status;
    assert!((400..500).contains(&status), "{status}");
    ada.patch("/me", json!({ "avatar": null })).await.ok::<Me>();
    world.stop().await;
}

#[tokio::test]
async fn settings_change_only_from_the_version_that_was_read() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let first: ClientSettings = ada.get("/me/settings").await.ok();
    assert_eq!((first.settings.len(), first.version), (0, 0));
    let mut ears = Ears::of(&world);
    let body = json!({ "settings": { "theme": "dark" }, "version": 0 });
    let second: ClientSettings = ada.put("/me/settings", body.clone()).await.ok();
    assert_eq!(second.version, 1);
    assert_eq!(told(&mut ears), ["settings_update to Person"]);
    assert_eq!(ada.put("/me/settings", body).await.ok::<ClientSettings>(), second);
    assert_eq!(told(&mut ears), Vec::<String>::new());
    let stale = json!({ "settings": { "theme": "light" }, "version": 0 });
    ada.put("/me/settings", stale).await.refused(Code::Conflict);
    let filler = |bytes: usize| json!({ "settings": { "a": "x".repeat(bytes - r#"{"a":""}"#.len()) }, "version": 1 });
    ada.put("/me/settings", filler(SETTINGS_BYTES + 1)).await.refused(Code::Invalid);
    ada.put("/me/settings", filler(SETTINGS_BYTES)).await.ok::<ClientSettings>();
    assert_eq!(ada.get("/me/settings").await.ok::<ClientSettings>().version, 2);
    world.stop().await;
}

#[tokio::test]
async fn of_two_devices_that_change_settings_at_once_one_is_told_to_read_again() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let tries = (0..10).map(|at| ada.put("/me/settings", json!({ "settings": { "at": at }, "version": 0 })));
    let tries: Vec<_> = tries.collect();
    let answers = futures_util::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    assert_eq!(count(&world, "select max(settings_version) as v from account").await, 1);
    world.stop().await;
}
