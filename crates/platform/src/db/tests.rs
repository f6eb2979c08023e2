//! The same cases on both engines.

use super::*;
use crate::{
    lifecycle::Lifecycle,
    net::proxy::{Line, Proxy},
};
use bytes::Bytes;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

const STEP: Migration = Migration::same(
    "0001_thing",
    "create table thing (
            id uuid primary key, name text collate \"C\" not null, is_big boolean not null, data bytea, at_ms bigint);
          create unique index thing_name on thing (name);
          create table part (id uuid primary key, thing_id uuid not null references thing (id));",
);

const ONE: &str = "select cast(1 as bigint) as v";

type Heard = Arc<Mutex<Vec<String>>>;

/// A database of its own on one engine.
pub(crate) struct Case {
    pub(crate) db: Db,
    config: DbConfig,
    heard: Heard,
    _folder: Option<tempfile::TempDir>,
    cleanup: Option<(String, String)>,
}

async fn cases() -> Vec<Case> {
    cases_with(STEP).await
}

/// A fresh database with these tables on each engine that is there.
pub(crate) async fn cases_with(step: Migration) -> Vec<Case> {
    let mut cases = vec![sqlite(step).await];
    if let Some(postgres) = postgres(step).await {
        cases.push(postgres);
    }
    cases
}

/// The same database, as another node opens it.
pub(crate) async fn reopened(case: &Case) -> Db {
    Db::open(&case.config, listener().1).await.unwrap()
}

fn listener() -> (Heard, Publish) {
    let heard = Heard::default();
    let ear = heard.clone();
    (heard, Arc::new(move |_, message: Bytes| ear.lock().unwrap().push(String::from_utf8_lossy(&message).into())))
}

async fn sqlite(step: Migration) -> Case {
    let folder = tempfile::tempdir().unwrap();
    let (heard, publish) = listener();
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let config = DbConfig::new(url);
    let db = Db::open(&config, publish).await.unwrap();
    db.migrate(&[step], 0).await.unwrap();
    Case { db, config, heard, _folder: Some(folder), cleanup: None }
}

async fn postgres(step: Migration) -> Option<Case> {
    let server = std::env::var("SNUG_TEST_POSTGRES").ok()?;
    let (heard, publish) = listener();
    let name = format!("snug_db_{}", Uuid::now_v7().simple());
    let admin = Db::open(&DbConfig::new(format!("{server}/postgres")), publish.clone()).await.unwrap();
    let sql: &'static str = format!("create database {name}").leak();
    admin.read().await.unwrap().sql(sql).run().await.unwrap();
    let config = DbConfig::new(format!("{server}/{name}"));
    let db = Db::open(&config, publish).await.unwrap();
    db.migrate(&[step], 0).await.unwrap();
    Some(Case { db, config, heard, _folder: None, cleanup: Some((server, name)) })
}

impl Case {
    pub(crate) async fn end(self) {
        self.db.close().await;
        if let Some((server, name)) = self.cleanup {
            let admin = Db::open(&DbConfig::new(format!("{server}/postgres")), listener().1).await.unwrap();
            let sql: &'static str = format!("drop database {name} with (force)").leak();
            admin.read().await.unwrap().sql(sql).run().await.unwrap();
        }
    }
}

async fn insert(tx: &mut Tx, name: &str) -> DbResult<Uuid> {
    let id = Uuid::now_v7();
    tx.sql("insert into thing (id, name, is_big, data, at_ms) values ($1, $2, $3, $4, $5)")
        .id(id)
        .bind(name)
        .bind(true)
        .bind(vec![1, 2])
        .bind(None::<i64>)
        .run()
        .await?;
    Ok(id)
}

