use super::{count, newcomer, post};
use crate::{
    features::identity::{
        service::sweep::sweep,
        store::security::{Ticket, insert_ticket},
    },
    keys::digest,
    testkit::{Person, World},
};
use serde_json::json;
use snug_proto::{Code, account::SignInMethod, auth::SessionKind};
use std::time::Duration;

async fn ticket(world: &World, of: &Person, secret: &str) {
    let mut tx = world.app.db.write().await.unwrap();
    let ticket = Ticket { account: of.id, first: SignInMethod::Password, kind: SessionKind::Token, shared: false };
    let expires_ms = world.clock.now_ms() + 300_000;
    insert_ticket(&mut tx, digest(secret.as_bytes()), &ticket, expires_ms).await.unwrap();
    tx.commit().await.unwrap();
}

async fn answer(world: &World, secret: &str) -> Code {
    let body = json!({ "ticket": secret, "method": "totp", "code": "000000" });
    let answer = post(world, "/auth/second-factor", body).await;
    serde_json::from_slice::<snug_proto::Problem>(&answer.bytes).unwrap().error
}

#[tokio::test]
async fn five_wrong_answers_void_a_ticket() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    ticket(&world, &ada, "paper").await;
    for _ in 0..5 {
        assert_eq!(answer(&world, "paper").await, Code::InvalidCode);
    }
    assert_eq!(answer(&world, "paper").await, Code::Unauthenticated);
    assert_eq!(count(&world, "select count(*) as v from session").await, 3, "no session came of it");
    world.stop().await;
}

#[tokio::test]
async fn a_ticket_lasts_five_minutes() {
    let world = World::start().await;
    let ada = newcomer(&world, "ada").await;
    ticket(&world, &ada, "paper").await;
    world.wait(Duration::from_millis(299_999));
    assert_eq!(answer(&world, "paper").await, Code::InvalidCode);
    world.wait(Duration::from_millis(1));
    assert_eq!(answer(&world, "paper").await, Code::Unauthenticated);
    assert_eq!(answer(&world, "another").await, Code::Unauthenticated);
    sweep(&world.app).await.unwrap();
    assert_eq!(count(&world, "select count(*) as v from ticket").await, 0);
    world.stop().await;
}
