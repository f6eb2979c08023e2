//! The rows of spaces. What writes takes the proof of the check before it, or is called by what has just made the space.

pub mod accounts;
pub mod bans;
pub mod by_staff;
pub mod invites;
pub mod members;
pub mod people;
pub mod purge;
pub mod roles;
pub mod spaces;
