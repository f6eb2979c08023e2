//! Two nodes of one place, with a door before each server that they share.

use crate::{
    gate::Gate,
    place::{Ground, Process, command, folder, free_port},
    redis::Redis,
};
use snug_client::Client;
use std::process::Stdio;
use tempfile::TempDir;

/// As somebody should make it: both nodes seal and sign with it.
const KEY: &str = "4b8d03e6f1a97c25d86e1f3a90b7c4521ed8f6a3094c7b52e1a8d5f60739c2be";

pub struct Stage {
    pub ground: Ground,
    /// Before PostgreSQL.
    pub database: Gate,
    /// Before the Redis that carries bus and limits.
    pub bus: Gate,
    _redis: Redis,
    pub a: Process,
    pub b: Process,
    _folders: [TempDir; 2],
}

impl Stage {
    pub async fn up() -> Self {
        let ground = Ground::shared().await;
        let redis = Redis::start().await;
        let database = Gate::before(ground.server()).await;
        let bus = Gate::before(redis.address()).await;
        let url = ground.url_by(database.address);
        let folders = [folder(), folder()];
        let node = async |folder: &TempDir| {
            let port = free_port();
            let mut command = command(folder.path());
            command.args(["--listen", &format!("127.0.0.1:{port}"), "--database", &url]);
            // The same name for both, so that a session of one is a session of the other.
            command.args(["--public-url", "http://localhost:8080"]);
            command.env("SNUG_BUS", format!("redis://{}", bus.address)).env("SNUG_SECRET_KEY", KEY);
            command.env("SNUG_ALLOW_PLAIN_CONVERSATIONS", "true");
            // What the stories break on purpose is not to be read.
            command.stderr(Stdio::null());
            Process::of(command, port).await
        };
        let (a, b) = (node(&folders[0]).await, node(&folders[1]).await);
        Self { ground, database, bus, _redis: redis, a, b, _folders: folders }
    }

    /// The same session on the other node.
    pub fn at_b(&self, client: &Client) -> Client {
        let there = Client::new(&self.b.base).unwrap();
        there.set_tokens(client.tokens());
        there
    }

    pub async fn down(self) {
        let Self { ground, database, a, b, .. } = self;
        drop((a, b, database));
        ground.end().await;
    }
}
