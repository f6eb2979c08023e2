//! Codes by mail: one engine for every purpose.
//!
//! Asking does the same for an address that somebody has and for one that nobody has: a code is made and counted, and
//! a mail becomes work; only the work knows whether there is anybody to write to. A code works once, for one purpose,
//! and dies of five wrong tries, wherever they are made.

use super::{
    guess::Guess,
    guess::Subject,
    model::{
        code::{self, MOST_WRONG, Purpose},
        login::Email,
    },
    notice,
    service::suspicion::note_too_many_codes,
    store::{
        accounts,
        codes::{self, Issued, NewRow},
        security::{self, Kind},
    },
};
use crate::{
    app::App,
    edge::http::{Guest, Policy, network, spend},
    error::{Error, Result},
    keys::same,
};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use snug_platform::{db::Tx, limits::Rate};
use snug_proto::{ChallengeId, Code, Problem, Secret, SessionId, UserId, auth::Challenge};

const HOUR_MS: i64 = 60 * 60 * 1_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Codes for one address: so many in an hour, and in a day.
const ASKED: [(usize, i64); 2] = [(5, HOUR_MS), (10, DAY_MS)];
/// Between two codes for one address.
const RESEND: Rate = Rate::per_minute(1, 1);
/// Codes of the whole place.
const PLACE: Rate = Rate::per_hour(600, 60);
/// Tries from one network at codes for one address.
const TRIES: Rate = Rate { count: 5, per_ms: 300_000, burst: 5 };
/// Wrong codes in a row that pause codes for an account.
const PAUSE_AFTER: i64 = 20;
/// For how long, in milliseconds.
const PAUSE_MS: i64 = DAY_MS;

/// Who asks for a code, and what for.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    pub purpose: Purpose,
    pub email: &'a Email,
    /// Whose it will be; nobody's is made and counted all the same.
    pub account: Option<UserId>,
    /// Which session it is bound to, if to one.
    pub session: Option<SessionId>,
}

/// The work of sending one code.
#[derive(Debug, Serialize, Deserialize)]
pub struct ToSend {
    pub challenge_id: ChallengeId,
}

/// Makes a code and leaves its mail as work, in a transaction that the caller completes.
///
/// # Errors
/// * `unavailable`: this place sends no mail, or nobody can say how many it sent.
/// * `rate_limited`: too many codes for this address, or of this place.
pub async fn issue(guest: &Guest, ask: &Ask<'_>) -> Result<(Tx, Challenge)> {
    let app = &guest.app;
    if app.mail.is_off() {
        return Err(Error::refused(Code::Unavailable, "This place sends no mail."));
    }
    let asked = async {
        charge(app, ask.email).await?;
        let mut tx = app.db.write().await?;
        check_asked(&mut tx, app, ask.email, guest.now_ms).await?;
        let challenge = make(&mut tx, guest, ask).await?;
        Ok((tx, challenge))
    };
    let asked = asked.await;
    note_breach(guest, asked).await
}

