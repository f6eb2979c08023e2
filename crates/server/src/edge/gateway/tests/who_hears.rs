//! Every change, and who is told of it: the table of the talk page, section 20.4.

use super::observers::{NOBODY, Scene, scene};
use crate::{
    edge::http::router,
    features::identity::outside::totp_code,
    testkit::{PASSWORD, Phone, letters::code_for},
};
use serde_json::{Value, json};
use snug_proto::{
    auth::{Challenge, FactorMethod, SecondFactor, SignIn},
    channels::Channel,
    factors::{RecoveryCodes, TotpStart},
    files::{RenewedUrls, Upload, UploadPurpose},
    messages::Message,
    reports::Report,
    spaces::Invite,
    spaces::Role,
    spaces::Space,
};
use std::collections::BTreeSet;

/// Changing routes that no scene can do before listeners, each with its reason.
const APART: [(&str, &str); 3] = [
    ("POST /policy-reports", "browsers alone send it, in a form of their own; it makes no event"),
    ("POST /setup", "before it there is nobody who could listen"),
    ("POST /auth/password/reset", "the listeners of the person end with it: see the stories of sessions"),
];

/// All scenes in one test, because together they must leave out no route: a new one fails here until a scene does it.
#[tokio::test]
async fn every_change_is_told_to_whom_the_table_names_and_to_nobody_else() {
    let mut judged = messages().await;
    let scenes = [
        channels().await,
        people_and_roles().await,
        ties().await,
        conversations().await,
        own().await,
        files().await,
        reports().await,
        keeping().await,
    ];
    for scene in scenes {
        judged.extend(scene);
    }
    let all: BTreeSet<String> = router::table()
        .iter()
        .filter(|route| route.method != "GET")
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    let apart: BTreeSet<String> = APART.iter().map(|(route, _)| (*route).to_owned()).collect();
    assert!(apart.is_disjoint(&judged), "done after all: take it off the list");
    let accounted: BTreeSet<String> = judged.union(&apart).cloned().collect();
    assert_eq!(accounted, all, "every changing route stands in a scene, and no other");
}

const NONE: &[&str] = &[];

/// What is said reaches viewers only.
async fn messages() -> BTreeSet<String> {
    let Scene { mut observers, ada, ben, space, secret, .. } = scene().await;
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
    ada.delete(&format!("{heart}/{}", ada.id)).await.done();
    observers.hear("take somebody's reaction away", viewers(&["reaction_remove"])).await;
    ada.put(&heart, Value::Null).await.done();
    observers.hear("react a third time", viewers(&["reaction_add"])).await;
    ada.delete(&format!("{at}/reactions")).await.done();
    observers.hear("clear reactions", viewers(&["reaction_clear"])).await;
    ada.put(&format!("{at}/pin"), Value::Null).await.done();
    observers.hear("pin", viewers(&["message_create", "pin_update"])).await;
    ada.delete(&format!("{at}/pin")).await.done();
    observers.hear("unpin", viewers(&["pin_update"])).await;
    ada.post(&format!("/channels/{}/typing", secret.id), Value::Null).await.done();
    observers.hear("is writing", [NONE, &["typing"], NONE, NONE]).await;
    ada.post(&format!("/channels/{}/ack", secret.id), json!({ "seq": 2 })).await.done();
    observers.hear("mark read", [&["read_update"], NONE, NONE, NONE]).await;
    let read: &[&str] = &["read_update"];
    let third: Message = ben.post(&messages, json!({ "content": "from ben" })).await.created();
    observers.hear("somebody else sends", [&["message_create"], &["message_create", "read_update"], NONE, NONE]).await;
    ada.post(&format!("/spaces/{}/ack", space.id), Value::Null).await.done();
    observers.hear("mark the space read", [read, NONE, NONE, NONE]).await;
    ada.post(&format!("/spaces/{}/ack", space.id), Value::Null).await.done();
    observers.hear("mark the space read again", NOBODY).await;
    ada.delete(&format!("/messages/{}", third.id)).await.done();
    observers.hear("delete somebody's", viewers(&["message_delete"])).await;
    let _: Message = ben.post(&messages, json!({ "content": "once more" })).await.created();
    observers
        .hear("somebody else sends again", [&["message_create"], &["message_create", "read_update"], NONE, NONE])
        .await;
    ada.post("/me/ack-all", Value::Null).await.done();
    observers.hear("mark everything read", [read, NONE, NONE, NONE]).await;
    ada.delete(&at).await.done();
    observers.hear("delete", viewers(&["message_delete"])).await;
    let second: Message = ada.post(&messages, json!({ "content": "three" })).await.created();
    observers.hear("send again", said).await;
    let _: Value = ada.post(&format!("{messages}/bulk-delete"), json!({ "ids": [second.id] })).await.ok();
    observers.hear("delete several", viewers(&["message_delete_bulk"])).await;
    observers.done().await
}

