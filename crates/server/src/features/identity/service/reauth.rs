//! Proving again who is there.

use super::{second_factor, sign_in};
use crate::{
    edge::http::Cx,
    error::{Error, Result},
    events::{Announce, Signal},
    features::identity::{
        factors,
        guess::{Guess, Subject},
        store::{accounts, sessions},
    },
};
use snug_proto::auth::Reauth;

/// Marks the caller's session as proven for the next ten minutes.
///
/// # Errors
/// * `invalid_credentials`: the password is wrong.
/// * `invalid_code`: the account has a factor and its code is missing or wrong.
/// * `rate_limited`: too many failures.
pub async fn reauth(cx: &Cx, body: Reauth) -> Result<()> {
    let (app, user) = (&cx.app, cx.user());
    let guess = Guess::begin(app, cx.request.address, &Subject::account(user)).await?;
    let (account, methods) = {
        let mut conn = app.db.read().await?;
        (accounts::by_id(&mut conn, user).await?, factors::of(&mut conn, user).await?)
    };
    if sign_in::fitting(app, account, &body.password).await?.is_none() {
        return Err(guess.failed(sign_in::wrong_password()).await);
    }
    guess.still_open().await?;
    if !methods.is_empty() && !body.code.is_some_and(|code| second_factor::is_right(user, &methods, &code)) {
        return Err(guess.failed(second_factor::wrong_code()).await);
    }
    guess.succeeded().await?;
    let mut tx = app.db.write().await?;
    if !sessions::mark_reauth(&mut tx, cx.actor.session, cx.now_ms).await? {
        return Err(Error::unauthenticated());
    }
    tx.signal(Signal::AccountChanged { user });
    let live = app.identity.clone();
    tx.afterwards(move || live.forget_user(user));
    tx.commit().await?;
    Ok(())
}
