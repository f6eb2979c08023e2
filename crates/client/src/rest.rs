//! Requests and answers.

use crate::{Arrival, ClientError, session::Tokens, witness::Witness};
use bytes::Bytes;
use reqwest::{
    Method, StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
    multipart::{Form, Part},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use snug_proto::{
    ChannelId, Code, Problem,
    files::{Upload, UploadPurpose},
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Where every route begins.
const PREFIX: &str = "/api/v1";

/// A client of one place. Clones share the session; [`Client::fresh`] makes one without.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: Arc<str>,
    headers: HeaderMap,
    tokens: Arc<Mutex<Option<Tokens>>>,
    witness: Witness,
}

/// An answer as it came.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub bytes: Bytes,
}

impl Answer {
    /// The body of a success.
    ///
    /// # Errors
    /// The answer is a refusal, or has another shape.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ClientError> {
        let status = self.status;
        if !status.is_success() {
            return Err(self.refusal());
        }
        let bytes: &[u8] = if self.bytes.is_empty() { b"null" } else { &self.bytes };
        serde_json::from_slice(bytes).map_err(|error| ClientError::Unexpected { status, what: error.to_string() })
    }

    /// What an answer outside 2xx says.
    pub fn refusal(&self) -> ClientError {
        let status = self.status;
        match serde_json::from_slice::<Problem>(&self.bytes) {
            Ok(problem) => ClientError::Problem { status, problem },
            Err(_) => ClientError::Unexpected { status, what: "not a problem of the published list".into() },
        }
    }

    /// Whether it is a refusal with this code.
    pub fn is(&self, code: Code) -> bool {
        serde_json::from_slice::<Problem>(&self.bytes).is_ok_and(|problem| problem.error == code)
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

impl Client {
    /// A client of the place at `base`, such as `https://snug.example`.
    ///
    /// # Errors
    /// The machine offers no usable TLS.
    pub fn new(base: &str) -> Result<Self, ClientError> {
        // Fails only when another one is installed already, which is as good.
        rustls::crypto::ring::default_provider().install_default().ok();
        let http = reqwest::Client::builder()
            .user_agent(concat!("snug-client/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()?;
        let base = base.trim_end_matches('/').into();
        Ok(Self { http, base, headers: HeaderMap::new(), tokens: Arc::default(), witness: Witness::default() })
    }

    /// Another device: the same place and connections, no session.
    #[must_use]
    pub fn fresh(&self) -> Self {
        Self { tokens: Arc::default(), ..self.clone() }
    }

    /// The same client, sending one more header with every request. A name or value that cannot be sent is left out.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            self.headers.insert(name, value);
        }
        self
    }

    /// The same client, showing everything that arrives to a witness first, frames of its sockets too.
    #[must_use]
    pub fn seen_by(mut self, sees: impl Fn(Arrival<'_>) + Send + Sync + 'static) -> Self {
        self.witness = Witness::new(sees);
        self
    }

    /// The address of the place.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The address of a path: below `/api/v1`, unless it begins with it or names a route of the root by `//`.
    pub fn url(&self, path: &str) -> String {
        match path.strip_prefix("//") {
            Some(root) => format!("{}/{root}", self.base),
            None if path.starts_with(PREFIX) => format!("{}{path}", self.base),
            None => format!("{}{PREFIX}{path}", self.base),
        }
    }

    /// Sends one request with exactly this token and body.
    ///
    /// # Errors
    /// No whole answer came.
    pub async fn request(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        json: Option<&Value>,
    ) -> Result<Answer, ClientError> {
        let mut request = self.http.request(method, self.url(path)).headers(self.headers.clone());
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(json) = json {
            request = request.json(json);
        }
        self.exchange(request).await
    }

    /// Sends one request as the session, if there is one.
    ///
    /// # Errors
    /// No whole answer came.
    pub async fn send(&self, method: Method, path: &str, json: Option<&Value>) -> Result<Answer, ClientError> {
        let token = self.access_token();
        self.request(method, path, token.as_deref(), json).await
    }

    /// `GET`.
    ///
    /// # Errors
    /// The server refuses it, or no whole answer came.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        self.send(Method::GET, path, None).await?.json()
    }

    /// `POST` with a body.
    ///
    /// # Errors
    /// The server refuses it, or no whole answer came.
    pub async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, ClientError> {
        self.send(Method::POST, path, Some(&value(body)?)).await?.json()
    }

    /// `POST` without a body.
    ///
    /// # Errors
    /// The server refuses it, or no whole answer came.
    pub async fn post_empty<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        self.send(Method::POST, path, None).await?.json()
    }

    /// `PUT` with a body.
    ///
    /// # Errors
    /// The server refuses it, or no whole answer came.
    pub async fn put<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, ClientError> {
        self.send(Method::PUT, path, Some(&value(body)?)).await?.json()
    }

    /// `PUT` without a body.
    ///
    /// # Errors
    /// The server refuses it, or no whole answer came.
    pub async fn put_empty(&self, path: &str) -> Result<(), ClientError> {
        self.send(Method::PUT, path, None).await?.json()
    }

    /// `PATCH` with a body.
    ///
    /// # Errors
    /// The server refuses it, or no whole answer came.
    pub async fn patch<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, ClientError> {
        self.send(Method::PATCH, path, Some(&value(body)?)).await?.json()
    }

    /// `DELETE`.
    ///
    /// # Errors
    /// The server refuses it, or no whole answer came.
    pub async fn delete(&self, path: &str) -> Result<(), ClientError> {
        self.send(Method::DELETE, path, None).await?.json()
    }

    /// `DELETE` with a body.
    ///
    /// # Errors
    /// The server refuses it, or no whole answer came.
    pub async fn delete_with(&self, path: &str, body: &impl Serialize) -> Result<(), ClientError> {
        self.send(Method::DELETE, path, Some(&value(body)?)).await?.json()
    }

    /// Uploads a file; attachments name their channel.
    ///
    /// # Errors
    /// The server refuses it, or no whole answer came.
    pub async fn upload(
        &self,
        purpose: UploadPurpose,
        channel: Option<ChannelId>,
        name: &str,
        bytes: impl Into<Bytes>,
    ) -> Result<Upload, ClientError> {
        self.upload_raw(purpose, channel, name, bytes.into()).await?.json()
    }

    /// As [`Self::upload`], with the answer as it came.
    ///
    /// # Errors
    /// No whole answer came.
    pub async fn upload_raw(
        &self,
        purpose: UploadPurpose,
        channel: Option<ChannelId>,
        name: &str,
        bytes: Bytes,
    ) -> Result<Answer, ClientError> {
        let mut form = Form::new().text("purpose", value(&purpose)?.as_str().unwrap_or_default().to_owned());
        if let Some(channel) = channel {
            form = form.text("channel_id", channel.to_string());
        }
        let form = form.part("file", Part::stream(bytes).file_name(name.to_owned()));
        let mut request = self.http.post(self.url("/uploads")).headers(self.headers.clone()).multipart(form);
        if let Some(token) = self.access_token() {
            request = request.bearer_auth(token);
        }
        self.exchange(request).await
    }

    async fn exchange(&self, request: reqwest::RequestBuilder) -> Result<Answer, ClientError> {
        let request = request.build()?;
        let (method, address) = (request.method().clone(), request.url().clone());
        let response = self.http.execute(request).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let answer = Answer { status, headers, bytes: response.bytes().await? };
        self.witness.sees(Arrival::Answer { method: &method, path: address.path(), answer: &answer });
        Ok(answer)
    }

    pub(crate) fn witness(&self) -> &Witness {
        &self.witness
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub(crate) fn tokens_cell(&self) -> MutexGuard<'_, Option<Tokens>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn value(body: &impl Serialize) -> Result<Value, ClientError> {
    serde_json::to_value(body).map_err(|error| ClientError::Transport(format!("the body is not JSON: {error}")))
}
