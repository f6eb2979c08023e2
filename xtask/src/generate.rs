//! What is made from the code and kept in the repository: OpenAPI, TypeScript types, the configuration reference.

use crate::tree;
use anyhow::{Context, bail, ensure};
use snug_server::{
    config::{KEYS, env_name},
    edge::http::openapi,
};
use std::{fs, path::PathBuf, process::Command};

pub fn run(check: bool) -> anyhow::Result<()> {
    let root = tree::root();
    let openapi = format!("{}\n", serde_json::to_string_pretty(&openapi::document())?);
    let files = [
        (root.join("docs/api/openapi.json"), openapi),
        (root.join("docs/reference/config.md"), reference()),
        (root.join("docs/reference/snug.toml"), sample()),
    ];
    let mut stale = Vec::new();
    for (path, text) in &files {
        if fs::read_to_string(path).ok().as_ref() == Some(text) {
            continue;
        }
        if check {
            stale.push(tree::name(path));
        } else {
            write(path, text)?;
        }
    }
    types(check, &mut stale)?;
    if !stale.is_empty() {
        bail!("made from older code, run `cargo xtask gen`: {}", stale.join(", "));
    }
    if check { crate::changes::run() } else { Ok(()) }
}

/// TypeScript types from the OpenAPI document.
fn types(check: bool, stale: &mut Vec<String>) -> anyhow::Result<()> {
    let web = tree::root().join("web");
    let target = web.join("src/lib/api/schema.d.ts");
    let made = tree::root().join("target/schema.d.ts");
    fs::create_dir_all(tree::root().join("target"))?;
    let status = Command::new("node_modules/.bin/openapi-typescript")
        // A field with a default may be left out of a body; what an answer always has is `required`.
        .args(["../docs/api/openapi.json", "--default-non-nullable=false", "-o"])
        .arg(&made)
        .arg("--silent")
        .current_dir(&web)
        .stdout(std::process::Stdio::null())
        .status()
        .context("openapi-typescript is missing: run `npm ci` in web/")?;
    ensure!(status.success(), "openapi-typescript failed");
    let text = fs::read_to_string(&made)?;
    if fs::read_to_string(&target).ok().as_ref() == Some(&text) {
        return Ok(());
    }
    if check {
        stale.push(tree::name(&target));
        return Ok(());
    }
    write(&target, &text)
}

fn write(path: &PathBuf, text: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn reference() -> String {
    let mut text = String::from(
        "# Settings\n\nMade from the code by `cargo xtask gen`. Each setting is a key of `snug.toml` in the data folder, a variable, \
         and for the first ones an option of `snug serve`; options win over variables over the file. `SNUG_…_FILE` reads a \
         value from a file. `snug config check` says what is in force.\n\n| Key | Variable | Default | What it does |\n|---|---|---|---|\n",
    );
    for key in KEYS {
        let default = if key.default.is_empty() { "–".to_owned() } else { format!("`{}`", key.default) };
        text += &format!("| `{}` | `{}` | {default} | {} |\n", key.name, env_name(key.name), key.about);
    }
    text
}

fn sample() -> String {
    let mut text = String::from("# Every setting of Snug with its default. Uncomment what you change.\n");
    for key in KEYS.iter().filter(|key| key.name != "data") {
        text += &format!("\n# {}\n# {} = \"{}\"\n", key.about, key.name, key.default);
    }
    text
}
