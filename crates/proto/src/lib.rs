//! Every type that crosses the wire between Snug and its clients: ids, bodies, events, error codes.
//!
//! The crate knows serde and schemas and nothing else, so that the server, the headless client and generated clients
//! share one description. Rules that need the world (who may see what) live in the server.
#![deny(missing_docs)]

pub mod account;
pub mod admin;
pub mod audit;
pub mod auth;
pub mod channels;
pub mod events;
pub mod factors;
pub mod files;
pub mod gateway;
pub mod ids;
pub mod instance;
pub mod limits;
pub mod messages;
pub mod notifications;
pub mod page;
pub mod patch;
pub mod people;
pub mod perm;
pub mod presence;
pub mod problem;
pub mod reads;
pub mod reports;
pub mod search;
pub mod secret;
pub mod spaces;
pub mod time;

pub use ids::*;
pub use page::{Page, PageQuery};
pub use patch::Patch;
pub use perm::{Perm, Perms};
pub use problem::{Code, Problem};
pub use secret::Secret;
pub use time::Timestamp;
