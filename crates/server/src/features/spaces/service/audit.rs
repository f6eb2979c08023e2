//! The audit log: written with every change, read by those who may.

use crate::{
    edge::http::{Cx, Paging},
    error::Result,
    features::spaces::store::audits::{self, Filter, Line},
};
use serde::Serialize;
use snug_platform::db::Tx;
use snug_proto::{
    AuditId, Page, Perm, SpaceId,
    audit::{AuditChange, AuditEntry, AuditQuery},
};
use uuid::Uuid;

/// Writes a line in the caller's name, with the reason that came with the request.
///
/// # Errors
/// `internal`: the database failed.
pub async fn audit(
    tx: &mut Tx,
    cx: &Cx,
    space: SpaceId,
    action: &str,
    target_kind: &str,
    target_id: Option<Uuid>,
    changes: Vec<AuditChange>,
) -> Result<()> {
    let line = Line {
        id: cx.new_id(),
        space,
        at_ms: cx.now_ms,
        actor: cx.user(),
        action,
        target_kind,
        target_id,
        changes: serde_json::to_string(&changes).map_err(anyhow::Error::from)?,
        reason: cx.request.audit_reason.as_deref(),
    };
    audits::insert(tx, line).await
}

/// One difference, none when both are the same.
pub fn difference<T: Serialize + PartialEq>(key: &str, old: &T, new: &T) -> Option<AuditChange> {
    if old == new {
        return None;
    }
    let json = |value: &T| serde_json::to_value(value).unwrap_or_default();
    Some(AuditChange { key: key.to_owned(), old: json(old), new: json(new) })
}

/// Reads the log of a space.
///
/// # Errors
/// * `not_found`: no such space for the caller.
/// * `forbidden`: the caller lacks `view_audit_log`.
/// * `malformed`: the cursor belongs to another list.
pub async fn list(cx: &Cx, space: SpaceId, query: AuditQuery) -> Result<Page<AuditEntry>> {
    let mut conn = cx.app.db.read().await?;
    let here = cx.space(&mut conn, space).await?.require(Perm::ViewAuditLog)?;
    let filter = Filter {
        actor: query.actor,
        action: query.action,
        target: query.target,
        since_ms: query.since.map(|since| since.0),
    };
    let list = ("audit", space, filter.actor, &filter.action, filter.target, filter.since_ms);
    let paging = Paging::open(cx, list, query.cursor.as_deref(), query.limit)?;
    let after: (i64, AuditId) = paging.after.unwrap_or((i64::MAX, AuditId(Uuid::max())));
    let entries = audits::newest(&mut conn, &here, &filter, after, paging.limit.plus_one()).await?;
    paging.page(entries, |entry| (entry.at.0, entry.id))
}
