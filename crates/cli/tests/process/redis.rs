//! A Redis or Valkey server of one test: nodes of different tests must not hear each other.

use crate::place::free_port;
use std::{
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

pub struct Redis {
    child: Child,
    arguments: Vec<String>,
    pub port: u16,
}

impl Redis {
    /// A server in the clear.
    pub async fn start() -> Self {
        let port = free_port();
        Self::with(port, &["--port", &port.to_string()], Path::new("/")).await
    }

    /// A server with these arguments in that folder; waits until it listens.
    pub async fn with(port: u16, arguments: &[&str], folder: &Path) -> Self {
        let always = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir"];
        let mut arguments: Vec<String> = arguments.iter().chain(&always).map(ToString::to_string).collect();
        arguments.push(folder.display().to_string());
        let mut redis = Self { child: spawn(&arguments), arguments, port };
        redis.listens().await;
        redis
    }

    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// kill -9, and a new one in its place that knows nothing.
    pub async fn starts_again(&mut self) {
        self.end();
        self.child = spawn(&self.arguments);
        self.listens().await;
    }

    fn end(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }

    /// There is no other way to know of another process.
    async fn listens(&mut self) {
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(self.child.try_wait().unwrap().is_none(), "redis-server ended while starting");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

fn spawn(arguments: &[String]) -> Child {
    let mut command = Command::new("redis-server");
    command.args(arguments).stdout(Stdio::null()).spawn().expect("redis-server must be installed for this test")
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.end();
    }
}
