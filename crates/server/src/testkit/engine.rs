//! A database of its own for each story, on the engine of the run.

use snug_platform::db::{Db, DbConfig};
use std::{fs::Permissions, os::unix::fs::PermissionsExt as _, path::Path, sync::Arc};
use tempfile::TempDir;
use uuid::Uuid;

/// A folder, and on PostgreSQL a database made from a migrated template.
pub struct Engine {
    folder: TempDir,
    postgres: Option<Database>,
}

struct Database {
    server: String,
    name: String,
}

impl Engine {
    pub async fn fresh() -> Self {
        // The server takes no folder that others may look into.
        let own = Permissions::from_mode(0o700);
        let folder = tempfile::Builder::new().permissions(own).tempdir().unwrap();
        let postgres = match std::env::var("SNUG_TEST_ENGINE").as_deref() {
            Ok("postgres") => Some(Database::fresh().await),
            _ => None,
        };
        Self { folder, postgres }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn url(&self) -> String {
        match &self.postgres {
            Some(database) => format!("{}/{}", database.server, database.name),
            None => "sqlite".into(),
        }
    }

    /// Removes the database; stories that end early leave theirs to the next run's sweep.
    pub async fn drop_now(self) {
        if let Some(Database { server, name }) = self.postgres {
            run(&server, &format!("drop database if exists {name} with (force)")).await;
        }
    }
}

impl Database {
    async fn fresh() -> Self {
        let server = std::env::var("SNUG_TEST_POSTGRES").unwrap_or("postgres://root@127.0.0.1:5432".into());
        let name = format!("snug_test_{}", Uuid::now_v7().simple());
        run(
            &server,
            &format!("create database {name} template template0 lc_collate 'C' lc_ctype 'C.UTF-8' encoding 'UTF8'"),
        )
        .await;
        Self { server, name }
    }
}

async fn run(server: &str, sql: &str) {
    let config = DbConfig::new(format!("{server}/postgres"));
    let db = Db::open(&config, Arc::new(|_, _| ())).await.unwrap();
    // A handful of statements in a test process may live for ever.
    let sql: &'static str = sql.to_owned().leak();
    db.read().await.unwrap().sql(sql).run().await.unwrap();
    db.close().await;
}
