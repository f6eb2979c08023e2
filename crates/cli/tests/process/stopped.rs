//! SIGTERM: the program ends by itself, in time, with 0, and what it acknowledged is there.

use crate::place::{CODE, Ground, PASSWORD, Process};
use serde_json::json;
use snug_client::Client;
use std::time::Duration;

// control: canis-75
#[tokio::test(flavor = "multi_thread")]
async fn a_signal_ends_it_in_order() {
    for signal in ["TERM", "INT"] {
        let ground = Ground::fresh().await;
        let mut process = Process::start(&ground).await;
        let client = Client::new(&process.base).unwrap();
        let setup = json!({ "setup_code": CODE, "username": "olive", "password": PASSWORD });
        client.setup(&serde_json::from_value(setup).unwrap()).await.unwrap();
        process.signal(signal);
        let ended = tokio::task::spawn_blocking(move || {
            let status = process.child.wait().unwrap();
            (status, process)
        });
        let (status, process) = tokio::time::timeout(Duration::from_secs(25), ended).await.expect("it ends").unwrap();
        assert_eq!(status.code(), Some(0), "{signal}");
        drop(process);
        let process = Process::start(&ground).await;
        let client = Client::new(&process.base).unwrap();
        client.sign_in("olive", PASSWORD).await.unwrap();
        drop(process);
        ground.end().await;
    }
}