/// What becomes of channels reaches who sees them.
async fn channels() -> BTreeSet<String> {
    let Scene { mut observers, ada, cyd, space, secret, .. } = scene().await;
    let channels = format!("/spaces/{}/channels", space.id);
    let members = |names: &'static [&'static str]| [names, names, names, NONE];
    let at = format!("/channels/{}", secret.id);

    let _: Channel = ada.send("PATCH", &at, Some(json!({ "topic": "lamps" }))).await.ok();
    observers.hear("topic", [&["channel_update"], &["channel_update"], NONE, NONE]).await;
    let _: Channel = ada.send("PATCH", &at, Some(json!({ "topic": "lamps" }))).await.ok();
    observers.hear("the same topic", NOBODY).await;
    let open: Channel = ada.post(&channels, json!({ "kind": "text", "name": "open" })).await.created();
    observers.hear("new channel", members(&["channel_create", "permissions_update"])).await;
    let listed: Vec<Channel> = ada.get(&channels).await.ok();
    let mut places: Vec<Value> = listed
        .iter()
        .map(|channel| json!({ "id": channel.id, "parent_id": channel.parent_id, "position": channel.position }))
        .collect();
    let last = places.len() - 1;
    let (one, other) = (places[0]["position"].clone(), places[last]["position"].clone());
    (places[0]["position"], places[last]["position"]) = (other, one);
    let _: Value = ada.put(&format!("{channels}/order"), places.clone().into()).await.ok();
    observers.hear("order of channels", members(&["channel_order"])).await;
    let _: Value = ada.put(&format!("{channels}/order"), places.into()).await.ok();
    observers.hear("the same order of channels", NOBODY).await;
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
    observers.done().await
}

/// What becomes of people and roles reaches members.
async fn people_and_roles() -> BTreeSet<String> {
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
    observers.hear("role given again", NOBODY).await;
    ada.delete(&format!("{at}/members/{}/roles/{}", cyd.id, role.id)).await.done();
    observers.hear("role taken", members(&["member_update"])).await;
    ada.delete(&format!("{at}/members/{}/roles/{}", cyd.id, role.id)).await.done();
    observers.hear("role taken again", NOBODY).await;
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
    eve.joins(&invite.code).await;
    observers
        .hear("join again", [&["member_join"], &["member_join"], &["member_join"], &["member_join", "space_create"]])
        .await;
    eve.leaves(space.id).await;
    observers.hear("leave", [&["member_leave"], &["member_leave"], &["member_leave"], &["space_delete"]]).await;
    let _: Value = ada.put(&format!("{at}/bans/{}", eve.id), json!({})).await.ok();
    observers.hear("ban", [&["ban_create"], NONE, NONE, NONE]).await;
    ada.delete(&format!("{at}/bans/{}", eve.id)).await.done();
    observers.hear("ban ended", [&["ban_delete"], NONE, NONE, NONE]).await;
    let fay = json!({ "username": "fay", "password": PASSWORD, "invite": invite.code, "session": "token" });
    let made = observers.nobody().request(reqwest::Method::POST, "/auth/register", None, Some(&fay)).await.unwrap();
    assert_eq!(made.status, 201);
    observers.hear("register by an invite", members(&["member_join"])).await;
    ada.delete(&format!("{at}/invites/{}", invite.code)).await.done();
    observers.hear("invite ended", [&["invite_delete"], NONE, NONE, NONE]).await;
    let _: Space = ada.post(&format!("{at}/owner"), json!({ "user_id": ben.id })).await.ok();
    // Nobody gave her the role that sees the secret channel.
    let lost: &[&str] = &["channel_delete", "permissions_update", "space_update"];
    observers.hear("new owner", [lost, &["permissions_update", "space_update"], &["space_update"], NONE]).await;
    let other: Space = ada.post("/spaces", json!({ "name": "Bramble" })).await.created();
    observers.hear("new space", [&["space_create"], NONE, NONE, NONE]).await;
    ada.deletes_space(&other).await;
    observers.hear("own space deleted", [&["space_delete"], NONE, NONE, NONE]).await;
    ben.deletes_space(&Space { name: "Thistle".into(), ..space }).await;
    observers.hear("space deleted", members(&["space_delete"])).await;
    observers.done().await
}

