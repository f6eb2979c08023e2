use super::newcomer;
use crate::{
    features::identity::service::sweep::sweep,
    testkit::{Ears, World},
};
use serde_json::{Value, json};
use snug_proto::{
    Code,
    account::Me,
    events::Event,
    limits::STATUS_MAX,
    presence::{CustomStatus, PresenceChoice},
};
use std::time::Duration;

#[tokio::test]
async fn how_to_be_seen_is_kept_and_told_once_to_own_devices() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let mut ears = Ears::of(&world);
    let body = json!({ "status": "dnd", "custom": { "text": "  At the   lake ", "emoji": "\u{2764}" } });
    ada.put("/me/presence", body.clone()).await.done();
    let me: Me = ada.get("/me").await.ok();
    let custom = CustomStatus { text: Some("At the lake".into()), emoji: Some("❤\u{fe0f}".into()), expires_at: None };
    assert_eq!((me.presence, me.custom.clone()), (PresenceChoice::Dnd, Some(custom)));
    assert_eq!(ears.confided(), [(ada.id, Event::MeUpdate(me.clone()))]);
    ada.put("/me/presence", body).await.done();
    ada.put("/me/presence", json!({})).await.done();
    assert_eq!(ears.confided(), []);
    ada.put("/me/presence", json!({ "status": "online" })).await.done();
    let me: Me = ada.get("/me").await.ok();
    assert_eq!((me.presence, me.custom.is_some()), (PresenceChoice::Online, true), "the rest stays");
    for nothing in [json!(null), json!({}), json!({ "text": " ", "emoji": "" })] {
        ada.put("/me/presence", json!({ "custom": { "text": "Back" } })).await.done();
        ada.put("/me/presence", json!({ "custom": nothing })).await.done();
        assert_eq!(ada.get("/me").await.ok::<Me>().custom, None);
    }
    world.stop().await;
}

// control: canis-x15
#[tokio::test]
async fn the_longest_status_fits_and_one_more_character_does_not() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let longest = "é".repeat(STATUS_MAX);
    ada.put("/me/presence", json!({ "custom": { "text": longest } })).await.done();
    let read: Value = ada.get("/me").await.ok();
    assert_eq!(read["custom"]["text"], json!(longest));
    for (field, custom) in [
        ("custom.text", json!({ "text": "é".repeat(STATUS_MAX + 1) })),
        ("custom.text", json!({ "text": "a\nb" })),
        ("custom.text", json!({ "text": "a\0b" })),
        ("custom.emoji", json!({ "emoji": "lake" })),
        ("custom.emoji", json!({ "emoji": "❤❤" })),
        ("custom.expires_in_seconds", json!({ "text": "a", "expires_in_seconds": 59 })),
        ("custom.expires_in_seconds", json!({ "text": "a", "expires_in_seconds": 2_592_001 })),
    ] {
        let problem = ada.put("/me/presence", json!({ "custom": custom })).await.refused(Code::Invalid);
        assert_eq!(problem.field.as_deref(), Some(field));
    }
    ada.put("/me/presence", json!({ "status": "offline" })).await.refused(Code::Invalid);
    assert_eq!(ada.get("/me").await.ok::<Value>(), read);
    world.stop().await;
}

#[tokio::test]
async fn a_status_goes_when_its_time_is_over() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let body = json!({ "custom": { "text": "Lunch", "expires_in_seconds": 60 } });
    ada.put("/me/presence", body).await.done();
    world.wait(Duration::from_secs(59));
    sweep(&world.app).await.unwrap();
    assert!(ada.get("/me").await.ok::<Me>().custom.is_some());
    let mut ears = Ears::of(&world);
    world.wait(Duration::from_secs(1));
    assert_eq!(ada.get("/me").await.ok::<Me>().custom, None, "it is over before anybody sweeps");
    sweep(&world.app).await.unwrap();
    sweep(&world.app).await.unwrap();
    let me: Me = ada.get("/me").await.ok();
    assert_eq!(ears.confided(), [(ada.id, Event::MeUpdate(me))], "told once");
    world.stop().await;
}
