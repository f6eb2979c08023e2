//! Starting and stopping a server: what the binary and the tests call.

use crate::{
    access::Worlds,
    app::App,
    config::{Config, Smtp},
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
use data_encoding::HEXLOWER_PERMISSIVE;
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
use std::{fs, net::SocketAddr, sync::Arc};
use tokio::net::TcpListener;

/// The steps of the tables.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_identity", sql: include_str!("../../../migrations/0001_identity.sql") },
    Migration { name: "0002_spaces", sql: include_str!("../../../migrations/0002_spaces.sql") },
    Migration { name: "0003_channels", sql: include_str!("../../../migrations/0003_channels.sql") },
    Migration { name: "0004_messages", sql: include_str!("../../../migrations/0004_messages.sql") },
    Migration { name: "0005_keeping", sql: include_str!("../../../migrations/0005_keeping.sql") },
    Migration { name: "0006_reading", sql: include_str!("../../../migrations/0006_reading.sql") },
    Migration { name: "0007_policy_reports", sql: include_str!("../../../migrations/0007_policy_reports.sql") },
    Migration { name: "0008_email_codes", sql: include_str!("../../../migrations/0008_email_codes.sql") },
    Migration { name: "0009_second_factors", sql: include_str!("../../../migrations/0009_second_factors.sql") },
    Migration { name: "0010_password_changed", sql: include_str!("../../../migrations/0010_password_changed.sql") },
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
    let address = listener.local_addr()?;
    let app = assemble(config, clock, ids).await?;
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

async fn assemble(config: Config, clock: Clock, ids: Ids) -> anyhow::Result<Arc<App>> {
    fs::create_dir_all(&config.data).with_context(|| format!("data: cannot make {}", config.data.display()))?;
    let keys = match &config.secret_key {
        Some(hex) => Keys::new(
            HEXLOWER_PERMISSIVE
                .decode(hex.reveal().as_bytes())
                .ok()
                .and_then(|bytes| bytes.try_into().ok())
                .context("secret_key: must be 64 hex digits")?,
        ),
        None => Keys::load_or_make(&config.data.join("secret.key"), &ids)?,
    };
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
    let publisher = bus.clone();
    let db = Db::open(&place(&config), Arc::new(move |label, message| publisher.publish(label, message))).await?;
    db.migrate(MIGRATIONS, clock.now_ms()).await?;
    db.tend(&life);
    Ok(Arc::new(App {
        jobs: Jobs::new(clock.clone(), ids.clone()),
        identity: identity::Live::default(),
        gateway: Hub::default(),
        worlds: Worlds::default(),
        numbers: numbers::Numbers::default(),
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
