//! A wrong setting stops the start with its name; what is in force can be asked.

use crate::place::{command, program};
use std::process::{Command, Stdio};

// control: teamshots-K4, teamshots-T12
#[test]
fn a_wrong_setting_stops_the_start_with_its_name() {
    for (name, value) in [
        ("SNUG_LISTEN", "nowhere"),
        ("SNUG_NONSENSE", "1"),
        ("SNUG_DATABASE", "mysql://x"),
        ("SNUG_SECRET_KEY", "short"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let output = command(folder.path()).env(name, value).stderr(Stdio::piped()).output().unwrap();
        assert!(!output.status.success(), "{name}");
        let text = String::from_utf8_lossy(&output.stderr).to_lowercase();
        let key = name.trim_start_matches("SNUG_").to_lowercase();
        assert!(text.contains(&key), "{name}: {text}");
        assert!(!text.contains("panicked"), "{name}: {text}");
    }
}

#[test]
fn what_is_in_force_is_told_without_secrets() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("snug.toml"), "log = \"warn\"").unwrap();
    let output = Command::new(program())
        .args(["config", "check", "--data"])
        .arg(folder.path())
        .env_clear()
        .env("SNUG_SETUP_CODE", "very-secret")
        .env("SNUG_DATABASE", "postgres://snug:very-secret@db.example/snug")
        .env("SNUG_BUS", "rediss://:very-secret@bus.example")
        .env("SNUG_OBJECTS", "s3://key:very-secret@store.example/bucket")
        .env("SNUG_SMTP", "smtps://ann:very-secret@mail.example")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("snug.toml") && text.contains("warn"), "{text}");
    assert!(text.contains("(hidden)") && !text.contains("very-secret"), "{text}");
    for place in ["db.example/snug", "bus.example", "store.example/bucket", "mail.example"] {
        assert!(text.contains(&format!("://…@{place}")), "{place}: {text}");
    }
}
