//! One statement with its values, on whichever engine.

use super::{
    error::{DbError, DbResult},
    line::answered,
    row::{FromRow, Row},
    tx::{Conn, Parts},
    value::Value,
};
use futures_util::FutureExt;
use sqlx::{Arguments, AssertSqlSafe, Executor, SqlSafeStr, SqlStr, postgres::PgArguments, sqlite::SqliteArguments};
use std::{panic::Location, sync::Arc};
use uuid::Uuid;

/// SQLite takes 32,766 values in a statement, PostgreSQL 65,535. Callers cut longer lists.
const MOST_VALUES: usize = 32_000;
/// How many ids a failure names: enough to find it, also for a long list.
const IDS_NAMED: usize = 8;

/// A statement that waits for its values. `(@)` stands for the list given with [`Query::list`].
#[must_use = "a statement does nothing until it is run"]
pub struct Query<'c> {
    conn: &'c mut Conn,
    sql: &'static str,
    values: Vec<Value>,
    list: Option<Vec<Value>>,
    about: Vec<String>,
    place: &'static Location<'static>,
}

impl<'c> Query<'c> {
    pub(super) fn new(conn: &'c mut Conn, sql: &'static str, place: &'static Location<'static>) -> Self {
        Self { conn, sql, values: Vec::new(), list: None, about: Vec::new(), place }
    }

    /// Binds the next `$n`.
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Binds the next `$n` to an id of the product.
    pub fn id(self, id: impl Into<Uuid>) -> Self {
        self.bind(id.into())
    }

    /// Binds the next `$n` to an id that may be absent.
    pub fn maybe_id(self, id: Option<impl Into<Uuid>>) -> Self {
        self.bind(id.map(Into::into))
    }

    /// Gives the list that stands for `(@)`, as in `where id in (@)`. An empty list matches nothing.
    pub fn list<V: Into<Value>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        self.list = Some(values.into_iter().map(Into::into).collect());
        self
    }

    /// Gives a list of ids for `(@)`.
    pub fn ids<I: Into<Uuid>>(self, ids: impl IntoIterator<Item = I>) -> Self {
        self.list(ids.into_iter().map(Into::into))
    }

    /// Runs it and answers how many rows were touched.
    ///
    /// # Errors
    /// The engine refused it.
    pub async fn run(mut self) -> DbResult<u64> {
        let silence = self.conn.count();
        let (sql, values) = self.text();
        let done = match self.conn.parts() {
            Ok(Parts::Sqlite(conn)) => match sqlite(values) {
                Ok(values) => conn.execute(sqlx::query_with(sql, values)).await.map(|done| done.rows_affected()),
                Err(cause) => Err(cause),
            },
            Ok(Parts::Postgres(conn)) => match postgres(values) {
                Ok(values) => {
                    let running = answered(silence, conn.execute(sqlx::query_with(sql, values))).boxed();
                    running.await.map(|done| done.rows_affected())
                }
                Err(cause) => Err(cause),
            },
            Err(cause) => Err(cause),
        };
        done.map_err(|cause| self.failed(cause))
    }

    /// All rows as they are.
    ///
    /// # Errors
    /// The engine refused it.
    pub async fn rows(mut self) -> DbResult<Vec<Row>> {
        self.fetch().await
    }

    async fn fetch(&mut self) -> DbResult<Vec<Row>> {
        let silence = self.conn.count();
        let (sql, values) = self.text();
        let rows = match self.conn.parts() {
            Ok(Parts::Sqlite(conn)) => match sqlite(values) {
                Ok(values) => conn
                    .fetch_all(sqlx::query_with(sql, values))
                    .await
                    .map(|rows| rows.into_iter().map(Row::Sqlite).collect()),
                Err(cause) => Err(cause),
            },
            Ok(Parts::Postgres(conn)) => match postgres(values) {
                Ok(values) => {
                    let fetching = answered(silence, conn.fetch_all(sqlx::query_with(sql, values))).boxed();
                    fetching.await.map(|rows| rows.into_iter().map(Row::Postgres).collect())
                }
                Err(cause) => Err(cause),
            },
            Err(cause) => Err(cause),
        };
        rows.map_err(|cause| self.failed(cause))
    }

    /// All rows.
    ///
    /// # Errors
    /// The engine refused it, or a row has another shape.
    pub async fn all<T: FromRow>(mut self) -> DbResult<Vec<T>> {
        self.fetch().await?.iter().map(|row| self.read(row)).collect()
    }

    /// The row, or none.
    ///
    /// # Errors
    /// The engine refused it, or the row has another shape.
    pub async fn optional<T: FromRow>(mut self) -> DbResult<Option<T>> {
        self.fetch().await?.first().map(|row| self.read(row)).transpose()
    }

    /// The one row.
    ///
    /// # Errors
    /// The engine refused it, there is no row, or it has another shape.
    pub async fn one<T: FromRow>(mut self) -> DbResult<T> {
        match self.fetch().await?.first() {
            Some(row) => self.read(row),
            None => Err(self.failed(sqlx::Error::RowNotFound)),
        }
    }

    /// A row that cannot be read is a failure of its statement.
    fn read<T: FromRow>(&self, row: &Row) -> DbResult<T> {
        T::from_row(row).map_err(|error| self.failed(error.cause))
    }

    /// The statement with its list written out. Lists are padded to powers of two, so that few texts are prepared.
    fn text(&mut self) -> (SqlStr, Vec<Value>) {
        let mut values = std::mem::take(&mut self.values);
        self.about = values.iter().chain(self.list.iter().flatten()).filter_map(short).take(IDS_NAMED).collect();
        let Some(mut list) = self.list.take() else { return (self.sql.into_sql_str(), values) };
        let Some(last) = list.last().cloned() else {
            // Only our own static text and numbers go into the statement.
            return (AssertSqlSafe(self.sql.replace("(@)", "(null)")).into_sql_str(), values);
        };
        let padded = list.len().next_power_of_two();
        if padded + values.len() <= MOST_VALUES {
            list.resize(padded, last);
        }
        let places: Vec<String> = (0..list.len()).map(|at| format!("${}", values.len() + at + 1)).collect();
        values.extend(list);
        (AssertSqlSafe(self.sql.replace("(@)", &format!("({})", places.join(",")))).into_sql_str(), values)
    }

    fn failed(&self, cause: impl Into<Arc<sqlx::Error>>) -> DbError {
        DbError::at(self.place, self.about.clone(), cause)
    }
}

/// An id as it may stand in a log.
fn short(value: &Value) -> Option<String> {
    match value {
        Value::Uuid(Some(id)) => Some(id.simple().to_string()[..8].to_owned()),
        _ => None,
    }
}

fn sqlite(values: Vec<Value>) -> Result<SqliteArguments, sqlx::Error> {
    let mut arguments = SqliteArguments::default();
    for value in values {
        match value {
            Value::Bool(value) => arguments.add(value),
            Value::Int(value) => arguments.add(value),
            Value::Text(value) => arguments.add(value),
            Value::Bytes(value) => arguments.add(value),
            Value::Uuid(value) => arguments.add(value),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

fn postgres(values: Vec<Value>) -> Result<PgArguments, sqlx::Error> {
    let mut arguments = PgArguments::default();
    for value in values {
        match value {
            Value::Bool(value) => arguments.add(value),
            Value::Int(value) => arguments.add(value),
            Value::Text(value) => arguments.add(value),
            Value::Bytes(value) => arguments.add(value),
            Value::Uuid(value) => arguments.add(value),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}
