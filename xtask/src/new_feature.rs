//! The skeleton of a feature, in the shape of all others.

use crate::tree;
use anyhow::ensure;
use std::{fs, path::Path};

pub fn run(name: &str) -> anyhow::Result<()> {
    let is_word = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    ensure!(is_word, "a feature is named in small letters, such as `polls`");
    let root = tree::root();
    let folder = root.join("crates/server/src/features").join(name);
    ensure!(!folder.exists(), "{name} exists already");
    let number = last_step(&root.join("migrations"))? + 1;
    put(
        &folder.join("mod.rs"),
        &format!(
            "//! {name}: what it is for, and what always holds.\n\nmod api;\nmod model;\nmod service;\nmod store;\n\n#[cfg(test)]\nmod tests;\n\nuse super::Feature;\n\n/// Routes of this capability.\npub const FEATURE: Feature = Feature {{ name: \"{name}\", routes: api::routes, jobs: &[] }};\n"
        ),
    )?;
    put(
        &folder.join("api.rs"),
        &format!(
            "//! HTTP of {name}: extract, call the service, reply.\n\nuse crate::edge::http::Route;\n\n/// The lines of this feature in the table of routes.\npub fn routes() -> Vec<Route> {{\n    Vec::new()\n}}\n"
        ),
    )?;
    put(
        &folder.join("service.rs"),
        &format!("//! Use cases of {name}: validate, transaction, access, store, emit, commit.\n"),
    )?;
    put(&folder.join("store.rs"), &format!("//! Rows of {name}.\n"))?;
    put(&folder.join("model.rs"), &format!("//! Rules of {name} that need no world.\n"))?;
    put(&folder.join("tests.rs"), &format!("//! Stories of {name}, through the API.\n"))?;
    put(&root.join(format!("crates/proto/src/{name}.rs")), &format!("//! What {name} say on the wire.\n"))?;
    put(&root.join(format!("migrations/{number:04}_{name}.sql")), &format!("-- {name}\n"))?;
    put(
        &root.join(format!("web/src/features/{name}/index.ts")),
        &format!("// The public face of {name}.\nexport {{}};\n"),
    )?;
    put(&root.join(format!("changelog.d/{name}.md")), &format!("- {name}\n"))?;
    Ok(())
}

/// The number of the newest step of the tables, which may be several files.
fn last_step(folder: &Path) -> anyhow::Result<u32> {
    let mut last = 0;
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let number = name.to_string_lossy().split('_').next().and_then(|number| number.parse().ok());
        last = last.max(number.unwrap_or(0));
    }
    Ok(last)
}

fn put(path: &Path, text: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)?;
    Ok(())
}
