//! The route of this feature.

use super::{
    model::{CSP_REPORT, REPORTS_JSON},
    service,
};
use crate::{
    app::App,
    edge::http::{Guest, Policy, Route, Who, policy},
    error::{Error, Result},
};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header::CONTENT_TYPE},
};
use snug_proto::Code;
use std::sync::Arc;

/// Largest report, or batch of reports, in bytes.
const BODY_BYTES: usize = 8 * 1024;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post(policy::REPORTS, "report_violation", report)
            .about("Takes what a browser refused on a page of ours.")
            .who(Who::Public)
            .rate(Policy::PolicyReports)
            .takes_as::<serde_json::Value>(&[CSP_REPORT, REPORTS_JSON])
            .at_most(BODY_BYTES)
            .answers_nothing()
            .before_setup(),
    ]
}

/// A body in one of the two forms of browsers.
struct Reported {
    kind: String,
    bytes: Bytes,
}

impl FromRequest<Arc<App>> for Reported {
    type Rejection = Error;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let bytes = Bytes::from_request(request, app).await;
        let bytes = bytes.map_err(|_| Error::refused(Code::TooLarge, "The report is too large."))?;
        Ok(Self { kind, bytes })
    }
}

async fn report(guest: Guest, Reported { kind, bytes }: Reported) -> Result<StatusCode> {
    service::receive(&guest, &kind, &bytes).await?;
    Ok(StatusCode::NO_CONTENT)
}
