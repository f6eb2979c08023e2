//! What operators see: logs on standard error, and numbers for Prometheus.

mod capture;
mod metrics;

pub use capture::Captured;
pub use metrics::{Counter, Gauge, Histogram, Metrics};

use anyhow::Context;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Starts logging to standard error, as JSON, one object a line, or for people if `pretty`. `level` is a level or a list
/// such as `info,sqlx=warn`.
///
/// # Errors
/// When `level` is not understood or logging was started before.
pub fn init(level: &str, pretty: bool) -> anyhow::Result<()> {
    let filter = filter(level)?;
    let format: Box<dyn Layer<Registry> + Send + Sync> = if pretty {
        fmt::layer().with_writer(std::io::stderr).boxed()
    } else {
        let lines = fmt::layer().json().flatten_event(true).with_current_span(true).with_span_list(false);
        lines.with_writer(std::io::stderr).boxed()
    };
    tracing_subscriber::registry().with(format.with_filter(filter)).try_init().context("logging was started before")
}

fn filter(level: &str) -> anyhow::Result<EnvFilter> {
    EnvFilter::builder().parse(level).context("the log level is not understood")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_or_a_list_is_understood_and_nonsense_is_not() {
        assert!(filter("info").is_ok());
        assert!(filter("info,sqlx=warn,snug_server=debug").is_ok());
        assert!(filter("info,sqlx=loud").is_err());
    }
}
