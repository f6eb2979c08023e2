//! Notices by mail: what happened to an account, told to its verified address.
//!
//! The job carries no address and no words: both are looked up when the mail is made, so that a mail goes to who owns
//! the account then, in their language. A mail that the server took is not sent again unless the worker dies between
//! that and its note.

mod codes;
mod texts;

pub use codes::CODE_JOB;

use super::{
    model::agent,
    store::{accounts, sessions},
};
use crate::{
    app::App,
    edge::http::{Guest, network},
    error::{Error, Result},
    features::Job,
};
use anyhow::Context;
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use snug_platform::{
    db::Tx,
    jobs::GiveUp,
    net::mail::{Mail, MailError},
};
use snug_proto::{UserId, account::AccountState};
use std::net::IpAddr;
use texts::Told;

/// The kind of work.
pub const JOB: Job =
    Job::new("identity.notice", |app, payload| Box::pin(async move { send(&app, &payload).await })).far();

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody signed in with a client that the account had not been used with.
    NewClient,
    /// A used refresh token came back, and its session was ended.
    RefreshReuse,
    /// Too many wrong codes by mail: there are none for a day.
    CodesPaused,
    /// The address was replaced or taken away.
    EmailChanged,
    /// Somebody else claims the address.
    AddressInUse,
    /// The password was changed or reset.
    PasswordChanged,
    /// An authenticator was added.
    FactorAdded,
    /// The authenticator and the recovery codes were taken away.
    FactorRemoved,
    /// A recovery code was used.
    RecoveryUsed,
    /// There are new recovery codes.
    RecoveryRenewed,
    /// Those who run the place took the authenticator and the recovery codes away.
    FactorsReset,
    /// Something of theirs was reported, and those who look after that warn them.
    Warned,
}

#[derive(Debug, Serialize, Deserialize)]
struct Notice {
    account_id: UserId,
    /// An address that is no longer the account's, sealed.
    #[serde(default)]
    sealed_to: Option<String>,
    kind: Kind,
    /// What the client calls itself, in short.
    client: String,
    address: String,
    at_ms: i64,
}

/// Has the owner of an account told, if mail can be sent at all.
pub async fn leave(tx: &mut Tx, guest: &Guest, account: UserId, kind: Kind, client: &str) -> Result<()> {
    leave_for(tx, guest, (account, None), kind, client).await
}

/// As [`leave`], at an address that was proven to be theirs and is no longer the account's.
pub async fn leave_at(tx: &mut Tx, guest: &Guest, account: UserId, to: &str, kind: Kind, client: &str) -> Result<()> {
    let sealed = guest.app.keys.seal("notice", account.0.as_bytes(), to.as_bytes(), &guest.app.ids);
    leave_for(tx, guest, (account, Some(BASE64.encode(&sealed))), kind, client).await
}

/// Warns somebody. Who did it, from where, stays with them.
///
/// # Errors
/// `internal`: the database failed.
pub async fn warn(tx: &mut Tx, app: &App, account: UserId, at_ms: i64) -> Result<()> {
    by_others(tx, app, account, Kind::Warned, at_ms).await
}

/// Has somebody told that those who run the place took their factors away. Who did it, from where, stays with them.
///
/// # Errors
/// `internal`: the database failed.
pub async fn factors_reset(tx: &mut Tx, app: &App, account: UserId, at_ms: i64) -> Result<()> {
    by_others(tx, app, account, Kind::FactorsReset, at_ms).await
}

async fn by_others(tx: &mut Tx, app: &App, account: UserId, kind: Kind, at_ms: i64) -> Result<()> {
    if app.mail.is_off() {
        return Ok(());
    }
    let (client, address) = (String::new(), String::new());
    let notice = Notice { account_id: account, sealed_to: None, kind, client, address, at_ms };
    app.jobs.enqueue(tx, "identity.notice", &notice).await?;
    Ok(())
}

async fn leave_for(
    tx: &mut Tx,
    guest: &Guest,
    (account, sealed_to): (UserId, Option<String>),
    kind: Kind,
    client: &str,
) -> Result<()> {
    if guest.app.mail.is_off() {
        return Ok(());
    }
    let notice = Notice {
        account_id: account,
        sealed_to,
        kind,
        client: client.to_owned(),
        address: guest.request.address.to_string(),
        at_ms: guest.now_ms,
    };
    guest.app.jobs.enqueue(tx, "identity.notice", &notice).await?;
    Ok(())
}

/// What the client of a request calls itself, in short.
pub fn client(guest: &Guest) -> String {
    agent::name(&agent::clean(&guest.request.user_agent))
}

/// True when no session of the account that is still in the table had such a client in such a network.
pub async fn is_new_client(tx: &mut Tx, account: UserId, client: &str, address: IpAddr) -> Result<bool> {
    let before = sessions::addresses_of_client(tx, account, client).await?;
    Ok(!before.iter().filter_map(|text| text.parse().ok()).any(|known| network(known) == network(address)))
}

async fn send(app: &App, payload: &str) -> anyhow::Result<()> {
    let notice: Notice = serde_json::from_str(payload).context("identity.notice")?;
    let found = accounts::account(&mut app.db.read().await?, notice.account_id).await;
    // Nobody to tell: the account is gone, or nobody proved that the address is theirs.
    let me = match found {
        Ok(account) => account.me,
        Err(Error::Refused(_)) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let to = match &notice.sealed_to {
        Some(sealed) => Some(open_address(app, notice.account_id, sealed)?),
        None => me.email.filter(|_| me.email_verified),
    };
    let (Some(to), AccountState::Active) = (to, me.state) else { return Ok(()) };
    let zone = me.timezone.as_deref().and_then(|name| jiff::tz::TimeZone::get(name).ok());
    let at = jiff::Timestamp::from_millisecond(notice.at_ms)?.to_zoned(zone.unwrap_or(jiff::tz::TimeZone::UTC));
    let settings = app.identity.settings();
    let told = Told {
        kind: notice.kind,
        place: &settings.name,
        name: &me.user.display_name,
        client: &notice.client,
        address: &notice.address,
        at: &at.strftime("%Y-%m-%d %H:%M %Z").to_string(),
        url: &app.config.public_origin(),
    };
    post(app, &told.mail(&to, me.locale)).await
}

fn open_address(app: &App, account: UserId, sealed: &str) -> anyhow::Result<String> {
    let sealed = BASE64.decode(sealed.as_bytes())?;
    Ok(String::from_utf8(app.keys.open("notice", account.0.as_bytes(), &sealed)?)?)
}

/// Hands a mail over; says whether to try again.
async fn post(app: &App, mail: &Mail) -> anyhow::Result<()> {
    app.mail.send(mail).await.map_err(|error| match error {
        MailError::Invalid(_) => GiveUp("it cannot be sent as mail").into(),
        MailError::Refused => GiveUp("the mail server refuses it").into(),
        passing => anyhow::Error::from(passing),
    })
}
