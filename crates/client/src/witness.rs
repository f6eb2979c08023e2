//! Somebody who sees everything that arrives, as it came: contract tests, traces.

use crate::Answer;
use reqwest::Method;
use std::{fmt, sync::Arc};

/// What arrived, before anybody made sense of it.
#[derive(Clone, Copy, Debug)]
pub enum Arrival<'a> {
    /// The answer to a request.
    Answer {
        /// The verb that was asked.
        method: &'a Method,
        /// The path that was asked, without its query.
        path: &'a str,
        /// What came.
        answer: &'a Answer,
    },
    /// A text frame of the gateway.
    Frame(&'a str),
}

/// The witness of a client, if it has one.
#[derive(Clone, Default)]
pub(crate) struct Witness(Option<Arc<Sees>>);

type Sees = dyn Fn(Arrival<'_>) + Send + Sync;

impl Witness {
    pub(crate) fn new(sees: impl Fn(Arrival<'_>) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(sees)))
    }

    pub(crate) fn sees(&self, arrival: Arrival<'_>) {
        if let Some(sees) = &self.0 {
            sees(arrival);
        }
    }
}

impl fmt::Debug for Witness {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_some() { "Witness" } else { "no witness" })
    }
}
