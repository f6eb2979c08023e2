//! Proving again who is there.

use super::sign_in;
use crate::{
    edge::http::Cx,
    error::{Error, Result},
    events::{Announce, Signal},
    features::identity::{
        codes::{self, Attempt, Try},
        factors,
        guess::{Guess, Subject},
        model::code::Purpose,
        store::{accounts, sessions},
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    ChallengeId, Secret,
    auth::{FactorMethod, Reauth},
};

/// Marks the caller's session as proven for the next ten minutes.
///
/// # Errors
/// * `invalid`: neither a password nor a code by mail.
/// * `invalid_credentials`: the password is wrong, or a mail does not do for this account.
/// * `invalid_code`: the code is missing or wrong.
/// * `rate_limited`: too many failures.
pub async fn reauth(cx: &Cx, body: Reauth) -> Result<()> {
    let mut tx = match (&body.password, &body.code, body.challenge_id) {
        (Some(password), code, _) => prove(cx, password, code.as_ref()).await?.0,
        (None, Some(code), Some(challenge)) => by_mail(cx, challenge, code).await?,
        _ => return Err(Error::invalid("password", "Your password.")),
    };
    let user = cx.user();
    if !sessions::mark_reauth(&mut tx, cx.actor.session, cx.now_ms).await? {
        return Err(Error::unauthenticated());
    }
    tx.signal(Signal::AccountChanged { user });
    let live = cx.app.identity.clone();
    tx.afterwards(move || live.forget_user(user));
    tx.commit().await?;
    Ok(())
}

/// Proves the password, and the second factor of whoever has one; notes in the session which factor it was. What it
/// opens is written in the transaction that it answers, so that a code that opens nothing stays good; the row of the
/// account is held in it. A wrong password spends no code. No factor: the account has none.
///
/// # Errors
/// * `invalid_credentials`: the password is wrong.
/// * `invalid_code`: the code is missing or wrong.
/// * `rate_limited`: too many failures.
pub async fn prove(cx: &Cx, password: &Secret, code: Option<&Secret>) -> Result<(Tx, Option<FactorMethod>)> {
    let (app, user) = (&cx.app, cx.user());
    let guess = Guess::begin(app, cx.request.address, &Subject::account(user)).await?;
    let (account, methods) = {
        let mut conn = app.db.read().await?;
        (accounts::by_id(&mut conn, user).await?, factors::of(&mut conn, user).await?)
    };
    if sign_in::fitting(app, account, password).await?.is_none() {
        return Err(guess.failed(sign_in::wrong_password()).await);
    }
    guess.still_open().await?;
    let mut tx = app.db.write().await?;
    accounts::lock(&mut tx, user).await?;
    let mut factor = None;
    if !methods.is_empty() {
        let proven = match code {
            Some(code) => factors::spend(&mut tx, &cx.guest(), user, None, code).await?,
            None => None,
        };
        let Some(method) = proven else {
            drop(tx);
            return Err(guess.failed(codes::wrong_code()).await);
        };
        sessions::add_method(&mut tx, cx.actor.session, method.into()).await?;
        factor = Some(method);
    }
    guess.succeeded().await?;
    Ok((tx, factor))
}

/// For who has neither a password nor a factor.
async fn by_mail(cx: &Cx, challenge: ChallengeId, code: &Secret) -> Result<Tx> {
    let (guest, user) = (cx.guest(), cx.user());
    let tried = async {
        let by = Some((user, cx.actor.session));
        let tried = Try { challenge, purpose: Purpose::Reauth, by, code };
        let (mut tx, _) = Attempt::begin(&guest, &tried).await?.spend().await?;
        let account = accounts::by_id(&mut tx, user).await?;
        let has_more = account.is_none_or(|account| account.password_hash.is_some());
        if has_more || !factors::of(&mut tx, user).await?.is_empty() {
            return Err(sign_in::wrong_password());
        }
        Ok(tx)
    };
    guest.no_sooner(cx.app.config.verify_pace, tried).await
}
