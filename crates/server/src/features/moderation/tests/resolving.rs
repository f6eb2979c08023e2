//! What a resolution does, and that it does it wholly or not at all.

use super::stage;
use crate::testkit::{
    Ears, Expect, Person, World,
    letters::{letters, verifies},
};
use futures_util::future::join_all;
use serde_json::{Value, json};
use snug_proto::{
    Code, Page, SpaceId,
    audit::AuditEntry,
    events::Event,
    reports::{Report, ReportAction, ReportState, ReportTold},
    spaces::{Ban, Member},
};

impl Person {
    /// Closes a report.
    async fn resolves(&self, report: &Report, body: Value) -> Expect {
        self.post(&format!("/reports/{}/resolve", report.id), body).await
    }
}

async fn trail(person: &Person, space: SpaceId) -> Vec<AuditEntry> {
    crate::testkit::walk(person, &format!("/spaces/{space}/audit"), &[100]).await
}

/// What was done by lines that name a report, by the alphabet.
fn of(trail: &[AuditEntry], report: &Report) -> Vec<String> {
    let id = json!(report.id);
    let names = |line: &&AuditEntry| {
        line.target_id == Some(report.id.0)
            || line.changes.iter().any(|change| change.key == "report" && change.new == id)
    };
    // They may stand in the same moment: then nothing orders them.
    let mut actions: Vec<String> = trail.iter().filter(names).map(|line| line.action.clone()).collect();
    actions.sort();
    actions
}

fn sorted<const N: usize>(mut words: [&str; N]) -> [&str; N] {
    words.sort_unstable();
    words
}

#[tokio::test]
async fn a_resolution_does_what_it_says() {
    let bodies = [
        (json!({ "action": "none", "note": "Fine." }), "report_resolve"),
        (json!({ "action": "warn" }), "report_resolve"),
        (json!({ "action": "delete" }), "message_delete"),
        (json!({ "action": "timeout", "seconds": 3600 }), "member_timeout"),
        (json!({ "action": "kick" }), "member_kick"),
        (json!({ "action": "ban", "seconds": 86_400 }), "member_ban"),
    ];
    for (body, action) in bodies {
        let world = World::start().await;
        let ([ada, ben, cyd, dee], space, general) = stage(&world).await;
        verifies(&world, &cyd, "cyd@example.org", "en").await;
        let said = cyd.annoys(general).await;
        let report: Report = dee.reports(&said).await.created();
        ben.claims(&report).await.ok::<Report>();
        let mut ears = Ears::of(&world);
        let closed: Report = ben.resolves(&report, body.clone()).await.ok();
        assert_eq!(closed.state, ReportState::Resolved);
        let resolution = closed.resolution.clone().unwrap();
        assert_eq!(json!(resolution.action), body["action"]);
        assert_eq!(json!(resolution.note), body["note"]);
        assert_eq!(resolution.by.map(|user| user.id), Some(ben.id));
        let mine = Event::ReportUpdate(ReportTold::Mine { id: report.id, state: ReportState::Resolved });
        assert!(ears.confided().contains(&(dee.id, mine)), "{body}");
        let kind = resolution.action;
        let is_there = ada.get(&format!("/messages/{}", said.id)).await.status == 200;
        assert_eq!(is_there, kind != ReportAction::Delete, "{body}");
        let member = ada.get(&format!("/spaces/{space}/members/{}", cyd.id)).await;
        assert_eq!(member.status == 404, matches!(kind, ReportAction::Kick | ReportAction::Ban), "{body}");
        if member.status == 200 {
            let member: Member = member.ok();
            let until_ms = (kind == ReportAction::Timeout).then(|| world.clock.now_ms() + 3_600_000);
            assert_eq!(member.timeout_until.map(|until| until.0), until_ms, "{body}");
        }
        let bans: Page<Ban> = ada.get(&format!("/spaces/{space}/bans")).await.ok();
        let ends: Vec<Option<i64>> = bans.items.iter().map(|ban| ban.expires_at.map(|at| at.0)).collect();
        let expected =
            if kind == ReportAction::Ban { vec![Some(world.clock.now_ms() + 86_400_000)] } else { Vec::new() };
        assert_eq!(ends, expected, "{body}");
        let warnings: Vec<_> = letters(&world).await.into_iter().filter(|(to, _)| to == "cyd@example.org").collect();
        assert_eq!(warnings.len(), usize::from(kind == ReportAction::Warn), "{body}");
        for (_, mail) in warnings {
            assert!(mail.contains("warning") && !mail.contains("lamps") && !mail.contains("Address"), "{mail}");
        }
        let lines = trail(&ada, space).await;
        let text = serde_json::to_string(&lines).unwrap();
        assert!(!text.contains("lamps") && !text.contains("Fine."), "the trail quotes nobody: {text}");
        assert_eq!(of(&lines, &report), sorted([action, "report_claim"]), "{body}");
        ben.resolves(&report, json!({ "action": "none" })).await.refused(Code::Conflict);
        // It is closed: the same may be reported anew.
        if kind != ReportAction::Delete {
            dee.reports(&said).await.created::<Report>();
        }
        world.stop().await;
    }
}

