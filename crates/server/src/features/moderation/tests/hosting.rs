//! Who looks after the place from the host reads every report and closes it.

use super::{super::*, stage};
use crate::testkit::{Ears, World};
use serde_json::json;
use snug_platform::db::Row;
use snug_proto::{
    Code, Page,
    audit::{AuditBy, AuditEntry},
    events::Event,
    messages::Message,
    reports::{Report, ReportState, ReportTold},
};
use std::time::Duration;

async fn lines(world: &World, is_all: bool) -> Vec<String> {
    let listed = newest(&mut world.app.db.read().await.unwrap(), is_all, 100).await.unwrap();
    listed.iter().map(ToString::to_string).collect()
}

async fn closes(world: &World, id: &str) -> crate::error::Result<()> {
    close(&world.app.db, &world.app.clock, &world.app.ids, id, Some("Looked at.".into())).await
}

#[tokio::test]
async fn every_report_is_read_and_closed_from_the_host() {
    let world = World::start().await;
    let ([ada, ben, cyd, dee], space, general) = stage(&world).await;
    let said: Message = cyd.says(general, "buy\u{1b}[2J lamps\nnow").await.created();
    let note = json!({ "message_id": said.id, "category": "spam", "note": "again" });
    let message: Report = dee.post("/reports", note).await.created();
    world.wait(Duration::from_millis(1));
    let person: Report = dee.post("/reports", json!({ "user_id": cyd.id, "category": "hate" })).await.created();
    world.wait(Duration::from_millis(1));
    let whole: Report = dee.post("/reports", json!({ "space_id": space, "category": "other" })).await.created();
    let listed = lines(&world, false).await;
    assert_eq!(listed.len(), 3);
    assert!(listed[0].contains("other, space of ada, by dee") && listed[1].contains("hate, user of cyd, by dee"));
    let shown = one(&mut world.app.db.read().await.unwrap(), &message.id.to_string()).await.unwrap();
    let shown = format!("{shown:#}");
    assert!(shown.contains("note: again") && shown.contains("text then: buy\u{fffd}[2J lamps\n  now"), "{shown}");
    let mut ears = Ears::of(&world);
    for report in [&message, &person, &whole] {
        closes(&world, &report.id.to_string()).await.unwrap();
    }
    world.run_jobs().await;
    let mine = |report: &Report| {
        (dee.id, Event::ReportUpdate(ReportTold::Mine { id: report.id, state: ReportState::Resolved }))
    };
    let told = ears.confided();
    assert_eq!(told.len(), 3);
    for report in [&message, &person, &whole] {
        assert!(told.contains(&mine(report)), "{told:?}");
    }
    assert_eq!((lines(&world, false).await.len(), lines(&world, true).await.len()), (0, 3));
    assert_eq!(closes(&world, &message.id.to_string()).await.unwrap_err().code(), Code::Conflict);
    for unknown in [world.app.ids.uuid().to_string(), "nonsense".into()] {
        assert_eq!(closes(&world, &unknown).await.unwrap_err().code(), Code::NotFound);
    }
    ben.claims(&message).await.refused(Code::Conflict);
    let [kept] = ben.queue(space).await.try_into().unwrap();
    let resolution = kept.resolution.unwrap();
    assert_eq!((resolution.by, resolution.note.as_deref()), (None, Some("Looked at.")));
    let trail: Page<AuditEntry> = ada.get(&format!("/spaces/{space}/audit?action=report_resolve")).await.ok();
    let [line] = &trail.items[..] else { panic!("{trail:?}") };
    assert_eq!((line.by, &line.actor, line.target_id), (AuditBy::Cli, &None, Some(message.id.0)));
    let sql = "select id from audit where space_id is null and actor_kind = 'cli'";
    let rows: Vec<Row> = world.app.db.read().await.unwrap().sql(sql).rows().await.unwrap();
    assert_eq!(rows.len(), 2, "what is in no space stands in the trail of the place");
    world.stop().await;
}
