//! The rows of the audit log: added, never changed.

use super::service::By;
use crate::{
    access::{Elevated, SpaceAccess},
    brief::maybe_user_ref,
    error::Result,
};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::{
    AuditId, SpaceId, Timestamp, UserId,
    audit::{AuditBy, AuditEntry},
};
use uuid::Uuid;

struct EntryRow(AuditEntry);

impl FromRow for EntryRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let actor = maybe_user_ref(row, "actor_")?;
        Ok(Self(AuditEntry {
            id: row.id("id")?,
            at: Timestamp(row.get("at_ms")?),
            actor,
            by: row.word("actor_kind")?,
            action: row.get("action")?,
            target_kind: row.get("target_kind")?,
            target_id: row.get("target_id")?,
            changes: row.json("changes")?,
            reason: row.get("reason")?,
        }))
    }
}

/// A line to be written.
pub struct Line<'a> {
    /// Id.
    pub id: AuditId,
    /// In which space; none: in the place at large.
    pub space: Option<SpaceId>,
    /// When.
    pub at_ms: i64,
    /// Who.
    pub by: By,
    /// What, as `noun_verb`.
    pub action: &'a str,
    /// On what kind of thing.
    pub target_kind: &'a str,
    /// On which one.
    pub target_id: Option<Uuid>,
    /// What became different, as JSON.
    pub changes: String,
    /// Why.
    pub reason: Option<&'a str>,
}

/// Adds a line.
pub async fn insert(tx: &mut Tx, line: Line<'_>) -> Result<()> {
    let (kind, actor) = match line.by {
        By::User(user) => (AuditBy::User, Some(user)),
        By::Cli => (AuditBy::Cli, None),
    };
    tx.sql(
        "insert into audit (id, space_id, at_ms, actor_id, action, target_kind, target_id, changes, reason, actor_kind)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .id(line.id)
    .maybe_id(line.space)
    .bind(line.at_ms)
    .maybe_id(actor)
    .bind(line.action)
    .bind(line.target_kind)
    .bind(line.target_id)
    .bind(line.changes)
    .bind(line.reason)
    .bind(word(&kind))
    .run()
    .await?;
    Ok(())
}

/// What narrows the log.
#[derive(Default)]
pub struct Filter {
    /// Only what this person did.
    pub actor: Option<UserId>,
    /// Only this action.
    pub action: Option<String>,
    /// Only on this thing.
    pub target: Option<Uuid>,
    /// Only since then.
    pub since_ms: Option<i64>,
    /// Only until then.
    pub until_ms: Option<i64>,
}

/// Whose lines are read, and the right to.
#[derive(Clone, Copy)]
pub enum Trail<'a> {
    /// A space's.
    Space(&'a SpaceAccess),
    /// The place's.
    Instance(&'a Elevated),
}

/// A page of lines, newest first, after a place.
macro_rules! lines_where {
    ($whose:literal) => {
        concat!(
            "select audit.id, at_ms, actor_id, action, target_kind, target_id, changes, reason,
                    actor_kind, a.username as actor_username, a.display_name as actor_display_name, a.avatar_id as actor_avatar_id
             from audit left join account a on a.id = audit.actor_id
             where ", $whose, " and (at_ms, audit.id) < ($2, $3) and at_ms >= $4
               and ($5 or actor_id = $6) and ($7 or action = $8) and ($9 or target_id = $10)
               and at_ms <= $12
             order by at_ms desc, audit.id desc
             limit $11"
        )
    };
}

/// The lines of a trail, newest first, after a place.
pub async fn newest(
    conn: &mut Conn,
    trail: Trail<'_>,
    filter: &Filter,
    after: (i64, AuditId),
    most: i64,
) -> Result<Vec<AuditEntry>> {
    let asked = match trail {
        Trail::Space(here) => conn.sql(lines_where!("space_id = $1")).id(here.space()),
        // No line has the id of a person: it only keeps the numbers of both statements alike.
        Trail::Instance(may) => conn.sql(lines_where!("space_id is null and audit.id <> $1")).id(may.user()),
    };
    let lines: Vec<EntryRow> = asked
        .bind(after.0)
        .id(after.1)
        .bind(filter.since_ms.unwrap_or(i64::MIN))
        .bind(filter.actor.is_none())
        .maybe_id(filter.actor)
        .bind(filter.action.is_none())
        .bind(filter.action.as_deref())
        .bind(filter.target.is_none())
        .bind(filter.target)
        .bind(most)
        .bind(filter.until_ms.unwrap_or(i64::MAX))
        .all()
        .await?;
    Ok(lines.into_iter().map(|EntryRow(entry)| entry).collect())
}

/// Deletes lines written before then; answers how many, `most` at most.
pub async fn trim(tx: &mut Tx, before_ms: i64, most: i64) -> Result<u64> {
    Ok(tx
        .sql("delete from audit where id in (select id from audit where at_ms < $1 order by at_ms limit $2)")
        .bind(before_ms)
        .bind(most)
        .run()
        .await?)
}
