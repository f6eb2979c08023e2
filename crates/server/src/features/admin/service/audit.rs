//! Reading the place's trail.

use crate::{edge::http::Cx, error::Result, features::audit};
use snug_proto::{
    Page,
    audit::{AuditEntry, AuditQuery},
};

/// Who did what for the place, newest first.
///
/// # Errors
/// * `forbidden`, `second_factor_setup`, `elevation_required`: as every route of the administration.
/// * `invalid`: a limit below 1.
/// * `malformed`: the cursor belongs to another list.
pub async fn list(cx: &Cx, query: AuditQuery) -> Result<Page<AuditEntry>> {
    let mut conn = cx.app.db.read().await?;
    let may = cx.elevated(&mut conn).await?;
    audit::page_of_place(&mut conn, cx, &may, query).await
}
