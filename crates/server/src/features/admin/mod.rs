//! Running the place: who may act for it, its accounts, its trail.
//!
//! Invariants: who acts proves it in the transaction that acts, from the row of their session; one acts on lower ranks
//! alone; every deed leaves one line in the trail.

mod api;
mod service;
#[cfg(test)]
mod tests;

use super::Feature;

/// The capability.
pub const FEATURE: Feature = Feature { name: "admin", routes: api::routes, jobs: &[] };
