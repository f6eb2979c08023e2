use super::{call, count, post, text};
use crate::{
    features::identity::store::settings,
    testkit::{PASSWORD, SETUP_CODE, World},
};
use futures_util::future::join_all;
use serde_json::{Value, json};
use snug_proto::{Code, instance::Instance, instance::SetupState};
use std::{fs, os::unix::fs::PermissionsExt as _};

fn owner(code: &str, name: &str) -> Value {
    json!({ "setup_code": code, "username": name, "password": PASSWORD })
}

async fn fresh() -> World {
    World::before_setup(|config| config.rate_factor = 10_000).await
}

#[tokio::test]
async fn of_twenty_who_set_up_at_once_one_becomes_the_owner() {
    let world = fresh().await;
    let tries = (0..20).map(|at| {
        let (client, body) = (world.client(), owner(SETUP_CODE, &format!("owner_{at}")));
        async move { call(&client, "POST", "/setup", None, body).await.status }
    });
    let mut statuses = join_all(tries).await;
    statuses.sort_unstable();
    assert_eq!(statuses[0], 201);
    assert!(statuses[1..].iter().all(|status| matches!(status, 404 | 409)), "{statuses:?}");
    assert_eq!(count(&world, "select count(*) as v from account").await, 1);
    assert_eq!(count(&world, "select count(*) as v from account where instance_role = 'owner'").await, 1);
    assert_eq!(count(&world, "select count(*) as v from setting where key = 'setup.code_sha256'").await, 0);
    world.stop().await;
}

#[tokio::test]
async fn until_there_is_an_owner_only_the_door_answers() {
    let world = fresh().await;
    assert!(call(&world.client(), "GET", "/setup", None, Value::Null).await.ok::<SetupState>().needed);
    assert!(call(&world.client(), "GET", "/instance", None, Value::Null).await.ok::<Instance>().setup_needed);
    for (method, path) in [("GET", "/me"), ("POST", "/auth/sign-in"), ("POST", "/auth/refresh"), ("GET", "/users/x")] {
        call(&world.client(), method, path, None, json!({})).await.refused(Code::SetupRequired);
    }
    world.set_up("ada").await;
    assert!(!call(&world.client(), "GET", "/setup", None, Value::Null).await.ok::<SetupState>().needed);
    post(&world, "/setup", owner(SETUP_CODE, "eve")).await.refused(Code::NotFound);
    post(&world, "/setup", owner("WRONGWRONGWRONGWRONG", "eve")).await.refused(Code::NotFound);
    world.stop().await;
}

#[tokio::test]
async fn who_lacks_the_code_gains_nothing() {
    let world = fresh().await;
    post(&world, "/setup", owner("WRONGWRONGWRONGWRONG", "eve")).await.refused(Code::InvalidCode);
    post(&world, "/setup", owner("", "eve")).await.refused(Code::InvalidCode);
    let register = json!({ "username": "eve", "password": PASSWORD });
    let status = post(&world, "/auth/register", register).await.status;
    assert!(matches!(status, 404 | 503), "{status}");
    assert_eq!(count(&world, "select count(*) as v from account").await, 0);
    world.stop().await;
}

#[tokio::test]
async fn the_code_lies_in_a_file_of_the_owner_only_and_dies_with_its_use() {
    let world = fresh().await;
    let path = world.app.config.data.join("setup-code");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_to_string(&path).unwrap().trim(), SETUP_CODE);
    let kept = settings::get(&mut world.app.db.read().await.unwrap(), settings::SETUP_CODE).await.unwrap().unwrap();
    assert!(kept.len() == 64 && !kept.contains(SETUP_CODE));
    // However it is typed.
    let typed = format!("{}-{}", &SETUP_CODE[..10].to_lowercase(), &SETUP_CODE[10..]);
    post(&world, "/setup", owner(&typed, "ada")).await.created::<Value>();
    assert!(!path.exists());
    world.stop().await;
}

#[tokio::test]
async fn a_restart_voids_the_code_that_was_made_before() {
    let world = World::before_setup(|config| {
        config.rate_factor = 10_000;
        config.setup_code = None;
    })
    .await;
    let read = |world: &World| fs::read_to_string(world.app.config.data.join("setup-code")).unwrap().trim().to_owned();
    let first = read(&world);
    assert_eq!(first.len(), 20);
    let world = world.restart().await;
    assert_ne!(read(&world), first);
    post(&world, "/setup", owner(&first, "ada")).await.refused(Code::InvalidCode);
    post(&world, "/setup", owner(&read(&world), "ada")).await.created::<Value>();
    let world = world.restart().await;
    assert!(!world.app.config.data.join("setup-code").exists());
    post(&world, "/setup", owner(SETUP_CODE, "eve")).await.refused(Code::NotFound);
    world.stop().await;
}

#[tokio::test]
async fn setting_up_names_the_place_and_signs_in() {
    let world = fresh().await;
    let mut body = owner(SETUP_CODE, "Ada");
    body["display_name"] = json!(" Ada  Lovelace ");
    body["instance_name"] = json!("The Analytical Table");
    body["registration"] = json!("open");
    body["locale"] = json!("es");
    let answer = post(&world, "/setup", body).await;
    assert!(answer.header("set-cookie").unwrap().starts_with("snug_refresh="));
    let answer: Value = answer.created();
    assert_eq!(answer["status"], "ok");
    assert_eq!(answer["user"]["username"], "ada");
    assert_eq!(answer["user"]["display_name"], "Ada Lovelace");
    assert_eq!(answer["user"]["instance_role"], "owner");
    assert_eq!(answer["refresh_token"], Value::Null);
    let token = text(&answer, "access_token");
    call(&world.client(), "GET", "/me", Some(&token), Value::Null).await.ok::<Value>();
    let place: Value = call(&world.client(), "GET", "/instance", None, Value::Null).await.ok();
    assert_eq!((&place["name"], &place["registration"]), (&json!("The Analytical Table"), &json!("open")));
    let world = world.restart().await;
    let again: Value = call(&world.client(), "GET", "/instance", None, Value::Null).await.ok();
    assert_eq!(again, place);
    world.stop().await;
}

#[tokio::test]
async fn the_owners_fields_are_checked_like_anybodys() {
    let world = fresh().await;
    let with = |field: &str, value: &str| {
        let mut body = owner(SETUP_CODE, "ada");
        body[field] = json!(value);
        body
    };
    for (field, value) in [
        ("username", "no"),
        ("username", "admin"),
        ("password", "short"),
        ("password", "my ada my ada"),
        ("password", "so snug a table"),
        ("instance_name", "\u{202e}"),
        ("display_name", &"x".repeat(65)),
    ] {
        let problem = post(&world, "/setup", with(field, value)).await.refused(Code::Invalid);
        assert_eq!(problem.field.as_deref(), Some(field), "{value}");
    }
    post(&world, "/setup", with("display_name", &"x".repeat(64))).await.created::<Value>();
    world.stop().await;
}
