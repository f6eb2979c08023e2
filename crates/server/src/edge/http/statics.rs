//! The web client, built into the binary: hashed files for ever, the page itself always fresh.

use crate::error::Error;
use axum::{
    http::{HeaderMap, HeaderValue, Method, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Web;

/// Everything the page loads comes from here; scripts may not make markup from text (Trusted Types).
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
    media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
    trusted-types solid-templates";

/// Serves a file of the web client; any other path is a page of it.
pub async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return Error::refused(snug_proto::Code::MethodNotAllowed, "This path does not know that verb.")
            .into_response();
    }
    let path = uri.path().trim_start_matches('/');
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    match (is_file, Web::get(path)) {
        (true, Some(file)) => answer(path, &file, &headers),
        (true, None) => Error::not_found().into_response(),
        (false, _) => match Web::get("index.html") {
            Some(page) => answer("index.html", &page, &headers),
            None => Error::not_found().into_response(),
        },
    }
}

fn answer(path: &str, file: &EmbeddedFile, asked: &HeaderMap) -> Response {
    let accepts = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let brotli = accepts.split(',').any(|kind| kind.trim().starts_with("br"));
    let packed = if brotli { Web::get(&format!("{path}.br")) } else { None };
    let is_packed = packed.is_some();
    let body = packed.map_or_else(|| file.data.clone(), |packed| packed.data);
    let mut response = axum::body::Body::from(body.into_owned()).into_response();
    let headers = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_TYPE, content_type(path));
    set(header::VARY, "accept-encoding");
    if is_packed {
        set(header::CONTENT_ENCODING, "br");
    }
    // Vite puts a hash into the name of everything under assets/.
    set(
        header::CACHE_CONTROL,
        if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" },
    );
    if path.ends_with(".html") {
        set(header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
        set(header::HeaderName::from_static("permissions-policy"), "camera=(self), microphone=(self), geolocation=()");
    }
    response
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
