//! Security controls: each row of `security/controls.toml` is proven by a test that names it.

use crate::tree;
use anyhow::{Context, bail};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

#[derive(Deserialize)]
struct File {
    /// Waves whose every row must be proven.
    finished_waves: Vec<u32>,
    control: Vec<Control>,
}

#[derive(Deserialize)]
struct Control {
    id: String,
    title: String,
    wave: u32,
}

pub fn run(all: bool) -> anyhow::Result<()> {
    let text = fs::read_to_string(tree::root().join("security/controls.toml"))?;
    let file: File = toml::from_str(&text).context("security/controls.toml")?;
    let proofs = proofs();
    let known: BTreeSet<&str> = file.control.iter().map(|control| control.id.as_str()).collect();
    let unknown: Vec<&String> = proofs.keys().filter(|id| !known.contains(id.as_str())).collect();
    let mut out = String::new();
    let mut missing = 0;
    for control in &file.control {
        match proofs.get(&control.id) {
            Some(places) if all => out += &format!("proven    {:<14} {}\n", control.id, places.join(", ")),
            Some(_) => {}
            None => {
                let must = file.finished_waves.contains(&control.wave);
                missing += usize::from(must);
                let word = if must { "MISSING" } else { "open" };
                out += &format!("{word:<9} {:<14} wave {}  {}\n", control.id, control.wave, control.title);
            }
        }
    }
    let proven = file.control.iter().filter(|control| proofs.contains_key(&control.id)).count();
    say(&format!("{out}{proven} of {} controls are proven by a test.", file.control.len()))?;
    if !unknown.is_empty() {
        bail!("tests name controls that do not exist: {unknown:?}");
    }
    if missing > 0 {
        bail!("{missing} controls of finished waves are not proven");
    }
    Ok(())
}

/// `// control: id, id` above tests, by id.
fn proofs() -> BTreeMap<String, Vec<String>> {
    let mut proofs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in tree::files(&tree::root(), &[".rs", ".ts", ".tsx", ".mjs"]) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (at, line) in text.lines().enumerate() {
            let Some(ids) = line.trim().strip_prefix("// control: ") else { continue };
            for id in ids.split([',', ' ']).filter(|id| !id.is_empty()) {
                proofs.entry(id.to_owned()).or_default().push(format!("{}:{}", tree::name(&path), at + 1));
            }
        }
    }
    proofs
}

fn say(text: &str) -> anyhow::Result<()> {
    use std::io::Write as _;
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(())
}
