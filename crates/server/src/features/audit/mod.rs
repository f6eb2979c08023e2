//! The trail: who did what to what, when and why; written with every change that is to be accounted for.
//!
//! Invariants: a line stands in the transaction of its change and is never changed; it holds ids and settings, never what
//! somebody said and never a secret. After a year it goes.

mod service;
mod store;

pub use service::{By, Caller, Deed, Where, difference, page, page_of_place, write};

use super::{Feature, Job};

/// The capability.
pub const FEATURE: Feature = Feature { name: "audit", routes: Vec::new, jobs: JOBS };

const JOBS: &[Job] = &[Job::new("audit.trim", |app, _| Box::pin(async move { service::trim(&app).await })).every(24)];
