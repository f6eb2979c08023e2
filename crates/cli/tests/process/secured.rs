//! The servers that nodes share, reached by TLS: only one that a known authority vouches for is spoken to.

use crate::{
    place::{CODE, Ground, PASSWORD, Process, command, free_port},
    redis::Redis,
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use serde_json::json;
use snug_client::Client;
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};
use tempfile::TempDir;

const HUSH: &str = "hush7hush";

/// A server of its own that takes nothing in the clear.
struct Secured {
    redis: Redis,
    folder: TempDir,
}

impl Secured {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        vouch(folder.path());
        let file = |name: &str| folder.path().join(name).display().to_string();
        let (port, pem, key, known) = (free_port(), file("server.pem"), file("server.key"), file("known.pem"));
        let tls = port.to_string();
        let arguments = ["--port", "0", "--requirepass", HUSH, "--tls-port", &tls, "--tls-auth-clients", "no"];
        let files = ["--tls-cert-file", &pem, "--tls-key-file", &key, "--tls-ca-cert-file", &known];
        Self { redis: Redis::with(port, &[&arguments[..], &files].concat(), folder.path()).await, folder }
    }

    fn url(&self) -> String {
        format!("rediss://:{HUSH}@localhost:{}", self.redis.port)
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
fn node(ground: &Ground, redis: &Secured, authority: &str, port: u16) -> Command {
    let mut command = command(ground.folder.path());
    command
        .args(["--listen", &format!("127.0.0.1:{port}"), "--database", &ground.url()])
        .env("SNUG_BUS", redis.url())
        .env("SSL_CERT_FILE", redis.folder.path().join(authority));
    command
}

#[tokio::test]
async fn a_place_shares_a_server_that_its_authority_vouches_for() {
    let (ground, redis) = (Ground::fresh().await, Secured::start().await);
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
    let (ground, redis) = (Ground::fresh().await, Secured::start().await);
    let mut command = node(&ground, &redis, "stranger.pem", free_port());
    let output = tokio::task::spawn_blocking(move || command.stderr(Stdio::piped()).output().unwrap()).await.unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("bus") && said.contains("certificate"), "{said}");
    assert!(!said.contains(HUSH), "{said}");
    ground.end().await;
}
