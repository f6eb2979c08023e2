//! What holds on every route, whatever it does.

mod crawler;
mod described;
mod failing;
mod headers;
mod health;
mod numbers;
mod pages;
mod rates;
mod sweep;
mod walks;
