//! Counting failures, so that guessing passwords and codes gets nobody anywhere (talk page, section 2.4).
//!
//! Ten failures of one account, or thirty of one address, close for a quarter of an hour: also for who is right.

use crate::{
    app::App,
    edge::http::network,
    error::{Error, Result},
    keys::digest,
};
use data_encoding::HEXLOWER;
use snug_platform::limits::{Ask, Rate, Verdict};
use snug_proto::{Code, Problem, UserId};
use std::net::IpAddr;

const MINUTE_MS: u32 = 60_000;
const CLOSED_MS: u32 = 15 * MINUTE_MS;
const ACCOUNT: Rate = Rate { count: 10, per_ms: 15 * MINUTE_MS, burst: 10 };
const ADDRESS: Rate = Rate { count: 30, per_ms: 5 * MINUTE_MS, burst: 30 };
const CLOSED: Rate = Rate { count: 1, per_ms: CLOSED_MS, burst: 1 };

/// Whose failures are counted besides the address's: an account, or a login that nobody has. Both look the same.
#[derive(Clone, Debug)]
pub struct Subject(Option<String>);

impl Subject {
    /// An account.
    pub fn account(id: UserId) -> Self {
        Self(Some(id.to_string()))
    }
    /// A login without an account; kept as a hash, because people type passwords into it.
    pub fn unknown(login: &str) -> Self {
        Self(Some(HEXLOWER.encode(&digest(login.as_bytes())[..16])))
    }
    /// Only the address.
    pub fn nobody() -> Self {
        Self(None)
    }
}

/// The counters of one attempt.
pub struct Guess<'a> {
    app: &'a App,
    counters: Vec<(Ask, Ask)>,
}

impl<'a> Guess<'a> {
    /// Goes on only if neither the address nor the subject is closed.
    ///
    /// # Errors
    /// * `rate_limited`: closed, and for how long.
    /// * `unavailable`: nobody can say.
    pub async fn begin(app: &'a App, address: IpAddr, subject: &Subject) -> Result<Self> {
        let pair =
            |kind: &str, who: &str, rate| (Ask { key: format!("failures:{kind}:{who}"), rate }, closed(kind, who));
        let mut counters = vec![pair("address", &network(address), ADDRESS)];
        counters.extend(subject.0.as_deref().map(|who| pair("account", who, ACCOUNT)));
        let guess = Self { app, counters };
        guess.still_open().await?;
        Ok(guess)
    }

    /// Asks again after the secret was checked: guesses that ran side by side tell nothing beyond the tenth.
    ///
    /// # Errors
    /// As [`Self::begin`].
    pub async fn still_open(&self) -> Result<()> {
        for (_, closed) in &self.counters {
            let verdict = self.app.limits.peek(closed).await.map_err(down)?;
            if !verdict.allowed {
                return Err(too_many(&verdict));
            }
        }
        Ok(())
    }

    /// Counts a failure and answers with `refusal`, or says that it was one too many.
    pub async fn failed(self, refusal: Error) -> Error {
        match self.count().await {
            Ok(()) => refusal,
            Err(error) => error,
        }
    }

    /// Forgets the failures of the account; those of the address stay.
    ///
    /// # Errors
    /// `unavailable`: the limiter does not answer.
    pub async fn succeeded(self) -> Result<()> {
        for (failures, _) in self.counters.iter().skip(1) {
            self.app.limits.forgive(failures).await.map_err(down)?;
        }
        Ok(())
    }

    async fn count(&self) -> Result<()> {
        let mut refusal = None;
        for (failures, closed) in &self.counters {
            let verdict = self.app.limits.take(std::slice::from_ref(failures)).await.map_err(down)?;
            if verdict.remaining == 0 {
                self.app.limits.take(std::slice::from_ref(closed)).await.map_err(down)?;
            }
            if !verdict.allowed {
                refusal = Some(too_many(&verdict));
            }
        }
        refusal.map_or(Ok(()), Err)
    }
}

/// Goes on only if the address is not closed: asked at every route on which people come in, stay in or leave.
///
/// # Errors
/// As [`Guess::begin`].
pub async fn check_address(app: &App, address: IpAddr) -> Result<()> {
    let verdict = app.limits.peek(&closed("address", &network(address))).await.map_err(down)?;
    if verdict.allowed { Ok(()) } else { Err(too_many(&verdict)) }
}

fn closed(kind: &str, who: &str) -> Ask {
    Ask { key: format!("closed:{kind}:{who}"), rate: CLOSED }
}

fn too_many(verdict: &Verdict) -> Error {
    let problem = Problem::new(Code::RateLimited, "Too many wrong tries. Wait a while.");
    Error::Refused(problem.retry_after_ms(verdict.retry_after_ms))
}

fn down(error: snug_platform::limits::LimiterDown) -> Error {
    Error::Unavailable(error.into())
}
