//! Stories of people who come in, stay and leave.

mod codes;
mod cookies;
mod email;
mod factors;
mod guessing;
mod headers;
mod notices;
mod passwords;
mod presence;
mod profile;
mod refresh;
mod sessions;
mod setup;
mod sign_in;
mod tickets;
mod tokens;

use super::{check_new_account, create_account};
use crate::testkit::{Expect, PASSWORD, Person, World};
use serde_json::{Value, json};
use snug_client::Client;
use snug_proto::{Secret, auth::Register, auth::SessionKind};

/// Makes an account without any space, and signs in.
async fn newcomer(world: &World, name: &str) -> Person {
    let register = Register {
        username: name.into(),
        password: Secret::new(PASSWORD),
        display_name: None,
        email: None,
        invite: None,
        locale: None,
        session: SessionKind::Token,
        shared: false,
    };
    let account = check_new_account(&world.app, &register).await.unwrap();
    let mut tx = world.app.db.write().await.unwrap();
    create_account(&mut tx, &world.app, account, None).await.unwrap();
    tx.commit().await.unwrap();
    world.signs_in(name).await
}

/// A request by nobody in particular.
async fn call(client: &Client, method: &str, path: &str, token: Option<&str>, body: Value) -> Expect {
    let body = Some(body).filter(|body| !body.is_null());
    let answer = client.request(method.parse().unwrap(), path, token, body.as_ref()).await.unwrap();
    Expect::of(answer, path)
}

async fn post(world: &World, path: &str, body: Value) -> Expect {
    call(&world.client(), "POST", path, None, body).await
}

/// Signs in as a program, and hands out both tokens.
async fn tokens(world: &World, name: &str, more: Value) -> (String, String) {
    let mut body = json!({ "login": name, "password": PASSWORD, "session": "token" });
    body.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    let answer: Value = post(world, "/auth/sign-in", body).await.ok();
    (text(&answer, "access_token"), text(&answer, "refresh_token"))
}

fn text(answer: &Value, field: &str) -> String {
    answer[field].as_str().unwrap_or_else(|| panic!("no {field} in {answer}")).to_owned()
}

/// One number from the database.
async fn count(world: &World, sql: &'static str) -> i64 {
    world.app.db.read().await.unwrap().sql(sql).one().await.unwrap()
}
