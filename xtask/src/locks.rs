//! What is built in comes from stable releases with a known sum: both lock files, read as they are.

use crate::tree;
use anyhow::{Context, bail};
use serde::Deserialize;
use std::{collections::BTreeMap, fs};

#[derive(Deserialize)]
struct CargoLock {
    package: Vec<Crate>,
}

#[derive(Deserialize)]
struct Crate {
    name: String,
    version: String,
    /// None for the crates of this workspace.
    source: Option<String>,
    checksum: Option<String>,
}

#[derive(Deserialize)]
struct WebLock {
    packages: BTreeMap<String, Package>,
}

/// What the web client asks for by itself.
#[derive(Deserialize)]
struct Manifest {
    dependencies: BTreeMap<String, String>,
    #[serde(rename = "devDependencies")]
    tools: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Package {
    #[serde(default)]
    version: String,
    resolved: Option<String>,
    integrity: Option<String>,
    /// Used to build or test, not shipped.
    #[serde(default)]
    dev: bool,
    /// A folder of this repository.
    #[serde(default)]
    link: bool,
}

pub fn run() -> anyhow::Result<()> {
    let root = tree::root();
    let mut findings = Vec::new();
    for lock in ["Cargo.lock", "fuzz/Cargo.lock"] {
        findings.extend(crates(&fs::read_to_string(root.join(lock)).context(lock)?)?);
    }
    findings.extend(packages(&fs::read_to_string(root.join("web/package-lock.json"))?)?);
    findings.extend(asked(&fs::read_to_string(root.join("web/package.json"))?)?);
    if findings.is_empty() {
        return Ok(());
    }
    bail!("no stable release with a known sum:\n{}", findings.join("\n"))
}

fn crates(lock: &str) -> anyhow::Result<Vec<String>> {
    let lock: CargoLock = toml::from_str(lock)?;
    let foreign = lock.package.iter().filter_map(|package| Some((package, package.source.as_ref()?)));
    Ok(foreign
        .filter(|(package, source)| {
            !source.starts_with("registry+") || package.checksum.is_none() || is_before_release(&package.version)
        })
        .map(|(package, source)| format!("{} {} from {source}", package.name, package.version))
        .collect())
}

fn packages(lock: &str) -> anyhow::Result<Vec<String>> {
    let lock: WebLock = serde_json::from_str(lock)?;
    let foreign = lock.packages.iter().filter(|(name, package)| !name.is_empty() && !package.link);
    Ok(foreign
        .filter(|(_, package)| {
            // Which registry is the business of npm's settings; a sum is the same everywhere.
            let is_elsewhere = package.resolved.as_ref().is_some_and(|from| !from.starts_with("https://"));
            let is_young = !package.dev && is_before_release(&package.version);
            package.integrity.is_none() || is_elsewhere || is_young
        })
        .map(|(name, package)| format!("{name} {}", package.version))
        .collect())
}

/// What is asked for by a range, or before its release: the framework and the tools that build are stable and exact.
fn asked(manifest: &str) -> anyhow::Result<Vec<String>> {
    let manifest: Manifest = serde_json::from_str(manifest)?;
    let all = manifest.dependencies.into_iter().chain(manifest.tools);
    Ok(all.filter(|(_, version)| !is_exact(version)).map(|(name, version)| format!("{name} {version}")).collect())
}

/// Three numbers and nothing else.
fn is_exact(version: &str) -> bool {
    let parts: Vec<&str> = version.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A version with a pre-release part (semver.org, section 9).
fn is_before_release(version: &str) -> bool {
    version.split('+').next().unwrap_or_default().contains('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    // control: teamshots-I4
    #[test]
    fn the_locked_trees_hold_stable_releases_with_sums_only() {
        run().unwrap();
    }

    // control: teamshots-I4
    #[test]
    fn a_planted_pre_release_git_source_or_missing_sum_is_found() {
        let registry = "registry+https://github.com/rust-lang/crates.io-index";
        let planted = |version: &str, source: &str, sum: &str| {
            let lock = format!("[[package]]\nname = \"lamp\"\nversion = \"{version}\"\nsource = \"{source}\"\n{sum}");
            crates(&lock).unwrap().len()
        };
        let sum = "checksum = \"00\"";
        assert_eq!(planted("1.0.0+build-1", registry, sum), 0);
        for version in ["1.0.0-alpha.1", "2.0.0-rc.1", "0.1.0-dev"] {
            assert_eq!(planted(version, registry, sum), 1, "{version}");
        }
        assert_eq!(planted("1.0.0", "git+https://example.org/lamp#1", sum), 1);
        assert_eq!(planted("1.0.0", registry, ""), 1);
        assert_eq!(crates("[[package]]\nname = \"own\"\nversion = \"0.1.0-dev\"").unwrap().len(), 0);
        let shipped = |version: &str, rest: &str| {
            let from = "https://registry.npmjs.org/lamp.tgz";
            let lock = format!(
                r#"{{"packages":{{"":{{}},"node_modules/lamp":{{"version":"{version}","resolved":"{from}"{rest}}}}}}}"#
            );
            packages(&lock).unwrap().len()
        };
        let sum = r#","integrity":"sha512-x""#;
        assert_eq!(shipped("1.0.0", sum), 0);
        assert_eq!(shipped("1.0.0-beta.2", sum), 1);
        assert_eq!(shipped("1.0.0", ""), 1);
        assert_eq!(packages(r#"{"packages":{"node_modules/lamp":{"version":"1.0.0","integrity":"sha512-x","resolved":"git+ssh://git@example.org/lamp"}}}"#).unwrap().len(), 1);
        assert_eq!(shipped("1.0.0-beta.2", &format!(r#"{sum},"dev":true"#)), 0, "tools are not shipped");
    }

    // control: teamshots-I5
    #[test]
    fn a_framework_or_bundler_by_range_or_before_its_release_is_found() {
        let found = |version: &str, list: &str| {
            let (mut shipped, mut tools) = ("{}".to_owned(), "{}".to_owned());
            let one = format!(r#"{{"lamp":"{version}"}}"#);
            if list == "dependencies" {
                shipped = one
            } else {
                tools = one
            }
            asked(&format!(r#"{{"dependencies":{shipped},"devDependencies":{tools}}}"#)).unwrap()
        };
        for list in ["dependencies", "devDependencies"] {
            assert_eq!(found("1.48.0", list), Vec::<String>::new());
            for version in
                ["^1.48.0", "~1.48.0", "1.x", "*", "latest", "1.48", "2.0.0-rc.1", "git+https://example.org/lamp", ""]
            {
                assert_eq!(found(version, list), [format!("lamp {version}")], "{list}");
            }
        }
    }
}
