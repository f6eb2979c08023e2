//! The tables of this feature.

pub mod accounts;
pub mod codes;
pub mod factors;
pub mod keeping;
pub mod keys;
pub mod presence;
pub mod refresh;
pub mod security;
pub mod sessions;
pub mod settings;
