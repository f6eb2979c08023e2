//! What can be reported, how often, and what is kept of it.

use super::stage;
use crate::testkit::World;
use futures_util::future::join_all;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use snug_proto::{
    Code,
    channels::Channel,
    files::{Upload, UploadPurpose},
    messages::Message,
    reports::{Category, Report, ReportState, TargetKind},
};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn the_snapshot_outlives_edit_and_deletion() {
    let world = World::start().await;
    let ([_, ben, cyd, dee], space, general) = stage(&world).await;
    let purpose = UploadPurpose::Attachment;
    let upload: Upload = cyd.client.upload(purpose, Some(general), "a.txt", "hello").await.unwrap();
    let body = json!({ "content": "buy lamps", "attachments": [{ "upload_id": upload.id }] });
    let said: Message = cyd.post(&format!("/channels/{general}/messages"), body).await.created();
    let body = json!({ "message_id": said.id, "category": "harassment", "note": "  Again.\r\n" });
    let report: Report = dee.post("/reports", body).await.created();
    assert_eq!((report.state, report.category), (ReportState::Open, Category::Harassment));
    assert_eq!(report.note.as_deref(), Some("  Again.\n"));
    assert_eq!((report.target.kind, report.target.id), (TargetKind::Message, said.id.0));
    assert_eq!((report.target.space_id, report.target.channel_id), (Some(space), Some(general)));
    assert_eq!(report.target.user.as_ref().map(|user| user.id), Some(cyd.id));
    cyd.patch(&format!("/messages/{}", said.id), json!({ "content": "sell flowers" })).await.ok::<Message>();
    cyd.delete(&format!("/messages/{}", said.id)).await.done();
    let [kept] = ben.queue(space).await.try_into().unwrap();
    assert_eq!(kept, report);
    assert_eq!(kept.snapshot.text.as_deref(), Some("buy lamps"));
    assert_eq!(kept.snapshot.author.as_ref().map(|user| user.id), Some(cyd.id));
    assert_eq!(kept.snapshot.at, Some(said.created_at));
    let [file] = &kept.snapshot.files[..] else { panic!("{kept:?}") };
    assert_eq!((file.name.as_str(), file.size, file.content_type.as_str()), ("a.txt", 5, &*upload.content_type));
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest("hello"));
    assert_eq!(file.sha256.as_deref(), Some(digest.as_str()));
    world.stop().await;
}

#[tokio::test]
async fn only_what_one_sees() {
    let world = World::start_with(|config| config.allows_plain_conversations = true).await;
    let ([ada, ben, cyd, dee], space, general) = stage(&world).await;
    let [eve] = world.people(["eve"]).await;
    let said = cyd.annoys(general).await;
    let hidden: Channel = ada.makes_channel(space, "hidden").await;
    let roles: Vec<snug_proto::spaces::Role> = ada.get(&format!("/spaces/{space}/roles")).await.ok();
    let everyone = roles.iter().find(|role| role.everyone).unwrap().id;
    let exception = format!("/channels/{}/overrides/role/{everyone}", hidden.id);
    ada.put(&exception, json!({ "deny": ["view_channel"] })).await.ok::<Value>();
    let secret = ada.annoys(hidden.id).await;
    dee.reports(&secret).await.refused(Code::NotFound);
    eve.reports(&said).await.refused(Code::NotFound);
    for (field, id) in [("user_id", ada.id.0), ("space_id", space.0), ("message_id", world.app.ids.uuid())] {
        eve.post("/reports", json!({ field: id, "category": "other" })).await.refused(Code::NotFound);
    }
    world.wait(HOUR);
    cyd.delete(&format!("/messages/{}", said.id)).await.done();
    dee.reports(&said).await.refused(Code::NotFound);
    let report = async |body: Value| dee.post("/reports", body).await;
    let person: Report = report(json!({ "user_id": cyd.id, "category": "hate" })).await.created();
    assert_eq!((person.target.kind, person.target.space_id), (TargetKind::User, None));
    assert_eq!(person.snapshot.name.as_deref(), Some("cyd"));
    let whole: Report = report(json!({ "space_id": space, "category": "illegal" })).await.created();
    assert_eq!((whole.target.kind, whole.target.space_id), (TargetKind::Space, None));
    assert_eq!(whole.target.user.as_ref().map(|user| user.id), Some(ada.id));
    assert_eq!(whole.snapshot.name.as_deref(), Some("Foxglove"));
    let direct: Channel =
        cyd.post("/conversations", json!({ "user_ids": [dee.id], "encryption": "off" })).await.created();
    let word = cyd.annoys(direct.id).await;
    let aside: Report = dee.reports(&word).await.created();
    assert_eq!((aside.target.space_id, aside.target.channel_id), (None, Some(direct.id)));
    assert_eq!(ben.queue(space).await, [], "none of these is the space's to judge");
    world.stop().await;
}

