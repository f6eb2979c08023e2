//! Numbers for Prometheus, on an address of their own that is off by default.

use crate::app::App;
use axum::{Router, extract::State, http::header::CONTENT_TYPE, response::IntoResponse, routing::get};
use snug_platform::telemetry::Metrics;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use tokio::net::TcpListener;

/// Warn about a missing limiter at most this often.
const WARN_MS: i64 = 10_000;

/// What this server counts. Clones count together.
#[derive(Clone, Default)]
pub struct Numbers {
    metrics: Metrics,
    warned_ms: Arc<AtomicI64>,
}

impl Numbers {
    /// An answered request.
    pub fn answered(&self, method: &str, route: &str, status: u16, took_ms: i64) {
        let status = status.to_string();
        let labels = &[("method", method), ("route", route), ("status", status.as_str())];
        self.metrics.counter("snug_requests_total", "Answered requests.", labels).add_one();
        let route = &[("route", route)];
        self.metrics.histogram("snug_request_seconds", "Time to answer.", route).observe_ms(took_ms);
    }

    /// An event or signal that left, once it was durable.
    pub fn told(&self, event: &str) {
        self.metrics.counter("snug_events_total", "Events told to the nodes, by type.", &[("event", event)]).add_one();
    }

    /// For parts that count by themselves.
    pub fn metrics(&self) -> Metrics {
        self.metrics.clone()
    }

    /// A request that ran into its rate.
    pub fn limited(&self, policy: &str) {
        self.metrics.counter("snug_rate_limited_total", "Requests refused by rate.", &[("policy", policy)]).add_one();
    }

    /// A request that passed because the limiter's store was missing; warns now and then.
    pub fn passed_unlimited(&self, policy: &str, now_ms: i64) {
        let name = "snug_unlimited_decisions_total";
        self.metrics.counter(name, "Requests let through without the limiter.", &[("policy", policy)]).add_one();
        let warned_ms = self.warned_ms.load(Ordering::Relaxed);
        if now_ms - warned_ms >= WARN_MS
            && self.warned_ms.compare_exchange(warned_ms, now_ms, Ordering::Relaxed, Ordering::Relaxed).is_ok()
        {
            tracing::warn!(policy, "the limiter's store does not answer; requests pass unlimited");
        }
    }

    /// Something that a browser refused on a page of ours, by the rule that was broken.
    pub fn refused_by_browser(&self, rule: &str) {
        let name = "snug_policy_reports_total";
        self.metrics.counter(name, "Refusals that browsers report, by rule.", &[("rule", rule)]).add_one();
    }

    /// All numbers as Prometheus reads them.
    pub fn render(&self, app: &App) -> String {
        let failures = "snug_bus_publish_failures_total";
        self.metrics.counter(failures, "Events that did not reach the bus.", &[]).raise_to(app.bus.publish_failures());
        let gauges = app.db.gauges();
        let set = |name, help, value: usize| {
            self.metrics.gauge(name, help, &[]).set(i64::try_from(value).unwrap_or(i64::MAX));
        };
        set("snug_database_connections", "Open database connections.", gauges.open as usize);
        set("snug_database_idle_connections", "Idle database connections.", gauges.idle);
        set("snug_gateway_sockets", "Open sockets.", app.gateway.sockets());
        set("snug_limiter_entries", "Buckets of the limiter in this process.", app.limits.entries());
        self.metrics.render()
    }
}

/// Serves `GET /metrics` on the operator's address.
///
/// # Errors
/// The address cannot be used.
pub async fn start(app: &Arc<App>) -> anyhow::Result<()> {
    let Some(address) = app.config.admin_listen else { return Ok(()) };
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| anyhow::anyhow!("admin_listen: cannot use {address}: {error}"))?;
    let router = Router::new().route("/metrics", get(metrics)).with_state(app.clone());
    let stopping = app.life.token();
    app.life.spawn("metrics", async move {
        let stop = async move { stopping.cancelled().await };
        if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(stop).await {
            tracing::error!(%error, "the listener of the metrics failed");
        }
    });
    Ok(())
}

async fn metrics(State(app): State<Arc<App>>) -> impl IntoResponse {
    if let Err(error) = app.jobs.count_rows(&app.db).await {
        tracing::warn!(%error, "the queue cannot be counted");
    }
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], app.numbers.render(&app))
}
