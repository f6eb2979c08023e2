//! New accounts: checked and hashed first, written in the caller's transaction after.

use crate::{
    app::App,
    error::{Error, Result},
    features::identity::{
        model::{
            login::{Email, Username},
            password,
        },
        store::accounts::{self, NewRow},
    },
    text,
};
use snug_platform::db::Tx;
use snug_proto::{
    Code, Problem, Secret, UserId, account::InstanceRole, auth::Register, instance::Locale, limits::DISPLAY_NAME_MAX,
};

/// An account that obeys every rule; only its name may still be in use.
pub struct NewAccount {
    username: Username,
    display_name: String,
    email: Option<Email>,
    password_hash: String,
    locale: Locale,
}

/// What somebody asks for.
pub(super) struct Wanted<'a> {
    pub username: &'a str,
    pub password: &'a Secret,
    pub display_name: Option<&'a str>,
    pub email: Option<&'a str>,
    pub locale: Locale,
    pub place: &'a str,
}

/// Checks a new account and hashes its password. Call it outside of transactions.
///
/// # Errors
/// * `invalid`: a field breaks its rule.
/// * `unavailable`: too many passwords are being hashed.
pub async fn check_new_account(app: &App, register: &Register) -> Result<NewAccount> {
    let settings = app.identity.settings();
    let wanted = Wanted {
        username: &register.username,
        password: &register.password,
        display_name: register.display_name.as_deref(),
        email: register.email.as_deref(),
        locale: register.locale.unwrap_or(settings.locale),
        place: &settings.name,
    };
    check(app, wanted).await
}

pub(super) async fn check(app: &App, wanted: Wanted<'_>) -> Result<NewAccount> {
    let username = Username::parse(wanted.username)?;
    let display_name = match wanted.display_name {
        Some(name) => text::line("display_name", name, 1, DISPLAY_NAME_MAX)?,
        None => username.as_str().to_owned(),
    };
    let email = wanted.email.map(Email::parse).transpose()?;
    let local = email.as_ref().map(Email::local).unwrap_or_default();
    password::check(wanted.password, &[username.as_str(), local, wanted.place])?;
    let password_hash = app.identity.hashing().hash(app.config.password_cost, &app.ids, wanted.password).await?;
    Ok(NewAccount { username, display_name, email, password_hash, locale: wanted.locale })
}

/// Writes a checked account.
///
/// # Errors
/// `taken`: the username is in use.
pub async fn create_account(tx: &mut Tx, app: &App, new: NewAccount, role: Option<InstanceRole>) -> Result<UserId> {
    let id: UserId = app.ids.uuid().into();
    let row = NewRow {
        id,
        username: new.username.as_str(),
        display_name: &new.display_name,
        email: new.email.as_ref().map(|email| email.typed.as_str()),
        email_key: new.email.as_ref().map(|email| email.key.as_str()),
        password_hash: &new.password_hash,
        locale: new.locale,
        role,
        now_ms: app.clock.now_ms(),
    };
    if accounts::insert(tx, row).await? {
        return Ok(id);
    }
    Err(Error::Refused(Problem::new(Code::Taken, "This name is in use. Choose another one.").at("username")))
}
