//! One line a route: verb, path, handler, who may call it, how often, what goes in and out.
//!
//! The router, the access checks before the handler, the rate limits, the OpenAPI document and the endpoint sweep are
//! all made from these lines.

use super::rates::Policy;
use crate::app::App;
use axum::{
    handler::Handler,
    http::Method,
    routing::{MethodRouter, on},
};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use snug_proto::Code;
use std::sync::Arc;

/// Who may call a route, before any rule of the thing itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody; a token is ignored.
    Public,
    /// Anybody; a valid token is used.
    PublicOrUser,
    /// Any active account.
    User,
    /// An account that may be unverified.
    Unverified,
    /// An active account that proved its presence in the last minutes.
    Reauth,
    /// As [`Self::Reauth`], but the account may be unverified.
    UnverifiedReauth,
    /// Staff of any rank, whatever they proved.
    StaffByRole,
    /// Staff of any rank who proved a second factor in this session.
    Staff,
    /// Admins and owners whose session was raised and still is.
    Elevated,
    /// As [`Self::Elevated`], also moderators.
    ElevatedModerator,
}

impl Who {
    /// True when an account may call before its address is verified.
    pub fn may_be_unverified(self) -> bool {
        matches!(self, Self::Unverified | Self::UnverifiedReauth)
    }

    /// True for the routes of those who run the place.
    pub fn is_staff(self) -> bool {
        matches!(self, Self::StaffByRole | Self::Staff | Self::Elevated | Self::ElevatedModerator)
    }

    /// What it demands beyond an account, as the document names it.
    pub fn needs(self) -> Option<&'static str> {
        match self {
            Self::StaffByRole => Some("role"),
            Self::Staff => Some("staff"),
            Self::Elevated | Self::ElevatedModerator => Some("elevation"),
            _ => None,
        }
    }

    /// Refusals that it brings with it.
    pub fn refuses(self) -> &'static [Code] {
        match self {
            Self::Public | Self::PublicOrUser | Self::Unverified => &[],
            Self::UnverifiedReauth => &[Code::ReauthRequired],
            Self::User | Self::StaffByRole => &[Code::EmailUnverified],
            Self::Reauth => &[Code::ReauthRequired, Code::EmailUnverified],
            Self::Staff => &[Code::EmailUnverified, Code::SecondFactorSetup, Code::ReauthRequired],
            Self::Elevated | Self::ElevatedModerator => {
                &[Code::EmailUnverified, Code::SecondFactorSetup, Code::ElevationRequired]
            }
        }
    }

    /// True when the caller must have proved their presence in the last minutes.
    pub fn must_be_present(self) -> bool {
        matches!(self, Self::Reauth | Self::UnverifiedReauth)
    }
}

type Describe = fn(&mut SchemaGenerator) -> Schema;

/// What a route answers when all is well.
#[derive(Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body; none for 204.
    pub body: Option<Describe>,
    /// Content type of the body.
    pub content_type: &'static str,
}

/// One route.
#[derive(Clone)]
pub struct Route {
    /// The verb.
    pub method: Method,
    /// The path below `/api/v1`, with `{names}`.
    pub path: &'static str,
    /// Operation id, unique.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// Who may call it.
    pub who: Who,
    /// How often.
    pub policy: Policy,
    /// The body it takes, with its content types.
    pub takes: Option<(Describe, &'static [&'static str])>,
    /// The query it takes.
    pub query: Option<Describe>,
    /// What it answers.
    pub answers: Vec<Answer>,
    /// Refusals beyond those of every route.
    pub refuses: Vec<Code>,
    /// Largest body in bytes.
    pub body_bytes: usize,
    /// False for routes that stream: no time-out on the whole.
    pub is_quick: bool,
    /// True for the routes that answer before the first owner exists.
    pub before_setup: bool,
    /// True for what leaves one line in the trail each time it succeeds.
    pub is_audited: bool,
    pub(super) handler: MethodRouter<Arc<App>>,
}

impl Route {
    fn new<H, T>(
        method: Method,
        filter: axum::routing::MethodFilter,
        path: &'static str,
        name: &'static str,
        handler: H,
    ) -> Self
    where
        H: Handler<T, Arc<App>>,
        T: 'static,
    {
        let policy = if method == Method::GET { Policy::Reads } else { Policy::Writes };
        Self {
            method,
            path,
            name,
            about: "",
            who: Who::User,
            policy,
            takes: None,
            query: None,
            answers: Vec::new(),
            refuses: Vec::new(),
            body_bytes: snug_proto::limits::BODY_BYTES,
            is_quick: true,
            before_setup: false,
            is_audited: false,
            handler: on(filter, handler),
        }
    }

