//! The second step of a sign-in: a ticket of the first, and a factor's code.

use super::{
    session::{self, Opened, open_session},
    sign_in::Outcome,
};
use crate::{
    edge::http::Guest,
    error::{Error, Result},
    features::identity::{
        factors,
        guess::{Guess, Subject},
        store::security::{self, Ticket},
    },
    keys::digest,
};
use data_encoding::BASE64URL_NOPAD;
use snug_proto::{
    Code, Secret, UserId,
    account::SignInMethod,
    auth::{FactorMethod, SecondFactor},
};

/// Life of a ticket, in seconds.
pub const TICKET_SECONDS: i64 = 300;
/// Wrong answers that void a ticket.
const MOST_WRONG: i64 = 5;

/// Hands out a ticket for the second step. No session exists yet.
pub(super) async fn ask(guest: &Guest, ticket: Ticket, methods: Vec<FactorMethod>) -> Result<Outcome> {
    let secret = Secret::new(BASE64URL_NOPAD.encode(&guest.app.ids.bytes::<32>()));
    let mut tx = guest.app.db.write().await?;
    let expires_ms = guest.now_ms + TICKET_SECONDS * 1_000;
    security::insert_ticket(&mut tx, digest(secret.reveal().as_bytes()), &ticket, expires_ms).await?;
    tx.commit().await?;
    Ok(Outcome::SecondFactor { ticket: secret, methods })
}

/// Answers the second step and signs in.
///
/// # Errors
/// * `unauthenticated`: the ticket is unknown, spent, void or over.
/// * `invalid_code`: the code is wrong.
/// * `suspended`, `rate_limited`: as at the first step.
pub async fn second_factor(guest: &Guest, body: SecondFactor) -> Result<Opened> {
    let Guest { app, request, now_ms, .. } = guest;
    let hash = digest(body.ticket.reveal().as_bytes());
    let mut conn = app.db.read().await?;
    let Some(ticket) = security::ticket(&mut conn, hash, MOST_WRONG, *now_ms).await? else {
        drop(conn);
        let guess = Guess::begin(app, request.address, &Subject::nobody()).await?;
        return Err(guess.failed(Error::unauthenticated()).await);
    };
    session::check_kind(guest, ticket.kind)?;
    let methods = factors::of(&mut conn, ticket.account).await?;
    drop(conn);
    let guess = Guess::begin(app, request.address, &Subject::account(ticket.account)).await?;
    let mut tx = app.db.write().await?;
    if !methods.contains(&body.method) || !is_right(ticket.account, &[body.method], &body.code) {
        security::wrong(&mut tx, hash).await?;
        tx.commit().await?;
        return Err(guess.failed(wrong_code()).await);
    }
    if !security::spend(&mut tx, hash).await? {
        return Err(Error::unauthenticated());
    }
    let opened =
        open_session(&mut tx, guest, ticket.account, ticket.kind, ticket.shared, &[SignInMethod::Password]).await?;
    tx.commit().await?;
    guess.succeeded().await?;
    Ok(opened)
}

/// Whether a code is right for one of the factors. No kind of factor can be enrolled yet, so none is.
pub(super) fn is_right(_account: UserId, _methods: &[FactorMethod], _code: &Secret) -> bool {
    false
}

/// One sentence for every wrong code.
pub(super) fn wrong_code() -> Error {
    Error::refused(Code::InvalidCode, "The code is wrong or was used before.")
}