#[tokio::test]
async fn every_type_comes_back_as_it_went() {
    for case in cases().await {
        let mut tx = case.db.write().await.unwrap();
        let id = insert(&mut tx, "lamp").await.unwrap();
        tx.commit().await.unwrap();
        let mut conn = case.db.read().await.unwrap();
        let rows = conn
            .sql("select id, name, is_big, data, at_ms, count(*) over () as total from thing where id in (@)")
            .ids([id, Uuid::nil(), id])
            .rows()
            .await
            .unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].get::<Uuid>("id").unwrap(), id);
        assert_eq!(rows[0].get::<String>("name").unwrap(), "lamp");
        assert!(rows[0].get::<bool>("is_big").unwrap());
        assert_eq!(rows[0].get::<Vec<u8>>("data").unwrap(), [1, 2]);
        assert_eq!(rows[0].get::<Option<i64>>("at_ms").unwrap(), None);
        assert_eq!(rows[0].get::<i64>("total").unwrap(), 1);
        let none: Vec<i64> =
            conn.sql("select 1 as v from thing where id in (@)").ids(Vec::<Uuid>::new()).all().await.unwrap();
        let many: Vec<Uuid> = (0..20_000).map(Uuid::from_u128).collect();
        let found: Vec<i64> =
            conn.sql("select count(*) as v from thing where id in (@)").ids(many).all().await.unwrap();
        assert_eq!(found.len(), 1, "a list is not padded past what the engine takes");
        assert!(none.is_empty());
        drop(conn);
        case.end().await;
    }
}

#[tokio::test]
async fn nobody_hears_of_what_was_not_committed() {
    for case in cases().await {
        let mut tx = case.db.write().await.unwrap();
        insert(&mut tx, "lost").await.unwrap();
        tx.publish("topic", "test", Bytes::from_static(b"lost"));
        drop(tx);
        let mut tx = case.db.write().await.unwrap();
        insert(&mut tx, "kept").await.unwrap();
        tx.publish("topic", "test", Bytes::from_static(b"kept"));
        tx.commit().await.unwrap();
        assert_eq!(*case.heard.lock().unwrap(), ["kept"]);
        let mut conn = case.db.read().await.unwrap();
        let names: Vec<String> = conn.sql("select name as v from thing").all().await.unwrap();
        assert_eq!(names, ["kept"]);
        drop(conn);
        case.end().await;
    }
}

#[tokio::test]
async fn violations_are_told_apart_by_the_name_of_the_index() {
    for case in cases().await {
        let mut tx = case.db.write().await.unwrap();
        insert(&mut tx, "twin").await.unwrap();
        let twice = insert(&mut tx, "twin").await.unwrap_err();
        assert!(twice.is_unique("thing_name"), "{twice}");
        assert!(!twice.is_unique("thing_id"));
        assert!(!twice.is_unavailable());
        drop(tx);
        let mut tx = case.db.write().await.unwrap();
        let orphan = tx
            .sql("insert into part (id, thing_id) values ($1, $2)")
            .id(Uuid::now_v7())
            .id(Uuid::now_v7())
            .run()
            .await
            .unwrap_err();
        assert!(orphan.is_foreign_key(), "{orphan}");
        assert!(orphan.query.starts_with("db/tests.rs:"), "{}", orphan.query);
        assert_eq!(orphan.ids.len(), 2);
        drop(tx);
        case.end().await;
    }
}

#[derive(Debug)]
struct Document;

impl FromRow for Document {
    fn from_row(row: &Row) -> DbResult<Self> {
        row.json::<i64>("name").map(|_| Self)
    }
}

#[tokio::test]
async fn a_failure_names_the_statement_and_ids_and_shows_nothing_of_a_row() {
    for case in cases().await {
        let mut tx = case.db.write().await.unwrap();
        insert(&mut tx, "secret").await.unwrap();
        let twice = insert(&mut tx, "secret").await.unwrap_err();
        drop(tx);
        let mut tx = case.db.write().await.unwrap();
        insert(&mut tx, "\"secret\"").await.unwrap();
        let sql = "select name from thing where id <> $1 and id not in (@)";
        let (one, others) = (Uuid::now_v7(), std::array::from_fn::<_, 20, _>(|_| Uuid::now_v7()));
        let unread = tx.sql(sql).id(one).ids(others).one::<Document>().await.unwrap_err();
        assert_eq!(unread.ids.len(), 8, "a long list is named by its beginning");
        assert_eq!(unread.ids[0], one.simple().to_string()[..8]);
        for error in [twice, unread] {
            assert!(error.query.starts_with("db/tests.rs:"), "{error}");
            let mut printed = format!("{error} {error:?}");
            printed += &format!("{:?}", anyhow::Error::from(error));
            assert!(!printed.contains("secret"), "{printed}");
        }
        drop(tx);
        case.end().await;
    }
}

