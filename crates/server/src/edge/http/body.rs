//! Input of handlers: JSON bodies, queries and ids in paths, with the errors of the talk page, section 22.

use crate::{
    app::App,
    error::{Error, Result},
};
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, RawPathParams, Request},
    http::{header::CONTENT_TYPE, request::Parts},
};
use serde::de::DeserializeOwned;
use serde_path_to_error::Path;
use snug_proto::Code;
use std::{borrow::Cow, str::FromStr, sync::Arc};

/// A JSON body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let is_json = kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
        let bytes = Bytes::from_request(request, app).await.map_err(too_large)?;
        if !is_json {
            return Err(malformed("The body must be JSON, with content type application/json."));
        }
        json(&bytes).map(Self)
    }
}

/// Reads JSON: wrong syntax is `malformed`, a wrong shape `invalid` with the field's path.
///
/// # Errors
/// `malformed` or `invalid`.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut input = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut input).map_err(|error| {
        let place = field(error.path(), error.inner());
        if error.inner().is_data() {
            Error::invalid(place, "The value is missing, unknown or of the wrong kind.")
        } else {
            malformed("The body is not JSON.")
        }
    })?;
    input.end().map_err(|_| malformed("The body is not one JSON value."))?;
    refuse_nul(bytes)?;
    Ok(value)
}

/// No text holds NUL, which PostgreSQL could not keep; JSON can write it in one way only.
fn refuse_nul(bytes: &[u8]) -> Result<()> {
    const WRITTEN: &[u8] = br"\u0000";
    if !bytes.windows(WRITTEN.len()).any(|window| window == WRITTEN) {
        return Ok(());
    }
    // A backslash that is itself escaped may stand before `u0000`.
    let value: serde_json::Value = serde_json::from_slice(bytes).map_err(|_| malformed("The body is not JSON."))?;
    match path_of_nul(&value) {
        Some(path) => Err(Error::invalid(path, "NUL is not text.")),
        None => Ok(()),
    }
}

fn path_of_nul(value: &serde_json::Value) -> Option<String> {
    use serde_json::Value;
    let below = |name: String, value: &Value| {
        path_of_nul(value).map(|rest| if rest.is_empty() { name.clone() } else { format!("{name}.{rest}") })
    };
    match value {
        Value::String(text) => text.contains('\0').then(String::new),
        Value::Array(items) => items.iter().enumerate().find_map(|(at, item)| below(at.to_string(), item)),
        Value::Object(fields) => {
            let is_bad = |(name, value): (&String, &Value)| {
                if name.contains('\0') { Some(String::new()) } else { below(name.clone(), value) }
            };
            fields.iter().find_map(is_bad)
        }
        _ => None,
    }
}

/// serde names a missing or unknown field in its sentence only.
fn field(path: &Path, error: &serde_json::Error) -> String {
    let path = path.to_string();
    let path = if path == "." { String::new() } else { path };
    let sentence = error.to_string();
    let named = sentence.split('`').nth(1).filter(|_| sentence.contains(" field `"));
    match named {
        Some(name) if path.is_empty() => name.into(),
        Some(name) if path != name && !path.ends_with(&format!(".{name}")) => format!("{path}.{name}"),
        _ => path,
    }
}

fn too_large(error: impl axum::response::IntoResponse) -> Error {
    let status = error.into_response().status();
    if status == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Error::refused(Code::TooLarge, "The body is too large.");
    }
    malformed("The body ended early.")
}

fn malformed(message: &str) -> Error {
    Error::refused(Code::Malformed, message)
}

/// A query string.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Arc<App>> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self> {
        let query = parts.uri.query().unwrap_or_default();
        // A garbled cursor has an error of its own.
        let is_bad = |(name, value): &(Cow<'_, str>, Cow<'_, str>)| name != "cursor" && value.contains('\0');
        if let Some((name, _)) = url::form_urlencoded::parse(query.as_bytes()).find(is_bad) {
            return Err(Error::invalid(name, "NUL is not text."));
        }
        match axum::extract::Query::<T>::try_from_uri(&parts.uri) {
            Ok(query) => Ok(Self(query.0)),
            Err(error) => {
                let sentence = error.body_text();
                // "Failed to deserialize query string: limit: invalid digit found in string"
                let field = sentence.split(": ").nth(1).filter(|name| !name.contains(' ')).unwrap_or("query");
                Err(Error::invalid(field, "The query is not understood."))
            }
        }
    }
}

/// Ids (or codes) in the path, in order. What is not an id cannot be found.
pub struct Id<T>(pub T);

/// Something written in a path segment.
pub trait Segments: Sized {
    /// Reads the segments in order.
    fn read(segments: &mut dyn Iterator<Item = String>) -> Option<Self>;
}

macro_rules! segments {
    ($($name:ident)+) => {
        impl<$($name: FromStr),+> Segments for ($($name,)+) {
            fn read(segments: &mut dyn Iterator<Item = String>) -> Option<Self> {
                Some(($(segments.next()?.parse::<$name>().ok()?,)+))
            }
        }
    };
}
segments!(A);
segments!(A B);
segments!(A B C);

impl<T: Segments> FromRequestParts<Arc<App>> for Id<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self> {
        let path = RawPathParams::from_request_parts(parts, app).await.map_err(|_| Error::not_found())?;
        let segments: Vec<String> = path.iter().map(|(_, value)| value.to_owned()).collect();
        if segments.iter().any(|segment| segment.contains('\0')) {
            return Err(Error::not_found());
        }
        T::read(&mut segments.into_iter()).map(Self).ok_or_else(Error::not_found)
    }
}
