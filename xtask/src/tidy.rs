//! The rules of the house, checked by looking at the text: a finding names file and line.

use crate::tree;
use anyhow::bail;
use std::{fs, path::Path};

/// Which features a feature may use, through their `mod.rs` only (docs/architecture.md).
const MAY_USE: &[(&str, &[&str])] = &[
    ("audit", &[]),
    ("files", &[]),
    ("identity", &["audit", "files"]),
    ("people", &["files", "identity"]),
    ("spaces", &["audit", "files", "identity", "people"]),
    ("channels", &["audit", "files", "identity", "people", "spaces"]),
    ("conversations", &["audit", "files", "identity", "people", "spaces", "channels"]),
    ("notifications", &[]),
    ("messages", &["audit", "files", "identity", "people", "spaces", "channels", "conversations"]),
    ("moderation", &["files", "identity", "people", "spaces", "channels", "conversations", "messages"]),
    ("policy_reports", &[]),
    ("admin", &["audit", "files", "identity", "people", "spaces", "channels", "messages", "moderation"]),
];

/// Longest source file without its tests, in lines.
const FILE_LINES: usize = 500;
/// Longest view of the web client, in lines.
const VIEW_LINES: usize = 250;

/// Files that are longer for now; the list may only shrink.
const LONGER: &[&str] = &[];

pub fn run() -> anyhow::Result<()> {
    let mut findings = Vec::new();
    for path in tree::files(&tree::root().join("crates"), &[".rs"]) {
        let text = fs::read_to_string(&path)?;
        let name = tree::name(&path);
        let code = without_tests(&text);
        if !is_test(&path) {
            sizes(&name, &code, FILE_LINES, &mut findings);
            server(&name, &code, &mut findings);
            statements(&name, &code, &mut findings);
        }
    }
    for path in tree::files(&tree::root().join("web/src"), &[".tsx"]) {
        let name = tree::name(&path);
        sizes(&name, &fs::read_to_string(&path)?, VIEW_LINES, &mut findings);
    }
    if findings.is_empty() {
        return Ok(());
    }
    bail!("the house is not tidy:\n{}", findings.join("\n"))
}

fn is_test(path: &Path) -> bool {
    let name = tree::name(path);
    name.contains("/tests/") || name.ends_with("/tests.rs") || name.contains("/testkit/") || name.ends_with("_tests.rs")
}

fn without_tests(text: &str) -> String {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
}

fn sizes(name: &str, code: &str, most: usize, findings: &mut Vec<String>) {
    let lines = code.lines().count();
    let is_listed = LONGER.contains(&name);
    // Wire types are one list a topic: cutting it would only scatter it.
    if lines > most && !is_listed && !name.starts_with("crates/proto/") {
        findings.push(format!("{name}: {lines} lines, at most {most}"));
    }
    if lines <= most && is_listed {
        findings.push(format!("{name}: short enough now; take it off the list in xtask/src/tidy.rs"));
    }
}

fn server(name: &str, code: &str, findings: &mut Vec<String>) {
    let Some(inside) = name.strip_prefix("crates/server/src/") else { return };
    let feature = inside.strip_prefix("features/").and_then(|rest| rest.split_once('/')).map(|(feature, _)| feature);
    for (at, line) in code.lines().enumerate() {
        let line = line.trim();
        let mut found = |what: &str| findings.push(format!("{name}:{}: {what}", at + 1));
        if line.starts_with("//") {
            continue;
        }
        if line.contains(".sql(") && !may_hold_sql(inside) {
            found("SQL stands in store.rs only");
        }
        if line.contains("axum::") && !(inside.starts_with("edge/") || inside.contains("/api") || is_rim(inside)) {
            found("axum stands in api.rs and edge/ only");
        }
        if line.contains("sqlx::") || line.contains("redis::") || line.contains("object_store::") {
            found("pools and stores are named in the platform crate only");
        }
        if let Some(feature) = feature {
            features(feature, line, &mut found);
        }
    }
}

/// Every statement goes through `platform/db/query.rs`, which notes where it stands and what it is about.
fn statements(name: &str, code: &str, findings: &mut Vec<String>) {
    let own = name.strip_prefix("crates/platform/src/db/");
    // A writer runs no statement but those that begin and end a transaction.
    let runs_them =
        own.is_some_and(|own| matches!(own, "query.rs" | "migrate.rs" | "line.rs") || own.starts_with("writer"));
    for (at, line) in code.lines().enumerate().filter(|(_, line)| !line.trim().starts_with("//")) {
        let mut found = |what: &str| findings.push(format!("{name}:{}: {what}", at + 1));
        if own.is_none() && line.contains("sqlx") {
            found("the engine is named in platform/db only");
        }
        let runs = [".execute(", ".fetch_all(", ".fetch_one(", ".fetch_optional(", "sqlx::query"];
        if own.is_some() && !runs_them && runs.iter().any(|text| line.contains(text)) {
            found("statements are run in platform/db/query.rs only");
        }
    }
}

fn may_hold_sql(inside: &str) -> bool {
    inside.ends_with("store.rs")
        || inside.contains("/store/")
        || inside.starts_with("access/load")
        || inside == "access/ties.rs"
        || inside == "access/staff.rs"
}

/// Where answers are made from errors, and where the server starts.
fn is_rim(inside: &str) -> bool {
    matches!(inside, "error.rs" | "start.rs")
}

fn features(own: &str, line: &str, found: &mut impl FnMut(&str)) {
    let Some((_, allowed)) = MAY_USE.iter().find(|(feature, _)| *feature == own) else {
        found("a feature without a line in xtask/src/tidy.rs");
        return;
    };
    for (other, _) in MAY_USE.iter().filter(|(other, _)| *other != own) {
        let names_it =
            [format!("features::{other}::"), format!("features::{other};"), format!("super::super::{other}")];
        if !names_it.iter().any(|text| line.contains(text.as_str())) {
            continue;
        }
        if !allowed.contains(other) {
            found(&format!("{own} may not use {other}"));
        }
        let inner = ["store", "service", "api", "model"].map(|part| format!("features::{other}::{part}"));
        if inner.iter().any(|text| line.contains(text.as_str())) {
            found(&format!("use the face of {other}, its mod.rs"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // control: canis-74
    #[test]
    fn a_statement_that_goes_around_the_layer_is_found() {
        let found = |name: &str, line: &str| {
            let mut findings = Vec::new();
            server(name, line, &mut findings);
            statements(name, line, &mut findings);
            findings.len()
        };
        let store = "crates/server/src/features/messages/store.rs";
        assert_eq!(found(store, "tx.sql(\"select 1\").run().await?;"), 0);
        assert_eq!(found("crates/server/src/features/messages/service.rs", "tx.sql(\"select 1\")"), 1);
        assert_eq!(found("crates/cli/src/main.rs", "let pool = sqlx::SqlitePool::connect(url)"), 1);
        assert_eq!(found("crates/platform/src/jobs/store.rs", "use sqlx::Row;"), 1);
        assert_eq!(found("crates/platform/src/db/open.rs", "pool.execute(\"select 1\").await?;"), 1);
        assert_eq!(found("crates/platform/src/db/query.rs", "conn.execute(sqlx::query_with(sql, values)).await"), 0);
        run().unwrap();
    }
}
