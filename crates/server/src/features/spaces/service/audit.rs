//! The trail of a space: written with every change, read by those who may.

use crate::{
    edge::http::Cx,
    error::Result,
    features::audit::{self, Caller, Deed, Where},
};
use snug_platform::db::Tx;
use snug_proto::{
    Page, Perm, SpaceId,
    audit::{AuditChange, AuditEntry, AuditQuery},
};
use uuid::Uuid;

pub use crate::features::audit::difference;

/// Writes a line in the caller's name, with the reason that came with the request.
///
/// # Errors
/// `internal`: the database failed.
pub async fn audit(
    tx: &mut Tx,
    cx: &Cx,
    space: SpaceId,
    action: &'static str,
    target_kind: &'static str,
    target: Option<Uuid>,
    changes: Vec<AuditChange>,
) -> Result<()> {
    record(tx, cx, space, Deed { action, target_kind, target, changes }).await
}

/// As [`audit()`], of a deed that was done.
///
/// # Errors
/// `internal`: the database failed.
pub async fn record(tx: &mut Tx, cx: &Cx, space: SpaceId, deed: Deed) -> Result<()> {
    audit::write(tx, Caller::from(cx), Where::Space(space), deed).await
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
    audit::page(&mut conn, cx, &here, query).await
}
