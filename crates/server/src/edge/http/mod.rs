//! HTTP: layers around every request, the table of routes, extractors, paging, OpenAPI and the static web client.

pub mod body;
pub mod charge;
pub mod cursor;
pub mod cx;
pub mod health;
pub mod layers;
mod linger;
pub mod listen;
pub mod numbers;
pub mod openapi;
#[cfg(any(test, fuzzing))]
pub mod outside;
pub mod patience;
pub mod policy;
pub mod rates;
pub mod route;
pub mod router;
pub mod statics;

pub use body::{Body, Id, Query};
pub use charge::{has_room, network, spend, spend_of_channel};
pub use cursor::{Limit, Paging};
pub use cx::{Caller, Cx, Guest, Request};
pub use rates::Policy;
pub use route::{Route, Who};

#[cfg(test)]
mod tests;
