//! Every right, refused without and done with it.

use super::*;
use serde_json::{Value, json};
use snug_proto::{
    ChannelId, Code, Perms,
    spaces::{Invite, Space},
};

/// The stage: the owner, a member with one role, others to act on.
struct Stage {
    world: World,
    ada: Person,
    ben: Person,
    cleo: Person,
    dora: Person,
    space: Space,
    general: ChannelId,
    role: Role,
    invite: Invite,
    message: String,
}

impl Stage {
    async fn set() -> Self {
        let world = World::start().await;
        let [ben, cleo, dora] = world.people(["ben", "cleo", "dora"]).await;
        let ada = world.owner();
        let (space, general) = world.space(&ada, &[&ben, &cleo, &dora]).await;
        let role = ada.makes_role(space.id, "Tested", &[]).await;
        ada.gives(space.id, &ben, role.id).await;
        let base = everyone(&ada, space.id).await;
        let none: [&str; 0] = [];
        ada.patch(&format!("/spaces/{}/roles/{}", space.id, base.id), json!({ "permissions": none }))
            .await
            .ok::<Role>();
        let invite = ada.invites(space.id).await;
        let said: Value = ada.says(general.id, "hello").await.created();
        let message = said["id"].as_str().unwrap().to_owned();
        Self { world, ada, ben, cleo, dora, space, general: general.id, role, invite, message }
    }

    /// What the tested member holds.
    async fn holds(&self, perms: &[Perm]) {
        let path = format!("/spaces/{}/roles/{}", self.space.id, self.role.id);
        self.ada.patch(&path, json!({ "permissions": names(perms) })).await.ok::<Role>();
    }

    /// One deed that needs the right, and what else it needs; none when nothing of this release enforces it.
    async fn deed(&self, perm: Perm) -> Option<Expect> {
        let Self { ben, cleo, dora, general, message, .. } = self;
        let space = format!("/spaces/{}", self.space.id);
        let there = format!("/channels/{general}");
        Some(match perm {
            Perm::ViewChannel => ben.get(&there).await,
            Perm::ReadHistory => ben.get(&format!("{there}/messages")).await,
            Perm::SendMessages => ben.says(*general, "hi").await,
            Perm::AttachFiles => {
                let upload = json!([{ "upload_id": self.world.app.ids.uuid() }]);
                ben.post(&format!("{there}/messages"), json!({ "content": "see", "attachments": upload })).await
            }
            Perm::AddReactions => ben.put(&format!("/messages/{message}/reactions/%F0%9F%91%8D"), Value::Null).await,
            // Both are tried below, with more than one answer.
            Perm::MentionEveryone | Perm::BanMembers => return None,
            Perm::PinMessages => ben.put(&format!("/messages/{message}/pin"), Value::Null).await,
            Perm::ManageMessages => {
                let said: Value = self.ada.says(*general, "away").await.created();
                ben.delete(&format!("/messages/{}", said["id"].as_str().unwrap())).await
            }
            Perm::BypassSlowMode => {
                self.ada.patch(&there, json!({ "slow_mode_seconds": 60 })).await.ok::<Channel>();
                assert!(ben.says(*general, "one").await.status != 404);
                let second = ben.says(*general, "two").await;
                self.ada.patch(&there, json!({ "slow_mode_seconds": 0 })).await.ok::<Channel>();
                second
            }
            Perm::CreateInvites => ben.post(&format!("{space}/invites"), json!({})).await,
            Perm::ManageInvites => ben.delete(&format!("{space}/invites/{}", self.invite.code)).await,
            Perm::ChangeNickname => ben.patch(&format!("{space}/members/{}", ben.id), json!({ "nick": "B" })).await,
            Perm::ManageNicknames => ben.patch(&format!("{space}/members/{}", cleo.id), json!({ "nick": "C" })).await,
            Perm::TimeoutMembers => {
                ben.put(&format!("{space}/members/{}/timeout", cleo.id), json!({ "seconds": 60 })).await
            }
            Perm::KickMembers => ben.delete(&format!("{space}/members/{}", dora.id)).await,
            Perm::ManageChannels => {
                ben.post(&format!("{space}/channels"), json!({ "kind": "text", "name": "c" })).await
            }
            Perm::ManageRoles => ben.post(&format!("{space}/roles"), json!({ "name": "R" })).await,
            Perm::HandleReports => ben.get(&format!("{space}/reports")).await,
            Perm::ViewAuditLog => ben.get(&format!("{space}/audit")).await,
            Perm::ManageSpace => ben.patch(&space, json!({ "name": "Heather" })).await,
            Perm::Administrator => ben.patch(&space, json!({ "description": "All" })).await,
            // Voice comes with its own capability, and its tests.
            Perm::Connect
            | Perm::Speak
            | Perm::Video
            | Perm::ShareScreen
            | Perm::MuteMembers
            | Perm::DeafenMembers
            | Perm::MoveMembers => return None,
        })
    }
}

