//! HTTP of files.

use super::{
    gate::Incoming,
    serve::Wanted,
    service::{self, NewUpload, Opened, Signature},
};
use crate::{
    app::App,
    edge::http::{Body, Cx, Guest, Id, Policy, Query, Route, Who},
    error::{Error, Result},
};
use axum::{
    Json,
    body::Body as Bytes,
    extract::{
        FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use futures_util::StreamExt;
use schemars::JsonSchema;
use serde::{Deserialize, de::DeserializeOwned};
use snug_proto::{
    ChannelId, Code, FileId,
    files::{RenewUrls, RenewedUrls, Upload, UploadForm, UploadPurpose},
    limits::{ATTACHMENT_BYTES, BODY_BYTES},
};
use std::sync::Arc;

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

async fn upload(cx: Cx, Form(mut form): Form) -> Result<(StatusCode, Json<Upload>)> {
    let mut said = Said::default();
    while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
        if let Some((new, file)) = said.of(field).await? {
            let bytes: Incoming<'_> = file.map(|chunk| chunk.map_err(|error| broken(&error))).boxed();
            return Ok((StatusCode::CREATED, Json(service::upload(&cx, new, bytes).await?)));
        }
    }
    Err(Error::invalid("file", "It is missing."))
}

/// What a form says about the bytes; it stands before them.
#[derive(Default)]
pub(super) struct Said {
    purpose: Option<UploadPurpose>,
    channel: Option<ChannelId>,
}

impl Said {
    /// Reads one field; answers at the file.
    pub(super) async fn of<'a>(&mut self, field: Field<'a>) -> Result<Option<(NewUpload, Field<'a>)>> {
        match field.name().unwrap_or_default() {
            "purpose" => self.purpose = Some(word("purpose", field).await?),
            "channel_id" => self.channel = Some(word("channel_id", field).await?),
            "file" => {
                let purpose = self.purpose.ok_or_else(|| Error::invalid("purpose", "It stands before the file."))?;
                let name = field.file_name().unwrap_or_default().to_owned();
                let content_type = field.content_type().unwrap_or_default().to_owned();
                return Ok(Some((NewUpload { purpose, channel: self.channel, name, content_type }, field)));
            }
            other => return Err(Error::invalid(other, "No such field.")),
        }
        Ok(None)
    }
}

/// Reads a whole form, for fuzzing: what is said about the file, and how long it is.
#[cfg(any(test, fuzzing))]
pub(super) async fn read_form(kind: &[u8], body: &[u8]) -> Option<(NewUpload, usize)> {
    let request = Request::builder().header(header::CONTENT_TYPE, kind).body(Bytes::from(body.to_vec())).ok()?;
    let mut form = Multipart::from_request(request, &()).await.ok()?;
    let mut said = Said::default();
    while let Some(field) = form.next_field().await.ok()? {
        if let Some((new, mut file)) = said.of(field).await.ok()? {
            let mut length = 0;
            while let Some(chunk) = file.chunk().await.ok()? {
                length += chunk.len();
            }
            return Some((new, length));
        }
    }
    None
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
    answer(service::open(&guest, file, &variant, signature, &wanted(&headers)).await?)
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

/// A multipart body.
struct Form(Multipart);

impl FromRequest<Arc<App>> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self> {
        let form = Multipart::from_request(request, app).await;
        form.map(Self).map_err(|_| Error::refused(Code::Malformed, "The body must be multipart/form-data."))
    }
}

/// A short field with one word in it.
async fn word<T: DeserializeOwned>(name: &'static str, mut field: Field<'_>) -> Result<T> {
    let mut text = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        text.extend_from_slice(&chunk);
        if text.len() > 64 {
            return Err(Error::invalid(name, "The value is not understood."));
        }
    }
    let text = String::from_utf8_lossy(&text).into_owned();
    serde_json::from_value(serde_json::Value::String(text))
        .map_err(|_| Error::invalid(name, "The value is not understood."))
}

fn broken(error: &MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Error::refused(Code::TooLarge, "The body is too large.");
    }
    Error::refused(Code::Malformed, "The form is broken.")
}
