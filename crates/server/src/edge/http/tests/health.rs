//! Health tells the truth.

use crate::testkit::World;
use serde_json::{Value, json};
use snug_proto::{
    Code,
    instance::{Health, HealthStatus, PartHealth},
};
use std::time::Duration;

async fn ask(world: &World, path: &str) -> (u16, Health) {
    let answer = world.client().request(reqwest::Method::GET, path, None, None).await.unwrap();
    (answer.status.as_u16(), serde_json::from_slice(&answer.bytes).unwrap())
}

// control: canis-56
#[tokio::test]
async fn a_missing_part_is_named_and_its_return_is_noticed() {
    let world = World::start().await;
    let (status, health) = ask(&world, "//health").await;
    assert_eq!((status, health.status), (200, HealthStatus::Ok));
    let objects = world.app.config.data.join("objects");
    let aside = world.app.config.data.join("aside");
    std::fs::rename(&objects, &aside).unwrap();
    std::fs::write(&objects, b"not a folder").unwrap();
    world.wait(Duration::from_secs(2));
    let (status, health) = ask(&world, "//health").await;
    assert_eq!((status, health.status, health.objects), (503, HealthStatus::Failed, PartHealth::Answers(false)));
    assert_eq!(health.database, PartHealth::Answers(true));
    assert_eq!(ask(&world, "//readyz").await.0, 503);
    assert_eq!(ask(&world, "//livez").await.0, 200);
    std::fs::remove_file(&objects).unwrap();
    std::fs::rename(&aside, &objects).unwrap();
    world.wait(Duration::from_secs(2));
    assert_eq!(ask(&world, "//health").await.0, 200);
    assert_eq!(ask(&world, "/api/v1/health").await.0, 200);
    world.stop().await;
}

#[tokio::test]
async fn a_thousand_callers_cost_one_look() {
    let world = World::start().await;
    ask(&world, "//health").await;
    let before = world.app.db.statements();
    let asks = (0..100).map(|_| ask(&world, "//health"));
    futures_util::future::join_all(asks).await;
    assert_eq!(world.app.db.statements(), before);
    world.stop().await;
}

// control: canis-72
#[tokio::test]
async fn a_request_that_gets_no_connection_is_answered_in_time_and_the_next_one_is_served() {
    let world = World::start_with(|config| {
        config.database_pool = 4;
        config.database_acquire = Duration::from_secs(1);
    })
    .await;
    let ada = world.owner();
    let writer = world.app.db.write().await.unwrap();
    let mut readers = Vec::new();
    while let Ok(reader) = world.app.db.read().await {
        readers.push(reader);
    }
    ada.post("/spaces", json!({ "name": "Late" })).await.refused(Code::Unavailable);
    ada.get("/spaces").await.refused(Code::Unavailable);
    drop((writer, readers));
    ada.post("/spaces", json!({ "name": "In time" })).await.created::<Value>();
    let spaces: Value = ada.get("/spaces").await.ok();
    assert_eq!(spaces["items"].as_array().unwrap().len(), 1, "what was refused did not happen");
    world.stop().await;
}
