//! Machinery that knows no product: database, bus, objects, limits, jobs, mail, clock, lifecycle.

pub mod breaker;
pub mod bus;
pub mod clock;
pub mod db;
pub mod ids;
pub mod jobs;
pub mod lifecycle;
pub mod limits;
pub mod net;
pub mod objects;
mod shared;
pub mod telemetry;
