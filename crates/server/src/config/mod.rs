//! How the operator wants it: options over variables over `snug.toml` over defaults.
//!
//! Every setting is one line of [`KEYS`]; the reference page and the sample file are made from these lines.

mod keys;
mod load;
pub mod safe;

pub use keys::{KEYS, Key, Shown};
pub use load::{Origin, Setting, Settings, env_name};

use crate::roles::Roles;
use anyhow::{Context, bail, ensure};
use ipnet::IpNet;
use snug_proto::Secret;
use std::{fmt::Display, net::SocketAddr, path::PathBuf, str::FromStr, time::Duration};
use url::Url;

/// A checked configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder of everything the server keeps.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// How people reach the place.
    pub public_url: Url,
    /// `sqlite` or `postgres://…`, perhaps with a password.
    pub database: Secret,
    /// `local` or `redis://…`, perhaps with a password.
    pub bus: Secret,
    /// `folder` or `s3://…`, perhaps with a secret.
    pub objects: Secret,
    /// What this node does.
    pub roles: Roles,
    /// How mail leaves.
    pub smtp: Smtp,
    /// Who sends it.
    pub mail_from: String,
    /// The set-up code, when the operator chose it.
    pub setup_code: Option<Secret>,
    /// The server's key, when it does not lie in the data folder.
    pub secret_key: Option<Secret>,
    /// Proxies whose word about the client's address counts.
    pub trusted_proxies: Vec<IpNet>,
    /// Other origins whose pages may call.
    pub origins: Vec<String>,
    /// Conversations without encryption can be opened.
    pub allows_plain_conversations: bool,
    /// Life of an access token.
    pub access_token_seconds: i64,
    /// A session ends after so much silence.
    pub session_idle_seconds: i64,
    /// A session ends after so long.
    pub session_absolute_seconds: i64,
    /// What hashing a password costs.
    pub password_cost: PasswordCost,
    /// All rates times this.
    pub rate_factor: u32,
    /// Every route waits when the limiter is missing.
    pub is_limiter_strict: bool,
    /// Most database connections.
    pub database_pool: u32,
    /// How long to wait for a database connection.
    pub database_acquire: Duration,
    /// How long a statement may run.
    pub database_statement: Duration,
    /// How long a database connection may idle.
    pub database_idle: Duration,
    /// How long a database connection may live.
    pub database_lifetime: Duration,
    /// The whole shutdown.
    pub shutdown: Duration,
    /// Where `/metrics` is served, if anywhere.
    pub admin_listen: Option<SocketAddr>,
    /// `error`, `warn`, `info`, `debug`.
    pub log: String,
    /// False only in tests: commits do not wait for the disk.
    pub is_durable: bool,
    /// False only in tests, which run jobs when the story says so.
    pub has_workers: bool,
    /// Every answer to a registration comes so long after its request; shorter only in tests.
    pub register_pace: Duration,
    /// Every answer about a code by mail comes so long after its request; shorter only in tests.
    pub verify_pace: Duration,
    /// What is written to one socket within so long leaves together; not at all only in tests, whose clock stands.
    pub gather: Duration,
    /// Counted limits of the product.
    pub counts: Counts,
}

/// When a registration is answered, after its request: later than any work it may cause.
pub const REGISTER_PACE: Duration = Duration::from_secs(1);
/// When a code by mail is answered, after its request.
pub const VERIFY_PACE: Duration = Duration::from_millis(250);
/// What is written to one socket within so long leaves together.
pub const GATHER: Duration = Duration::from_millis(15);

/// How mail leaves.
#[derive(Clone, Debug)]
pub enum Smtp {
    /// Not at all.
    Off,
    /// Into a folder of the data folder.
    Folder,
    /// Through the server with this address, which may hold a password.
    Server(Secret),
}

/// What hashing a password costs (argon2id).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl PasswordCost {
    /// The least that OWASP recommends.
    pub const LEAST: Self = Self { memory_kib: 19_456, passes: 2 };
}

impl Default for PasswordCost {
    fn default() -> Self {
        Self::LEAST
    }
}

