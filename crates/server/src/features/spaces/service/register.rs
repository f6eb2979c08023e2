//! Making an account, and coming in by an invite in the same breath.

use super::{invites::over, join};
use crate::{
    edge::http::Guest,
    error::{Error, Result},
    features::{
        identity::{self, Opened},
        spaces::store::invites,
    },
};
use snug_proto::{Code, account::SignInMethod, auth::Register, instance::Registration};

/// Makes an account as the place allows, uses the invite up, joins its space and signs in: all or nothing.
///
/// # Errors
/// * `registration_closed`, `invite_required`: the place does not let this person in.
/// * `expired`: the invite is over, or never was.
/// * `taken`: the username is in use.
/// * `invalid`: a field breaks its rule.
/// * `forbidden`, `email_unverified`, `limit_reached`: the space of the invite does not let newcomers in.
///
/// However it ends, the answer comes at a fixed time after the request, so that its delay tells nothing.
pub async fn register(guest: &Guest, body: Register) -> Result<Opened> {
    guest.no_sooner(guest.app.config.register_pace, make(guest, body)).await
}

async fn make(guest: &Guest, body: Register) -> Result<Opened> {
    identity::check_kind(guest, body.session)?;
    match (guest.app.identity.settings().registration, &body.invite) {
        (Registration::Closed, _) => {
            return Err(Error::refused(Code::RegistrationClosed, "Nobody can make an account here."));
        }
        (Registration::Invite, None) => {
            return Err(Error::refused(Code::InviteRequired, "Making an account here needs an invite."));
        }
        _ => {}
    }
    if let Some(code) = &body.invite {
        check_live(guest, code).await?;
    }
    let account = identity::check_new_account(&guest.app, &body).await?;
    let mut tx = guest.app.db.write().await?;
    let user = identity::create_account(&mut tx, &guest.app, account, None).await?;
    identity::leave_verification(&mut tx, guest, user).await?;
    if let Some(code) = &body.invite {
        let who = identity::user_refs(&mut tx, [user]).await?.remove(&user).ok_or_else(Error::not_found)?;
        join::enter(&mut tx, &guest.app, who, code, guest.now_ms).await.map_err(unknown_is_over)?;
    }
    let opened =
        identity::open_session(&mut tx, guest, user, body.session, body.shared, &[SignInMethod::Registration]).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Refuses a dead invite before a password is hashed for it; what counts is looked at again under the lock.
async fn check_live(guest: &Guest, code: &str) -> Result<()> {
    let mut conn = guest.app.db.read().await?;
    let found = invites::one(&mut conn, &guest.app.keys, code).await?;
    if found.is_some_and(|row| row.is_live(guest.now_ms)) { Ok(()) } else { Err(over()) }
}

fn unknown_is_over(error: Error) -> Error {
    if error.code() == Code::NotFound { over() } else { error }
}
