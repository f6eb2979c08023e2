//! New passwords: by who is signed in, and by who forgot the old one.

use super::session;
use crate::{
    app::App,
    edge::http::{Cx, Guest},
    error::{Error, Result},
    features::identity::{
        codes::{self, Ask, Attempt, Try},
        factors,
        guess::{Guess, Subject},
        model::{code::Purpose, login::Email, password},
        notice::{self, Kind},
        store::{accounts, codes as rows, security, sessions, sessions::EndReason},
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    Secret, SessionId, UserId,
    account::{AccountState, Me},
    auth::{Challenge, ChangePassword, ForgotPassword, ResetPassword},
};

/// Replaces the caller's password; their other sessions end, unless they say otherwise.
///
/// # Errors
/// * `invalid`: the password breaks a rule.
/// * `unavailable`: too many passwords are being hashed.
pub async fn change(cx: &Cx, body: ChangePassword) -> Result<()> {
    let (app, user, guest) = (&cx.app, cx.user(), cx.guest());
    let me = accounts::me(&mut app.db.read().await?, user).await?;
    check(app, &me, "new", &body.new)?;
    let hash = app.identity.hashing().hash(app.config.password_cost, &app.ids, &body.new).await?;
    let mut tx = app.db.write().await?;
    accounts::lock(&mut tx, user).await?;
    let ending = match body.keep_other_sessions {
        true => Vec::new(),
        false => sessions::others(&mut tx, user, cx.actor.session).await?,
    };
    write(&mut tx, &guest, user, &hash, (&ending, EndReason::PasswordChanged)).await?;
    tx.commit().await?;
    Ok(())
}

/// Asks for a code to set a new password with. Whether anybody gets a mail shows neither in the answer nor in its time.
///
/// # Errors
/// * `invalid`: no address.
/// * `rate_limited`: too many codes for this address, or of this place.
/// * `unavailable`: this place sends no mail.
pub async fn forgot(guest: &Guest, body: ForgotPassword) -> Result<Challenge> {
    let app = &guest.app;
    let email = Email::parse(&body.email)?;
    let asked = async {
        let known = accounts::by_email(&mut app.db.read().await?, &email.key).await?;
        let account = known.filter(|known| known.state == AccountState::Active).map(|known| known.id);
        let (tx, challenge) =
            codes::issue(guest, &Ask { purpose: Purpose::Reset, email: &email, account, session: None }).await?;
        tx.commit().await?;
        Ok(challenge)
    };
    guest.no_sooner(app.config.verify_pace, asked).await
}

/// Sets a new password with the code of a mail, and with the second factor of who has one. All sessions end; nobody is
/// signed in.
///
/// # Errors
/// * `invalid_code`: the code, or that of the factor, is wrong, used or missing.
/// * `invalid`: the password breaks a rule; the code stays good.
/// * `rate_limited`: too many tries.
/// * `unavailable`: too many passwords are being hashed.
pub async fn reset(guest: &Guest, body: ResetPassword) -> Result<()> {
    guest.no_sooner(guest.app.config.verify_pace, set_anew(guest, &body)).await
}

async fn set_anew(guest: &Guest, body: &ResetPassword) -> Result<()> {
    let app = &guest.app;
    let tried = Try { challenge: body.challenge_id, purpose: Purpose::Reset, by: None, code: &body.code };
    let attempt = Attempt::begin(guest, &tried).await?;
    let Some(user) = attempt.opens() else { return Err(attempt.refuse().await) };
    let guess = Guess::begin(app, guest.request.address, &Subject::account(user)).await?;
    let me = accounts::me(&mut app.db.read().await?, user).await?;
    if !matches!(me.state, AccountState::Active | AccountState::Unverified) {
        // As if nobody had asked: a password that is set anew opens no locked account.
        return Err(attempt.refuse().await);
    }
    check(app, &me, "password", &body.password)?;
    let hash = app.identity.hashing().hash(app.config.password_cost, &app.ids, &body.password).await?;
    let Some((mut tx, _)) = attempt.try_spend().await? else { return Err(attempt.refuse().await) };
    if !factors::of(&mut tx, user).await?.is_empty() {
        let proven = match &body.second_factor {
            Some(code) => factors::spend(&mut tx, guest, user, None, code).await?,
            None => None,
        };
        if proven.is_none() {
            // The code of the mail is not spent, but it was tried.
            drop(tx);
            let refusal = attempt.refuse().await;
            return Err(guess.failed(refusal).await);
        }
    }
    let ending = sessions::all(&mut tx, user).await?;
    write(&mut tx, guest, user, &hash, (&ending, EndReason::PasswordReset)).await?;
    guess.succeeded().await?;
    tx.commit().await?;
    Ok(())
}

fn check(app: &App, me: &Me, field: &str, new: &Secret) -> Result<()> {
    let email = me.email.as_deref().map(Email::parse).transpose()?;
    let local = email.as_ref().map(Email::local).unwrap_or_default();
    let checked = password::check(new, &[me.user.username.as_str(), local, &app.identity.settings().name]);
    checked.map_err(|error| match error {
        Error::Refused(problem) => Error::Refused(problem.at(field)),
        other => other,
    })
}

/// Writes the hash, and ends what the old password opened: sessions, tickets and codes.
async fn write(
    tx: &mut Tx,
    guest: &Guest,
    user: UserId,
    hash: &str,
    (ending, why): (&[SessionId], EndReason),
) -> Result<()> {
    accounts::change_password(tx, user, hash, guest.now_ms).await?;
    security::delete_tickets(tx, user).await?;
    rows::void_all(tx, user).await?;
    session::end(tx, &guest.app, user, ending, why).await?;
    notice::leave(tx, guest, user, Kind::PasswordChanged, &notice::client(guest)).await
}
