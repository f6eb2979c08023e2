//! What the operator wrote is what holds, or the start names the key.

use super::*;
use std::collections::BTreeMap;

fn gather(file: &str, variables: &[(&str, &str)], options: &[(&'static str, &str)]) -> anyhow::Result<Settings> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("snug.toml"), file).unwrap();
    let mut options: BTreeMap<&'static str, String> = options.iter().map(|(k, v)| (*k, (*v).to_owned())).collect();
    options.insert("data", folder.path().display().to_string());
    Settings::gather(&options, variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())))
}

#[test]
fn nothing_need_be_configured() {
    let config = Config::new(&gather("", &[], &[]).unwrap()).unwrap();
    assert_eq!(config.public_url.as_str(), "http://localhost:8080/");
    assert_eq!(config.public_origin(), "http://localhost:8080");
    assert!(!config.is_https());
}

// control: teamshots-H7
#[test]
fn only_this_machine_is_reached_without_https() {
    let public_url = |url: &str| Config::new(&gather("", &[("SNUG_PUBLIC_URL", url)], &[]).unwrap());
    for good in
        ["https://example.org", "http://localhost:8080", "http://snug.localhost", "http://127.0.0.2", "http://[::1]"]
    {
        assert!(public_url(good).is_ok(), "{good}");
    }
    for bad in ["http://example.org", "http://localhost.example.org", "http://192.168.1.2", "ftp://localhost", "snug"] {
        assert!(format!("{:#}", public_url(bad).unwrap_err()).contains("public_url"), "{bad}");
    }
}

#[test]
fn options_win_over_variables_over_the_file() {
    let file = "listen = \"127.0.0.1:1\"\nlog = \"warn\"\nrate_factor = 3";
    let variables = [("SNUG_LISTEN", "127.0.0.1:2"), ("SNUG_LOG", "debug"), ("OTHER", "x")];
    let settings = gather(file, &variables, &[("listen", "127.0.0.1:3")]).unwrap();
    assert_eq!(settings.get("listen"), "127.0.0.1:3");
    assert_eq!(settings.get("log"), "debug");
    assert_eq!(settings.get("rate_factor"), "3");
}

// control: teamshots-K4
#[test]
fn unknown_keys_and_empty_secrets_stop_the_start_with_their_name() {
    let error = |result: anyhow::Result<Settings>| format!("{:#}", result.unwrap_err());
    assert!(error(gather("lissten = \"x\"", &[], &[])).contains("lissten"));
    assert!(error(gather("", &[("SNUG_LISSTEN", "x")], &[])).contains("SNUG_LISSTEN"));
    let empty = tempfile::NamedTempFile::new().unwrap();
    let path = empty.path().display().to_string();
    assert!(error(gather("", &[("SNUG_SECRET_KEY_FILE", &path)], &[])).contains("SNUG_SECRET_KEY_FILE"));
    for (key, value) in [
        ("listen", "nowhere"),
        ("roles", "attic"),
        ("roles", "hub"),
        ("public_url", "ftp://x"),
        ("database", "mysql://x"),
        ("access_token_seconds", "901"),
        ("trusted_proxies", "10.0.0.0/99"),
        ("limiter_strict", "maybe"),
    ] {
        let settings = gather("", &[], &[(key, value)]).unwrap();
        let message = format!("{:#}", Config::new(&settings).unwrap_err());
        assert!(message.contains(key), "{message}");
    }
}

#[test]
fn a_secret_can_come_from_a_file() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "CODECODECODECODE\n").unwrap();
    let path = file.path().display().to_string();
    let settings = gather("", &[("SNUG_SETUP_CODE_FILE", &path)], &[]).unwrap();
    assert_eq!(Config::new(&settings).unwrap().setup_code.unwrap().reveal(), "CODECODECODECODE");
}

#[test]
fn no_password_of_an_address_is_shown() {
    let shown = |key: &'static str, value: &str| {
        let settings = gather("", &[], &[(key, value)]).unwrap();
        let config =
            Config::new(&settings).map(|config| format!("{config:?}")).unwrap_or_else(|e| format!("{e:#} {e:?}"));
        assert!(!format!("{settings:?} {config}").contains("hush"), "{key} = {value}: {settings:?} {config}");
        settings.iter().find(|setting| setting.key.name == key).unwrap().shown()
    };
    let database = "postgres://snug:hush@db.example:5432/snug?password=hush&sslmode=require";
    assert_eq!(shown("database", database), "postgres://…@db.example:5432/snug?…");
    assert_eq!(shown("database", "postgres://snug:hu@hush/sh@db.example/snug"), "postgres://…@db.example/snug");
    assert_eq!(shown("database", "sqlite"), "sqlite");
    assert_eq!(shown("bus", "redis-sentinel://:hush@one,two/snug"), "redis-sentinel://…@one,two/snug");
    assert_eq!(shown("bus", "redis://one:6379"), "redis://one:6379");
    assert_eq!(shown("objects", "s3://key:hush@store.example/bucket#hush"), "s3://…@store.example/bucket?…");
    assert_eq!(shown("smtp", "smtps://ann:hush@mail.example"), "smtps://…@mail.example");
    assert_eq!(shown("setup_code", "hush"), "(hidden)");
    // Nor of one that is none.
    for wrong in ["hush", "ann:hush://db", "postgres:ann:hush@db", "mysql://ann:hush@db"] {
        for key in ["database", "bus", "objects", "smtp"] {
            assert!(!shown(key, wrong).contains("hush"), "{key} = {wrong}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named_without_what_stands_in_it() {
    let broken = format!("{:?}", gather("log = \"info\"\nsetup_code = hush\n", &[], &[]).unwrap_err());
    assert!(broken.contains("snug.toml") && broken.contains("line 2") && !broken.contains("hush"), "{broken}");
    let missing = format!("{:?}", gather("", &[("SNUG_SMTP_FILE", "smtps://ann:hush@mail")], &[]).unwrap_err());
    assert!(missing.contains("SNUG_SMTP_FILE") && !missing.contains("hush"), "{missing}");
}
