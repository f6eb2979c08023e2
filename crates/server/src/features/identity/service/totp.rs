//! The authenticator: begun, confirmed by its first code, taken away.

use super::recovery;
use crate::{
    app::App,
    edge::http::Cx,
    error::{Error, Result},
    events::{Announce, Signal, To},
    features::identity::{
        codes::wrong_code,
        guess::{Guess, Subject},
        model::code::normal,
        notice::{self, Kind},
        store::{accounts, factors as rows, sessions},
        totp,
    },
};
use data_encoding::BASE32_NOPAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use snug_platform::db::Tx;
use snug_proto::{
    Code, Secret, Timestamp, UserId,
    account::SignInMethod,
    events::Event,
    factors::{Factors, RecoveryCodes, TotpConfirm, TotpStart, TotpState},
};

/// How long an authenticator waits for its first code, in milliseconds.
const WAITS_MS: i64 = 10 * 60 * 1_000;

/// What the caller's account is protected by.
///
/// # Errors
/// Only ours.
pub async fn factors(cx: &Cx) -> Result<Factors> {
    let user = cx.user();
    let mut conn = cx.app.db.read().await?;
    let account = accounts::by_id(&mut conn, user).await?;
    let totp = rows::totp(&mut conn, user).await?.and_then(|row| {
        let since = Timestamp(row.confirmed_ms?);
        Some(TotpState { since, last_used_at: row.last_used_ms.map(Timestamp) })
    });
    Ok(Factors {
        password: account.is_some_and(|account| account.password_hash.is_some()),
        password_changed_at: accounts::password_changed_ms(&mut conn, user).await?.map(Timestamp),
        totp,
        recovery_left: rows::recovery_left(&mut conn, user).await?,
    })
}

/// Hands out the secret of a new authenticator; it counts once confirmed.
///
/// # Errors
/// `conflict`: one is in use.
pub async fn start(cx: &Cx) -> Result<TotpStart> {
    let (app, user) = (&cx.app, cx.user());
    let secret: [u8; totp::SECRET_BYTES] = app.ids.bytes();
    let sealed = app.keys.seal("totp", user.0.as_bytes(), &secret, &app.ids);
    let mut tx = app.db.write().await?;
    if !rows::begin(&mut tx, user, &sealed, cx.now_ms, cx.now_ms + WAITS_MS).await? {
        return Err(Error::conflict("An authenticator is in use. Remove it first."));
    }
    tx.commit().await?;
    let secret = BASE32_NOPAD.encode(&secret);
    let uri = uri(&app.identity.settings().name, &cx.actor.profile.username, &secret);
    Ok(TotpStart { secret: Secret::new(secret), otpauth_uri: Secret::new(uri), expires_in_seconds: WAITS_MS / 1_000 })
}

fn uri(place: &str, username: &str, secret: &str) -> String {
    let place = utf8_percent_encode(place, NON_ALPHANUMERIC);
    let username = utf8_percent_encode(username, NON_ALPHANUMERIC);
    format!("otpauth://totp/{place}:{username}?secret={secret}&issuer={place}&algorithm=SHA1&digits=6&period=30")
}

/// Puts the authenticator into use with its first code, and hands out recovery codes, once.
///
/// # Errors
/// * `expired`: none waits.
/// * `invalid_code`: the code is wrong.
/// * `rate_limited`: too many failures.
pub async fn confirm(cx: &Cx, body: TotpConfirm) -> Result<RecoveryCodes> {
    let (app, user, guest) = (&cx.app, cx.user(), cx.guest());
    let guess = Guess::begin(app, cx.request.address, &Subject::account(user)).await?;
    let mut tx = app.db.write().await?;
    accounts::lock(&mut tx, user).await?;
    let waiting = rows::totp(&mut tx, user).await?.filter(|row| row.expires_ms.is_some_and(|end| end > cx.now_ms));
    let waiting = waiting.ok_or_else(|| Error::refused(Code::Expired, "No authenticator waits. Begin anew."))?;
    let secret = app.keys.open("totp", user.0.as_bytes(), &waiting.sealed)?;
    let Some(step) = totp::find(&secret, &normal(&body.code), cx.now_ms, 0) else {
        drop(tx);
        return Err(guess.failed(wrong_code()).await);
    };
    if !rows::confirm(&mut tx, user, step, cx.now_ms).await? {
        return Err(Error::refused(Code::Expired, "No authenticator waits. Begin anew."));
    }
    let codes = recovery::renew(&mut tx, cx).await?;
    sessions::add_method(&mut tx, cx.actor.session, SignInMethod::Totp).await?;
    notice::leave(&mut tx, &guest, user, Kind::FactorAdded, &notice::client(&guest)).await?;
    changed(&mut tx, app, user).await?;
    guess.succeeded().await?;
    tx.commit().await?;
    Ok(codes)
}

/// Takes the authenticator and the recovery codes away.
///
/// # Errors
/// `reauth_required`: this session never proved the factor.
pub async fn remove(cx: &Cx) -> Result<()> {
    let (user, guest) = (cx.user(), cx.guest());
    let mut tx = cx.app.db.write().await?;
    accounts::lock(&mut tx, user).await?;
    if rows::totp(&mut tx, user).await?.is_none_or(|row| row.confirmed_ms.is_none()) {
        return Ok(());
    }
    // A session from before the factor must not shake it off with the password alone.
    if !cx.actor.proved_factor {
        return Err(Error::refused(Code::ReauthRequired, "Say again who you are: with a code of your authenticator."));
    }
    rows::delete_of(&mut tx, user).await?;
    notice::leave(&mut tx, &guest, user, Kind::FactorRemoved, &notice::client(&guest)).await?;
    changed(&mut tx, &cx.app, user).await?;
    tx.commit().await?;
    Ok(())
}

async fn changed(tx: &mut Tx, app: &App, user: UserId) -> Result<()> {
    let me = accounts::me(tx, user).await?;
    tx.emit(To::Person(user), &Event::MeUpdate(me));
    tx.signal(Signal::AccountChanged { user });
    let live = app.identity.clone();
    tx.afterwards(move || live.forget_user(user));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_an_authenticator_says_all_of_it_whatever_the_place_is_called() {
        assert_eq!(
            uri("Tea & Cake:#1", "ada_1", "ABC"),
            "otpauth://totp/Tea%20%26%20Cake%3A%231:ada%5F1?secret=ABC&issuer=Tea%20%26%20Cake%3A%231\
             &algorithm=SHA1&digits=6&period=30"
        );
    }
}