#[tokio::test]
async fn a_reader_on_sqlite_cannot_write() {
    let case = sqlite(STEP).await;
    let mut conn = case.db.read().await.unwrap();
    assert!(conn.sql("delete from thing").run().await.is_err());
}

#[tokio::test]
async fn both_engines_sort_by_bytes() {
    for case in cases().await {
        let mut tx = case.db.write().await.unwrap();
        for name in ["é", "a", "Z", "ب", "_"] {
            insert(&mut tx, name).await.unwrap();
        }
        let names: Vec<String> = tx.sql("select name as v from thing order by name").all().await.unwrap();
        assert_eq!(names, ["Z", "_", "a", "é", "ب"]);
        drop(tx);
        case.end().await;
    }
}

#[tokio::test]
async fn an_edited_or_unknown_step_stops_the_start() {
    for case in cases().await {
        case.db.migrate(&[STEP], 1).await.unwrap();
        let edited = Migration { sql: "select 1", ..STEP };
        assert!(case.db.migrate(&[edited], 1).await.is_err());
        assert!(case.db.migrate(&[], 1).await.is_err());
        case.end().await;
    }
}

#[tokio::test]
async fn a_snapshot_sees_one_moment_and_cannot_write() {
    for case in cases().await {
        let mut tx = case.db.write().await.unwrap();
        insert(&mut tx, "lamp").await.unwrap();
        tx.commit().await.unwrap();
        let mut still = case.db.snapshot().await.unwrap();
        let count = "select count(*) as v from thing";
        assert_eq!(still.sql(count).one::<i64>().await.unwrap(), 1);
        let mut tx = case.db.write().await.unwrap();
        insert(&mut tx, "shade").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(still.sql(count).one::<i64>().await.unwrap(), 1, "what came later is not seen");
        assert!(still.sql("delete from thing").run().await.is_err());
        drop(still);
        assert_eq!(case.db.read().await.unwrap().sql(count).one::<i64>().await.unwrap(), 2);
        case.end().await;
    }
}

#[tokio::test]
async fn a_server_that_falls_silent_in_a_commit_stops_nobody_else() {
    let Ok(server) = std::env::var("SNUG_TEST_POSTGRES") else { return };
    let case = postgres(STEP).await.unwrap();
    let (life, (_, name)) = (Lifecycle::default(), case.cleanup.clone().unwrap());
    let (user, host) = server.trim_start_matches("postgres://").split_once('@').unwrap();
    let line = Proxy::to(host.to_owned(), Line::Open, &life).await;
    let mut config = DbConfig::new(format!("postgres://{user}@{}/{name}", line.address));
    config.statement_timeout = std::time::Duration::from_millis(100);
    let db = Db::open(&config, listener().1).await.unwrap();
    let mut tx = db.write().await.unwrap();
    insert(&mut tx, "lamp").await.unwrap();
    tx.publish(1, "thing", Bytes::new());
    line.set(Line::Hangs);
    let committing = tokio::time::timeout(std::time::Duration::from_secs(60), tx.commit());
    assert!(committing.await.expect("the commit is given up").unwrap_err().is_unavailable());
    line.set(Line::Open);
    let mut tx = db.write().await.unwrap();
    insert(&mut tx, "chair").await.unwrap();
    tx.publish(1, "thing", Bytes::new());
    tx.commit().await.unwrap();
    db.close().await;
    life.stop().await;
    case.end().await;
}

