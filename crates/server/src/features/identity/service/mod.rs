//! Use cases, one file each.

pub mod authenticate;
pub mod email;
pub mod email_code;
pub mod erase;
pub mod keeping;
pub mod password;
pub mod presence;
pub mod profile;
pub mod reauth;
pub mod recovery;
pub mod refresh;
pub mod register;
pub mod second_factor;
pub mod session;
pub mod sessions;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod sign_out;
pub mod start;
pub mod suspicion;
pub mod sweep;
pub mod totp;
