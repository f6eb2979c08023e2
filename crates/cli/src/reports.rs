//! What people reported, for who looks after the place from the host.

use crate::Options;
use clap::Subcommand;
use snug_platform::{clock::Clock, ids::Ids};
use snug_server::{config::Config, features::moderation, start::database};
use std::io::Write as _;

/// How many reports are listed.
const LISTED: i64 = 100;

#[derive(Subcommand)]
pub enum ReportsCommand {
    /// Lists what waits, newest first.
    List {
        /// What is closed, too.
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        options: Options,
    },
    /// Shows one with everything that was kept of it.
    Show {
        /// Its id.
        report: String,
        #[command(flatten)]
        options: Options,
    },
    /// Closes one; what was reported stays as it is.
    Close {
        /// Its id.
        report: String,
        /// Why, for those who read the queue.
        #[arg(long)]
        note: Option<String>,
        #[command(flatten)]
        options: Options,
    },
}

impl ReportsCommand {
    pub fn config(&self) -> anyhow::Result<Config> {
        let (Self::List { options, .. } | Self::Show { options, .. } | Self::Close { options, .. }) = self;
        Config::new(&options.settings()?)
    }

    pub async fn run(self, config: Config) -> anyhow::Result<()> {
        let db = database(&config).await?;
        let text = match self {
            Self::List { all, .. } => {
                let reports = moderation::newest(&mut db.read().await?, all, LISTED).await?;
                reports.iter().map(|report| format!("{report}\n")).collect()
            }
            Self::Show { report, .. } => format!("{:#}\n", moderation::one(&mut db.read().await?, &report).await?),
            Self::Close { report, note, .. } => {
                let ids = Ids::system(Clock::Real);
                moderation::close(&db, &Clock::Real, &ids, &report, note).await?;
                String::new()
            }
        };
        std::io::stdout().lock().write_all(text.as_bytes())?;
        db.close().await;
        Ok(())
    }
}
