//! The shipped program as a process: it starts, survives being killed, stops in order, and names wrong settings.

mod killed;
mod nodes;
mod place;
mod reports;
mod secured;
mod settings;
mod stopped;