/// What is between two people reaches the two; a block its blocker alone.
async fn ties() -> BTreeSet<String> {
    let Scene { mut observers, ada, ben, eve, .. } = scene().await;
    let both = |names: &'static [&'static str]| [names, NONE, NONE, names];
    let friend: &[&str] = &["friend_update"];
    let _: Value = ada.post("/friends", json!({ "username": "eve" })).await.created();
    observers.hear("ask", both(friend)).await;
    let _: Value = ada.post("/friends", json!({ "username": "eve" })).await.ok();
    observers.hear("ask again", NOBODY).await;
    let _: Value = eve.put(&format!("/friends/{}", ada.id), Value::Null).await.ok();
    observers.hear("accept", both(friend)).await;
    let _: Value = ada.send("PATCH", "/me", Some(json!({ "bio": "Lamps." }))).await.ok();
    let known: &[&str] = &["user_update"];
    observers.hear("a friend changes", [&["me_update", "user_update"], known, known, known]).await;
    ada.delete(&format!("/friends/{}", eve.id)).await.done();
    observers.hear("part", both(friend)).await;
    ada.delete(&format!("/friends/{}", eve.id)).await.done();
    observers.hear("part again", NOBODY).await;
    let at = format!("/blocks/{}", ben.id);
    let block: [&[&str]; 4] = [&["block_update"], NONE, NONE, NONE];
    ada.put(&at, Value::Null).await.done();
    observers.hear("block", block).await;
    ada.put(&at, Value::Null).await.done();
    observers.hear("block again", NOBODY).await;
    let _: Value = ada.send("PATCH", "/me", Some(json!({ "bio": "Lamps and shades." }))).await.ok();
    observers.hear("a profile across a block", [&["me_update", "user_update"], NONE, known, NONE]).await;
    ada.delete(&at).await.done();
    observers.hear("unblock", block).await;
    observers.done().await
}

