//! Charging the buckets of a policy: at the door of each route, and later by whoever learns what else it counts.

use super::rates::{Key, Policy};
use crate::{
    app::App,
    error::{Error, Result},
};
use snug_platform::limits::{Ask, Rate, Verdict};
use snug_proto::{ChannelId, Code, Problem};
use std::net::{IpAddr, Ipv6Addr};

/// One bucket, with its rate as the operator wants it.
pub fn bucket(app: &App, key: String, rate: Rate) -> Ask {
    Ask { key, rate: rate.times(app.config.rate_factor.max(1)) }
}

/// Charges the buckets. Without the limiter's store, guessing is closed and the rest passes: then there is no verdict.
///
/// # Errors
/// `unavailable`: the store is missing and the policy, or the operator, closes.
pub async fn charge(app: &App, policy: Policy, asks: &[Ask]) -> Result<Option<Verdict>> {
    match app.limits.take(asks).await {
        Ok(verdict) => {
            if !verdict.allowed {
                app.numbers.limited(policy.name());
            }
            Ok(Some(verdict))
        }
        Err(down) if policy.fails_closed() || app.config.is_limiter_strict => Err(Error::Unavailable(down.into())),
        Err(_) => {
            app.numbers.passed_unlimited(policy.name(), app.clock.now_ms());
            Ok(None)
        }
    }
}

/// Charges one bucket more than the door did, and goes on only if it had room.
///
/// # Errors
/// * `rate_limited`, in these words: it had none.
/// * `unavailable`: as [`charge`].
pub async fn spend(app: &App, policy: Policy, key: String, rate: Rate, words: &str) -> Result<()> {
    match charge(app, policy, &[bucket(app, key, rate)]).await? {
        Some(verdict) if !verdict.allowed => {
            Err(Error::Refused(Problem::new(Code::RateLimited, words).retry_after_ms(verdict.retry_after_ms)))
        }
        _ => Ok(()),
    }
}

/// Charges one bucket, and says whether it had room. Without the limiter's store there is none: what is asked so can be
/// left out.
pub async fn has_room(app: &App, key: String, rate: Rate) -> bool {
    app.limits.take(&[bucket(app, key, rate)]).await.is_ok_and(|verdict| verdict.allowed)
}

/// Charges what a policy counts by channel, for a caller who is known to see it: strangers can neither fill a bucket that
/// members share, nor learn from it how busy a hidden channel is.
///
/// # Errors
/// * `rate_limited`: the channel is too busy.
/// * `unavailable`: as [`charge`].
pub async fn spend_of_channel(app: &App, policy: Policy, channel: ChannelId) -> Result<()> {
    for (_, rate) in policy.rates().into_iter().filter(|(key, _)| matches!(key, Key::Channel)) {
        let key = format!("{}:channel:{channel}", policy.name());
        spend(app, policy, key, rate, "This channel is too busy. Wait a moment.").await?;
    }
    Ok(())
}

/// Where somebody calls from, as far as it is counted: an IPv6 client has a whole /64.
pub fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
        }
    }
}
