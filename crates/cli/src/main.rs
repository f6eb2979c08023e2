//! The program `snug`: serves a place, and looks after it from the host. The only crate that prints.

mod reports;

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use reports::ReportsCommand;
use snug_platform::{clock::Clock, ids::Ids, telemetry};
use snug_server::{
    Running,
    config::{Config, Settings},
    features::policy_reports::newest,
    start::{database, open, serve as serve_on},
};
use std::{
    collections::BTreeMap,
    fs,
    io::{IsTerminal as _, Write as _},
    net::SocketAddr,
    path::Path,
    time::Duration,
};
use tokio::{
    net::TcpSocket,
    signal::unix::{Signal, SignalKind, signal},
};

/// Connections that wait to be taken in.
const WAITING: u32 = 1_024;
/// How many reports are listed.
const REPORTS: i64 = 100;

/// A private room for your people.
#[derive(Parser)]
#[command(name = "snug", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the place.
    Serve(Options),
    /// Looks after the configuration.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Looks after the place from the host.
    #[command(subcommand)]
    Admin(AdminCommand),
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Says what is in force and where it came from; secrets stay hidden.
    Check(Options),
}

#[derive(Subcommand)]
enum AdminCommand {
    /// Prints the set-up code of a place that has no owner yet.
    SetupCode(Options),
    /// Lists what browsers refused on the pages of the place, newest first.
    PolicyReports(Options),
    /// Looks after what people reported.
    #[command(subcommand)]
    Reports(ReportsCommand),
}

/// Settings as options; each is also a variable and a key of `snug.toml`.
#[derive(Args, Clone)]
struct Options {
    /// Folder of everything the server keeps.
    #[arg(long, value_name = "DIR")]
    data: Option<String>,
    /// Address and port to listen on.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// How people reach the place.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// `sqlite` or `postgres://…`.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// `local` or `redis://…`.
    #[arg(long, value_name = "URL")]
    bus: Option<String>,
    /// `folder` or `s3://…`.
    #[arg(long, value_name = "URL")]
    objects: Option<String>,
    /// What this node does: `all`, or some of `hub`, `gateway`, `worker`.
    #[arg(long, value_name = "LIST")]
    roles: Option<String>,
    /// `smtps://…`, `smtp://…`, `folder` or `off`. A password belongs in SNUG_SMTP_FILE.
    #[arg(long, value_name = "URL")]
    smtp: Option<String>,
    /// Address for `/metrics`; off by default.
    #[arg(long, value_name = "ADDR")]
    admin_listen: Option<String>,
}

impl Options {
    fn settings(&self) -> anyhow::Result<Settings> {
        let pairs = [
            ("data", &self.data),
            ("listen", &self.listen),
            ("public_url", &self.public_url),
            ("database", &self.database),
            ("bus", &self.bus),
            ("objects", &self.objects),
            ("roles", &self.roles),
            ("smtp", &self.smtp),
            ("admin_listen", &self.admin_listen),
        ];
        let given: BTreeMap<&'static str, String> =
            pairs.into_iter().filter_map(|(key, value)| value.clone().map(|value| (key, value))).collect();
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
        let variables = std::env::vars();
        Settings::gather(&given, variables)
    }
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Serve(options) => run(serve(Config::new(&options.settings()?)?)),
        Command::Config(ConfigCommand::Check(options)) => check(&options.settings()?),
        Command::Admin(AdminCommand::SetupCode(options)) => setup_code(&Config::new(&options.settings()?)?),
        Command::Admin(AdminCommand::PolicyReports(options)) => run(policy_reports(Config::new(&options.settings()?)?)),
        Command::Admin(AdminCommand::Reports(command)) => {
            let config = command.config()?;
            run(command.run(config))
        }
    }
}

fn run(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

async fn serve(config: Config) -> anyhow::Result<()> {
    telemetry::init(&config.log, std::io::stderr().is_terminal())?;
    let (listen, shutdown) = (config.listen, config.shutdown);
    let in_use = || format!("listen: cannot use {listen}");
    let socket = reserved(listen).with_context(in_use)?;
    let clock = Clock::Real;
    let ids = Ids::system(clock.clone());
    let signals = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let app = open(config, clock.clone(), ids).await?;
    let running = serve_on(app, socket.listen(WAITING).with_context(in_use)?).await?;
    tracing::info!(address = %running.address, "ready");
    attend(running, signals, clock, shutdown).await
}

/// Waits for a signal, or for a part without which the server cannot go on to break, and stops in order.
async fn attend(
    running: Running,
    (mut stop, mut interrupt): (Signal, Signal),
    clock: Clock,
    shutdown: Duration,
) -> anyhow::Result<()> {
    let mut is_broken = false;
    tokio::select! {
        _ = stop.recv() => {}
        _ = interrupt.recv() => {}
        () = running.broken() => is_broken = true,
    }
    tracing::info!("stopping");
    tokio::select! {
        () = running.stop() => {}
        _ = stop.recv() => {}
        _ = interrupt.recv() => {}
        () = clock.sleep(shutdown) => {}
    }
    tracing::info!("stopped");
    anyhow::ensure!(!is_broken, "a part broke; the log says which");
    Ok(())
}

/// Takes the address, so that nobody else can, without letting anybody in: what is behind it may yet be unsafe.
fn reserved(listen: SocketAddr) -> std::io::Result<TcpSocket> {
    let socket = if listen.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // A connection of the program before, which is not quite over, is in nobody's way.
    socket.set_reuseaddr(true)?;
    socket.bind(listen)?;
    Ok(socket)
}

fn check(settings: &Settings) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for setting in settings.iter() {
        writeln!(out, "{:<28} {:<40} {}", setting.key.name, setting.shown(), setting.origin)?;
    }
    Config::new(settings).map(|_| ())
}

fn setup_code(config: &Config) -> anyhow::Result<()> {
    let path = config.data.join("setup-code");
    let code = read(&path).context("there is no set-up code: the place has an owner, or was never started")?;
    writeln!(std::io::stdout().lock(), "{code}")?;
    Ok(())
}

async fn policy_reports(config: Config) -> anyhow::Result<()> {
    let db = database(&config).await?;
    let reports = newest(&mut db.read().await?, REPORTS).await?;
    let mut out = std::io::stdout().lock();
    for report in reports {
        writeln!(out, "{report}")?;
    }
    drop(out);
    db.close().await;
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<String> {
    Ok(fs::read_to_string(path)?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_part_that_breaks_ends_the_program_with_a_failure() {
        for is_broken in [true, false] {
            let folder = tempfile::tempdir().unwrap();
            let data = folder.path().join("data").display().to_string();
            let options = BTreeMap::from([("data", data), ("listen", "127.0.0.1:0".to_owned())]);
            let config = Config::new(&Settings::gather(&options, []).unwrap()).unwrap();
            let (listen, shutdown) = (config.listen, config.shutdown);
            let app = open(config, Clock::Real, Ids::system(Clock::Real)).await.unwrap();
            let running = serve_on(app, reserved(listen).unwrap().listen(1).unwrap()).await.unwrap();
            let signals = (signal(SignalKind::terminate()).unwrap(), signal(SignalKind::user_defined1()).unwrap());
            if is_broken {
                running.app.life.spawn("a part", async { panic!("broken") });
            } else {
                let told = std::process::Command::new("kill").args(["-USR1", &std::process::id().to_string()]).status();
                assert!(told.unwrap().success());
            }
            // What `main` gives back is the code of the process: 1, or 0.
            let ended = attend(running, signals, Clock::Real, shutdown).await;
            assert_eq!(ended.is_err(), is_broken);
        }
    }
}
