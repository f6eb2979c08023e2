//! SQL of messages.

pub mod marks;
pub mod purge;
pub mod reads;
pub mod rows;
pub mod write;
