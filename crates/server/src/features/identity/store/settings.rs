//! Settings of the place: words under keys.

use crate::error::Result;
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};

/// Id of this copy.
pub const ID: &str = "instance.id";
/// Its name.
pub const NAME: &str = "instance.name";
/// Who can register.
pub const REGISTRATION: &str = "instance.registration";
/// Its language.
pub const LOCALE: &str = "instance.locale";
/// Hash of the set-up code, in hex.
pub const SETUP_CODE: &str = "setup.code_sha256";

struct Pair(String, String);

impl FromRow for Pair {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self(row.get("key")?, row.get("value")?))
    }
}

/// Every setting.
pub async fn all(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    let pairs: Vec<Pair> = conn.sql("select key, value from setting").all().await?;
    Ok(pairs.into_iter().map(|Pair(key, value)| (key, value)).collect())
}

/// One setting.
pub async fn get(conn: &mut Conn, key: &str) -> Result<Option<String>> {
    Ok(conn.sql("select value as v from setting where key = $1").bind(key).optional().await?)
}

/// Sets it, whatever it was.
pub async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<()> {
    tx.sql("insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value")
        .bind(key)
        .bind(value)
        .run()
        .await?;
    Ok(())
}

/// Sets it unless it is there already.
pub async fn set_once(tx: &mut Tx, key: &str, value: &str) -> Result<()> {
    tx.sql("insert into setting (key, value) values ($1, $2) on conflict (key) do nothing")
        .bind(key)
        .bind(value)
        .run()
        .await?;
    Ok(())
}

/// Removes it, if it is there.
///
/// # Errors
/// `internal`: the database failed.
pub async fn drop(tx: &mut Tx, key: &str) -> Result<()> {
    tx.sql("delete from setting where key = $1").bind(key).run().await?;
    Ok(())
}

/// Removes it if it has this value; says whether it did.
pub async fn remove(tx: &mut Tx, key: &str, value: &str) -> Result<bool> {
    let touched = tx.sql("delete from setting where key = $1 and value = $2").bind(key).bind(value).run().await?;
    Ok(touched == 1)
}
