//! Starting and stopping a server: what the binary and the tests call.

use crate::{
    access::Worlds,
    app::App,
    config::{Config, Smtp, safe},
    edge::{
        gateway,
        gateway::Hub,
        http::{health::Pulse, listen, numbers, router::router},
    },
    features::{self, identity},
    keys::Keys,
    roles::Role,
};
use anyhow::Context;
use snug_platform::{
    bus::Bus,
    clock::Clock,
    db::{Db, DbConfig, Migration},
    ids::Ids,
    jobs::{Handler, Jobs},
    lifecycle::Lifecycle,
    limits::Limits,
    net::mail::Mailer,
    objects::Objects,
};
use std::{fs, net::SocketAddr, os::unix::fs::DirBuilderExt as _, sync::Arc};
use tokio::net::TcpListener;

/// The step of that name: one text for both engines, which what `differs` follows, a text for each; or, kept `apart`,
/// nothing but a text for each.
macro_rules! step {
    ($name:literal) => {
        Migration::same($name, include_str!(concat!("../../../migrations/", $name, ".sql")))
    };
    ($name:literal, differs) => {
        Migration { sql: include_str!(concat!("../../../migrations/", $name, ".sql")), ..step!($name, apart) }
    };
    ($name:literal, apart) => {
        Migration {
            name: $name,
            sql: "",
            sqlite: include_str!(concat!("../../../migrations/", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../../../migrations/", $name, ".postgres.sql")),
        }
    };
}

/// The steps of the tables.
pub const MIGRATIONS: &[Migration] = &[
    step!("0001_identity"),
    step!("0002_spaces"),
    step!("0003_channels"),
    step!("0004_messages"),
    step!("0005_keeping"),
    step!("0006_reading"),
    step!("0007_policy_reports"),
    step!("0008_email_codes"),
    step!("0009_second_factors"),
    step!("0010_password_changed"),
    step!("0011_conversations", differs),
    step!("0012_search", apart),
    step!("0013_notifications"),
    step!("0014_bitrate"),
    step!("0015_presence"),
    step!("0016_moderation"),
    step!("0017_conversation_levels", apart),
    step!("0018_admin"),
];

/// A server that runs.
pub struct Running {
    /// Everything requests can reach.
    pub app: Arc<App>,
    /// Where it listens.
    pub address: SocketAddr,
}

/// Starts a server on a listener: opens its parts, brings the tables up to date, serves.
///
/// # Errors
/// A part cannot be opened; the message names the setting.
pub async fn start(config: Config, clock: Clock, ids: Ids, listener: TcpListener) -> anyhow::Result<Running> {
    serve(open(config, clock, ids).await?, listener).await
}

/// Serves on a listener what was opened.
///
/// # Errors
/// A part cannot begin.
pub async fn serve(app: Arc<App>, listener: TcpListener) -> anyhow::Result<Running> {
    let address = listener.local_addr()?;
    features::start(&app).await?;
    gateway::start(&app);
    numbers::start(&app).await?;
    let handlers = handlers(&app);
    app.jobs.begin_rounds(&app.db, &handlers).await?;
    if app.config.roles.has(Role::Worker) && app.config.has_workers {
        app.jobs.start(&app.db, &app.life, handlers);
    }
    app.life.spawn("http", listen::serve(app.clone(), router(&app), listener, listen::HEAD));
    Ok(Running { app, address })
}

impl Running {
    /// Waits until a part has broken without which the server cannot go on.
    pub async fn broken(&self) {
        self.app.life.broken().await;
    }

    /// Stops in order: no new requests, sockets told to come back, requests drained, tasks ended, parts closed.
    pub async fn stop(self) {
        let deadline = self.app.config.shutdown;
        let orderly = async {
            self.app.gateway.drain(&self.app).await;
            self.app.life.stop().await;
            self.app.db.close().await;
        };
        if self.app.clock.within(deadline, orderly).await.is_none() {
            tracing::warn!(tasks = ?self.app.life.running(), "stopping took too long; leaving anyway");
        }
    }
}

/// What runs jobs, by kind.
pub fn handlers(app: &Arc<App>) -> Vec<Handler> {
    let jobs = features::ALL.iter().flat_map(|feature| feature.jobs.iter());
    jobs.map(|job| job.handler(app)).collect()
}

/// Opens the parts of a server and brings the tables up to date. Nobody can reach it yet.
///
/// # Errors
/// A part cannot be opened, or is not safe; the message names the setting.
pub async fn open(config: Config, clock: Clock, ids: Ids) -> anyhow::Result<Arc<App>> {
    let keys = keys(&config, &ids)?;
    let life = Lifecycle::default();
    let bus = match config.bus.reveal() {
        "local" => Bus::local(),
        url => Bus::redis(url, "snug", ids.uuid(), &life, clock.clone()).context("bus")?,
    };
    let limits = match config.bus.reveal() {
        "local" => Limits::local(clock.clone()),
        url => Limits::redis(url, "snug", clock.clone()).await.context("bus: the limiter cannot start")?,
    };
    let objects = match config.objects.reveal() {
        "folder" => Objects::folder(config.data.join("objects"), clock.clone()).context("objects")?,
        url => Objects::s3(url, clock.clone()).context("objects")?,
    };
    let mail = match &config.smtp {
        Smtp::Off => Mailer::off(),
        Smtp::Folder => {
            Mailer::folder(config.data.join("mail"), &config.mail_from, clock.clone()).context("mail_from")?
        }
        Smtp::Server(url) => Mailer::smtp(url.reveal(), &config.mail_from, clock.clone()).context("smtp, mail_from")?,
    };
    let numbers = numbers::Numbers::default();
    let (publisher, counted) = (bus.clone(), numbers.clone());
    let publish = Arc::new(move |label, message| {
        counted.told(label);
        publisher.publish(label, message);
    });
    let db = Db::open(&place(&config), publish).await.context("database")?;
    db.migrate(MIGRATIONS, clock.now_ms()).await.context("database")?;
    db.tend(&life);
    Ok(Arc::new(App {
        jobs: Jobs::new(clock.clone(), ids.clone(), numbers.metrics()),
        identity: identity::Live::default(),
        gateway: Hub::default(),
        worlds: Worlds::default(),
        numbers,
        health: Pulse::default(),
        db,
        bus,
        objects,
        mail,
        limits,
        clock,
        ids,
        life,
        config,
        keys,
    }))
}

/// The keys of a place, from its settings or its data folder, which is made if it is not there.
fn keys(config: &Config, ids: &Ids) -> anyhow::Result<Keys> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&config.data);
    made.with_context(|| format!("data: cannot make {}", config.data.display()))?;
    safe::own(&config.data)?;
    if let Some(hex) = &config.secret_key {
        return Ok(Keys::new(safe::key(hex.reveal())?));
    }
    let path = config.data.join("secret.key");
    let keys = Keys::load_or_make(&path, ids).context("data")?;
    safe::own(&path)?;
    Ok(keys)
}

/// The database of a place, for a look from the host beside a server that runs or not.
///
/// # Errors
/// It cannot be opened.
pub async fn database(config: &Config) -> anyhow::Result<Db> {
    Db::open(&place(config), Arc::new(|_, _| ())).await
}

fn place(config: &Config) -> DbConfig {
    let url = match config.database.reveal() {
        "sqlite" => format!("sqlite:{}", config.data.join("snug.db").display()),
        url => url.to_owned(),
    };
    let mut database = DbConfig::new(url);
    database.pool_size = config.database_pool;
    database.acquire_timeout = config.database_acquire;
    database.statement_timeout = config.database_statement;
    database.idle_timeout = config.database_idle;
    database.max_lifetime = config.database_lifetime;
    database.is_durable = config.is_durable;
    database
}