/// Counted limits of the product (talk page, section 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Spaces that one account owns.
    pub spaces_owned: i64,
    /// Spaces that one account joined.
    pub spaces_joined: i64,
    /// Members of a space.
    pub members: i64,
    /// Roles of a space.
    pub roles: i64,
    /// Channels and categories of a space.
    pub channels: i64,
    /// Overrides of a channel.
    pub overrides: i64,
    /// Overrides of all channels of a space: they are part of what every client gets first.
    pub space_overrides: i64,
    /// Live invites of a space.
    pub invites: i64,
    /// Live invites of one member of a space.
    pub invites_of_member: i64,
    /// Live sessions of an account.
    pub sessions: i64,
    /// Friends of an account.
    pub friends: i64,
    /// People whom an account asked and who did not answer yet.
    pub friend_requests: i64,
    /// Blocks by an account.
    pub blocks: i64,
    /// Conversations of an account.
    pub conversations: i64,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            spaces_owned: 20,
            spaces_joined: 100,
            members: 10_000,
            roles: 100,
            channels: 300,
            overrides: 100,
            space_overrides: 2_000,
            invites: 200,
            invites_of_member: 20,
            sessions: 50,
            friends: 1_000,
            friend_requests: 100,
            blocks: 1_000,
            conversations: 1_000,
        }
    }
}

impl Config {
    /// Checks the settings.
    ///
    /// # Errors
    /// Names the first key with a wrong value.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        let listen: SocketAddr = settings.parse("listen")?;
        let public_url = match settings.get("public_url") {
            "" => format!("http://{}", loopback_name(listen)).parse()?,
            text => settings.check("public_url", Url::parse(text))?,
        };
        safe::public_url(&public_url)?;
        let access_token_seconds: i64 = settings.parse("access_token_seconds")?;
        ensure!((30..=900).contains(&access_token_seconds), "access_token_seconds: 30 to 900");
        let bus = one_of(settings, "bus", &["local", "redis://", "rediss://", "redis-sentinel://"])?;
        let roles: Roles = settings.check("roles", settings.get("roles").parse())?;
        ensure!(roles.is_all() || bus != "local", "roles: a share of the work needs a bus that the other nodes hear");
        let password_cost = PasswordCost {
            memory_kib: settings.parse("password_memory_kib")?,
            passes: settings.parse("password_passes")?,
        };
        let (least, most_kib) = (PasswordCost::LEAST, 4 * 1_024 * 1_024);
        ensure!(
            (least.memory_kib..=most_kib).contains(&password_cost.memory_kib),
            "password_memory_kib: {} to {most_kib}",
            least.memory_kib
        );
        ensure!((least.passes..=100).contains(&password_cost.passes), "password_passes: {} to 100", least.passes);
        let smtp = smtp(settings, &public_url)?;
        let mail_from = match settings.get("mail_from") {
            "" => format!("Snug <snug@{}>", public_url.domain().unwrap_or("localhost")),
            from => from.to_owned(),
        };
        let (setup_code, secret_key) = secrets(settings)?;
        let trusted_proxies = list(settings, "trusted_proxies", |text| {
            Ok(IpNet::from_str(text).or_else(|_| std::net::IpAddr::from_str(text).map(IpNet::from))?)
        })?;
        safe::proxies(&trusted_proxies)?;
        let session_idle_seconds = at_least(settings, "session_idle_seconds", 60)?;
        Ok(Self {
            data: PathBuf::from(settings.get("data")),
            listen,
            public_url,
            database: Secret::new(one_of(settings, "database", &["sqlite", "postgres://", "postgresql://"])?),
            bus: Secret::new(bus),
            objects: Secret::new(one_of(settings, "objects", &["folder", "s3://"])?),
            roles,
            smtp,
            mail_from,
            setup_code,
            secret_key,
            trusted_proxies,
            origins: list(settings, "origins", safe::origin)?,
            allows_plain_conversations: settings.parse("allow_plain_conversations")?,
            access_token_seconds,
            session_idle_seconds,
            session_absolute_seconds: at_least(settings, "session_absolute_seconds", session_idle_seconds)?,
            password_cost,
            rate_factor: at_least(settings, "rate_factor", 1)?,
            is_limiter_strict: settings.parse("limiter_strict")?,
            database_pool: at_least(settings, "database_pool", 1)?,
            database_acquire: Duration::from_millis(at_least(settings, "database_acquire_ms", 1)?),
            database_statement: Duration::from_millis(at_least(settings, "database_statement_ms", 1)?),
            database_idle: Duration::from_secs(at_least(settings, "database_idle_seconds", 1)?),
            database_lifetime: Duration::from_secs(at_least(settings, "database_lifetime_seconds", 1)?),
            shutdown: Duration::from_secs(settings.parse("shutdown_seconds")?),
            admin_listen: admin_listen(settings, listen)?,
            log: one_of(settings, "log", &["error", "warn", "info", "debug"])?,
            is_durable: true,
            has_workers: true,
            register_pace: REGISTER_PACE,
            verify_pace: VERIFY_PACE,
            gather: GATHER,
            counts: Counts::default(),
        })
    }

    /// The origin that pages of this place have.
    pub fn public_origin(&self) -> String {
        self.public_url.origin().ascii_serialization()
    }

    /// True when people come by https.
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }
}

