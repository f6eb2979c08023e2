//! Making accounts under each policy.

use super::*;
use crate::testkit::PASSWORD;
use serde_json::{Value, json};
use snug_proto::{Code, Page, spaces::Space};
use std::time::Duration;

async fn register(world: &World, username: &str, invite: Option<&str>) -> Expect {
    let body = json!({ "username": username, "password": PASSWORD, "invite": invite, "session": "token" });
    let answer = world.client().request("POST".parse().unwrap(), "/auth/register", None, Some(&body)).await.unwrap();
    Expect::of(answer, "/auth/register")
}

/// Changes the policy as an operator would, behind the server's back.
async fn policy(world: World, policy: &'static str) -> World {
    let sql = "insert into setting (key, value) values ('instance.registration', $1)
               on conflict (key) do update set value = excluded.value";
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql(sql).bind(policy).run().await.unwrap();
    tx.commit().await.unwrap();
    world.restart().await
}

#[tokio::test]
async fn each_policy_lets_in_whom_it_should() {
    let world = World::start().await;
    let ada = world.owner();
    let space = ada.makes_space("Foxglove").await;
    let path = format!("/spaces/{}/invites", space.id);
    let live = ada.invites(space.id).await.code;
    let used = ada.post(&path, json!({ "max_uses": 1 })).await.created::<Value>()["code"].as_str().unwrap().to_owned();
    let short = ada.post(&path, json!({ "expires_in_seconds": 300 })).await.created::<Value>()["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let revoked = ada.invites(space.id).await.code;
    ada.delete(&format!("{path}/{revoked}")).await.done();
    register(&world, "first", Some(&used)).await.created::<Value>();
    world.wait(Duration::from_secs(301));

    register(&world, "nobody", None).await.refused(Code::InviteRequired);
    for dead in [&used, &short, &revoked, "unknown"] {
        register(&world, "nobody", Some(dead)).await.refused(Code::Expired);
    }
    register(&world, "second", Some(&live)).await.created::<Value>();
    let second = world.signs_in("second").await;
    assert_eq!(second.get("/spaces").await.ok::<Page<Space>>().items[0].id, space.id);

    let world = policy(world, "closed").await;
    for invite in [None, Some(live.as_str())] {
        register(&world, "nobody", invite).await.refused(Code::RegistrationClosed);
    }
    let world = policy(world, "open").await;
    register(&world, "third", None).await.created::<Value>();
    register(&world, "fourth", Some(&live)).await.created::<Value>();
    register(&world, "nobody", Some(&revoked)).await.refused(Code::Expired);
    assert_eq!(rows(&world, "select username from account where username = 'nobody'").await.len(), 0);
    world.stop().await;
}

#[tokio::test]
async fn ten_at_once_with_one_name_give_one_account_and_one_use() {
    let world = World::start().await;
    let ada = world.owner();
    let space = ada.makes_space("Foxglove").await;
    let code = ada.invites(space.id).await.code;
    let asks = (0..10).map(|_| register(&world, "twin", Some(&code)));
    let answers = futures_util::future::join_all(asks).await;
    let (made, late): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
    assert_eq!(made.len(), 1);
    for answer in late {
        assert_eq!(answer.refused(Code::Taken).field.as_deref(), Some("username"));
    }
    let seen: Space = ada.get(&format!("/spaces/{}", space.id)).await.ok();
    assert_eq!(seen.member_count, 2);
    world.stop().await;
}

// control: teamshots-M4
#[tokio::test]
async fn every_answer_comes_a_second_after_its_request_whatever_it_says() {
    let world = World::start_with(|config| config.register_pace = crate::config::REGISTER_PACE).await;
    let ada = world.owner();
    let space = ada.makes_space("Foxglove").await;
    let code = ada.invites(space.id).await.code;
    let with = |name: &str, email: Option<&str>, invite: Option<&str>, password: &str| json!({ "username": name, "password": password, "email": email, "invite": invite, "session": "token" });
    let known = Some("known@example.org");
    let mut answers = Vec::new();
    for (body, status) in [
        (with("first", known, Some(&code), PASSWORD), 201),
        (with("second", known, Some(&code), PASSWORD), 201),
        (with("third", Some("unknown@example.org"), Some(&code), PASSWORD), 201),
        (with("first", known, Some(&code), PASSWORD), 409),
        (with("fourth", known, None, PASSWORD), 403),
        (with("fourth", known, Some("unknown"), PASSWORD), 410),
        (with("fourth", known, Some(&code), "password"), 422),
    ] {
        // Off the beat of everything else that sleeps.
        world.wait(Duration::from_millis(7));
        let due_ms = world.clock.now_ms() + 1_000;
        let client = world.client();
        let request = client.request("POST".parse().unwrap(), "/auth/register", None, Some(&body));
        let mut request = std::pin::pin!(request);
        tokio::select! {
            early = &mut request => panic!("{body} was answered early: {early:?}"),
            () = world.clock.awaited(due_ms) => {}
        }
        world.wait(Duration::from_millis(999));
        assert!(world.clock.is_awaited(due_ms), "{body}");
        world.wait(Duration::from_millis(1));
        let answer = Expect::of(request.await.unwrap(), "/auth/register");
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
        answers.push(answer.text());
    }
    // Nothing in the answer tells whether somebody else has that address.
    let shape = |text: &str| -> Value {
        let mut answer: Value = serde_json::from_str(text).unwrap();
        for secret in ["access_token", "refresh_token", "session_id"] {
            answer[secret] = Value::Null;
        }
        for own in ["id", "username", "display_name", "email", "created_at"] {
            answer["user"][own] = Value::Null;
        }
        answer
    };
    assert_eq!(shape(&answers[1]), shape(&answers[2]));
    world.stop().await;
}
