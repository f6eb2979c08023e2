//! What crosses the border of the program.

pub mod mail;
