//! HTTP of files.

mod form;

use super::{
    gate::Incoming,
    lane,
    serve::Wanted,
    service::{self, Opened, Signature},
};
use crate::{
    edge::http::{Body, Cx, Guest, Id, Policy, Query, Route, Who, patience},
    error::Result,
};
use axum::{
    Json,
    body::Body as Bytes,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
#[cfg(any(test, fuzzing))]
pub(super) use form::read_form;
use form::{Form, Words};
use futures_util::{FutureExt, StreamExt};
use schemars::JsonSchema;
use serde::Deserialize;
use snug_proto::{
    Code, FileId,
    files::{RenewUrls, RenewedUrls, Upload, UploadForm},
    limits::{ATTACHMENT_BYTES, BODY_BYTES},
};

/// The lines of the table.
pub fn routes() -> Vec<Route> {
    let form_bytes = usize::try_from(ATTACHMENT_BYTES).unwrap_or(usize::MAX).saturating_add(BODY_BYTES);
    vec![
        Route::post("/uploads", "upload", upload)
            .about("Takes bytes in; they wait two hours to be claimed.")
            .rate(Policy::Uploads)
            .takes_form::<UploadForm>(form_bytes)
            .streams()
            .answers::<Upload>(201)
            .refuses([Code::LimitReached, Code::CannotMessage, Code::EncryptionRequired]),
        Route::delete("/uploads/{file_id}", "delete_upload", delete_upload)
            .about("Ends an own upload that nothing claimed.")
            .answers_nothing(),
        Route::get("/files/{file_id}/{variant}", "read_file", read)
            .about("Hands out a form of a file, by the caller's sight or by a signature.")
            .who(Who::PublicOrUser)
            .rate(Policy::Files)
            .query::<FileQuery>()
            .streams()
            .answers_bytes(200)
            .answers_bytes(206)
            .answers_unchanged(),
        Route::post("/files/urls", "renew_file_urls", renew)
            .about("Renews signed addresses after a check of sight.")
            .rate(Policy::Reads)
            .takes::<RenewUrls>()
            .answers::<RenewedUrls>(200),
    ]
}

/// Query of a signed address.
#[derive(Deserialize, JsonSchema)]
struct FileQuery {
    /// Expiry, in seconds since 1970.
    exp: Option<i64>,
    /// Signature over file, form and expiry.
    sig: Option<String>,
}

async fn upload(cx: Cx, mut form: Form) -> Result<(StatusCode, Json<Upload>)> {
    let lane = lane::enter(&cx.app, cx.user()).await?;
    let (gauge, mut words) = (form.begin(), Words::default());
    loop {
        let field = form.next().await?;
        if field.name() != Some("file") {
            words.read(&gauge, field).await?;
            continue;
        }
        gauge.open();
        let new = words.about(&field)?;
        let bytes: Incoming<'_> = field.map(|chunk| chunk.map_err(|error| form::broken(&error))).boxed();
        return Ok((StatusCode::CREATED, Json(service::upload(&cx, &lane, new, bytes).await?)));
    }
}

async fn delete_upload(cx: Cx, Id((file,)): Id<(FileId,)>) -> Result<StatusCode> {
    service::give_up(&cx, file).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn read(
    guest: Guest,
    Id((file, variant)): Id<(FileId, String)>,
    Query(query): Query<FileQuery>,
    headers: HeaderMap,
) -> Result<Response> {
    let signature = match (query.exp, query.sig) {
        (None, None) => None,
        (expires, code) => Some(Signature { expires: expires.unwrap_or(0), code: code.unwrap_or_default() }),
    };
    let wanted = wanted(&headers);
    answer(patience::promptly(&guest.app, service::open(&guest, file, &variant, signature, &wanted).boxed()).await?)
}

async fn renew(cx: Cx, Body(ids): Body<RenewUrls>) -> Result<Json<RenewedUrls>> {
    Ok(Json(service::renew(&cx, &ids).await?))
}

fn wanted(headers: &HeaderMap) -> Wanted {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    Wanted { range: text(header::RANGE), if_range: text(header::IF_RANGE), if_none_match: text(header::IF_NONE_MATCH) }
}

fn answer(opened: Opened) -> Result<Response> {
    let (fields, mut response) = match opened {
        Opened::Unchanged(fields) => {
            let mut response = Response::new(Bytes::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            (fields, response)
        }
        Opened::Bytes { mut headers, object, is_part } => {
            headers.push(("content-length", (object.range.end - object.range.start).to_string()));
            let mut response = Response::new(Bytes::from_stream(object.bytes));
            if is_part {
                let range =
                    format!("bytes {}-{}/{}", object.range.start, object.range.end.saturating_sub(1), object.size);
                headers.push(("content-range", range));
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            }
            (headers, response)
        }
    };
    for (name, value) in fields {
        let value = HeaderValue::from_str(&value).map_err(anyhow::Error::from)?;
        response.headers_mut().insert(HeaderName::from_static(name), value);
    }
    Ok(response)
}