/// What becomes of a conversation reaches its people.
async fn conversations() -> BTreeSet<String> {
    let Scene { mut observers, ada, ben, cyd, eve, .. } = scene().await;
    let came: &[&str] = &["channel_create"];
    let direct: Channel = ada.post("/conversations", json!({ "user_ids": [ben.id] })).await.created();
    observers.hear("a direct conversation", [came, came, NONE, NONE]).await;
    let _: Channel = ben.post("/conversations", json!({ "user_ids": [ada.id] })).await.ok();
    observers.hear("the same from the other side", NOBODY).await;
    let hidden = format!("/conversations/{}/hidden", direct.id);
    ada.put(&hidden, json!({ "hidden": true })).await.done();
    observers.hear("hide", [&["conversation_hidden"], NONE, NONE, NONE]).await;
    ada.put(&hidden, json!({ "hidden": true })).await.done();
    observers.hear("hide again", NOBODY).await;
    let _: Channel = ada.post("/conversations", json!({ "user_ids": [ben.id] })).await.ok();
    observers.hear("open what was hidden", [&["conversation_hidden"], NONE, NONE, NONE]).await;
    let group: Channel = ada.post("/conversations", json!({ "user_ids": [ben.id, cyd.id] })).await.created();
    observers.hear("a group", [came, came, came, NONE]).await;
    let name = json!({ "name": "Lamps" });
    let look: &[&str] = &["channel_update"];
    let _: Channel = cyd.send("PATCH", &format!("/channels/{}", group.id), Some(name)).await.ok();
    observers.hear("its name", [look, look, look, NONE]).await;
    let _: Value = eve.send("PATCH", "/me", Some(json!({ "direct_policy": "everyone" }))).await.ok();
    observers.hear("who may write", [NONE, NONE, NONE, &["me_update"]]).await;
    let member = |id| format!("/conversations/{}/members/{id}", group.id);
    let more: &[&str] = &["conversation_member_add"];
    cyd.put(&member(eve.id), Value::Null).await.done();
    observers.hear("one more", [more, more, more, came]).await;
    cyd.put(&member(eve.id), Value::Null).await.done();
    observers.hear("the same one more", NOBODY).await;
    let _: Value = eve.send("PATCH", "/me", Some(json!({ "bio": "Moths." }))).await.ok();
    let known: &[&str] = &["user_update"];
    observers.hear("one of them changes", [known, known, known, &["me_update", "user_update"]]).await;
    let less: &[&str] = &["conversation_member_remove"];
    ada.delete(&member(eve.id)).await.done();
    observers.hear("taken out", [less, less, less, &["channel_delete"]]).await;
    ada.delete(&member(ada.id)).await.done();
    observers.hear("left", [&["channel_delete"], less, less, NONE]).await;
    observers.done().await
}

