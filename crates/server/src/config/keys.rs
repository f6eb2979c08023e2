//! Every setting, in the order of the reference page.

/// One setting.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Name in `snug.toml`; the variable is `SNUG_` and the name in capitals.
    pub name: &'static str,
    /// Value when nobody says anything.
    pub default: &'static str,
    /// What it does.
    pub about: &'static str,
    /// How much of its value may be seen.
    pub shown: Shown,
}

/// How much of a value may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All of it.
    Whole,
    /// A word, or an address without what stands before its `@` and behind its `?`.
    Address,
    /// That there is one.
    Never,
}

const fn key(name: &'static str, default: &'static str, about: &'static str) -> Key {
    Key { name, default, about, shown: Shown::Whole }
}

const fn address(name: &'static str, default: &'static str, about: &'static str) -> Key {
    Key { name, default, about, shown: Shown::Address }
}

const fn secret(name: &'static str, about: &'static str) -> Key {
    Key { name, default: "", about, shown: Shown::Never }
}

/// Every setting.
pub const KEYS: &[Key] = &[
    key("data", "./snug-data", "Folder of everything the server keeps: database, files, keys."),
    key("listen", "127.0.0.1:8080", "Address and port to listen on."),
    key(
        "public_url",
        "",
        "How people reach the place, such as `https://snug.example.org`. Default: the listen address.",
    ),
    address(
        "database",
        "sqlite",
        "`sqlite` keeps rows in the data folder; `postgres://user:password@host/name` uses a server.",
    ),
    address(
        "bus",
        "local",
        "`local` for one node; when several nodes share a database a Redis or Valkey: `redis://host:6379`, `rediss://…` with TLS, `redis-sentinel://host,host/name-of-master`.",
    ),
    address(
        "objects",
        "folder",
        "`folder` keeps files in the data folder; `s3://key:secret@host/bucket` uses an object store.",
    ),
    key(
        "roles",
        "all",
        "What this node does: `all`, or some of `hub` (requests and pages), `gateway` (sockets), `worker` (jobs), comma-separated. A share needs `bus = \"redis://…\"`.",
    ),
    address(
        "smtp",
        "",
        "Mail server: `smtps://user:password@host`, or `smtp://host?tls=required`; `folder` writes mail into the data folder; `off`. Default: `folder` while people come by this machine alone, else `off`.",
    ),
    key(
        "mail_from",
        "",
        "Sender of mail, such as `Snug <snug@example.org>`. Default: `snug` at the host of `public_url`.",
    ),
    secret("setup_code", "Code for the first owner. Default: a new one at each start until there is an owner."),
    secret(
        "secret_key",
        "64 hex digits that seal what must not lie open in the database. Default: made once, in the data folder. Several nodes need the same one.",
    ),
    key(
        "trusted_proxies",
        "",
        "Addresses or networks of reverse proxies, comma-separated: their `Forwarded` or `X-Forwarded-For` counts.",
    ),
    key(
        "origins",
        "",
        "Origins of other web clients that may call and open sockets, comma-separated, such as `https://chat.example.org`.",
    ),
    key(
        "allow_plain_conversations",
        "false",
        "`true`: direct and group conversations may be opened without encryption; whoever runs the place can read those.",
    ),
    key("access_token_seconds", "600", "Life of an access token: 30 to 900."),
    key("session_idle_seconds", "2592000", "A session ends after so much silence."),
    key("session_absolute_seconds", "7776000", "A session ends after so long, whatever happens."),
    key(
        "password_memory_kib",
        "19456",
        "Memory that hashing one password takes (argon2id), at least 19456. Stored hashes follow at the next sign-in.",
    ),
    key("password_passes", "2", "Passes over that memory, 2 to 100."),
    key("rate_factor", "1", "All request rates times this; raise it for load tests."),
    key(
        "limiter_strict",
        "false",
        "`true`: when the limiter's store is missing, every route waits, not only those where guessing pays.",
    ),
    key("database_pool", "16", "Most database connections."),
    key("database_acquire_ms", "4000", "How long a request waits for a database connection."),
    key("database_statement_ms", "10000", "How long a statement may run (PostgreSQL)."),
    key("database_idle_seconds", "600", "How long a database connection may idle (PostgreSQL)."),
    key("database_lifetime_seconds", "1800", "How long a database connection may live (PostgreSQL)."),
    key("shutdown_seconds", "20", "How long stopping may take."),
    key("admin_listen", "", "Address for `/metrics` (Prometheus); off by default. Keep it off the internet."),
    key("log", "info", "`error`, `warn`, `info` or `debug`."),
];
