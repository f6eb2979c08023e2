//! A wrong setting stops the start with its name; what is in force can be asked.

use crate::place::{self, Ground, Process, command, free_port, program};
use snug_platform::db::{Db, DbConfig, Migration};
use std::{
    fs::Permissions,
    net::TcpStream,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Stands in every secret below: nothing that is printed may hold it.
const HUSH: &str = "hush7hush";
/// A key as somebody should make it.
const KEY: &str = "9f1c27e4a05bd83e6614c9f7025ab8d31e7740bc92ef586d0a43f1ce8875b62d";

/// Settings with which no place starts, and what the refusal names.
const UNSAFE: &[(&[(&str, &str)], &str)] = &[
    (&[("LISTEN", "nowhere")], "listen"),
    (&[("NONSENSE", "1")], "snug_nonsense"),
    (&[("PUBLIC_URL", "http://snug.example")], "public_url"),
    (&[("PUBLIC_URL", "ftp://localhost")], "public_url"),
    (&[("PUBLIC_URL", "https://ann:hush7hush@snug.example")], "public_url"),
    (&[("PUBLIC_URL", "https://snug.example/chat")], "public_url"),
    (&[("DATABASE", "mysql://ann:hush7hush@db.example/snug")], "database"),
    (&[("DATABASE", "postgres://ann:hush7hush@127.0.0.1:1/snug"), ("DATABASE_ACQUIRE_MS", "200")], "database"),
    (&[("DATABASE_POOL", "0")], "database_pool"),
    (&[("BUS", "mq://:hush7hush@bus.example")], "bus"),
    (&[("BUS", "redis://:hush7hush@bus.example:port")], "bus"),
    (&[("OBJECTS", "ftp://key:hush7hush@store.example/bucket")], "objects"),
    (&[("OBJECTS", "s3://key:hush7hush@store.example")], "objects"),
    (&[("ROLES", "attic")], "roles"),
    (&[("ROLES", "hub")], "roles"),
    (&[("SMTP", "pigeon://ann:hush7hush@mail.example")], "smtp"),
    (&[("SMTP", "smtp://ann:hush7hush@mail.example")], "smtp"),
    (&[("SMTP", "folder"), ("MAIL_FROM", "nobody")], "mail_from"),
    (&[("SETUP_CODE", "hush7hush")], "setup_code"),
    (&[("SECRET_KEY", "hush7hush")], "secret_key"),
    (&[("SECRET_KEY", "0000000000000000000000000000000000000000000000000000000000000000")], "secret_key"),
    (&[("SECRET_KEY", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")], "secret_key"),
    (&[("SECRET_KEY_FILE", "/nowhere/hush")], "secret_key"),
    (&[("SETUP_CODE_FILE", "/dev/null")], "setup_code"),
    (&[("TRUSTED_PROXIES", "10.0.0.0/99")], "trusted_proxies"),
    (&[("TRUSTED_PROXIES", "10.0.0.0/8, 0.0.0.0/0")], "trusted_proxies"),
    (&[("TRUSTED_PROXIES", "::/0")], "trusted_proxies"),
    (&[("ORIGINS", "*")], "origins"),
    (&[("ORIGINS", "http://chat.example")], "origins"),
    (&[("ORIGINS", "data:text/html,x")], "origins"),
    (&[("ACCESS_TOKEN_SECONDS", "901")], "access_token_seconds"),
    (&[("SESSION_IDLE_SECONDS", "0")], "session_idle_seconds"),
    (&[("SESSION_ABSOLUTE_SECONDS", "3600")], "session_absolute_seconds"),
    (&[("PASSWORD_MEMORY_KIB", "1024")], "password_memory_kib"),
    (&[("PASSWORD_PASSES", "1")], "password_passes"),
    (&[("RATE_FACTOR", "0")], "rate_factor"),
    (&[("LIMITER_STRICT", "perhaps")], "limiter_strict"),
    (&[("ADMIN_LISTEN", "everywhere")], "admin_listen"),
    (&[("LOG", "all")], "log"),
];

/// Starts the program and waits until it gives up: it failed, named the key, told no secret, let nobody in.
fn assert_refused(folder: &Path, settings: &[(&str, &str)], key: &str) {
    let port = free_port();
    let address = format!("127.0.0.1:{port}");
    let mut command = command(folder);
    // A setting of the row goes before it.
    command.env("SNUG_LISTEN", &address).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.envs(settings.iter().map(|(name, value)| (format!("SNUG_{name}"), value)));
    let is_over = AtomicBool::new(false);
    let (output, is_let_in) = std::thread::scope(|scope| {
        let knocking = scope.spawn(|| {
            let mut is_let_in = false;
            while !is_over.load(Ordering::Relaxed) {
                is_let_in |= TcpStream::connect(&address).is_ok();
                std::thread::yield_now();
            }
            is_let_in
        });
        let output = command.output().unwrap();
        is_over.store(true, Ordering::Relaxed);
        (output, knocking.join().unwrap())
    });
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{settings:?}: {text}");
    assert!(text.to_lowercase().contains(key), "{settings:?} does not name {key}: {text}");
    assert!(!text.contains(HUSH) && !text.contains("panicked"), "{settings:?}: {text}");
    assert!(!is_let_in, "{settings:?} opened its port");
}

// control: teamshots-K4, teamshots-T12
#[test]
fn an_unsafe_setting_stops_the_start_with_its_name() {
    assert!(UNSAFE.len() >= 25);
    for (settings, key) in UNSAFE {
        let folder = place::folder();
        assert_refused(folder.path(), settings, key);
    }
}

// control: teamshots-T12
#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_not_the_servers_own_stops_the_start() {
    let mode = |path: &Path, mode| std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    let open = place::folder();
    mode(open.path(), 0o755);
    assert_refused(open.path(), &[], "data");
    let keyed = place::folder();
    std::fs::write(keyed.path().join("secret.key"), [7; 32]).unwrap();
    mode(&keyed.path().join("secret.key"), 0o644);
    assert_refused(keyed.path(), &[], "data");
    let odd = place::folder();
    std::fs::write(odd.path().join("secret.key"), HUSH).unwrap();
    assert_refused(odd.path(), &[], "data");
    std::fs::write(odd.path().join("snug.toml"), format!("setup_code = {HUSH}")).unwrap();
    assert_refused(odd.path(), &[], "snug.toml");
    let broken = place::folder();
    std::fs::write(broken.path().join("snug.db"), HUSH.repeat(1_000)).unwrap();
    assert_refused(broken.path(), &[], "database");
    let newer = place::folder();
    let url = format!("sqlite:{}", newer.path().join("snug.db").display());
    let db = Db::open(&DbConfig::new(url), Arc::new(|_, _| ())).await.unwrap();
    db.migrate(&[Migration::same("9999_of_tomorrow", "create table tomorrow (id uuid primary key)")], 0).await.unwrap();
    db.close().await;
    assert_refused(newer.path(), &[], "database");
}

// control: teamshots-T12
#[tokio::test(flavor = "multi_thread")]
async fn a_public_address_and_fresh_secrets_are_all_that_a_place_needs() {
    let ground = Ground::fresh().await;
    let folder = ground.folder.path().join("made/by/itself");
    let port = free_port();
    let mut command = command(&folder);
    command.args(["--listen", &format!("127.0.0.1:{port}"), "--database", &ground.url()]);
    command.env("SNUG_PUBLIC_URL", "https://snug.example").env("SNUG_SECRET_KEY", KEY);
    let process = Process::of(command, port).await;
    drop(process);
    let mode = std::fs::metadata(&folder).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700, "what it makes is its own");
    ground.end().await;
}

#[test]
fn what_is_in_force_is_told_without_secrets() {
    let folder = place::folder();
    std::fs::write(folder.path().join("snug.toml"), "log = \"warn\"").unwrap();
    let output = Command::new(program())
        .args(["config", "check", "--data"])
        .arg(folder.path())
        .env_clear()
        .env("SNUG_SETUP_CODE", "very-secret-very-secret")
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
