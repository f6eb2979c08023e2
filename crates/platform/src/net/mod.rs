//! What crosses the border of the program.

pub mod mail;
#[cfg(test)]
pub(crate) mod proxy;