// control: canis-72
#[tokio::test]
async fn an_exhausted_pool_says_so_in_time_and_serves_again() {
    for case in cases().await {
        let mut config = case.config.clone();
        (config.pool_size, config.acquire_timeout) = (2, std::time::Duration::from_secs(2));
        let db = Db::open(&config, listener().1).await.unwrap();
        let mut held = vec![db.read().await.unwrap(), db.read().await.unwrap()];
        for conn in &mut held {
            assert_eq!(conn.sql(ONE).one::<i64>().await.unwrap(), 1);
        }
        assert_eq!((db.gauges().open, db.gauges().idle), if db.engine() == Engine::Sqlite { (3, 1) } else { (2, 0) });
        assert!(db.read().await.map(|_| ()).unwrap_err().is_unavailable());
        drop(held);
        assert_eq!(db.read().await.unwrap().sql(ONE).one::<i64>().await.unwrap(), 1);
        db.close().await;
        case.end().await;
    }
}

// control: canis-72
#[tokio::test]
async fn a_writer_waits_for_the_one_before_and_does_not_fail() {
    for case in cases().await {
        let mut first = case.db.write().await.unwrap();
        insert(&mut first, "lamp").await.unwrap();
        let db = case.db.clone();
        let second = async {
            let mut tx = db.write().await.unwrap();
            insert(&mut tx, "shade").await.unwrap();
            tx.commit().await.unwrap();
        };
        let first = async {
            for _ in 0..50 {
                tokio::task::yield_now().await;
            }
            first.commit().await.unwrap();
        };
        tokio::join!(second, first);
        let count = "select count(*) as v from thing";
        assert_eq!(case.db.read().await.unwrap().sql(count).one::<i64>().await.unwrap(), 2);
        case.end().await;
    }
}

// control: canis-72
#[tokio::test]
async fn lost_connections_heal_and_long_statements_are_cut() {
    let Some(case) = postgres(STEP).await else { return };
    let mut config = case.config.clone();
    config.statement_timeout = std::time::Duration::from_millis(100);
    let db = Db::open(&config, listener().1).await.unwrap();
    let cut = db.read().await.unwrap().sql("select pg_sleep(60)").run().await;
    assert!(cut.unwrap_err().is_unavailable(), "a statement that takes too long");
    let mut conns = Vec::new();
    for _ in 0..3 {
        conns.push(db.read().await.unwrap());
    }
    let others = "select count(pg_terminate_backend(pid)) as v from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()";
    let ended: i64 = case.db.read().await.unwrap().sql(others).one().await.unwrap();
    assert!(ended >= 3, "{ended}");
    for mut conn in conns {
        assert!(conn.sql(ONE).one::<i64>().await.unwrap_err().is_unavailable());
    }
    for _ in 0..3 {
        assert_eq!(db.read().await.unwrap().sql(ONE).one::<i64>().await.unwrap(), 1);
    }
    db.close().await;
    case.end().await;
}

#[tokio::test]
async fn what_was_committed_moves_into_the_file_beside_the_writer() {
    let case = sqlite(STEP).await;
    let life = Lifecycle::default();
    case.db.tend(&life);
    // Making the tables was the first commit; one more after the last would begin the log anew.
    for number in 1..settle::COMMITS {
        let mut tx = case.db.write().await.unwrap();
        let new = "insert into thing (id, name, is_big) values ($1, $2, false)";
        tx.sql(new).id(Uuid::now_v7()).bind(number.to_string()).run().await.unwrap();
        tx.commit().await.unwrap();
    }
    // The writer is busy, and is not waited for.
    let busy = case.db.write().await.unwrap();
    // The index of the log tells how many of its pages are in the file: https://sqlite.org/walformat.html, section 2.3.
    let index = format!("{}-shm", case.config.url.trim_start_matches("sqlite:"));
    let number = |bytes: &[u8], at: usize| u32::from_ne_bytes(bytes[at..at + 4].try_into().unwrap());
    loop {
        let bytes = std::fs::read(&index).unwrap();
        let (pages, moved) = (number(&bytes, 16), number(&bytes, 96));
        assert!(pages > 0);
        if moved == pages {
            break;
        }
        tokio::task::yield_now().await;
    }
    drop(busy);
    life.stop().await;
}
