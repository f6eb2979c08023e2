//! Whether the process turns, whether it can serve, and the truth about each part.

use super::{
    cx::Guest,
    rates::Policy,
    route::{Route, Who},
};
use crate::app::App;
use axum::{Json, http::StatusCode};
use snug_proto::instance::{Health, HealthStatus, OffWord, PartHealth};
use std::{sync::Arc, time::Duration};

/// The three health routes; they answer at the root too.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/livez", "livez", livez)
            .about("200 while the process turns.")
            .who(Who::Public)
            .rate(Policy::Public)
            .answers::<Health>(200)
            .before_setup(),
        Route::get("/readyz", "readyz", readyz)
            .about("200 while the server can serve: all parts answer and it is not stopping.")
            .who(Who::Public)
            .rate(Policy::Public)
            .answers::<Health>(200)
            .answers::<Health>(503)
            .before_setup(),
        Route::get("/health", "health", health)
            .about("The truth about each part; 503 when one that everything needs is missing.")
            .who(Who::Public)
            .rate(Policy::Public)
            .answers::<Health>(200)
            .answers::<Health>(503)
            .before_setup(),
    ]
}

async fn livez(guest: Guest) -> Json<Health> {
    Json(guest.app.health.last())
}

async fn readyz(guest: Guest) -> (StatusCode, Json<Health>) {
    let health = guest.app.health.fresh(&guest.app).await;
    // Sockets are sent elsewhere first: nobody new is sent here from that moment on.
    let is_leaving = guest.app.gateway.is_leaving() || guest.app.life.is_stopping();
    let is_ready = health.status != HealthStatus::Failed && !is_leaving && !guest.app.life.is_broken();
    (if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(health))
}

async fn health(guest: Guest) -> (StatusCode, Json<Health>) {
    let health = guest.app.health.fresh(&guest.app).await;
    let is_well = health.status != HealthStatus::Failed;
    (if is_well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(health))
}

/// The last look at each part; one look a second serves any number of callers.
#[derive(Default)]
pub struct Pulse(tokio::sync::Mutex<Option<(i64, Health)>>);

/// How long a look is good for, in milliseconds.
const FRESH_MS: i64 = 1_000;

impl Pulse {
    fn last(&self) -> Health {
        let last = self.0.try_lock().ok().and_then(|last| last.as_ref().map(|(_, health)| health.clone()));
        last.unwrap_or_else(|| sum([true; 4], PartHealth::Off(OffWord::Off)))
    }

    async fn fresh(&self, app: &Arc<App>) -> Health {
        let mut last = self.0.lock().await;
        let now_ms = app.clock.now_ms();
        if let Some((_, health)) = last.as_ref().filter(|(at_ms, _)| now_ms - at_ms < FRESH_MS) {
            return health.clone();
        }
        let second = Duration::from_secs(1);
        let (database, bus, objects, limiter, mail) = tokio::join!(
            app.clock.within(second, app.db.probe()),
            app.clock.within(second, app.bus.probe()),
            app.clock.within(second, app.objects.probe()),
            app.clock.within(second, app.limits.probe()),
            app.clock.within(second, app.mail.probe()),
        );
        let mail =
            if app.mail.is_off() { PartHealth::Off(OffWord::Off) } else { PartHealth::Answers(mail == Some(true)) };
        let health = sum([database, bus, objects, limiter].map(|part| part == Some(true)), mail);
        *last = Some((now_ms, health.clone()));
        health
    }
}

fn sum([database, bus, objects, limiter]: [bool; 4], mail: PartHealth) -> Health {
    let status = match (database && bus && objects && limiter, &mail) {
        (false, _) => HealthStatus::Failed,
        (true, PartHealth::Answers(false)) => HealthStatus::Degraded,
        (true, _) => HealthStatus::Ok,
    };
    Health {
        status,
        version: env!("CARGO_PKG_VERSION").into(),
        database: PartHealth::Answers(database),
        bus: PartHealth::Answers(bus),
        objects: PartHealth::Answers(objects),
        limiter: PartHealth::Answers(limiter),
        mail,
        voice: PartHealth::Off(OffWord::Off),
    }
}
