//! What those who run the place do to an account: locking it, opening it again, its rank, its sessions, its factors.

use super::session;
use crate::{
    access::{self, Elevated, Ties},
    app::App,
    error::{Error, Result},
    events::{Announce, Signal, To},
    features::{
        audit::{self, Deed},
        identity::{
            notice,
            store::{
                accounts, factors,
                keeping::{self as rows, Kept, Locked},
                sessions::{self, EndReason},
            },
        },
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    SessionId, Timestamp, UserId,
    account::{AccountState, InstanceRole},
    events::Event,
};

/// Holds an account of a lower rank until the transaction ends.
///
/// # Errors
/// * `not_found`: there is no such account.
/// * `forbidden`: its rank is not lower.
async fn hold(tx: &mut Tx, may: &Elevated, user: UserId) -> Result<Kept> {
    accounts::lock(tx, user).await?;
    let kept = rows::one(tx, may, user).await?.ok_or_else(Error::not_found)?;
    may.require_above(kept.role)?;
    Ok(kept)
}

/// What moderators do ends within 7 days, and what lasts longer is not theirs to change.
const REACH_MS: i64 = 7 * 24 * 60 * 60 * 1_000;

/// Goes on unless a moderator would change what somebody above them did.
fn check_reach(may: &Elevated, before: &Kept, now_ms: i64) -> Result<()> {
    let ends_soon = before.locked.until_ms.is_some_and(|until| until <= now_ms + REACH_MS);
    if may.role() > InstanceRole::Moderator || before.state != AccountState::Suspended || ends_soon {
        return Ok(());
    }
    Err(Error::forbidden("a higher rank on this place"))
}

fn deed(action: &'static str, user: UserId) -> Deed {
    Deed { action, target_kind: "user", target: Some(user.0), changes: Vec::new() }
}

/// Locks an account everywhere: its sessions and sockets end, and nobody signs in to it. Of one that is locked already
/// the reason and the end change.
///
/// # Errors
/// * `not_found`: there is no such account.
/// * `forbidden`: its rank is not lower.
/// * `invalid`, field `until`: longer than a moderator may.
/// * `conflict`: it is on its way out.
pub async fn suspend_in(
    tx: &mut Tx,
    app: &App,
    may: &Elevated,
    user: UserId,
    (reason, until_ms): (&str, Option<i64>),
) -> Result<Deed> {
    let before = hold(tx, may, user).await?;
    let now_ms = app.clock.now_ms();
    check_reach(may, &before, now_ms)?;
    let is_short = until_ms.is_some_and(|until| until <= now_ms + REACH_MS);
    if may.role() == InstanceRole::Moderator && !is_short {
        return Err(Error::invalid("until", "Moderators: at most 7 days ahead."));
    }
    if before.state == AccountState::Deleting {
        return Err(Error::conflict("This account is on its way out."));
    }
    rows::suspend(tx, may, user, reason, until_ms).await?;
    // Before the ends of the sessions: sockets are told why.
    tx.signal(Signal::AccountSuspended { user });
    let live = sessions::all(tx, user).await?;
    session::end(tx, app, user, &live, EndReason::Suspended).await?;
    forget(tx, app, user);
    let mut deed = deed("user_suspend", user);
    let Locked { reason: old_reason, until_ms: old_until, .. } = before.locked;
    deed.changes.extend(audit::difference("reason", &old_reason, &Some(reason.to_owned())));
    deed.changes.extend(audit::difference("until", &old_until.map(Timestamp), &until_ms.map(Timestamp)));
    Ok(deed)
}

/// Opens an account again, as it was before. None: it is not locked.
///
/// # Errors
/// * `not_found`: there is no such account.
/// * `forbidden`: its rank is not lower.
pub async fn lift_in(tx: &mut Tx, app: &App, may: &Elevated, user: UserId) -> Result<Option<Deed>> {
    let before = hold(tx, may, user).await?;
    check_reach(may, &before, app.clock.now_ms())?;
    if !rows::lift(tx, user, None).await? {
        return Ok(None);
    }
    changed(tx, app, user);
    let mut deed = deed("user_lift", user);
    deed.changes.extend(audit::difference("reason", &before.locked.reason, &None));
    Ok(Some(deed))
}

/// Opens an account if the time for which it was locked is over; its row is held. Says whether it did.
pub(super) async fn lift_if_over(tx: &mut Tx, app: &App, user: UserId, now_ms: i64) -> Result<bool> {
    let is_over = rows::lift(tx, user, Some(now_ms)).await?;
    if is_over {
        changed(tx, app, user);
    }
    Ok(is_over)
}

/// Opens every account whose time is over.
pub(super) async fn lift_those_over(app: &App) -> Result<()> {
    let now_ms = app.clock.now_ms();
    for user in rows::over(&mut app.db.read().await?, now_ms).await? {
        let mut tx = app.db.write().await?;
        lift_if_over(&mut tx, app, user, now_ms).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Ends all sessions of an account.
///
/// # Errors
/// * `not_found`: there is no such account.
/// * `forbidden`: its rank is not lower.
pub async fn sign_out_in(tx: &mut Tx, app: &App, may: &Elevated, user: UserId) -> Result<Deed> {
    hold(tx, may, user).await?;
    let live = sessions::all(tx, user).await?;
    session::end(tx, app, user, &live, EndReason::Staff).await?;
    Ok(deed("user_sign_out", user))
}

/// Takes the authenticator and the recovery codes of an account away, ends its sessions, and has its owner told.
///
/// # Errors
/// * `not_found`: there is no such account.
/// * `forbidden`: its rank is not lower.
pub async fn reset_factors_in(tx: &mut Tx, app: &App, may: &Elevated, user: UserId, now_ms: i64) -> Result<Deed> {
    let before = hold(tx, may, user).await?;
    factors::delete_of(tx, user).await?;
    let live = sessions::all(tx, user).await?;
    session::end(tx, app, user, &live, EndReason::Staff).await?;
    if before.second_factor {
        notice::factors_reset(tx, app, user, now_ms).await?;
    }
    changed(tx, app, user);
    let mut deed = deed("user_reset_factors", user);
    deed.changes.extend(audit::difference("second_factor", &before.second_factor, &false));
    Ok(deed)
}

/// Gives an account another rank, or takes it away. Whoever owns the place may step down alone, while somebody else
/// owns it too. None: it had this rank before.
///
/// # Errors
/// * `not_found`: there is no such account.
/// * `forbidden`: the rank it has, or the one it would get, is not the caller's to give.
/// * `conflict`: the last owner, or an account that is not in use.
pub async fn set_role_in(
    tx: &mut Tx,
    app: &App,
    may: &Elevated,
    user: UserId,
    role: Option<InstanceRole>,
) -> Result<Option<Deed>> {
    accounts::lock(tx, user).await?;
    let before = rows::one(tx, may, user).await?.ok_or_else(Error::not_found)?;
    let is_stepping_down = user == may.user() && before.role == Some(InstanceRole::Owner);
    if !is_stepping_down {
        may.require_above(before.role)?;
    }
    let is_own_to_give = may.role() == InstanceRole::Owner || role < Some(may.role());
    if !is_own_to_give {
        return Err(Error::forbidden("a rank above the one that is given"));
    }
    if role == before.role {
        return Ok(None);
    }
    if role.is_some() && before.state != AccountState::Active {
        return Err(Error::conflict("This account is not in use."));
    }
    if is_stepping_down && !rows::has_other_owner(tx, user).await? {
        return Err(Error::conflict("Somebody must own this place: appoint another owner first."));
    }
    rows::set_role(tx, may, user, role).await?;
    changed(tx, app, user);
    let me = accounts::me(tx, user).await?;
    let Ties { near: also, apart: except } = access::ties(tx, user).await?;
    tx.emit(To::Acquaintances { of: user, also, except }, &Event::UserUpdate(me.user.clone()));
    tx.emit(To::Person(user), &Event::MeUpdate(me));
    let mut deed = deed("user_role", user);
    deed.changes.extend(audit::difference("instance_role", &before.role, &role));
    Ok(Some(deed))
}

/// Sessions that may act for the place now, and whose they are, as their rows say.
///
/// # Errors
/// `unavailable`, `internal`: they cannot be read; then none is known to be.
pub async fn raised_now(app: &App) -> Result<Vec<(UserId, SessionId)>> {
    rows::raised(&mut app.db.read().await?, app.clock.now_ms()).await
}

fn changed(tx: &mut Tx, app: &App, user: UserId) {
    tx.signal(Signal::AccountChanged { user });
    forget(tx, app, user);
}

fn forget(tx: &mut Tx, app: &App, user: UserId) {
    let live = app.identity.clone();
    tx.afterwards(move || live.forget_user(user));
}
