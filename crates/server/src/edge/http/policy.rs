//! What browsers may do with our answers: headers of safety on every one, set outside of all handlers.
//!
//! A page says by a nonce which scripts and styles are its own, fresh with every answer; everything else is data.

use super::router::BASE;
use crate::app::App;
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::Response,
};
use data_encoding::BASE64URL_NOPAD;
use snug_platform::ids::Ids;

/// Stands in the built page where the nonce of its answer belongs; web/vite.config.ts writes it there.
pub const NONCE_HOLE: &str = "SNUG_NONCE";
/// Where browsers tell what they refused, below [`BASE`].
pub const REPORTS: &str = "/policy-reports";

/// A number used once: 128 bits that the scripts and styles of one answer carry. Travels with the page to the layer that
/// sets its headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    /// A fresh one.
    pub fn new(ids: &Ids) -> Self {
        Self(BASE64URL_NOPAD.encode(&ids.bytes::<16>()))
    }

    /// As it stands in the page.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Sets the headers of safety. What a handler chose for its own answer stays, but a page gets the policy of pages.
pub fn guard(response: &mut Response, app: &App) {
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let is_https = app.config.is_https();
    if is_page {
        // A page that says no nonce gets one that nothing in it carries.
        let nonce = response.extensions_mut().remove::<Nonce>().unwrap_or_else(|| Nonce::new(&app.ids));
        page_headers(response.headers_mut(), &nonce, is_https);
    }
    safe_headers(response.headers_mut(), is_https);
}

/// Everything that a page loads comes from here, and no text becomes markup (Trusted Types).
fn page_headers(headers: &mut HeaderMap, nonce: &Nonce, is_https: bool) {
    let nonce = nonce.as_str();
    // Browsers that know `report-to` pass over `report-uri`, and report to nobody without TLS.
    let report_to = if is_https { "; report-to policy" } else { "" };
    let policy = format!(
        "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data: blob:; media-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; \
         frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types solid-templates; \
         report-uri {BASE}{REPORTS}{report_to}"
    );
    let endpoints = format!("policy=\"{BASE}{REPORTS}\"");
    let mut set = |name: HeaderName, value: &str| HeaderValue::from_str(value).map(|value| headers.insert(name, value));
    // Both are plain text, so this cannot fail.
    set(header::CONTENT_SECURITY_POLICY, &policy).ok();
    if is_https {
        set(HeaderName::from_static("reporting-endpoints"), &endpoints).ok();
    }
}

fn safe_headers(headers: &mut HeaderMap, is_https: bool) {
    let mut set = |name: &'static str, value: &'static str| {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    };
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "no-referrer");
    set("x-frame-options", "DENY");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    set("content-security-policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    set(
        "permissions-policy",
        "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()",
    );
    set("cache-control", "no-store");
    if is_https {
        set("strict-transport-security", "max-age=63072000; includeSubDomains");
    }
}
