//! Who is there: what this node's sockets, the choices of people and other nodes say together.

mod board;

pub use board::Board;
