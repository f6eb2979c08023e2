//! Rows and the columns read from them.

use super::error::DbResult;
use sqlx::{Decode, Postgres, Sqlite, postgres::PgRow, sqlite::SqliteRow};
use std::panic::Location;
use uuid::Uuid;

/// One row of an answer.
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

/// What both engines can decode.
pub trait Column:
    for<'r> Decode<'r, Sqlite> + sqlx::Type<Sqlite> + for<'r> Decode<'r, Postgres> + sqlx::Type<Postgres>
{
}

impl Column for bool {}
impl Column for i64 {}
impl Column for String {}
impl Column for Vec<u8> {}
impl Column for Uuid {}
impl Column for Option<bool> {}
impl Column for Option<i64> {}
impl Column for Option<String> {}
impl Column for Option<Vec<u8>> {}
impl Column for Option<Uuid> {}

/// A type that a row becomes.
pub trait FromRow: Sized {
    /// Reads the columns by name.
    ///
    /// # Errors
    /// A column is missing or of another type.
    fn from_row(row: &Row) -> DbResult<Self>;
}

impl Row {
    /// Reads a column.
    ///
    /// # Errors
    /// The column is missing or of another type.
    #[track_caller]
    pub fn get<T: Column>(&self, column: &str) -> DbResult<T> {
        use sqlx::Row as _;
        let place = Location::caller();
        match self {
            Self::Sqlite(row) => row.try_get_unchecked(column),
            Self::Postgres(row) => row.try_get_unchecked(column),
        }
        .map_err(|cause| super::DbError::at(place, Vec::new(), cause))
    }

    /// Reads an id of the product.
    ///
    /// # Errors
    /// As [`Self::get`].
    #[track_caller]
    pub fn id<T: From<Uuid>>(&self, column: &str) -> DbResult<T> {
        self.get::<Uuid>(column).map(T::from)
    }

    /// Reads an id that may be absent.
    ///
    /// # Errors
    /// As [`Self::get`].
    #[track_caller]
    pub fn maybe_id<T: From<Uuid>>(&self, column: &str) -> DbResult<Option<T>> {
        Ok(self.get::<Option<Uuid>>(column)?.map(T::from))
    }

    /// Reads a word that stands for a variant (`text` columns with a fixed list).
    ///
    /// # Errors
    /// As [`Self::get`], and for a word that is not in the list.
    #[track_caller]
    pub fn word<T: serde::de::DeserializeOwned>(&self, column: &str) -> DbResult<T> {
        let place = Location::caller();
        let word: String = self.get(column)?;
        serde_json::from_value(serde_json::Value::String(word)).map_err(|cause| undecoded(place, column, &cause))
    }

    /// Reads a JSON document kept in a `text` column.
    ///
    /// # Errors
    /// As [`Self::get`], and for text that is not such a document.
    #[track_caller]
    pub fn json<T: serde::de::DeserializeOwned>(&self, column: &str) -> DbResult<T> {
        let place = Location::caller();
        let text: String = self.get(column)?;
        serde_json::from_str(&text).map_err(|cause| undecoded(place, column, &cause))
    }
}

/// Says which column is not what it should be, but nothing of what stands in it.
fn undecoded(place: &Location<'_>, column: &str, cause: &serde_json::Error) -> super::DbError {
    let source = format!("{:?} error at {}:{}", cause.classify(), cause.line(), cause.column());
    super::DbError::at(place, Vec::new(), sqlx::Error::ColumnDecode { index: column.into(), source: source.into() })
}

/// Answers of one column, named `v`.
macro_rules! single {
    ($($type:ty),*) => {$(
        impl FromRow for $type {
            fn from_row(row: &Row) -> DbResult<Self> { row.get("v") }
        }
    )*};
}
single!(bool, i64, String, Vec<u8>, Uuid, Option<i64>, Option<String>, Option<Uuid>);
