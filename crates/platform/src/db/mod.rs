//! One SQL text for two engines: SQLite inside the program, PostgreSQL when a place outgrows one machine.
//!
//! A statement is written once, with `$n` places, and runs on both. What differs goes through [`Engine`].
//! Invariants: time is bound from the clock, never `now()`; a message for the bus leaves only after its transaction
//! is durable, and messages of one topic leave in commit order.

mod error;
mod line;
mod migrate;
mod open;
mod query;
mod row;
mod settle;
mod tx;
mod value;
mod writer;

pub use error::{DbError, DbResult};
pub use migrate::Migration;
pub use open::{Db, DbConfig, Engine, Gauges, Publish};
pub use query::Query;
pub use row::{Column, FromRow, Row};
pub use tx::{Conn, Tx};
pub use value::{Value, word};

#[cfg(test)]
pub(crate) mod tests;
