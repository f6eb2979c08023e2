//! Who asks.

use snug_proto::{
    SessionId, UserId,
    account::{AccountState, InstanceRole, UserRef},
};
use std::sync::Arc;

/// A signed-in person, as known from their live session.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Who.
    pub user: UserId,
    /// Through which session.
    pub session: SessionId,
    /// As they appear beside their words.
    pub profile: Arc<UserRef>,
    /// State of the account.
    pub state: AccountState,
    /// Rank on the instance.
    pub instance_role: Option<InstanceRole>,
    /// When they last proved who they are.
    pub reauth_ms: i64,
    /// True when a second factor was proven in this session.
    pub proved_factor: bool,
}

/// How long a proof of presence lasts, in milliseconds (talk page, section 2.10).
pub const REAUTH_MS: i64 = 10 * 60 * 1000;

impl Actor {
    /// True while the last proof is fresh.
    pub fn is_reauthenticated(&self, now_ms: i64) -> bool {
        now_ms - self.reauth_ms < REAUTH_MS
    }
}
