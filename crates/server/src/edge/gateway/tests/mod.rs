//! Stories of the gateway, told through sockets.

mod catching_up;
mod conversing;
mod crowds;
mod cuts;
mod door;
pub(crate) mod ear;
mod first_state;
mod frames;
mod leaving;
mod losing_sight;
mod naming;
mod observers;
mod presence;
mod raised;
mod sessions;
mod suspension;
mod typing;
mod who_hears;
