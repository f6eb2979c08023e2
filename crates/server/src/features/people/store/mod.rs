//! The rows of people.

pub mod blocks;
pub mod friends;
pub mod relation;
