//! Who people are and where they are signed in.
//!
//! Accounts, passwords, sessions, access and refresh tokens, the first owner, own profile and settings. Invariants: a
//! session's row alone decides how long it lives, and no renewal moves its beginning; a token counts only while that
//! row does; a password is hashed off the async threads and outside of transactions; whoever guesses learns nothing,
//! not even whether the account exists.

mod api;
mod codes;
mod factors;
mod guess;
mod hashing;
mod live;
mod model;
mod notice;
#[cfg(any(test, fuzzing))]
pub mod outside;
mod place;
mod service;
mod signing;
mod store;
#[cfg(test)]
mod tests;
mod token;
mod totp;

pub use api::opened;
pub use guess::check_address;
pub use live::Live;
pub use model::agent;
pub use notice::warn;
pub use place::PlaceSettings;
pub use service::{
    authenticate::{authenticate, person_of, states_of},
    email::leave_verification,
    erase::erase_unverified,
    keeping::{lift_in, raised_now, reset_factors_in, set_role_in, sign_out_in, suspend_in},
    presence::put as set_presence,
    profile::{instance, whole as me},
    reauth::prove,
    register::{NewAccount, check_new_account, create_account},
    session::{Opened, check_kind, open_session},
    start::start,
    suspicion::{note_claimed_identity, note_too_many_codes},
};
pub use store::accounts::{client_settings, lock, unverified, user, user_refs, users};
pub use store::keeping::{Filter as KeptFilter, Kept, live_sessions, lock_owners, one as kept, page as kept_page};
pub use store::sessions::{lower, raise};
pub use store::{
    presence::{Chosen, chosen},
    settings,
};

use super::{Feature, Job};

/// The capability.
pub const FEATURE: Feature = Feature { name: "identity", routes: api::routes, jobs: JOBS };

const JOBS: &[Job] = &[notice::JOB, notice::CODE_JOB];
