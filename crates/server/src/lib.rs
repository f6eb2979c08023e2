//! The product: what people do with Snug, the rules of who may do what, and the edges that let them.
//!
//! `edge -> features -> access, app, error -> platform`. A newcomer finds any behaviour by its capability in
//! [`features`]; [`start()`] is what the binary and the tests call.

pub mod access;
pub mod app;
mod brief;
pub mod config;
pub mod edge;
pub mod error;
pub mod events;
pub mod features;
pub mod keys;
#[cfg(any(test, fuzzing))]
pub mod outside;
pub mod pictures;
pub mod roles;
pub mod start;
pub mod text;

#[cfg(test)]
pub mod testkit;

pub use app::App;
pub use start::{Running, start};
