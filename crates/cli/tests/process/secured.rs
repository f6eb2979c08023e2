//! The servers that nodes share, reached by TLS: only one that a known authority vouches for is spoken to.

use crate::place::{CODE, Ground, PASSWORD, Process, command};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use serde_json::json;
use snug_client::Client;
use std::{
    fs,
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};
use tempfile::TempDir;

const HUSH: &str = "hush7hush";

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A server of its own that takes nothing in the clear.
struct Redis {
    child: Child,
    port: u16,
    folder: TempDir,
}

impl Redis {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        vouch(folder.path());
        let port = free_port();
        let mut child = Command::new("redis-server")
            .args(["--port", "0", "--bind", "127.0.0.1", "--save", "", "--requirepass", HUSH])
            .args(["--tls-port", &port.to_string(), "--tls-auth-clients", "no"])
            .args(["--tls-cert-file", "server.pem", "--tls-key-file", "server.key", "--tls-ca-cert-file", "known.pem"])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .spawn()
            .expect("redis-server is installed");
        // There is no other way to know of another process.
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(child.try_wait().unwrap().is_none(), "redis-server ended while starting");
            std::thread::sleep(Duration::from_millis(10));
        }
        Self { child, port, folder }
    }

    fn url(&self) -> String {
        format!("rediss://:{HUSH}@localhost:{}", self.port)
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Writes an authority, a certificate of `localhost` from it, and an authority that has nothing to do with it.
fn vouch(folder: &Path) {
    let authority = || {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
    };
    let (known, stranger) = (authority(), authority());
    let key = KeyPair::generate().unwrap();
    let server = CertificateParams::new(vec!["localhost".into()]).unwrap().signed_by(&key, &known).unwrap();
    fs::write(folder.join("known.pem"), known.pem()).unwrap();
    fs::write(folder.join("stranger.pem"), stranger.pem()).unwrap();
    fs::write(folder.join("server.pem"), server.pem()).unwrap();
    fs::write(folder.join("server.key"), key.serialize_pem()).unwrap();
}

/// The program on that ground, with that server between its nodes, trusting that authority.
fn node(ground: &Ground, redis: &Redis, authority: &str, port: u16) -> Command {
    let mut command = command(ground.folder.path());
    command
        .args(["--listen", &format!("127.0.0.1:{port}"), "--database", &ground.url()])
        .env("SNUG_BUS", redis.url())
        .env("SSL_CERT_FILE", redis.folder.path().join(authority));
    command
}

#[tokio::test]
async fn a_place_shares_a_server_that_its_authority_vouches_for() {
    let (ground, redis) = (Ground::fresh().await, Redis::start());
    let port = free_port();
    let process = Process::of(node(&ground, &redis, "known.pem", port), port).await;
    let client = Client::new(&process.base).unwrap();
    let setup = json!({ "setup_code": CODE, "username": "olive", "password": PASSWORD });
    client.setup(&serde_json::from_value(setup).unwrap()).await.unwrap();
    drop(process);
    ground.end().await;
}

#[tokio::test]
async fn a_server_of_a_strange_authority_is_not_spoken_to() {
    let (ground, redis) = (Ground::fresh().await, Redis::start());
    let mut command = node(&ground, &redis, "stranger.pem", free_port());
    let output = tokio::task::spawn_blocking(move || command.stderr(Stdio::piped()).output().unwrap()).await.unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("bus") && said.contains("certificate"), "{said}");
    assert!(!said.contains(HUSH), "{said}");
    ground.end().await;
}