/// How mail leaves; a place that only this machine reaches keeps it in a folder.
fn smtp(settings: &Settings, public_url: &Url) -> anyhow::Result<Smtp> {
    match settings.get("smtp") {
        "" if is_this_machine(public_url) => Ok(Smtp::Folder),
        "" | "off" => Ok(Smtp::Off),
        "folder" => Ok(Smtp::Folder),
        url if url.starts_with("smtp://") || url.starts_with("smtps://") => {
            safe::mail_server(url)?;
            Ok(Smtp::Server(Secret::new(url)))
        }
        // Not repeated: it may hold a password.
        _ => bail!("smtp: must be one of off, folder, smtp://, smtps://"),
    }
}

/// `localhost` for a loopback or unspecified address: what a person types.
fn loopback_name(listen: SocketAddr) -> String {
    if listen.ip().is_loopback() || listen.ip().is_unspecified() {
        format!("localhost:{}", listen.port())
    } else {
        listen.to_string()
    }
}

/// True when nobody else can be on the way.
fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The set-up code and the server's key, as far as the operator chose them.
fn secrets(settings: &Settings) -> anyhow::Result<(Option<Secret>, Option<Secret>)> {
    let given = |key: &str| Some(settings.get(key)).filter(|text| !text.is_empty());
    let (code, key) = (given("setup_code"), given("secret_key"));
    code.map(safe::setup_code).transpose()?;
    key.map(safe::key).transpose()?;
    Ok((code.map(Secret::new), key.map(Secret::new)))
}

/// Where `/metrics` is served: not where everything else is.
fn admin_listen(settings: &Settings, listen: SocketAddr) -> anyhow::Result<Option<SocketAddr>> {
    if settings.get("admin_listen").is_empty() {
        return Ok(None);
    }
    let address: SocketAddr = settings.parse("admin_listen")?;
    ensure!(address != listen || address.port() == 0, "admin_listen: people come by this address");
    Ok(Some(address))
}

fn at_least<T: FromStr<Err: Display> + PartialOrd + Display>(
    settings: &Settings,
    key: &str,
    least: T,
) -> anyhow::Result<T> {
    let value: T = settings.parse(key)?;
    ensure!(value >= least, "{key}: at least {least}");
    Ok(value)
}

fn one_of(settings: &Settings, key: &str, forms: &[&str]) -> anyhow::Result<String> {
    let text = settings.get(key);
    let fits = |form: &&str| if form.ends_with("://") { text.starts_with(*form) } else { text == *form };
    if forms.iter().any(fits) {
        return Ok(text.into());
    }
    bail!("{key}: must be one of {}", forms.join(", "))
}

fn list<T>(settings: &Settings, key: &str, read: impl Fn(&str) -> anyhow::Result<T>) -> anyhow::Result<Vec<T>> {
    let parts = settings.get(key).split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| read(part).with_context(|| format!("{key}: {part:?} is not understood"))).collect()
}

#[cfg(test)]
mod tests;
