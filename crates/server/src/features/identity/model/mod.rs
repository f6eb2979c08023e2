//! What people type about themselves, checked once and never wrong after.

pub mod agent;
pub mod code;
pub mod login;
pub mod password;
pub mod refresh;
pub mod setup_code;
