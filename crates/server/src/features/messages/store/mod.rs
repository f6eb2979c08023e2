//! SQL of messages.

pub mod marks;
pub mod reads;
pub mod rows;
pub mod write;