/// What is one's own stays so.
async fn own() -> BTreeSet<String> {
    let Scene { mut observers, ada, tablet, .. } = scene().await;
    let settings = json!({ "settings": { "theme": "dark" }, "version": 0 });
    let _: Value = ada.put("/me/settings", settings).await.ok();
    observers.hear("settings", [&["settings_update"], NONE, NONE, NONE]).await;
    let level: &[&str] = &["notification_level_update"];
    for (what, levels) in [("a level", level), ("the same level", NONE)] {
        ada.put("/me/notification-levels/account", json!({ "level": "mentions" })).await.done();
        observers.hear(what, [levels, NONE, NONE, NONE]).await;
    }
    ada.delete("/me/notification-levels/account").await.done();
    observers.hear("no level", [level, NONE, NONE, NONE]).await;
    let _: Value = ada.send("PATCH", "/me", Some(json!({ "locale": "es" }))).await.ok();
    observers.hear("language", [&["me_update"], NONE, NONE, NONE]).await;
    let _: Value = ada.send("PATCH", "/me", Some(json!({ "display_name": "Ada L." }))).await.ok();
    observers.hear("name", [&["me_update", "user_update"], &["user_update"], &["user_update"], NONE]).await;
    let away = json!({ "status": "dnd", "custom": { "text": "At the lake" } });
    ada.put("/me/presence", away.clone()).await.done();
    observers.hear("how to be seen", [&["me_update"], NONE, NONE, NONE]).await;
    ada.put("/me/presence", away).await.done();
    observers.hear("the same again", NOBODY).await;
    let session: &[&str] = &["session_update"];
    let fresh = observers.nobody();
    fresh.sign_in("ada", PASSWORD).await.unwrap();
    observers.hear("sign in", [session, NONE, NONE, NONE]).await;
    fresh.refresh().await.unwrap();
    observers.hear("refresh", NOBODY).await;
    fresh.reauth(PASSWORD).await.unwrap();
    observers.hear("prove who one is", NOBODY).await;
    let me: &[&str] = &["me_update"];
    let claim = json!({ "email": "ada@example.org" });
    assert_eq!(ada.post("/me/email", claim.clone()).await.status, 202);
    observers.hear("claim an address", [me, NONE, NONE, NONE]).await;
    let code = code_for(&observers.world, "ada@example.org").await;
    let _: Value = ada.post("/me/email/verify", json!({ "code": code })).await.ok();
    observers.hear("prove an address", [me, NONE, NONE, NONE]).await;
    let nobody = observers.nobody();
    let challenge: Challenge = nobody.post("/auth/email-code", &claim).await.unwrap();
    observers.hear("ask for a code", NOBODY).await;
    let code = code_for(&observers.world, "ada@example.org").await;
    let answer = json!({ "challenge_id": challenge.challenge_id, "code": code });
    nobody.post::<Value>("/auth/email-code/verify", &answer).await.unwrap();
    observers.hear("sign in by mail", [session, NONE, NONE, NONE]).await;
    let start: TotpStart = ada.post("/me/totp", Value::Null).await.ok();
    observers.hear("begin an authenticator", NOBODY).await;
    let code = totp_code(start.secret.reveal(), observers.world.clock.now_ms());
    let _: RecoveryCodes = ada.post("/me/totp/confirm", json!({ "code": code })).await.ok();
    observers.hear("confirm an authenticator", [me, NONE, NONE, NONE]).await;
    let fresh_codes: RecoveryCodes = ada.post("/me/recovery-codes", Value::Null).await.ok();
    observers.hear("new recovery codes", NOBODY).await;
    let SignIn::SecondFactor { ticket, .. } = nobody.sign_in("ada", PASSWORD).await.unwrap() else {
        panic!("a factor is asked")
    };
    observers.hear("first step", NOBODY).await;
    let code = fresh_codes.recovery_codes[0].clone();
    nobody.second_factor(&SecondFactor { ticket, method: FactorMethod::RecoveryCode, code }).await.unwrap();
    observers.hear("second step", [session, NONE, NONE, NONE]).await;
    ada.delete("/me/totp").await.done();
    observers.hear("take the authenticator away", [me, NONE, NONE, NONE]).await;
    let _: Challenge = nobody.post("/auth/password/forgot", &claim).await.unwrap();
    observers.hear("forget the password", NOBODY).await;
    let kept = json!({ "new": PASSWORD, "keep_other_sessions": true });
    ada.post("/me/password", kept).await.done();
    observers.hear("new password", NOBODY).await;
    ada.delete("/me/email").await.done();
    observers.hear("take the address away", [me, NONE, NONE, NONE]).await;
    fresh.sign_out().await.unwrap();
    observers.hear("sign out", [session, NONE, NONE, NONE]).await;
    fresh.sign_in("ada", PASSWORD).await.unwrap();
    observers.hear("sign in again", [session, NONE, NONE, NONE]).await;
    ada.delete(&format!("/me/sessions/{}", fresh.tokens().unwrap().session)).await.done();
    observers.hear("end another session", [session, NONE, NONE, NONE]).await;
    tablet.delete("/me/sessions").await.done();
    // Ada's first device, the one on which she registered, and those that came by mail and in two steps.
    let sessions: &[&str] = &["session_update"; 4];
    observers.hear("end all other sessions", [sessions, NONE, NONE, NONE]).await;
    observers.done().await
}

