//! Stories of the gateway, told through sockets.

mod catching_up;
mod cuts;
mod door;
mod ear;
mod frames;
mod leaving;
mod losing_sight;
mod observers;
mod sessions;
mod who_hears;
