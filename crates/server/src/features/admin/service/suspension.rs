//! Locking accounts, and opening them again.

use super::{record, tell, users::shown_one};
use crate::{
    edge::http::Cx,
    error::{Error, Result},
    features::identity,
    text,
};
use snug_proto::{
    UserId,
    admin::{AdminKind, AdminUser, SuspendUser},
    limits::REASON_MAX,
};

/// The shortest time, in milliseconds.
const LEAST_MS: i64 = 60 * 1_000;
/// The longest time, in milliseconds: ten years.
const MOST_MS: i64 = 3_653 * 24 * 60 * 60 * 1_000;

/// Locks an account of a lower rank everywhere, or changes why and how long it is locked.
///
/// # Errors
/// * `not_found`: there is no such account.
/// * `forbidden`: its rank is not lower.
/// * `invalid`: the reason or the time breaks its rule.
/// * `conflict`: it is on its way out.
pub async fn suspend(cx: &Cx, user: UserId, body: SuspendUser) -> Result<AdminUser> {
    let reason = text::line("reason", &body.reason, 1, REASON_MAX)?;
    let until_ms = body.until.map(|until| until.0);
    if until_ms.is_some_and(|until| !(LEAST_MS..=MOST_MS).contains(&until.saturating_sub(cx.now_ms))) {
        return Err(Error::invalid("until", "60 seconds to 10 years ahead."));
    }
    let mut tx = cx.app.db.write().await?;
    let may = cx.elevated_moderator(&mut tx).await?;
    let deed = identity::suspend_in(&mut tx, &cx.app, &may, user, (&reason, until_ms)).await?;
    record(&mut tx, cx, deed, Some(&reason)).await?;
    tell(&mut tx, cx, AdminKind::Suspension, ("user", Some(user.0)));
    let shown = shown_one(&mut tx, &may, user).await?;
    tx.commit().await?;
    Ok(shown)
}

/// Opens an account again, as it was before; one that is not locked stays as it is.
///
/// # Errors
/// * `not_found`: there is no such account.
/// * `forbidden`: its rank is not lower.
pub async fn lift(cx: &Cx, user: UserId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let may = cx.elevated_moderator(&mut tx).await?;
    if let Some(deed) = identity::lift_in(&mut tx, &cx.app, &may, user).await? {
        record(&mut tx, cx, deed, None).await?;
        tell(&mut tx, cx, AdminKind::Suspension, ("user", Some(user.0)));
    }
    tx.commit().await?;
    Ok(())
}