#[tokio::test]
async fn one_thing_of_somebody_else_with_a_short_note() {
    let world = World::start().await;
    let ([ada, _, cyd, dee], space, general) = stage(&world).await;
    let said = cyd.annoys(general).await;
    let field = async |body: Value| dee.post("/reports", body).await.refused(Code::Invalid).field;
    let both = json!({ "message_id": said.id, "user_id": cyd.id, "category": "spam" });
    assert_eq!(field(both).await.as_deref(), Some("message_id"));
    assert_eq!(field(json!({ "category": "spam" })).await.as_deref(), Some("message_id"));
    let long = json!({ "message_id": said.id, "category": "spam", "note": "x".repeat(1001) });
    assert_eq!(field(long).await.as_deref(), Some("note"));
    assert_eq!(field(json!({ "user_id": dee.id, "category": "spam" })).await.as_deref(), Some("user_id"));
    assert_eq!(cyd.reports(&said).await.refused(Code::Invalid).field.as_deref(), Some("message_id"));
    let own = json!({ "space_id": space, "category": "spam" });
    assert_eq!(ada.post("/reports", own).await.refused(Code::Invalid).field.as_deref(), Some("space_id"));
    ada.put(&format!("/messages/{}/pin", said.id), Value::Null).await.done();
    world.run_jobs().await;
    let page: snug_proto::messages::MessagePage = dee.get(&format!("/channels/{general}/messages")).await.ok();
    let notice = page.items.iter().find(|message| message.author.is_none()).expect("the pin is told");
    assert_eq!(dee.reports(notice).await.refused(Code::Invalid).field.as_deref(), Some("message_id"));
    world.stop().await;
}

#[tokio::test]
async fn one_open_per_target_even_in_parallel() {
    let world = World::start().await;
    let ([_, ben, cyd, dee], space, general) = stage(&world).await;
    let said = cyd.annoys(general).await;
    let answers = join_all((0..5).map(|_| dee.reports(&said))).await;
    let (made, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
    assert_eq!((made.len(), refused.len()), (1, 4));
    for answer in refused {
        answer.refused(Code::Conflict);
    }
    ben.reports(&said).await.created::<Report>();
    assert_eq!(ben.queue(space).await.len(), 2, "one of each");
    world.stop().await;
}

#[tokio::test]
async fn a_sixth_report_of_the_hour_is_429() {
    let world = World::start_with(|config| config.rate_factor = 1).await;
    let ([_, _, cyd, dee], _, general) = stage(&world).await;
    let said = cyd.annoys(general).await;
    for _ in 0..4 {
        let unknown = json!({ "message_id": world.app.ids.uuid(), "category": "spam" });
        dee.post("/reports", unknown).await.refused(Code::NotFound);
    }
    dee.reports(&said).await.created::<Report>();
    let again = cyd.annoys(general).await;
    let refused = dee.reports(&again).await.refused(Code::RateLimited);
    assert_eq!(refused.retry_after_ms, Some(12 * 60_000));
    cyd.post("/reports", json!({ "user_id": dee.id, "category": "other" })).await.created::<Report>();
    world.wait(HOUR / 5);
    dee.reports(&again).await.created::<Report>();
    world.stop().await;
}
