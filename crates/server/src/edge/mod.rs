//! The edges: HTTP and the gateway. They know no product rule.

pub mod gateway;
mod held;
pub mod http;
