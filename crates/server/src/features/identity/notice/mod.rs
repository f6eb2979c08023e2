//! Notices by mail: what happened to an account, told to its verified address.
//!
//! The job carries no address and no words: both are looked up when the mail is made, so that a mail goes to who owns
//! the account then, in their language. A mail that the server took is not sent again unless the worker dies between
//! that and its note.

mod texts;

use super::store::{accounts, sessions};
use crate::{
    app::App,
    edge::http::{Guest, network},
    error::{Error, Result},
    features::Job,
};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use snug_platform::{db::Tx, jobs::GiveUp, net::mail::MailError};
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
}

#[derive(Debug, Serialize, Deserialize)]
struct Notice {
    account_id: UserId,
    kind: Kind,
    /// What the client calls itself, in short.
    client: String,
    address: String,
    at_ms: i64,
}

/// Has the owner of an account told, if mail can be sent at all.
pub async fn leave(tx: &mut Tx, guest: &Guest, account: UserId, kind: Kind, client: &str) -> Result<()> {
    if guest.app.mail.is_off() {
        return Ok(());
    }
    let notice = Notice {
        account_id: account,
        kind,
        client: client.to_owned(),
        address: guest.request.address.to_string(),
        at_ms: guest.now_ms,
    };
    guest.app.jobs.enqueue(tx, "identity.notice", &notice).await?;
    Ok(())
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
    let (Some(to), true, AccountState::Active) = (&me.email, me.email_verified, me.state) else { return Ok(()) };
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
    app.mail.send(&told.mail(to, me.locale)).await.map_err(|error| match error {
        MailError::Invalid(_) => GiveUp("the notice cannot be sent as mail").into(),
        MailError::Refused => GiveUp("the mail server refuses the notice").into(),
        passing => anyhow::Error::from(passing),
    })
}
