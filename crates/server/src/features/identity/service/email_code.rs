//! Signing in with a code by mail.

use super::{
    second_factor,
    session::{self, open_session},
    sign_in::Outcome,
};
use crate::{
    edge::http::Guest,
    error::Result,
    features::identity::{
        codes::{self, Ask, Attempt, Try},
        factors,
        model::{code::Purpose, login::Email},
        store::{accounts, security::Ticket},
    },
};
use snug_proto::{
    account::SignInMethod,
    auth::{AnswerCode, AskCode, Challenge, CodePurpose},
};

/// Asks for a code. Whether anybody gets a mail shows neither in the answer nor in its time.
///
/// # Errors
/// * `invalid`: no address.
/// * `rate_limited`: too many codes for this address, or of this place.
/// * `unavailable`: this place sends no mail.
pub async fn ask(guest: &Guest, body: AskCode) -> Result<Challenge> {
    let Guest { app, actor, now_ms, .. } = guest;
    let email = Email::parse(&body.email)?;
    let asked = async {
        let known = accounts::by_email_for_codes(&mut app.db.read().await?, &email.key, *now_ms).await?;
        let ask = match body.purpose {
            CodePurpose::SignIn => {
                Ask { purpose: Purpose::SignIn, email: &email, account: known.map(|known| known.id), session: None }
            }
            // For who is signed in, has that address, and nothing else to prove themselves with.
            CodePurpose::Reauth => {
                let own = known.filter(|known| {
                    known.password_hash.is_none() && actor.as_ref().is_some_and(|actor| actor.user == known.id)
                });
                let session = actor.as_ref().map(|actor| actor.session);
                Ask { purpose: Purpose::Reauth, email: &email, account: own.map(|own| own.id), session }
            }
        };
        let (tx, challenge) = codes::issue(guest, &ask).await?;
        tx.commit().await?;
        Ok(challenge)
    };
    guest.no_sooner(app.config.verify_pace, asked).await
}

/// Signs in with the code of a mail, or asks for the second factor.
///
/// # Errors
/// * `malformed`: a page asks for a refresh token in the body.
/// * `invalid_code`: wrong, used, over, or never issued: which of them is never told.
/// * `suspended`: all is right, but the account is locked.
/// * `rate_limited`: too many tries.
pub async fn answer(guest: &Guest, body: AnswerCode) -> Result<Outcome> {
    session::check_kind(guest, body.session)?;
    guest.no_sooner(guest.app.config.verify_pace, open(guest, &body)).await
}

async fn open(guest: &Guest, body: &AnswerCode) -> Result<Outcome> {
    let tried = Try { challenge: body.challenge_id, purpose: Purpose::SignIn, by: None, code: &body.code };
    let (mut tx, spent) = Attempt::begin(guest, &tried).await?.spend().await?;
    let account = spent.account;
    let methods = factors::of(&mut tx, account).await?;
    if !methods.is_empty() {
        let ticket = Ticket { account, first: SignInMethod::EmailCode, kind: body.session, shared: body.shared };
        let asked = second_factor::ask(&mut tx, guest, ticket, methods).await?;
        tx.commit().await?;
        return Ok(asked);
    }
    let opened = open_session(&mut tx, guest, account, body.session, body.shared, &[SignInMethod::EmailCode]).await?;
    tx.commit().await?;
    Ok(Outcome::Opened(Box::new(opened)))
}
