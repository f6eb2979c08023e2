//! Every change, and who is told of it: the table of the talk page, section 20.4.

use super::ear::{Ear, mark, name};
use crate::testkit::{Person, World};
use serde_json::{Value, json};
use snug_proto::{channels::Channel, messages::Message, spaces::Invite, spaces::Role, spaces::Space};
use std::time::Duration;

/// The actor's other device, a viewer of the channel, a member without sight of it, and a stranger.
struct Observers {
    world: World,
    ears: [Ear; 4],
    /// What was heard otherwise than expected.
    astray: Vec<String>,
}

impl Observers {
    /// Says what each observer must have heard since the last time; nobody may have heard anything else. Judged at the
    /// end, so that one run shows everything.
    async fn hear(&mut self, what: &str, expected: [&[&str]; 4]) {
        let expected = expected.map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>());
        let mut heard: [Vec<String>; 4] = Default::default();
        let settled = tokio::time::timeout(Duration::from_secs(4), async {
            while heard != expected {
                self.listen(&mut heard).await;
            }
        });
        // What was heard by then is compared below.
        settled.await.ok();
        self.listen(&mut heard).await;
        if heard != expected {
            self.astray.push(format!("{what}: heard {heard:?}, expected {expected:?}"));
        }
    }

    async fn done(self) {
        assert!(self.astray.is_empty(), "{:#?}", self.astray);
        self.world.stop().await;
    }

    async fn listen(&mut self, heard: &mut [Vec<String>; 4]) {
        let mark = mark(&self.world.app).await;
        for (ear, heard) in self.ears.iter_mut().zip(heard) {
            heard.extend(ear.until(mark).await.iter().map(name));
            heard.sort();
        }
    }
}

struct Scene {
    observers: Observers,
    ada: Person,
    ben: Person,
    cyd: Person,
    eve: Person,
    space: Space,
    secret: Channel,
    staff: Role,
}

/// Ada owns a space; Ben sees its secret channel by a role, Cyd does not, and Eve is no member.
async fn scene() -> Scene {
    let world = World::start().await;
    let [ada, ben, cyd, eve] = world.people(["ada", "ben", "cyd", "eve"]).await;
    let (space, _) = world.space(&ada, &[&ben, &cyd]).await;
    let staff = ada.makes_role(space.id, "staff", &[]).await;
    ada.gives(space.id, &ben, staff.id).await;
    let roles: Vec<Role> = ada.get(&format!("/spaces/{}/roles", space.id)).await.ok();
    let everyone = roles.iter().find(|role| role.everyone).unwrap();
    let overrides = json!([
        { "target": { "kind": "role", "id": everyone.id }, "allow": [], "deny": ["view_channel"] },
        { "target": { "kind": "role", "id": staff.id }, "allow": ["view_channel"], "deny": [] },
    ]);
    let secret = json!({ "kind": "text", "name": "secret", "overrides": overrides });
    let secret: Channel = ada.post(&format!("/spaces/{}/channels", space.id), secret).await.created();
    let ears = [Ear::of(&ada).await, Ear::of(&ben).await, Ear::of(&cyd).await, Ear::of(&eve).await];
    Scene { observers: Observers { world, ears, astray: vec![] }, ada, ben, cyd, eve, space, secret, staff }
}

const NONE: &[&str] = &[];

#[tokio::test]
async fn what_is_said_reaches_viewers_only() {
    let Scene { mut observers, ada, secret, .. } = scene().await;
    let messages = format!("/channels/{}/messages", secret.id);
    let viewers = |names: &'static [&'static str]| [names, names, NONE, NONE];

    let first: Message = ada.post(&messages, json!({ "content": "one" })).await.created();
    // What one says oneself, one has read.
    let said: [&[&str]; 4] = [&["message_create", "read_update"], &["message_create"], NONE, NONE];
    observers.hear("send", said).await;
    let at = format!("/messages/{}", first.id);
    let _: Message = ada.send("PATCH", &at, Some(json!({ "content": "two" }))).await.ok();
    observers.hear("edit", viewers(&["message_update"])).await;
    let heart = format!("{at}/reactions/%F0%9F%91%8D");
    ada.put(&heart, Value::Null).await.done();
    observers.hear("react", viewers(&["reaction_add"])).await;
    ada.put(&heart, Value::Null).await.done();
    observers.hear("react again", viewers(NONE)).await;
    ada.delete(&heart).await.done();
    observers.hear("take a reaction back", viewers(&["reaction_remove"])).await;
    ada.put(&heart, Value::Null).await.done();
    observers.hear("react once more", viewers(&["reaction_add"])).await;
    ada.delete(&format!("{at}/reactions")).await.done();
    observers.hear("clear reactions", viewers(&["reaction_clear"])).await;
    ada.put(&format!("{at}/pin"), Value::Null).await.done();
    observers.hear("pin", viewers(&["message_create", "pin_update"])).await;
    ada.delete(&format!("{at}/pin")).await.done();
    observers.hear("unpin", viewers(&["pin_update"])).await;
    ada.post(&format!("/channels/{}/ack", secret.id), json!({ "seq": 2 })).await.done();
    observers.hear("mark read", [&["read_update"], NONE, NONE, NONE]).await;
    ada.delete(&at).await.done();
    observers.hear("delete", viewers(&["message_delete"])).await;
    let second: Message = ada.post(&messages, json!({ "content": "three" })).await.created();
    observers.hear("send again", said).await;
    let _: Value = ada.post(&format!("{messages}/bulk-delete"), json!({ "ids": [second.id] })).await.ok();
    observers.hear("delete several", viewers(&["message_delete_bulk"])).await;
    observers.done().await;
}

