//! Stories of running the place.

mod callers;
mod elevation;
mod spaces;
