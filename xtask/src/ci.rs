//! Everything that must hold before a change lands, in the order in which it fails fastest.

use crate::tree;
use anyhow::{Context, bail};
use std::{path::Path, process::Command, time::Instant};

const CLIPPY_OF_TESTS: &[&str] = &[
    "clippy",
    "--workspace",
    "--all-targets",
    "--quiet",
    "--",
    "-Dwarnings",
    "-Aclippy::disallowed_methods",
    "-Aclippy::unwrap_used",
    "-Aclippy::expect_used",
    "-Aclippy::panic",
    "-Aclippy::too_many_lines",
];

pub fn run() -> anyhow::Result<()> {
    let root = tree::root();
    let web = root.join("web");
    step(&root, "fmt", "cargo", &["fmt", "--all", "--check"], &[])?;
    step(&web, "web types", "npm", &["run", "--silent", "typecheck"], &[])?;
    step(&web, "web lint", "npm", &["run", "--silent", "lint"], &[])?;
    step(&web, "web tests", "npm", &["run", "--silent", "test"], &[])?;
    step(&web, "web builds the same again", "npm", &["run", "--silent", "same"], &[])?;
    crate::tidy::run().context("tidy")?;
    crate::locks::run().context("locks")?;
    step(&root, "clippy", "cargo", &["clippy", "--workspace", "--quiet", "--", "-D", "warnings"], &[])?;
    // Tests may read the environment, make ids of their own, and panic; helpers of tests too.
    step(&root, "clippy of tests", "cargo", CLIPPY_OF_TESTS, &[])?;
    crate::generate::run(true).context("gen --check")?;
    crate::controls::run(false).context("controls")?;
    step(&root, "deny", "cargo", &["deny", "--log-level", "error", "check", "licenses", "bans", "sources"], &[])?;
    // The whole workspace each time: a part of it would build its dependencies again, with fewer features.
    step(&root, "build", "cargo", &["build", "--quiet", "--workspace"], &[])?;
    step(&root, "tests on SQLite", "cargo", &["nextest", "run", "--workspace"], &[("SNUG_TEST_ENGINE", "sqlite")])?;
    let postgres = [("SNUG_TEST_ENGINE", "postgres")];
    let server =
        ["nextest", "run", "--workspace", "-E", "package(snug-server) + package(snug-platform) + package(snug-cli)"];
    step(&root, "tests on PostgreSQL", "cargo", &server, &postgres)?;
    step(
        &root,
        "doc",
        "cargo",
        &["doc", "--workspace", "--no-deps", "--quiet"],
        &[("RUSTDOCFLAGS", "-D warnings -A rustdoc::private-intra-doc-links")],
    )?;
    let program = root.join("target/debug/snug").display().to_string();
    step(&web, "browser stories", "npm", &["run", "--silent", "e2e"], &[("SNUG_BIN", &program), ("CI", "1")])
}

#[expect(clippy::disallowed_methods, reason = "says how long a step took; nothing depends on it")]
fn step(
    folder: &Path,
    name: &str,
    program: &str,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> anyhow::Result<()> {
    let begun = Instant::now();
    say(&format!("== {name}"))?;
    let status = Command::new(program)
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(folder)
        .status()
        .with_context(|| format!("{name}: cannot run {program}"))?;
    if !status.success() {
        bail!("{name} failed: {program} {}", arguments.join(" "));
    }
    say(&format!("== {name}: {} s", begun.elapsed().as_secs()))
}

fn say(text: &str) -> anyhow::Result<()> {
    use std::io::Write as _;
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(())
}
