//! The Redis or Valkey server that nodes share: one address, in the clear or with TLS, or whoever its sentinels name.

use anyhow::{Context, bail};
use futures_util::FutureExt;
use redis::{
    Client, ConnectionAddr, RedisResult,
    sentinel::{SentinelClient, SentinelClientBuilder, SentinelServerType},
};
use std::sync::Arc;
use tokio::sync::Mutex;

/// Where sentinels listen unless the address says otherwise.
const SENTINEL_PORT: u16 = 26_379;

/// Knows whom to connect to. Clones share it.
#[derive(Clone)]
pub(crate) struct Shared(Place);

#[derive(Clone)]
enum Place {
    One(Box<Client>),
    /// Asked again for each connection, so that a new master is found.
    Named(Arc<Mutex<SentinelClient>>),
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The address may hold a password.
        f.write_str("Shared")
    }
}

impl Shared {
    /// `redis://…`, `rediss://…`, or `redis-sentinel://user:password@host:port,host:port/name-of-master/db`, where name
    /// and password are those of the servers that the sentinels name. Nobody is asked yet.
    ///
    /// # Errors
    /// The address is not understood; it is not repeated.
    pub(crate) fn parse(url: &str) -> anyhow::Result<Self> {
        // TLS needs to know which cryptography to use. Fails if that is already settled.
        rustls::crypto::ring::default_provider().install_default().ok();
        match url.strip_prefix("redis-sentinel://") {
            Some(rest) => Ok(Self(Place::Named(Arc::new(Mutex::new(sentinels(rest)?))))),
            None => {
                let client = Client::open(url).ok().context("not the address of a Redis or Valkey server")?;
                Ok(Self(Place::One(Box::new(client))))
            }
        }
    }

    /// Whom to connect to now.
    ///
    /// # Errors
    /// No sentinel names a master.
    pub(crate) async fn client(&self) -> RedisResult<Client> {
        match &self.0 {
            Place::One(client) => Ok(Client::clone(client)),
            // A box: what the library does there is deep, and seldom.
            Place::Named(sentinels) => async { sentinels.lock().await.async_get_client().await }.boxed().await,
        }
    }
}

fn sentinels(rest: &str) -> anyhow::Result<SentinelClient> {
    let (login, rest) = rest.rsplit_once('@').map_or((None, rest), |(login, rest)| (Some(login), rest));
    let (hosts, path) = rest.split_once('/').context("the address of the sentinels names no master")?;
    let (name, db) = path.split_once('/').unwrap_or((path, "0"));
    if name.is_empty() {
        bail!("the address of the sentinels names no master");
    }
    let addresses: Vec<ConnectionAddr> = hosts.split(',').map(address).collect::<anyhow::Result<_>>()?;
    let mut builder = SentinelClientBuilder::new(addresses, name, SentinelServerType::Master)
        .ok()
        .context("the address of the sentinels is not understood")?
        .set_client_to_redis_db(db.parse().ok().context("the number of the database is not one")?);
    if let Some((user, password)) = login.map(|login| login.split_once(':').unwrap_or(("", login))) {
        let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
        if !user.is_empty() {
            builder = builder.set_client_to_redis_username(decode(user));
        }
        builder = builder.set_client_to_redis_password(decode(password));
    }
    builder.build().ok().context("the address of the sentinels is not understood")
}

fn address(text: &str) -> anyhow::Result<ConnectionAddr> {
    let (host, port) = match text.rsplit_once(':').filter(|_| !text.ends_with(']')) {
        Some((host, port)) => (host, port.parse().ok().context("the port of a sentinel is not one")?),
        None => (text, SENTINEL_PORT),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    if host.is_empty() {
        bail!("a sentinel has no host");
    }
    Ok(ConnectionAddr::Tcp(host.to_owned(), port))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{bus::Bus, clock::Clock, lifecycle::Lifecycle, limits::Limits};
    use std::{
        process::{Child, Command, Stdio},
        time::Duration,
    };
    use uuid::Uuid;

    #[test]
    fn what_is_not_understood_is_refused_without_its_password() {
        for good in [
            "redis://user:hush@host:6379/1",
            "rediss://host",
            "redis-sentinel://one,two:26380/snug",
            "redis-sentinel://user:hu%40sh@[::1]:1,[::2]/snug/3",
        ] {
            assert!(Shared::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "http://user:hush@host",
            "redis-cluster://user:hush@host",
            "redis-sentinel://user:hush@host",
            "redis-sentinel://user:hush@host/",
            "redis-sentinel://user:hush@/snug",
            "redis-sentinel://user:hush@host:port/snug",
            "redis-sentinel://user:hush@host/snug/x",
        ] {
            let error = format!("{:?}", Shared::parse(bad).unwrap_err());
            assert!(!error.contains("hush"), "{error}");
        }
    }

    struct Sentinel(Child);

    impl Drop for Sentinel {
        fn drop(&mut self) {
            self.0.kill().ok();
            self.0.wait().ok();
        }
    }

    /// A real sentinel that watches the given server; none without a server to test against.
    fn sentinel(folder: &std::path::Path) -> Option<(Sentinel, String)> {
        let redis = url::Url::parse(&std::env::var("SNUG_TEST_REDIS").ok()?).unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (host, master_port) = (redis.host_str().unwrap(), redis.port().unwrap_or(6379));
        let file = folder.join("sentinel.conf");
        let text = format!("port {port}\nbind 127.0.0.1\nsentinel monitor snug {host} {master_port} 1\n");
        std::fs::write(&file, text).unwrap();
        let child = Command::new("redis-server")
            .arg(&file)
            .args(["--sentinel", "--dir"])
            .arg(folder)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        Some((Sentinel(child), format!("redis-sentinel://127.0.0.1:{port}/snug")))
    }

    #[tokio::test]
    async fn the_master_that_a_sentinel_names_carries_bus_and_limits() {
        let folder = tempfile::tempdir().unwrap();
        let Some((_sentinel, url)) = sentinel(folder.path()) else { return };
        let life = Lifecycle::default();
        let prefix = format!("test-{}", Uuid::now_v7().simple());
        // The bus heals by itself, so it need not wait for the sentinel to be up; the limiter must find it.
        let bus = Bus::redis(&url, &prefix, Uuid::now_v7(), &life, Clock::Real).unwrap();
        tokio::time::timeout(Duration::from_secs(60), bus.up()).await.unwrap();
        assert!(bus.probe().await);
        let limits = Limits::redis(&url, &prefix, Clock::Real).await.unwrap();
        assert!(limits.probe().await);
        life.stop().await;
    }
}