#[tokio::test]
async fn a_failing_action_leaves_it_claimed() {
    let world = World::start().await;
    let ([ada, ben, cyd, dee], space, general) = stage(&world).await;
    let above = ada.makes_role(space, "Above", &[]).await;
    let roles: Vec<snug_proto::spaces::Role> = ada.get(&format!("/spaces/{space}/roles")).await.ok();
    let desk = roles.iter().find(|role| role.name == "Desk").unwrap().id;
    ada.put(&format!("/spaces/{space}/roles/order"), json!({ "role_ids": [above.id, desk] })).await.ok::<Value>();
    ada.gives(space, &cyd, above.id).await;
    let said = cyd.annoys(general).await;
    let report: Report = dee.reports(&said).await.created();
    ben.resolves(&report, json!({ "action": "none" })).await.refused(Code::Conflict);
    ben.claims(&report).await.ok::<Report>();
    let before = trail(&ada, space).await.len();
    let mut ears = Ears::of(&world);
    for body in [json!({ "action": "kick" }), json!({ "action": "ban" }), json!({ "action": "timeout", "seconds": 60 })]
    {
        ben.resolves(&report, body).await.refused(Code::Forbidden);
    }
    let wrong = [
        (json!({ "action": "timeout" }), "seconds"),
        (json!({ "action": "kick", "seconds": 60 }), "seconds"),
        (json!({ "action": "none", "note": "x".repeat(1001) }), "note"),
    ];
    for (body, field) in wrong {
        assert_eq!(ben.resolves(&report, body).await.refused(Code::Invalid).field.as_deref(), Some(field));
    }
    ada.delete(&format!("/spaces/{space}/members/{}/roles/{}", cyd.id, above.id)).await.done();
    let endless = json!({ "action": "ban", "seconds": 0 });
    assert_eq!(ben.resolves(&report, endless).await.refused(Code::Invalid).field.as_deref(), Some("seconds"));
    ada.patch(&format!("/spaces/{space}/roles/{desk}"), json!({ "permissions": ["handle_reports"] }))
        .await
        .ok::<Value>();
    ben.resolves(&report, json!({ "action": "delete" })).await.refused(Code::Forbidden);
    let told = ears.heard();
    assert!(!told.iter().any(|(_, event)| matches!(event, Event::ReportUpdate(_) | Event::MessageDelete { .. })));
    let [kept] = ben.queue(space).await.try_into().unwrap();
    assert_eq!((kept.state, kept.resolution), (ReportState::Claimed, None));
    assert_eq!(kept.claimed_by.map(|user| user.id), Some(ben.id));
    // A role taken and a role changed, by ada; nothing by ben.
    assert_eq!(trail(&ada, space).await.len(), before + 2);
    ada.resolves(&report, json!({ "action": "none" })).await.refused(Code::Conflict);
    ben.resolves(&report, json!({ "action": "none" })).await.ok::<Report>();
    world.stop().await;
}

