//! The shipped program as a process: it starts, survives being killed, stops in order, names wrong settings, answers
//! while what it needs is missing, and is one place on several nodes.

mod faults;
mod gate;
mod killed;
mod nodes;
mod people;
mod place;
mod redis;
mod reports;
mod secured;
mod settings;
mod stage;
mod stopped;
