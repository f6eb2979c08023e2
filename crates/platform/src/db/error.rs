//! What can go wrong with a statement.

use std::{fmt, panic::Location, sync::Arc};

/// Result of a statement.
pub type DbResult<T> = Result<T, DbError>;

/// A failed statement: where it stands in the code, which ids it was about, and why.
///
/// However it is printed, it shows no row: what PostgreSQL adds to its word may hold one.
pub struct DbError {
    /// `file:line` of the statement: its name in the log.
    pub query: String,
    /// Ids it was bound to, 8 characters each.
    pub ids: Vec<String>,
    /// The engine's word. Those who shared a commit share it.
    pub cause: Arc<sqlx::Error>,
}

impl DbError {
    pub(super) fn at(place: &Location<'_>, ids: Vec<String>, cause: impl Into<Arc<sqlx::Error>>) -> Self {
        let file = place.file().rsplit("src/").next().unwrap_or_default();
        Self { query: format!("{file}:{}", place.line()), ids, cause: cause.into() }
    }

    /// True when a unique index refused the row. On both engines the index is named `table_column_column`.
    pub fn is_unique(&self, index: &str) -> bool {
        let Some(db) = self.cause.as_database_error() else { return false };
        if !db.is_unique_violation() {
            return false;
        }
        if let Some(name) = db.constraint() {
            return name == index || name == format!("{index}_key");
        }
        // SQLite names an index over an expression, else the columns: "UNIQUE constraint failed: member.space_id, …".
        let message = db.message();
        if let Some(name) = message.split("index '").nth(1) {
            return name.trim_end_matches('\'') == index;
        }
        let columns = message.split(": ").last().unwrap_or_default();
        let mut name = String::new();
        for (at, column) in columns.split(", ").enumerate() {
            match column.split_once('.') {
                Some((table, column)) if at == 0 => name = format!("{table}_{column}"),
                Some((_, column)) => name = format!("{name}_{column}"),
                None => return false,
            }
        }
        name == index
    }

    /// True when a row named by the statement does not exist.
    pub fn is_foreign_key(&self) -> bool {
        self.cause.as_database_error().is_some_and(|db| db.is_foreign_key_violation())
    }

    /// True when the engine could not be reached, was too busy, or cut the statement: trying again can help.
    pub fn is_unavailable(&self) -> bool {
        match &*self.cause {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => true,
            sqlx::Error::Database(db) => match db.code().as_deref() {
                // PostgreSQL: connection exceptions, shutdown, statement cut, too many connections, deadlock,
                // disk full.
                Some(code) if code.len() == 5 => {
                    code.starts_with("08")
                        || code.starts_with("57")
                        || code.starts_with("53")
                        || code == "40P01"
                        || code == "40001"
                }
                // SQLite: busy (5), locked (6), disk full (13), with their extended codes.
                Some(code) => matches!(code.parse::<i32>().map(|code| code & 0xff), Ok(5 | 6 | 13)),
                None => false,
            },
            _ => false,
        }
    }
}

impl fmt::Display for DbError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ids.as_slice() {
            [] => write!(f, "{}: {}", self.query, self.cause),
            ids => write!(f, "{} [{}]: {}", self.query, ids.join(" "), self.cause),
        }
    }
}

impl fmt::Debug for DbError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Without a source: the sentence holds the cause already.
impl std::error::Error for DbError {}
