//! What browsers refused on our pages, as they report it: a sign of an attack, or of a mistake of ours.
//!
//! Anybody can send such a report, so it is believed in nothing and costs little: what is kept says which rule, which
//! origin, which part of the client and which line, never who, and never text or address of a person. Equal reports are
//! one row with a count; rows are bounded, and a job lets the old ones go.

mod api;
mod model;
mod service;
mod store;
#[cfg(test)]
mod tests;

pub use store::{Report, newest};

use super::{Feature, Job};

/// The capability.
pub const FEATURE: Feature = Feature {
    name: "policy_reports",
    routes: api::routes,
    jobs: &[Job::new("policy_reports.trim", |app, _| Box::pin(async move { service::trim(&app).await })).every(1)],
};
