//! The rows of reports.

use super::model::Violation;
use crate::error::Result;
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use snug_proto::Timestamp;
use std::fmt;
use uuid::Uuid;

/// A kind of refusal and how often it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The rule that was broken.
    pub rule: String,
    /// What was refused.
    pub blocked: String,
    /// On which part of the client.
    pub page: String,
    /// By what.
    pub source: String,
    /// In which line of it.
    pub line: i64,
    /// How often.
    pub times: i64,
    /// When last, in milliseconds.
    pub last_ms: i64,
}

impl FromRow for Report {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            rule: row.get("rule")?,
            blocked: row.get("blocked")?,
            page: row.get("page")?,
            source: row.get("source")?,
            line: row.get("line")?,
            times: row.get("times")?,
            last_ms: row.get("last_ms")?,
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, blocked, page, source, line, times, last_ms } = self;
        let last = Timestamp(*last_ms).rfc3339();
        write!(f, "{last} {times} times: {rule} refused {blocked} on {page}, by {source}:{line}")
    }
}

/// Counts one that came before. False when it did not.
pub async fn count(tx: &mut Tx, violation: &Violation, now_ms: i64) -> Result<bool> {
    let counted = tx
        .sql(
            "update policy_report set times = times + 1, last_ms = $6
             where rule = $1 and blocked = $2 and page = $3 and source = $4 and line = $5",
        )
        .bind(violation.rule)
        .bind(violation.blocked.as_str())
        .bind(violation.page.as_str())
        .bind(violation.source.as_str())
        .bind(violation.line)
        .bind(now_ms)
        .run()
        .await?;
    Ok(counted > 0)
}

/// Adds one that never came before, while there is room.
pub async fn insert(tx: &mut Tx, id: Uuid, violation: &Violation, now_ms: i64, most: i64) -> Result<()> {
    tx.sql(
        "insert into policy_report (id, rule, blocked, page, source, line, times, last_ms)
         select $1, $2, $3, $4, $5, $6, 1, $7 where (select count(*) from policy_report) < $8
         on conflict (rule, blocked, page, source, line) do nothing",
    )
    .id(id)
    .bind(violation.rule)
    .bind(violation.blocked.as_str())
    .bind(violation.page.as_str())
    .bind(violation.source.as_str())
    .bind(violation.line)
    .bind(now_ms)
    .bind(most)
    .run()
    .await?;
    Ok(())
}

/// Deletes those that did not come since then, and all but the newest.
pub async fn trim(tx: &mut Tx, since_ms: i64, most: i64) -> Result<()> {
    tx.sql(
        "delete from policy_report where last_ms < $1
           or id not in (select id from policy_report order by last_ms desc, id desc limit $2)",
    )
    .bind(since_ms)
    .bind(most)
    .run()
    .await?;
    Ok(())
}

/// The newest reports.
///
/// # Errors
/// `internal`: the database failed.
pub async fn newest(conn: &mut Conn, most: i64) -> Result<Vec<Report>> {
    let reports = conn
        .sql(
            "select rule, blocked, page, source, line, times, last_ms
             from policy_report order by last_ms desc, id desc limit $1",
        )
        .bind(most)
        .all()
        .await?;
    Ok(reports)
}
