//! The second step of a sign-in: a ticket of the first, and a factor's code.

use super::{
    session::{self, Opened, open_session},
    sign_in::Outcome,
};
use crate::{
    edge::http::Guest,
    error::{Error, Result},
    features::identity::{
        codes::wrong_code,
        factors,
        guess::{Guess, Subject},
        store::security::{self, Ticket},
    },
    keys::digest,
};
use data_encoding::BASE64URL_NOPAD;
use snug_platform::db::Tx;
use snug_proto::{
    Secret,
    auth::{FactorMethod, SecondFactor},
};

/// Life of a ticket, in seconds.
pub const TICKET_SECONDS: i64 = 300;
/// Wrong answers that void a ticket.
const MOST_WRONG: i64 = 5;

/// Hands out a ticket for the second step. No session exists yet.
pub(super) async fn ask(tx: &mut Tx, guest: &Guest, ticket: Ticket, methods: Vec<FactorMethod>) -> Result<Outcome> {
    let secret = Secret::new(BASE64URL_NOPAD.encode(&guest.app.ids.bytes::<32>()));
    let expires_ms = guest.now_ms + TICKET_SECONDS * 1_000;
    security::insert_ticket(tx, digest(secret.reveal().as_bytes()), &ticket, expires_ms).await?;
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
    let proven = match methods.contains(&body.method) {
        true => factors::spend(&mut tx, guest, ticket.account, Some(body.method), &body.code).await?,
        false => None,
    };
    let Some(method) = proven else {
        security::wrong(&mut tx, hash).await?;
        tx.commit().await?;
        return Err(guess.failed(wrong_code()).await);
    };
    // Of a ticket that is gone the code stays good: nothing of this happens.
    if !security::spend(&mut tx, hash, MOST_WRONG).await? {
        return Err(Error::unauthenticated());
    }
    let opened =
        open_session(&mut tx, guest, ticket.account, ticket.kind, ticket.shared, &[ticket.first, method.into()])
            .await?;
    guess.succeeded().await?;
    tx.commit().await?;
    Ok(opened)
}
