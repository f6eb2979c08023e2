//! The web client, built into the binary: hashed files for ever, the page itself always fresh.

use super::policy::{NONCE_HOLE, Nonce};
use crate::{app::App, error::Error};
use axum::{
    Extension,
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use std::sync::Arc;

/// The one page, whatever its address.
const PAGE: &str = "index.html";
/// What the packed form of a file is called behind its name.
const PACKED: &str = ".br";

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Web;

/// Serves a file of the web client; any other path is the page.
pub async fn serve(State(app): State<Arc<App>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return Error::refused(snug_proto::Code::MethodNotAllowed, "This path does not know that verb.")
            .into_response();
    }
    let path = uri.path().trim_start_matches('/');
    let is_page = path == PAGE || !path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let answer = if is_page { page(&app) } else { file(path, &headers) };
    answer.unwrap_or_else(|| Error::not_found().into_response())
}

/// The page, with a nonce of its own: kept by nobody.
fn page(app: &App) -> Option<Response> {
    let built = Web::get(PAGE)?;
    let nonce = Nonce::new(&app.ids);
    let text = String::from_utf8_lossy(&built.data).replace(NONCE_HOLE, nonce.as_str());
    let headers = [(header::CONTENT_TYPE, content_type(PAGE)), (header::CACHE_CONTROL, "no-store")];
    Some((Extension(nonce), headers, text).into_response())
}

fn file(path: &str, asked: &HeaderMap) -> Option<Response> {
    // Packed forms are chosen here, not asked for by name.
    let file = if path.ends_with(PACKED) { None } else { Web::get(path) }?;
    let accepts = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let brotli = accepts.split(',').any(|kind| kind.trim().starts_with("br"));
    let packed = if brotli { Web::get(&format!("{path}{PACKED}")) } else { None };
    let is_packed = packed.is_some();
    let body = packed.unwrap_or(file).data;
    let mut response = Body::from(body.into_owned()).into_response();
    let headers = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_TYPE, content_type(path));
    set(header::VARY, "accept-encoding");
    if is_packed {
        set(header::CONTENT_ENCODING, "br");
    }
    // Vite puts a hash into the name of everything under assets/.
    let is_hashed = path.starts_with("assets/");
    set(header::CACHE_CONTROL, if is_hashed { "public, max-age=31536000, immutable" } else { "no-cache" });
    Some(response)
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
