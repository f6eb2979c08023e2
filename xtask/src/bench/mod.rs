//! Measuring the release binary: whole programs over the loopback, five runs, medians with their spread.
//!
//! An absolute time is a note about this machine; rows of one run can be compared with each other.

mod changing;
mod chat;
mod crowd;
mod entering;
mod place;
mod reading;
mod sending;
mod stats;
mod talking;

use crate::tree;
use clap::Subcommand;
use std::fs;

#[derive(Subcommand)]
pub enum Bench {
    /// Talking: posting, reading, signing in, fan-out to sockets.
    Chat {
        /// How often everything is measured.
        #[arg(long, default_value_t = 5)]
        runs: usize,
        /// Sockets in the fan-out row.
        #[arg(long, default_value_t = 1_000)]
        sockets: usize,
        /// Messages in the long channel.
        #[arg(long, default_value_t = 1_000_000)]
        history: i64,
        /// Writes docs/benchmarks.md.
        #[arg(long)]
        write: bool,
    },
}

pub fn run(bench: Bench) -> anyhow::Result<()> {
    let Bench::Chat { runs, sockets, history, write } = bench;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let report = runtime.block_on(chat::measure(runs, sockets, history))?;
    print(&report)?;
    if write {
        fs::write(tree::root().join("docs/benchmarks.md"), &report)?;
    }
    Ok(())
}

fn print(text: &str) -> anyhow::Result<()> {
    use std::io::Write as _;
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(())
}
