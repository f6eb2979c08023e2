use super::{call, count, newcomer, post};
use crate::testkit::{PASSWORD, World};
use futures_util::future::join_all;
use serde_json::{Value, json};
use snug_proto::Code;

// control: canis-63
#[tokio::test]
async fn the_right_password_signs_in_and_nothing_else_does() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let right: Value = post(&world, "/auth/sign-in", json!({ "login": " ADA ", "password": PASSWORD })).await.ok();
    assert_eq!(right["status"], "ok");
    assert_eq!(right["user"]["id"], json!(ada.id));
    assert_eq!(right["expires_in_seconds"], 600);
    assert_eq!(right["refresh_token"], Value::Null);
    for (login, password) in [
        ("ada", "a lamp on the tablE"),
        ("ada", ""),
        ("nobody", PASSWORD),
        ("", PASSWORD),
        ("ada@example.org", PASSWORD),
    ] {
        let body = json!({ "login": login, "password": password });
        post(&world, "/auth/sign-in", body).await.refused(Code::InvalidCredentials);
    }
    let no_text = post(&world, "/auth/sign-in", json!({ "login": "ada\0", "password": "x" })).await;
    assert_eq!(no_text.refused(Code::Invalid).field.as_deref(), Some("login"));
    world.stop().await;
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_answer_the_same_bytes() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let wrong = post(&world, "/auth/sign-in", json!({ "login": "ada", "password": "wrong wrong" })).await;
    let unknown = post(&world, "/auth/sign-in", json!({ "login": "bob", "password": "wrong wrong" })).await;
    assert_eq!((wrong.status, wrong.text()), (unknown.status, unknown.text()));
    world.stop().await;
}

#[tokio::test]
async fn an_unverified_address_signs_nobody_in() {
    let world = World::start().await;
    newcomer(&world, "ada").await;
    let claim = async |verified: bool| {
        let mut tx = world.app.db.write().await.unwrap();
        tx.sql("update account set email_key = 'ada@example.org', email_verified = $1 where username = 'ada'")
            .bind(verified)
            .run()
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    let body = json!({ "login": "Ada@Example.org", "password": PASSWORD });
    claim(false).await;
    post(&world, "/auth/sign-in", body.clone()).await.refused(Code::InvalidCredentials);
    claim(true).await;
    post(&world, "/auth/sign-in", body).await.ok::<Value>();
    world.stop().await;
}

#[tokio::test]
async fn a_suspended_account_learns_it_only_with_the_right_password() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update account set state = 'suspended' where id = $1").id(ada.id).run().await.unwrap();
    tx.commit().await.unwrap();
    world.app.identity.forget_user(ada.id);
    ada.get("/me").await.refused(Code::Unauthenticated);
    let wrong = json!({ "login": "ada", "password": "wrong wrong" });
    post(&world, "/auth/sign-in", wrong).await.refused(Code::InvalidCredentials);
    post(&world, "/auth/sign-in", json!({ "login": "ada", "password": PASSWORD })).await.refused(Code::Suspended);
    world.stop().await;
}

#[tokio::test]
async fn a_weaker_hash_is_replaced_at_the_next_sign_in() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    let weak = {
        use argon2::{Algorithm, Argon2, Params, Version, password_hash::PasswordHasher};
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, Some(32)).unwrap());
        argon.hash_password_with_salt(PASSWORD.as_bytes(), b"sixteen bytes of").unwrap().to_string()
    };
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update account set password_hash = $1 where id = $2").bind(&weak).id(ada.id).run().await.unwrap();
    tx.commit().await.unwrap();
    world.signs_in("ada").await;
    assert_eq!(count(&world, "select count(*) as v from account where password_hash like '%m=64,%'").await, 0);
    world.signs_in("ada").await;
    world.stop().await;
}

// control: teamshots-H2
#[tokio::test]
async fn of_twenty_who_register_one_name_one_gets_it() {
    let world = World::before_setup(|config| config.rate_factor = 10_000).await;
    let body = json!({
        "setup_code": crate::testkit::SETUP_CODE, "username": "olive", "password": PASSWORD, "registration": "open"
    });
    post(&world, "/setup", body).await.created::<Value>();
    let spellings = ["ada", "Ada", "ADA", "aDa"];
    let tries = (0..20).map(|at| {
        let body = json!({ "username": spellings[at % 4], "password": PASSWORD, "session": "token" });
        let client = world.client();
        async move { call(&client, "POST", "/auth/register", None, body).await }
    });
    let mut made = 0;
    for answer in join_all(tries).await {
        if answer.status == 201 {
            made += 1;
        } else {
            assert_eq!(answer.refused(Code::Taken).field.as_deref(), Some("username"));
        }
    }
    assert_eq!(made, 1);
    assert_eq!(count(&world, "select count(*) as v from account where username = 'ada'").await, 1);
    assert_eq!(count(&world, "select count(*) as v from session where ended_ms is null").await, 2);
    world.stop().await;
}
