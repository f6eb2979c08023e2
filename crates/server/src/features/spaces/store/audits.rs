//! The rows of the audit log: added, never changed.

use super::people;
use crate::{access::SpaceAccess, error::Result};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx};
use snug_proto::{AuditId, SpaceId, Timestamp, UserId, audit::AuditEntry};
use uuid::Uuid;

struct EntryRow(AuditEntry);

impl FromRow for EntryRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let actor = row.maybe_id::<UserId>("actor_id")?.map(|_| people::user_ref(row, "actor")).transpose()?;
        Ok(Self(AuditEntry {
            id: row.id("id")?,
            at: Timestamp(row.get("at_ms")?),
            actor,
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
    /// Where.
    pub space: SpaceId,
    /// When.
    pub at_ms: i64,
    /// Who.
    pub actor: UserId,
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
    tx.sql(
        "insert into audit (id, space_id, at_ms, actor_id, action, target_kind, target_id, changes, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .id(line.id)
    .id(line.space)
    .bind(line.at_ms)
    .id(line.actor)
    .bind(line.action)
    .bind(line.target_kind)
    .bind(line.target_id)
    .bind(line.changes)
    .bind(line.reason)
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
}

/// The lines of a space, newest first, after a place.
pub async fn newest(
    conn: &mut Conn,
    here: &SpaceAccess,
    filter: &Filter,
    after: (i64, AuditId),
    most: i64,
) -> Result<Vec<AuditEntry>> {
    let lines: Vec<EntryRow> = conn
        .sql(
            "select audit.id, at_ms, actor_id, action, target_kind, target_id, changes, reason,
                    a.username as actor_username, a.display_name as actor_display_name, a.avatar_id as actor_avatar_id
             from audit left join account a on a.id = audit.actor_id
             where space_id = $1 and (at_ms, audit.id) < ($2, $3) and at_ms >= $4
               and ($5 or actor_id = $6) and ($7 or action = $8) and ($9 or target_id = $10)
             order by at_ms desc, audit.id desc
             limit $11",
        )
        .id(here.space())
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
        .all()
        .await?;
    Ok(lines.into_iter().map(|EntryRow(entry)| entry).collect())
}