/// What is reported reaches those who handle it, and how far it is who reported it; never the person accused.
async fn reports() -> BTreeSet<String> {
    let Scene { mut observers, ada, ben, cyd, space, staff, .. } = scene().await;
    let channels: Vec<Channel> = ada.get(&format!("/spaces/{}/channels", space.id)).await.ok();
    let general = channels.iter().find(|channel| channel.name.as_deref() == Some("general")).unwrap();
    let said: Message = ben.says(general.id, "buy lamps").await.created();
    let heard: &[&str] = &["message_create"];
    observers.hear("say", [heard, &["message_create", "read_update"], heard, NONE]).await;
    // The accused handles reports, too.
    let rights: Vec<&str> = staff.permissions.iter().map(|perm| perm.name()).chain(["handle_reports"]).collect();
    let at = format!("/spaces/{}/roles/{}", space.id, staff.id);
    let _: Role = ada.patch(&at, json!({ "permissions": rights })).await.ok();
    let changed: &[&str] = &["permissions_update", "role_update"];
    observers.hear("a right more", [&["role_update"], changed, &["role_update"], NONE]).await;
    let body = json!({ "message_id": said.id, "category": "spam" });
    let report: Report = cyd.post("/reports", body).await.created();
    observers.hear("report", [&["report_create"], NONE, NONE, NONE]).await;
    let update: &[&str] = &["report_update"];
    let _: Report = ada.post(&format!("/reports/{}/claim", report.id), Value::Null).await.ok();
    observers.hear("take on", [update, NONE, update, NONE]).await;
    let _: Report = ada.post(&format!("/reports/{}/resolve", report.id), json!({ "action": "none" })).await.ok();
    observers.hear("close", [update, NONE, update, NONE]).await;
    observers.done().await
}

/// What those who run the place do is told to nobody but the person, and to who sees their rank.
async fn keeping() -> BTreeSet<String> {
    let Scene { mut observers, cyd, .. } = scene().await;
    let [fay, gus] = observers.world.people(["fay", "gus"]).await;
    let (elsewhere, _) = observers.world.space(&fay, &[&gus]).await;
    let owner = observers.world.owner();
    let phone = Phone::of(&observers.world, &owner).await;
    let owner = observers.noted(owner);
    owner.rises(&phone).await;
    observers.hear("raise the session", NOBODY).await;
    let at = format!("/admin/users/{}", fay.id);
    let _: Value = owner.put(&format!("{at}/suspension"), json!({ "reason": "spam" })).await.ok();
    observers.hear("lock a stranger", NOBODY).await;
    owner.delete(&format!("{at}/suspension")).await.done();
    observers.hear("open the account again", NOBODY).await;
    owner.post(&format!("{at}/sign-out"), Value::Null).await.done();
    observers.hear("sign a stranger out", NOBODY).await;
    owner.post(&format!("{at}/reset-factors"), Value::Null).await.done();
    observers.hear("take a stranger's factors away", NOBODY).await;
    let at = format!("/admin/spaces/{}", elsewhere.id);
    let _: Value = owner.put(&format!("{at}/suspension"), json!({ "reason": "spam" })).await.ok();
    observers.hear("lock a space of strangers", NOBODY).await;
    owner.delete(&format!("{at}/suspension")).await.done();
    observers.hear("open it again", NOBODY).await;
    let _: Value = owner.post(&format!("{at}/owner"), json!({ "user_id": gus.id })).await.ok();
    observers.hear("give it to another stranger", NOBODY).await;
    owner.delete(&at).await.done();
    observers.hear("delete it", NOBODY).await;
    let _: Value = owner.post(&format!("{at}/restore"), Value::Null).await.ok();
    observers.hear("bring it back", NOBODY).await;
    let rank: &[&str] = &["user_update"];
    let _: Value = owner.patch(&format!("/admin/users/{}", cyd.id), json!({ "instance_role": "moderator" })).await.ok();
    observers.hear("a rank", [rank, rank, &["me_update", "user_update"], NONE]).await;
    owner.delete("/admin/elevation").await.done();
    observers.hear("lower the session", NOBODY).await;
    observers.done().await
}

/// Bytes alone are told to nobody.
async fn files() -> BTreeSet<String> {
    let Scene { mut observers, ada, secret, .. } = scene().await;
    let (purpose, channel) = (UploadPurpose::Attachment, Some(secret.id));
    // By the noted client, which has the session of its person.
    let upload: Upload = ada.client.upload(purpose, channel, "a.txt", "hello").await.unwrap();
    observers.hear("upload", NOBODY).await;
    ada.delete(&format!("/uploads/{}", upload.id)).await.done();
    observers.hear("give an upload up", NOBODY).await;
    let _: RenewedUrls = ada.post("/files/urls", json!({ "ids": [] })).await.ok();
    observers.hear("renew addresses", NOBODY).await;
    observers.done().await
}