#[tokio::test]
async fn what_becomes_of_channels_reaches_who_sees_them() {
    let Scene { mut observers, ada, cyd, space, secret, .. } = scene().await;
    let channels = format!("/spaces/{}/channels", space.id);
    let members = |names: &'static [&'static str]| [names, names, names, NONE];
    let at = format!("/channels/{}", secret.id);

    let _: Channel = ada.send("PATCH", &at, Some(json!({ "topic": "lamps" }))).await.ok();
    observers.hear("topic", [&["channel_update"], &["channel_update"], NONE, NONE]).await;
    let _: Channel = ada.send("PATCH", &at, Some(json!({ "topic": "lamps" }))).await.ok();
    observers.hear("the same topic", [NONE; 4]).await;
    let open: Channel = ada.post(&channels, json!({ "kind": "text", "name": "open" })).await.created();
    observers.hear("new channel", members(&["channel_create", "permissions_update"])).await;
    ada.delete(&format!("/channels/{}", open.id)).await.done();
    observers.hear("deleted channel", members(&["channel_delete", "permissions_update"])).await;
    let exception = format!("{at}/overrides/user/{}", cyd.id);
    let body = json!({ "allow": ["view_channel"], "deny": [] });
    let _: Value = ada.put(&exception, body).await.ok();
    let gained: &[&str] = &["channel_create", "channel_update", "permissions_update"];
    observers.hear("sight given", [&["channel_update"], &["channel_update"], gained, NONE]).await;
    ada.delete(&exception).await.done();
    let lost: &[&str] = &["channel_delete", "permissions_update"];
    observers.hear("sight taken", [&["channel_update"], &["channel_update"], lost, NONE]).await;
    observers.done().await;
}

#[tokio::test]
async fn what_becomes_of_people_and_roles_reaches_members() {
    let Scene { mut observers, ada, ben, cyd, eve, space, staff, .. } = scene().await;
    let at = format!("/spaces/{}", space.id);
    let members = |names: &'static [&'static str]| [names, names, names, NONE];

    let _: Space = ada.send("PATCH", &at, Some(json!({ "name": "Thistle" }))).await.ok();
    observers.hear("space", members(&["space_update"])).await;
    let role = ada.makes_role(space.id, "guests", &[]).await;
    observers.hear("new role", members(&["role_create", "role_order"])).await;
    let role_at = format!("{at}/roles/{}", role.id);
    let _: Role = ada.send("PATCH", &role_at, Some(json!({ "name": "visitors" }))).await.ok();
    observers.hear("role", members(&["role_update"])).await;
    let _: Value = ada.put(&format!("{at}/roles/order"), json!({ "role_ids": [role.id, staff.id] })).await.ok();
    observers.hear("role order", members(&["role_order"])).await;
    ada.gives(space.id, &cyd, role.id).await;
    observers.hear("role given", members(&["member_update"])).await;
    ada.gives(space.id, &cyd, role.id).await;
    observers.hear("role given again", [NONE; 4]).await;
    ada.delete(&role_at).await.done();
    observers.hear("role deleted", members(&["role_delete"])).await;
    let nick = json!({ "nick": "Captain" });
    let _: Value = ada.send("PATCH", &format!("{at}/members/{}", ben.id), Some(nick)).await.ok();
    observers.hear("nickname", members(&["member_update"])).await;
    let timeout = format!("{at}/members/{}/timeout", cyd.id);
    let _: Value = ada.put(&timeout, json!({ "seconds": 60 })).await.ok();
    let silenced: &[&str] = &["member_update", "permissions_update"];
    observers.hear("timeout", [&["member_update"], &["member_update"], silenced, NONE]).await;
    ada.delete(&timeout).await.done();
    observers.hear("timeout ended", [&["member_update"], &["member_update"], silenced, NONE]).await;
    let invite: Invite = ada.invites(space.id).await;
    observers.hear("new invite", [&["invite_create"], NONE, NONE, NONE]).await;
    eve.joins(&invite.code).await;
    observers
        .hear("join", [&["member_join"], &["member_join"], &["member_join"], &["member_join", "space_create"]])
        .await;
    ada.delete(&format!("{at}/members/{}", eve.id)).await.done();
    observers.hear("kick", [&["member_leave"], &["member_leave"], &["member_leave"], &["space_delete"]]).await;
    let _: Value = ada.put(&format!("{at}/bans/{}", eve.id), json!({})).await.ok();
    observers.hear("ban", [&["ban_create"], NONE, NONE, NONE]).await;
    ada.delete(&format!("{at}/bans/{}", eve.id)).await.done();
    observers.hear("ban ended", [&["ban_delete"], NONE, NONE, NONE]).await;
    ada.delete(&format!("{at}/invites/{}", invite.code)).await.done();
    observers.hear("invite ended", [&["invite_delete"], NONE, NONE, NONE]).await;
    ada.deletes_space(&Space { name: "Thistle".into(), ..space }).await;
    observers.hear("space deleted", members(&["space_delete"])).await;
    observers.done().await;
}

#[tokio::test]
async fn what_is_ones_own_stays_so() {
    let Scene { mut observers, ada, .. } = scene().await;
    let settings = json!({ "settings": { "theme": "dark" }, "version": 0 });
    let _: Value = ada.put("/me/settings", settings).await.ok();
    observers.hear("settings", [&["settings_update"], NONE, NONE, NONE]).await;
    let _: Value = ada.send("PATCH", "/me", Some(json!({ "locale": "es" }))).await.ok();
    observers.hear("language", [&["me_update"], NONE, NONE, NONE]).await;
    let _: Value = ada.send("PATCH", "/me", Some(json!({ "display_name": "Ada L." }))).await.ok();
    observers.hear("name", [&["me_update", "user_update"], &["user_update"], &["user_update"], NONE]).await;
    observers.done().await;
}
