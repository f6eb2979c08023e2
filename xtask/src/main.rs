//! The chores of this repository. `cargo xtask` lists them.

mod bench;
mod changes;
mod ci;
mod controls;
mod generate;
mod locks;
mod new_feature;
mod tidy;
mod tree;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "xtask", about = "The chores of this repository.")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Everything that must hold before a change lands.
    Ci,
    /// Writes OpenAPI, TypeScript types, the configuration reference and the sample file; `--check` only compares.
    Gen {
        /// Compare, do not write.
        #[arg(long)]
        check: bool,
    },
    /// The rules of the house: who may use whom, where SQL and axum may stand, how long files are.
    Tidy,
    /// Which security controls no test proves.
    Controls {
        /// List the proven ones too.
        #[arg(long)]
        all: bool,
    },
    /// Writes the skeleton of a feature.
    NewFeature {
        /// Its name, such as `polls`.
        name: String,
    },
    /// Measures the release binary.
    #[command(subcommand)]
    Bench(bench::Bench),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().chore {
        Chore::Ci => ci::run(),
        Chore::Gen { check } => generate::run(check),
        Chore::Tidy => tidy::run(),
        Chore::Controls { all } => controls::run(all),
        Chore::NewFeature { name } => new_feature::run(&name),
        Chore::Bench(bench) => bench::run(bench),
    }
}
