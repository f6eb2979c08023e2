//! The headless client of Snug: sessions, every REST route, and the gateway with resume.
//!
//! It knows the wire ([`snug_proto`]) and nothing of the server. Nothing happens by itself but what a name promises:
//! [`Client`] sends one request a call;
//! [`Gateway`] keeps one stream of events alive over any number of sockets.
#![deny(missing_docs)]

mod error;
mod gateway;
mod pause;
mod rest;
mod session;
mod socket;
mod witness;

pub use error::ClientError;
pub use gateway::{BackOff, Gateway, News, Over};
pub use reqwest::{Method, StatusCode, header};
pub use rest::{Answer, Client};
pub use session::Tokens;
pub use socket::{Heard, Opening, Socket};
pub use tokio_tungstenite::tungstenite::Message;
pub use witness::Arrival;
