//! A copy of the program on a folder and an engine of its own.

use snug_client::Client;
use snug_platform::db::{Db, DbConfig};
use std::{
    fs::Permissions,
    net::{SocketAddr, TcpListener},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};
use tempfile::TempDir;
use uuid::Uuid;

pub const CODE: &str = "KILLKILLKILLKILLKILL";
pub const PASSWORD: &str = "a lamp on the table";

/// Data that outlives the process.
pub struct Ground {
    pub folder: TempDir,
    database: Option<(String, String)>,
}

impl Ground {
    /// On the engine that is tested.
    pub async fn fresh() -> Self {
        match std::env::var("SNUG_TEST_ENGINE").as_deref() {
            Ok("postgres") => Self::shared().await,
            _ => Self { folder: folder(), database: None },
        }
    }

    /// On a server, as nodes need it that share a database.
    pub async fn shared() -> Self {
        let server = std::env::var("SNUG_TEST_POSTGRES").unwrap_or("postgres://root@127.0.0.1:5432".into());
        let name = format!("snug_test_{}", Uuid::now_v7().simple());
        let new =
            format!("create database {name} template template0 lc_collate 'C' lc_ctype 'C.UTF-8' encoding 'UTF8'");
        run(&server, &new).await;
        Self { folder: folder(), database: Some((server, name)) }
    }

    /// Where the server of the database listens.
    pub fn server(&self) -> String {
        let (server, _) = self.database.as_ref().expect("a ground on a server");
        server.rsplit_once('@').expect("a user").1.to_owned()
    }

    /// The database, reached by another address.
    pub fn url_by(&self, address: SocketAddr) -> String {
        self.url().replacen(&self.server(), &address.to_string(), 1)
    }

    pub fn url(&self) -> String {
        self.database.as_ref().map_or("sqlite".into(), |(server, name)| format!("{server}/{name}"))
    }

    pub async fn end(self) {
        if let Some((server, name)) = self.database {
            run(&server, &format!("drop database if exists {name} with (force)")).await;
        }
    }
}

/// A port where nobody listens.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

async fn run(server: &str, sql: &str) {
    let mut config = DbConfig::new(format!("{server}/postgres"));
    // Making and dropping a database waits for the disk of the server.
    config.statement_timeout = Duration::from_secs(60);
    let db = Db::open(&config, Arc::new(|_, _| ())).await.unwrap();
    let sql: &'static str = sql.to_owned().leak();
    db.read().await.unwrap().sql(sql).run().await.unwrap();
    db.close().await;
}

/// A folder as the server wants it: nobody else's.
pub fn folder() -> TempDir {
    tempfile::Builder::new().permissions(Permissions::from_mode(0o700)).tempdir().unwrap()
}

pub struct Process {
    pub child: Child,
    pub base: String,
}

impl Process {
    /// Starts the program and waits until it is ready.
    pub async fn start(ground: &Ground) -> Self {
        let port = free_port();
        let mut command = command(ground.folder.path());
        command.args(["--listen", &format!("127.0.0.1:{port}"), "--database", &ground.url()]);
        // The same name at every start, so that a session lasts.
        command.args(["--public-url", "http://localhost:8080"]);
        Self::of(command, port).await
    }

    /// Starts the program as told and waits until it is ready on that port.
    pub async fn of(mut command: Command, port: u16) -> Self {
        let mut process = Self { child: command.spawn().unwrap(), base: format!("http://127.0.0.1:{port}") };
        process.ready().await;
        process
    }

    /// Asks until the program says that it is ready: there is no other way to know of another process.
    async fn ready(&mut self) {
        let client = Client::new(&self.base).unwrap();
        for _ in 0..3_000 {
            let answer = client.request("GET".parse().unwrap(), "//readyz", None, None).await;
            if answer.is_ok_and(|answer| answer.status.is_success()) {
                return;
            }
            assert!(self.child.try_wait().unwrap().is_none(), "the program ended while starting");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the program did not become ready");
    }

    /// kill -9.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn signal(&self, name: &str) {
        let done = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status().unwrap();
        assert!(done.success());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Gone already after most stories.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

pub fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_snug"))
}

pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(program());
    command
        .args(["serve", "--data"])
        .arg(folder)
        .env_clear()
        .env("SNUG_SETUP_CODE", CODE)
        .env("SNUG_RATE_FACTOR", "1000000")
        .env("SNUG_LOG", "error")
        .stderr(Stdio::inherit());
    command
}