/// What a deed needs besides the right under test.
fn beside(perm: Perm) -> Vec<Perm> {
    let all = match perm {
        Perm::ViewChannel => &[][..],
        Perm::AttachFiles | Perm::BypassSlowMode => &[Perm::ViewChannel, Perm::ReadHistory, Perm::SendMessages],
        _ => &[Perm::ViewChannel, Perm::ReadHistory],
    };
    all.iter().copied().filter(|other| *other != perm).collect()
}

// control: canis-x13
#[tokio::test]
async fn every_right_is_refused_without_and_done_with_it() {
    let stage = Stage::set().await;
    let mut enforced = Perms::NONE;
    for perm in Perm::ALL.iter().copied() {
        let needs = beside(perm);
        stage.holds(&needs).await;
        let Some(without) = stage.deed(perm).await else { continue };
        match perm {
            Perm::ViewChannel | Perm::ManageInvites => without.refused(Code::NotFound),
            Perm::BypassSlowMode => without.refused(Code::SlowMode),
            _ => without.refused(Code::Forbidden),
        };
        stage.holds(&[needs, vec![perm]].concat()).await;
        let with = stage.deed(perm).await.unwrap();
        // A file that was never uploaded is the sender's mistake, and no longer a question of rights.
        let is_done = with.status < 300 || perm == Perm::AttachFiles && with.status == 422;
        assert!(is_done, "{}: {} {}", perm.name(), with.status, with.text());
        enforced = enforced | Perms::of([perm]);
    }
    let [zoe] = stage.world.people(["zoe"]).await;
    let ban = format!("/spaces/{}/bans/{}", stage.space.id, zoe.id);
    stage.holds(&[]).await;
    stage.ben.put(&ban, json!({})).await.refused(Code::Forbidden);
    stage.holds(&[Perm::BanMembers]).await;
    stage.ben.put(&ban, json!({})).await.ok::<Value>();
    enforced = enforced | Perms::of([Perm::BanMembers]);

    let loud = json!({ "content": "@everyone" });
    let path = format!("/channels/{}/messages", stage.general);
    stage.holds(&[Perm::ViewChannel, Perm::ReadHistory, Perm::SendMessages]).await;
    let quiet: Value = stage.ben.post(&path, loud.clone()).await.created();
    stage.holds(&[Perm::ViewChannel, Perm::ReadHistory, Perm::SendMessages, Perm::MentionEveryone]).await;
    let heard: Value = stage.ben.post(&path, loud).await.created();
    assert_ne!(quiet["mentions"], heard["mentions"], "{quiet} {heard}");
    enforced = enforced | Perms::of([Perm::MentionEveryone]);

    let missing: Vec<_> = names(&Perms::ALL.without(enforced).iter().collect::<Vec<_>>());
    let elsewhere = ["connect", "speak", "video", "share_screen", "mute_members", "deafen_members", "move_members"];
    assert_eq!(missing, elsewhere);
    stage.world.stop().await;
}
