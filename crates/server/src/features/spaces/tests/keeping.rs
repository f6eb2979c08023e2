//! What is kept, how, and for how long.

use super::*;
use serde_json::{Value, json};
use snug_proto::{Code, spaces::Space};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3600);

#[tokio::test]
async fn the_trail_is_kept_for_a_year() {
    let world = World::start().await;
    let ada = world.owner();
    let space = ada.makes_space("Foxglove").await;
    let path = format!("/spaces/{}", space.id);
    for number in 0..450 {
        // Straight into the table: a year of a busy space.
        let mut tx = world.app.db.write().await.unwrap();
        tx.sql(
            "insert into audit (id, space_id, at_ms, action, target_kind, changes)
             values ($1, $2, $3, 'old', 'space', '[]')",
        )
        .id(world.app.ids.uuid())
        .id(space.id)
        .bind(world.clock.now_ms() - number)
        .run()
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
    world.wait(DAY);
    ada.patch(&path, json!({ "name": "Larkspur" })).await.ok::<Space>();
    world.wait(DAY * 363);
    world.run_jobs().await;
    assert_eq!(rows(&world, "select id from audit where action = 'old'").await.len(), 450);
    world.wait(DAY * 2);
    world.run_jobs().await;
    let left = rows(&world, "select action from audit where space_id is not null").await;
    let left: Vec<String> = left.iter().map(|row| row.get("action").unwrap()).collect();
    assert_eq!(left, ["space_update"]);
    world.stop().await;
}

async fn unverified(world: &World, person: &Person) {
    let mut tx = world.app.db.write().await.unwrap();
    tx.sql("update account set state = 'unverified', email = 'eve@example.org', bio = 'about me' where id = $1")
        .id(person.id)
        .run()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.app.identity.outdate_all();
}

#[tokio::test]
async fn who_never_verified_an_address_is_gone_after_a_week() {
    let world = World::start().await;
    let [ben, eve] = world.people(["ben", "eve"]).await;
    let ada = world.owner();
    let (space, _) = world.space(&ada, &[&ben, &eve]).await;
    unverified(&world, &eve).await;
    world.wait(DAY * 7);
    world.run_jobs().await;
    eve.get("/me").await.ok::<Value>();
    world.wait(DAY);
    while world.kills_worker_after(25).await {
        world.wait(snug_platform::jobs::LEASE);
    }
    world.run_jobs().await;
    eve.get("/me").await.refused(Code::Unauthenticated);
    let seen: Space = ada.get(&format!("/spaces/{}", space.id)).await.ok();
    assert_eq!(seen.member_count, 2);
    ada.get(&format!("/spaces/{}/members/{}", space.id, eve.id)).await.refused(Code::NotFound);
    let rows =
        rows(&world, "select username, display_name, email, bio, password_hash from account where state = 'erased'");
    let rows = rows.await;
    assert_eq!(rows.len(), 1);
    let name: String = rows[0].get("username").unwrap();
    assert!(name.starts_with("deleted_") && name.len() == 16, "{name}");
    for column in ["email", "bio", "password_hash"] {
        assert_eq!(rows[0].get::<Option<String>>(column).unwrap(), None, "{column}");
    }
    ben.get("/me").await.ok::<Value>();
    // The name is free again.
    let invite = ada.invites(space.id).await;
    world.registers("eve", &invite.code).await;
    world.stop().await;
}

#[tokio::test]
async fn who_reads_the_tables_can_use_no_invite() {
    let world = World::start().await;
    let ada = world.owner();
    let space = ada.makes_space("Foxglove").await;
    let code = ada.invites(space.id).await.code;
    let found = rows(&world, "select code_mac, code_sealed from invite").await;
    for column in ["code_mac", "code_sealed"] {
        let bytes: Vec<u8> = found[0].get(column).unwrap();
        assert!(!bytes.windows(code.len()).any(|part| part == code.as_bytes()), "{column}");
    }
    let trail = rows(&world, "select changes from audit").await;
    let queue = rows(&world, "select payload as changes from job").await;
    for row in trail.iter().chain(&queue) {
        assert!(!row.get::<String>("changes").unwrap().contains(&code));
    }
    world.stop().await;
}
