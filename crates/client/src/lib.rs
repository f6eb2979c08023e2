//! The headless client of Snug: sessions, every REST route, and the gateway with resume.
//!
//! It knows the wire ([`snug_proto`]) and nothing of the server. Nothing happens by itself but what a name promises:
//! [`Client`] sends one request a call.
#![deny(missing_docs)]

mod error;
mod rest;
mod session;

pub use error::ClientError;
pub use rest::{Answer, Client};
pub use reqwest::{Method, StatusCode, header};
pub use session::Tokens;
