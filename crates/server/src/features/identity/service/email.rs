//! The own address: claimed, proven, taken away.

use crate::{
    edge::http::{Cx, Guest},
    error::{Error, Result},
    events::{Announce, Signal, To},
    features::identity::{
        codes::{self, Ask, Attempt, Try},
        model::{code::Purpose, login::Email},
        notice::{self, Kind},
        store::{accounts, codes as rows},
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    UserId,
    account::{AccountState, Me},
    auth::{Challenge, NewEmail, VerifyEmail},
    events::Event,
};

/// Claims an address and has a code sent to it. A proven address stays until the new one is proven too.
///
/// # Errors
/// * `invalid`: no address.
/// * `rate_limited`: too many codes for this address, or of this place.
/// * `unavailable`: this place sends no mail.
pub async fn set(cx: &Cx, body: NewEmail) -> Result<Challenge> {
    let email = Email::parse(&body.email)?;
    let guest = cx.guest();
    guest.no_sooner(cx.app.config.verify_pace, claim(cx, &guest, &email)).await
}

async fn claim(cx: &Cx, guest: &Guest, email: &Email) -> Result<Challenge> {
    let user = cx.user();
    let ask = Ask { purpose: Purpose::Verify, email, account: Some(user), session: None };
    let (mut tx, challenge) = codes::issue(guest, &ask).await?;
    if accounts::claim_email(&mut tx, user, &email.typed, &email.key).await? {
        tell(&mut tx, user).await?;
    }
    tx.commit().await?;
    Ok(challenge)
}

/// Proves an address with the code that was sent to it. Others who only claimed it lose it.
///
/// # Errors
/// * `invalid_code`: wrong, used, over, or never issued.
/// * `taken`: somebody else proved it first.
/// * `rate_limited`: too many tries.
pub async fn verify(cx: &Cx, body: VerifyEmail) -> Result<Me> {
    let guest = cx.guest();
    guest.no_sooner(cx.app.config.verify_pace, prove(cx, &guest, &body)).await
}

async fn prove(cx: &Cx, guest: &Guest, body: &VerifyEmail) -> Result<Me> {
    let (app, user) = (&cx.app, cx.user());
    let challenge = match body.challenge_id {
        Some(challenge) => Some(challenge),
        None => rows::newest_verification(&mut app.db.read().await?, user).await?,
    };
    let by = Some((user, cx.actor.session));
    let tried =
        Try { challenge: challenge.unwrap_or_else(|| cx.new_id()), purpose: Purpose::Verify, by, code: &body.code };
    let (mut tx, spent) = Attempt::begin(guest, &tried).await?.spend().await?;
    let email = Email::parse(spent.email.as_deref().unwrap_or_default())?;
    accounts::lock_claimants(&mut tx, &email.key, user).await?;
    let before = accounts::me(&mut tx, user).await?;
    accounts::drop_claims(&mut tx, &email.key, user).await?;
    accounts::verify_email(&mut tx, user, &email.typed, &email.key).await?;
    // What was sent to the old address opens nothing any more.
    rows::void_all(&mut tx, user).await?;
    let old = before.email.filter(|_| before.email_verified);
    if let Some(old) = old.filter(|old| *old != email.typed) {
        let client = notice::client(guest);
        notice::leave(&mut tx, guest, user, Kind::EmailChanged, &client).await?;
        notice::leave_at(&mut tx, guest, user, &old, Kind::EmailChanged, &client).await?;
    }
    let me = tell(&mut tx, user).await?;
    if before.state == AccountState::Unverified {
        tx.signal(Signal::AccountChanged { user });
        let live = app.identity.clone();
        tx.afterwards(move || live.forget_user(user));
    }
    tx.commit().await?;
    Ok(me)
}

/// Takes the own address away.
///
/// # Errors
/// `conflict`: without it there would be no way in.
pub async fn remove(cx: &Cx) -> Result<()> {
    let user = cx.user();
    let mut tx = cx.app.db.write().await?;
    accounts::lock(&mut tx, user).await?;
    let before = accounts::me(&mut tx, user).await?;
    let Some(old) = before.email else { return Ok(()) };
    let has_password = accounts::by_id(&mut tx, user).await?.is_some_and(|account| account.password_hash.is_some());
    if !has_password {
        return Err(Error::conflict("This address is the only way in. Set a password first."));
    }
    accounts::remove_email(&mut tx, user).await?;
    rows::void_all(&mut tx, user).await?;
    if before.email_verified {
        let guest = cx.guest();
        let client = notice::client(&guest);
        notice::leave_at(&mut tx, &guest, user, &old, Kind::EmailChanged, &client).await?;
    }
    tell(&mut tx, user).await?;
    tx.commit().await?;
    Ok(())
}

/// Has a code sent to the address that a new account claims.
///
/// # Errors
/// Only ours.
pub async fn leave_verification(tx: &mut Tx, guest: &Guest, user: UserId) -> Result<()> {
    let Some(email) = accounts::me(tx, user).await?.email else { return Ok(()) };
    let email = Email::parse(&email)?;
    codes::leave(tx, guest, &Ask { purpose: Purpose::Verify, email: &email, account: Some(user), session: None }).await
}

async fn tell(tx: &mut Tx, user: UserId) -> Result<Me> {
    let me = accounts::me(tx, user).await?;
    tx.emit(To::Person(user), &Event::MeUpdate(me.clone()));
    Ok(me)
}
