//! Parts that fail under the running program: every answer comes in time and says that it is not available, and all is
//! well again by itself.

mod database;
mod disk;
mod limiter;
mod load;
mod mail;
mod objects;

use crate::{
    gate::Gate,
    people::PATIENCE,
    place::{Ground, Process, command, free_port},
};
use snug_client::Client;
use snug_proto::instance::Health;
use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// A node that reaches what it needs through doors.
struct Node {
    process: Process,
    client: Client,
}

impl Node {
    async fn up(ground: &Ground, database: &str, settings: &[(&str, &str)]) -> Self {
        let (command, port) = told(ground, database, settings);
        Self::of(command, port).await
    }

    async fn of(command: Command, port: u16) -> Self {
        let process = Process::of(command, port).await;
        let client = Client::new(&process.base).unwrap();
        Self { process, client }
    }

    /// Asks after the health until it is as told; answers how long that took.
    async fn health_is(&self, status: u16, is_so: impl Fn(&Health) -> bool) -> Duration {
        let begun = Instant::now();
        let asking = async {
            loop {
                let answer = self.client.request("GET".parse().unwrap(), "//health", None, None).await.unwrap();
                let health: Health = serde_json::from_slice(&answer.bytes).unwrap();
                if answer.status.as_u16() == status && is_so(&health) {
                    return begun.elapsed();
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(PATIENCE, asking).await.expect("the health tells the truth")
    }
}

/// The program as it is to start, and the port on which it will listen.
fn told(ground: &Ground, database: &str, settings: &[(&str, &str)]) -> (Command, u16) {
    let port = free_port();
    let mut command = command(ground.folder.path());
    command.args(["--listen", &format!("127.0.0.1:{port}"), "--database", database]);
    command.args(["--public-url", "http://localhost:8080"]);
    // What the stories break on purpose is not to be read.
    command.envs(settings.iter().copied()).stderr(Stdio::null());
    (command, port)
}

/// A database with a door before it.
async fn behind_a_door() -> (Ground, Gate, String) {
    let ground = Ground::shared().await;
    let gate = Gate::before(ground.server()).await;
    let url = ground.url_by(gate.address);
    (ground, gate, url)
}
