//! Who sees what was reported, and who takes it on.

use super::stage;
use crate::{
    events::To,
    testkit::{Ears, World},
};
use futures_util::future::join_all;
use serde_json::Value;
use snug_proto::{
    Code, Page, Perm,
    events::Event,
    reports::{Report, ReportState, ReportTold},
};
use std::time::Duration;

#[tokio::test]
async fn the_queue_does_not_name_the_reporter() {
    let world = World::start().await;
    let ([_, ben, cyd, dee], space, general) = stage(&world).await;
    let said = cyd.annoys(general).await;
    let mut ears = Ears::of(&world);
    dee.reports(&said).await.created::<Report>();
    let list = ben.get(&format!("/spaces/{space}/reports")).await.text();
    assert!(list.contains("buy lamps") && !list.contains(&dee.id.to_string()), "{list}");
    let [(to, told)] = ears.heard().try_into().unwrap();
    assert!(matches!(to, To::HoldersBut(at, Perm::HandleReports, except) if at.space == space && except == cyd.id));
    let told = serde_json::to_string(&told).unwrap();
    assert!(told.contains("buy lamps") && !told.contains(&dee.id.to_string()), "{told}");
    dee.get(&format!("/spaces/{space}/reports")).await.refused(Code::Forbidden);
    world.stop().await;
}

#[tokio::test]
async fn a_queue_is_narrowed_to_a_state_and_a_category() {
    let world = World::start().await;
    let ([_, ben, cyd, dee], space, general) = stage(&world).await;
    let said = cyd.annoys(general).await;
    let report: Report = dee.reports(&said).await.created();
    for (query, found) in [
        ("state=open", 1),
        ("state=claimed", 0),
        ("category=spam", 1),
        ("category=hate", 0),
        ("state=open&category=spam", 1),
    ] {
        let page: Page<Report> = ben.get(&format!("/spaces/{space}/reports?{query}")).await.ok();
        assert_eq!(page.items.len(), found, "{query}");
    }
    ben.claims(&report).await.ok::<Report>();
    let page: Page<Report> = ben.get(&format!("/spaces/{space}/reports?state=claimed")).await.ok();
    assert_eq!(page.items[0].claimed_by.as_ref().map(|user| user.id), Some(ben.id));
    world.stop().await;
}

#[tokio::test]
async fn two_claims_one_409() {
    let world = World::start().await;
    let ([ada, ben, cyd, dee], space, general) = stage(&world).await;
    let said = cyd.annoys(general).await;
    let report: Report = dee.reports(&said).await.created();
    let mut ears = Ears::of(&world);
    let answers = join_all([ada.claims(&report), ben.claims(&report)]).await;
    let (taken, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 200);
    assert_eq!(taken.len(), 1);
    for answer in taken {
        let claimed: Report = answer.ok();
        assert_eq!(claimed.state, ReportState::Claimed);
    }
    for answer in refused {
        answer.refused(Code::Conflict);
    }
    let mine = Event::ReportUpdate(ReportTold::Mine { id: report.id, state: ReportState::Claimed });
    assert_eq!(ears.confided(), [(dee.id, mine)], "the reporter hears the state alone");
    world.wait(Duration::from_secs(24 * 3600) - Duration::from_millis(1));
    ben.claims(&report).await.refused(Code::Conflict);
    world.wait(Duration::from_millis(1));
    let relieved: Report = ben.claims(&report).await.ok();
    assert_eq!(relieved.claimed_by.as_ref().map(|user| user.id), Some(ben.id));
    let trail = ada.get(&format!("/spaces/{space}/audit?action=report_claim")).await.ok::<Page<Value>>();
    assert_eq!(trail.items.len(), 2);
    world.stop().await;
}
