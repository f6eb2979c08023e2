//! Signing in with a name and a password.

use super::{
    second_factor,
    session::{self, Opened, open_session},
};
use crate::{
    app::App,
    edge::http::Guest,
    error::{Error, Result},
    features::identity::{
        codes::wrong_code,
        factors,
        guess::{Guess, Subject},
        hashing,
        model::login::Login,
        store::{
            accounts::{self, Login as Account},
            security::Ticket,
        },
    },
};
use snug_proto::{
    Code, Secret,
    account::{AccountState, SignInMethod},
    auth::{FactorMethod, PasswordSignIn},
    limits::PASSWORD_MAX,
};

/// What a right password leads to.
pub enum Outcome {
    /// Signed in.
    Opened(Box<Opened>),
    /// A factor is asked.
    SecondFactor {
        /// Secret of this attempt.
        ticket: Secret,
        /// What can answer.
        methods: Vec<FactorMethod>,
    },
}

/// Signs in, or asks for the second factor.
///
/// # Errors
/// * `malformed`: a page asks for a refresh token in the body.
/// * `invalid_credentials`: no such login, or another password: which of both is never told.
/// * `invalid_code`: the password is right, the code of the factor is not.
/// * `suspended`: all is right, but the account is locked.
/// * `rate_limited`: too many failures of this account or address.
/// * `unavailable`: too many people sign in just now.
pub async fn sign_in(guest: &Guest, body: PasswordSignIn) -> Result<Outcome> {
    session::check_kind(guest, body.session)?;
    let Guest { app, request, .. } = guest;
    let login = Login::parse(&body.login);
    let account = find(app, &login).await?;
    let subject = account.as_ref().map_or_else(|| Subject::unknown(login.as_str()), |found| Subject::account(found.id));
    let guess = Guess::begin(app, request.address, &subject).await?;
    let account = match fitting(app, account, &body.password).await? {
        Some(account) => account,
        None => return Err(guess.failed(wrong_password()).await),
    };
    guess.still_open().await?;
    let methods = factors::of(&mut app.db.read().await?, account.id).await?;
    if !methods.is_empty() && body.code.is_none() {
        let first = SignInMethod::Password;
        let ticket = Ticket { account: account.id, first, kind: body.session, shared: body.shared };
        let mut tx = app.db.write().await?;
        let asked = second_factor::ask(&mut tx, guest, ticket, methods).await?;
        tx.commit().await?;
        return Ok(asked);
    }
    let factor = body.code.as_ref().filter(|_| !methods.is_empty());
    open(guest, &body, &account, factor, guess).await
}

async fn open(
    guest: &Guest,
    body: &PasswordSignIn,
    account: &Account,
    factor: Option<&Secret>,
    guess: Guess<'_>,
) -> Result<Outcome> {
    let app = &guest.app;
    let cost = app.config.password_cost;
    let is_here = matches!(account.state, AccountState::Active | AccountState::Unverified);
    let stronger = match account.password_hash.as_deref() {
        Some(old) if is_here && hashing::is_weak(old, cost) => {
            Some((old.to_owned(), app.identity.hashing().hash(cost, &app.ids, &body.password).await?))
        }
        _ => None,
    };
    let mut tx = app.db.write().await?;
    let mut proven = vec![SignInMethod::Password];
    if let Some(code) = factor {
        match factors::spend(&mut tx, guest, account.id, None, code).await? {
            Some(method) => proven.push(method.into()),
            None => {
                drop(tx);
                return Err(guess.failed(wrong_code()).await);
            }
        }
    }
    if let Some((old, new)) = stronger {
        accounts::set_password_hash(&mut tx, account.id, &old, &new).await?;
    }
    let opened = open_session(&mut tx, guest, account.id, body.session, body.shared, &proven).await?;
    guess.succeeded().await?;
    tx.commit().await?;
    Ok(Outcome::Opened(Box::new(opened)))
}

async fn find(app: &App, login: &Login) -> Result<Option<Account>> {
    let mut conn = app.db.read().await?;
    match login {
        Login::Username(name) => accounts::by_username(&mut conn, name).await,
        Login::Email(key) => accounts::by_email(&mut conn, key).await,
    }
}

/// The account, if the password fits. Costs the same without one.
pub(super) async fn fitting(app: &App, account: Option<Account>, password: &Secret) -> Result<Option<Account>> {
    // Longer ones were never accepted; what is hashed stays bounded.
    let is_possible = password.reveal().chars().count() <= PASSWORD_MAX;
    let stored = account.as_ref().and_then(|account| account.password_hash.clone()).filter(|_| is_possible);
    let fits = app.identity.hashing().fits(app.config.password_cost, password, stored).await?;
    Ok(account.filter(|_| fits))
}

/// One sentence for every wrong pair.
pub(super) fn wrong_password() -> Error {
    Error::refused(Code::InvalidCredentials, "Name and password do not match.")
}