#[tokio::test]
async fn who_is_gone_cannot_be_acted_on_and_what_is_gone_is_done() {
    let world = World::start().await;
    let ([ada, ben, cyd, dee], space, general) = stage(&world).await;
    let (one, other) = (cyd.annoys(general).await, cyd.annoys(general).await);
    let (first, second): (Report, Report) = (dee.reports(&one).await.created(), dee.reports(&other).await.created());
    for report in [&first, &second] {
        ben.claims(report).await.ok::<Report>();
    }
    cyd.delete(&format!("/messages/{}", one.id)).await.done();
    ben.resolves(&first, json!({ "action": "delete" })).await.ok::<Report>();
    assert_eq!(of(&trail(&ada, space).await, &first), ["report_claim", "report_resolve"]);
    cyd.leaves(space).await;
    ben.resolves(&second, json!({ "action": "kick" })).await.refused(Code::Conflict);
    ben.resolves(&second, json!({ "action": "ban" })).await.ok::<Report>();
    world.stop().await;
}

#[tokio::test]
async fn of_twenty_resolvers_one_acts() {
    let world = World::start().await;
    let ([ada, ben, cyd, dee], space, general) = stage(&world).await;
    let said = cyd.annoys(general).await;
    let report: Report = dee.reports(&said).await.created();
    ben.claims(&report).await.ok::<Report>();
    let body = |n: usize| if n.is_multiple_of(2) { json!({ "action": "kick" }) } else { json!({ "action": "delete" }) };
    let answers = join_all((0..20).map(|n| ben.resolves(&report, body(n)))).await;
    let (done, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 200);
    assert_eq!(done.len(), 1);
    for answer in refused {
        answer.refused(Code::Conflict);
    }
    let lines = of(&trail(&ada, space).await, &report);
    assert_eq!(lines.len(), 2, "{lines:?}");
    let is_there = ada.get(&format!("/messages/{}", said.id)).await.status == 200;
    let is_member = ada.get(&format!("/spaces/{space}/members/{}", cyd.id)).await.status == 200;
    assert!(is_there != is_member, "one of the two, as the line says: {lines:?}");
    world.stop().await;
}

#[tokio::test]
async fn the_accused_sees_nothing() {
    let world = World::start().await;
    let ([ada, ben, _, dee], space, general) = stage(&world).await;
    let said = ben.annoys(general).await;
    let report: Report = dee.reports(&said).await.created();
    assert_eq!(ben.queue(space).await, []);
    ben.claims(&report).await.refused(Code::NotFound);
    let mut ears = Ears::of(&world);
    ada.claims(&report).await.ok::<Report>();
    ben.resolves(&report, json!({ "action": "none" })).await.refused(Code::NotFound);
    dee.claims(&report).await.refused(Code::NotFound);
    ada.resolves(&report, json!({ "action": "warn" })).await.ok::<Report>();
    for (to, event) in ears.heard() {
        let told = serde_json::to_string(&event).unwrap();
        let is_for_ben = match to {
            crate::events::To::HoldersBut(_, _, except) => except != ben.id,
            crate::events::To::Person(user) => user == ben.id,
            _ => true,
        };
        assert!(!is_for_ben, "{told}");
    }
    world.stop().await;
}

#[tokio::test]
async fn a_report_outlives_its_space() {
    let world = World::start().await;
    let ([ada, _, cyd, dee], space, general) = stage(&world).await;
    let said = cyd.annoys(general).await;
    let report: Report = dee.reports(&said).await.created();
    let gone: snug_proto::spaces::Space = ada.get(&format!("/spaces/{space}")).await.ok();
    ada.deletes_space(&gone).await;
    world.wait(crate::features::spaces::PURGE_AFTER);
    world.run_jobs().await;
    world.run_jobs().await;
    let listed = super::super::one(&mut world.app.db.read().await.unwrap(), &report.id.to_string()).await.unwrap();
    let text = format!("{listed:#}");
    assert!(text.contains("buy lamps") && !text.contains("in the queue"), "{text}");
    world.stop().await;
}
