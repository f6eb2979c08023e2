//! Use cases, one file each.

pub mod audit;
pub mod elevation;
