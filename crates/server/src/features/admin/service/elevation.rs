//! Raising a session for a while, and lowering it again.

use super::record;
use crate::{
    access,
    edge::http::Cx,
    error::{Error, Result},
    features::{audit::Deed, identity},
};
use snug_proto::{
    Timestamp,
    account::InstanceRole,
    admin::{AdminStatus, Elevate, Elevation},
};

/// How long a session stays raised, in milliseconds.
const LASTS_MS: i64 = 15 * 60 * 1_000;

/// What the caller may ask for here.
///
/// # Errors
/// `unauthenticated`: the session has just ended.
pub async fn status(cx: &Cx) -> Result<AdminStatus> {
    let mut conn = cx.app.db.read().await?;
    let footing = access::footing(&mut conn, &cx.actor).await?;
    Ok(AdminStatus {
        role: footing.role(),
        elevated_until: footing.elevated_until(cx.now_ms).map(Timestamp),
        second_factor: footing.has_factor(),
    })
}

/// Lets the caller's session act for 15 minutes, after both proofs anew.
///
/// # Errors
/// * `forbidden`: no rank on the instance.
/// * `second_factor_setup`: the account has no factor.
/// * `invalid_credentials`, `invalid_code`: a proof is wrong.
/// * `rate_limited`: too many failures.
pub async fn raise(cx: &Cx, body: Elevate) -> Result<Elevation> {
    if !access::footing(&mut cx.app.db.read().await?, &cx.actor).await?.has_factor() {
        return Err(access::factor_needed());
    }
    let (mut tx, factor) = identity::prove(cx, &body.password, Some(&body.code)).await?;
    if factor.is_none() {
        // Taken away meanwhile: the password alone raises nobody.
        return Err(access::factor_needed());
    }
    access::footing(&mut tx, &cx.actor).await?.rank(InstanceRole::Moderator)?;
    let until_ms = cx.now_ms + LASTS_MS;
    if !identity::raise(&mut tx, cx.actor.session, until_ms).await? {
        return Err(Error::unauthenticated());
    }
    record(&mut tx, cx, deed(cx, "elevation_begin"), None).await?;
    tx.commit().await?;
    Ok(Elevation { expires_at: Timestamp(until_ms) })
}

/// Lets the caller's session act no more.
///
/// # Errors
/// `forbidden`: no rank on the instance.
pub async fn lower(cx: &Cx) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    access::footing(&mut tx, &cx.actor).await?.rank(InstanceRole::Moderator)?;
    if identity::lower(&mut tx, cx.actor.session, cx.now_ms).await? {
        record(&mut tx, cx, deed(cx, "elevation_end"), None).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn deed(cx: &Cx, action: &'static str) -> Deed {
    Deed { action, target_kind: "session", target: Some(cx.actor.session.0), changes: Vec::new() }
}