/// Makes a code for somebody who did not ask for it by itself. Without mail, or when the address had too many, there
/// is none.
///
/// # Errors
/// `unavailable`, `internal`: ours.
pub async fn leave(tx: &mut Tx, guest: &Guest, ask: &Ask<'_>) -> Result<()> {
    let app = &guest.app;
    if app.mail.is_off() {
        return Ok(());
    }
    let allowed = async {
        charge(app, ask.email).await?;
        check_asked(tx, app, ask.email, guest.now_ms).await
    };
    match allowed.await {
        Ok(()) => make(tx, guest, ask).await.map(drop),
        Err(Error::Refused(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Charges the address and the place.
async fn charge(app: &App, email: &Email) -> Result<()> {
    let mac = HEXLOWER.encode(&code::email_mac(&app.keys, &email.key));
    let words = "A code is on its way already. Wait a minute.";
    spend(app, Policy::AuthMail, format!("auth_mail:mail:{mac}"), RESEND, words).await?;
    let words = "This place sends many codes just now. Wait a while.";
    spend(app, Policy::AuthMail, "auth_mail:place".into(), PLACE, words).await
}

/// Counts exactly: a bucket that refills would let the sixth of an hour through.
async fn check_asked(tx: &mut Tx, app: &App, email: &Email, now_ms: i64) -> Result<()> {
    let most = i64::try_from(ASKED[1].0).unwrap_or(i64::MAX);
    let asked = codes::asked(tx, code::email_mac(&app.keys, &email.key), now_ms - DAY_MS, most).await?;
    for (most, window_ms) in ASKED {
        let ends_ms = asked.get(most - 1).map_or(0, |oldest| oldest + window_ms - now_ms);
        if let Some(wait_ms) = u64::try_from(ends_ms).ok().filter(|wait_ms| *wait_ms > 0) {
            let problem = Problem::new(Code::RateLimited, "This address had too many codes. Wait a while.");
            return Err(Error::Refused(problem.retry_after_ms(wait_ms)));
        }
    }
    Ok(())
}

/// Makes a code, whatever was counted. The same statements for everybody.
pub async fn make(tx: &mut Tx, guest: &Guest, ask: &Ask<'_>) -> Result<Challenge> {
    let Guest { app, now_ms, .. } = guest;
    let Ask { purpose, email, account, session } = *ask;
    let id = ChallengeId(app.ids.uuid());
    let email_mac = code::email_mac(&app.keys, &email.key);
    let text = purpose.make(&app.ids);
    match account.filter(|_| purpose == Purpose::Verify) {
        // Of several who claim an address each keeps their code: the first who proves it has it.
        Some(account) => codes::void_verifications(tx, account).await?,
        None => codes::void_of_address(tx, email_mac, purpose).await?,
    }
    let row = NewRow {
        id,
        purpose,
        email_mac,
        email: (purpose == Purpose::Verify).then_some(&email.typed),
        account,
        session,
        mac: code::mac(&app.keys, id, purpose, &text),
        sealed: app.keys.seal("email_code", id.0.as_bytes(), text.as_bytes(), &app.ids),
        created_ms: *now_ms,
        expires_ms: now_ms + purpose.life_ms(),
    };
    codes::insert(tx, row).await?;
    app.jobs.enqueue(tx, "identity.code", &ToSend { challenge_id: id }).await?;
    if purpose == Purpose::Verify {
        let holder = accounts::by_email(tx, &email.key).await?.map(|holder| holder.id);
        if let Some(holder) = holder.filter(|holder| Some(*holder) != account) {
            notice::leave(tx, guest, holder, notice::Kind::AddressInUse, "").await?;
        }
    }
    Ok(Challenge { challenge_id: id, expires_in_seconds: purpose.life_ms() / 1_000 })
}

/// A try at a code.
pub struct Try<'a> {
    pub challenge: ChallengeId,
    pub purpose: Purpose,
    /// Who tries, where a session is needed.
    pub by: Option<(UserId, SessionId)>,
    pub code: &'a Secret,
}

/// A try that was counted, and what it is tried at.
pub struct Attempt<'a> {
    guest: &'a Guest,
    challenge: ChallengeId,
    issued: Option<Issued>,
    guess: Guess<'a>,
    fits: bool,
}

/// What a right code opens.
pub struct Spent {
    pub account: UserId,
    /// The address that is proven, as typed.
    pub email: Option<String>,
}

impl<'a> Attempt<'a> {
    /// Counts the try for the network it came from and the address it is about, then compares.
    ///
    /// # Errors
    /// * `rate_limited`: too many tries, and for how long.
    /// * `unavailable`: nobody can say.
    pub async fn begin(guest: &'a Guest, tried: &Try<'_>) -> Result<Self> {
        let app = &guest.app;
        let Try { challenge, purpose, by, code } = *tried;
        let issued = codes::get(&mut app.db.read().await?, challenge).await?;
        // One key on every route that takes a code; what was never issued has one of its own.
        let about = issued.as_ref().map_or_else(|| challenge.to_string(), |row| HEXLOWER.encode(&row.email_mac));
        let key = format!("auth_verify:{}:{about}", network(guest.request.address));
        let charged = spend(app, Policy::AuthVerify, key, TRIES, "Too many tries. Wait a few minutes.").await;
        note_breach(guest, charged).await?;
        let guess = Guess::begin(app, guest.request.address, &Subject::nobody()).await?;
        let mac = code::mac(&app.keys, challenge, purpose, &code::normal(code));
        let stored = issued.as_ref().map_or(&[0; 32][..], |row| &row.mac);
        let is_theirs = issued.as_ref().is_some_and(|row| match purpose {
            Purpose::SignIn | Purpose::Reset => true,
            Purpose::Reauth => by.is_some_and(|(user, session)| row.is_of(user) && row.session == Some(session)),
            Purpose::Verify => by.is_some_and(|(user, _)| row.is_of(user)),
        });
        let is_open = issued.as_ref().is_some_and(|row| row.is_open(guest.now_ms));
        let fits = same(&mac, stored) && is_theirs && is_open;
        Ok(Self { guest, challenge, issued, guess, fits })
    }

    /// Whose code it is, if it is right and still counts. Nothing is spent by asking.
    pub fn opens(&self) -> Option<UserId> {
        self.issued.as_ref().and_then(|row| row.account).filter(|_| self.fits)
    }

    /// Spends a right code that still counts, in a transaction that the caller completes with what it opens.
    ///
    /// # Errors
    /// `unavailable`, `internal`: ours.
    pub async fn try_spend(&self) -> Result<Option<(Tx, Spent)>> {
        let Some(account) = self.opens() else { return Ok(None) };
        let mut tx = self.guest.app.db.write().await?;
        if !codes::spend(&mut tx, self.challenge, self.guest.now_ms).await? {
            return Ok(None);
        }
        let email = self.issued.as_ref().and_then(|row| row.email.clone());
        Ok(Some((tx, Spent { account, email })))
    }

    /// As [`Self::try_spend`], for whom there is no more to it.
    ///
    /// # Errors
    /// * `invalid_code`: wrong, used, over, or never issued; the try is counted.
    /// * `rate_limited`: it was one too many.
    pub async fn spend(self) -> Result<(Tx, Spent)> {
        match self.try_spend().await? {
            Some(spent) => Ok(spent),
            None => Err(self.refuse().await),
        }
    }

    /// Counts a wrong try, and says what is answered.
    pub async fn refuse(self) -> Error {
        match self.count().await {
            Ok(()) => self.guess.failed(wrong_code()).await,
            Err(error) => error,
        }
    }

    async fn count(&self) -> Result<()> {
        let Guest { app, now_ms, .. } = self.guest;
        let mut tx = app.db.write().await?;
        let was_open = codes::wrong(&mut tx, self.challenge, *now_ms).await?;
        let opened = self.issued.as_ref().filter(|row| was_open && row.purpose.opens_account());
        if let Some(account) = opened.and_then(|row| row.account)
            && codes::count_wrong(&mut tx, account).await? >= PAUSE_AFTER
        {
            codes::pause(&mut tx, account, now_ms + PAUSE_MS).await?;
            codes::void_all(&mut tx, account).await?;
            security::note(&mut tx, app.ids.uuid(), Kind::CodesPaused, (Some(account), None), *now_ms).await?;
            let client = notice::client(self.guest);
            notice::leave(&mut tx, self.guest, account, notice::Kind::CodesPaused, &client).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

impl Issued {
    fn is_open(&self, now_ms: i64) -> bool {
        self.spent_ms.is_none() && self.expires_ms > now_ms && self.wrong < MOST_WRONG
    }

    fn is_of(&self, user: UserId) -> bool {
        self.account == Some(user)
    }
}

/// One sentence for every wrong code.
pub fn wrong_code() -> Error {
    Error::refused(Code::InvalidCode, "The code is wrong or was used before.")
}

/// Writes down that a limit of codes was reached.
async fn note_breach<T>(guest: &Guest, done: Result<T>) -> Result<T> {
    if done.as_ref().is_err_and(|error| error.code() == Code::RateLimited) {
        note_too_many_codes(&guest.app, &guest.request).await;
    }
    done
}