    /// A GET route; rate policy `reads` unless said otherwise.
    pub fn get<H: Handler<T, Arc<App>>, T: 'static>(path: &'static str, name: &'static str, handler: H) -> Self {
        Self::new(Method::GET, axum::routing::MethodFilter::GET, path, name, handler)
    }
    /// A POST route; rate policy `writes` unless said otherwise.
    pub fn post<H: Handler<T, Arc<App>>, T: 'static>(path: &'static str, name: &'static str, handler: H) -> Self {
        Self::new(Method::POST, axum::routing::MethodFilter::POST, path, name, handler)
    }
    /// A PUT route; rate policy `writes` unless said otherwise.
    pub fn put<H: Handler<T, Arc<App>>, T: 'static>(path: &'static str, name: &'static str, handler: H) -> Self {
        Self::new(Method::PUT, axum::routing::MethodFilter::PUT, path, name, handler)
    }
    /// A PATCH route; rate policy `writes` unless said otherwise.
    pub fn patch<H: Handler<T, Arc<App>>, T: 'static>(path: &'static str, name: &'static str, handler: H) -> Self {
        Self::new(Method::PATCH, axum::routing::MethodFilter::PATCH, path, name, handler)
    }
    /// A DELETE route; rate policy `writes` unless said otherwise.
    pub fn delete<H: Handler<T, Arc<App>>, T: 'static>(path: &'static str, name: &'static str, handler: H) -> Self {
        Self::new(Method::DELETE, axum::routing::MethodFilter::DELETE, path, name, handler)
    }

    /// Says what it does.
    pub fn about(mut self, about: &'static str) -> Self {
        self.about = about;
        self
    }
    /// Says who may call it; default: any active account.
    pub fn who(mut self, who: Who) -> Self {
        self.who = who;
        self
    }
    /// Says how often.
    pub fn rate(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }
    /// Takes a JSON body.
    pub fn takes<T: JsonSchema>(self) -> Self {
        self.takes_as::<T>(&["application/json"])
    }
    /// Takes a body of one of these content types.
    pub fn takes_as<T: JsonSchema>(mut self, kinds: &'static [&'static str]) -> Self {
        self.takes = Some((|generator| generator.subschema_for::<T>(), kinds));
        self
    }
    /// Takes a multipart form.
    pub fn takes_form<T: JsonSchema>(self, bytes: usize) -> Self {
        self.takes_as::<T>(&["multipart/form-data"]).at_most(bytes)
    }
    /// Says how large the body may be, in bytes.
    pub fn at_most(mut self, bytes: usize) -> Self {
        self.body_bytes = bytes;
        self
    }
    /// Takes a query.
    pub fn query<T: JsonSchema>(mut self) -> Self {
        self.query = Some(|generator| T::json_schema(generator));
        self
    }
    /// Answers a JSON body with this status.
    pub fn answers<T: JsonSchema>(mut self, status: u16) -> Self {
        let body: Describe = |generator| generator.subschema_for::<T>();
        self.answers.push(Answer { status, body: Some(body), content_type: "application/json" });
        self
    }
    /// Answers without a body: 204.
    pub fn answers_nothing(mut self) -> Self {
        self.answers.push(Answer { status: 204, body: None, content_type: "" });
        self
    }
    /// Answers bytes, as whatever they are.
    pub fn answers_bytes(mut self, status: u16) -> Self {
        self.answers.push(Answer { status, body: None, content_type: "*/*" });
        self
    }
    /// Answers 304 to who has the bytes already.
    pub fn answers_unchanged(mut self) -> Self {
        self.answers.push(Answer { status: 304, body: None, content_type: "" });
        self
    }
    /// Names refusals beyond those of every route.
    pub fn refuses<const N: usize>(mut self, codes: [Code; N]) -> Self {
        self.refuses.extend(codes);
        self
    }
    /// Answers even before the first owner exists.
    pub fn before_setup(mut self) -> Self {
        self.before_setup = true;
        self
    }
    /// Leaves one line in the trail each time it succeeds.
    pub fn audited(mut self) -> Self {
        self.is_audited = true;
        self
    }
    /// Streams: no time-out on the whole.
    pub fn streams(mut self) -> Self {
        self.is_quick = false;
        self
    }
}
