//! Who may do what: the one place that decides. A check yields a proof, and what reads or writes demands the proof.
//!
//! Rights are computed from a [`World`]: roles, overrides and memberships of one space at one version. Worlds are
//! cached by version; a transaction compares the version in its own snapshot, so a stale world never decides a write.

mod actor;
mod cache;
mod conversation;
mod explain;
mod load;
mod proof;
mod rules;
mod staff;
mod ties;
mod world;

pub use actor::Actor;
pub use cache::Worlds;
pub use conversation::Conversation;
pub use explain::explain;
pub use load::{
    bump, bump_conversation, channel, channel_at, conversation, forget_after, override_of, perms, space, spaces_of,
    world,
};
pub use proof::{ChannelAccess, SpaceAccess};
pub use rules::{effective, in_space, is_shown, is_shown_to_all, shown};
pub use staff::{Elevated, Footing, Staff, elevated, elevated_moderator, factor_needed, footing, staff};
pub use ties::{Bonds, Ties, apart, bonds, ties};
pub use world::{ChannelNode, MemberNode, RoleNode, World};

#[cfg(test)]
mod tests;
