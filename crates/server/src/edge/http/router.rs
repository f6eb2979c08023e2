//! The router: every line of every feature's table, and JSON answers for everything else.

use super::{health, layers, openapi, route::Route, statics};
use crate::{
    app::App,
    edge::gateway,
    error::Error,
    features,
    roles::{Role, Roles},
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, Method, header},
    middleware,
    response::{IntoResponse, Response},
    routing::any,
};
use snug_proto::Code;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tower_http::cors::{AllowOrigin, CorsLayer};

/// Where the API lives.
pub const BASE: &str = "/api/v1";

/// Every line of every table.
pub fn table() -> Vec<Route> {
    lines(&Roles::default())
}

/// The lines that a node with these roles answers for.
fn lines(roles: &Roles) -> Vec<Route> {
    let mut lines = health::routes();
    if roles.has(Role::Hub) {
        lines.extend(features::ALL.iter().flat_map(|feature| (feature.routes)()));
        lines.push(openapi::route());
    }
    if roles.has(Role::Gateway) {
        lines.push(gateway::route());
    }
    lines
}

/// The whole server as a service.
pub fn router(app: &Arc<App>) -> Router {
    let roles = &app.config.roles;
    let mut paths: BTreeMap<&'static str, Vec<Route>> = BTreeMap::new();
    for route in lines(roles) {
        paths.entry(route.path).or_default().push(route);
    }
    let mut api = Router::new();
    for (path, routes) in paths {
        let allow: Vec<String> = routes.iter().map(|route| route.method.to_string()).collect();
        let mut at_path = axum::routing::MethodRouter::new();
        for route in routes {
            let handler = route.handler.clone().layer(DefaultBodyLimit::max(route.body_bytes));
            let state = (app.clone(), Arc::new(route));
            at_path = at_path.merge(handler.layer(middleware::from_fn_with_state(state, layers::per_route)));
        }
        let allow = allow.join(", ");
        api = api.route(path, at_path.fallback(move || other_verb(allow.clone())));
    }
    let api = api.fallback(unknown);
    let mut root = Router::new().nest(BASE, api);
    for route in health::routes() {
        root = root.route(route.path, route.handler.clone());
    }
    root = root.route("/api", any(unknown)).route("/api/", any(unknown)).route("/api/{*rest}", any(unknown));
    root = if roles.has(Role::Hub) { root.fallback(statics::serve) } else { root.fallback(unknown) };
    root = root.method_not_allowed_fallback(|| other_verb("GET".to_owned()));
    if let Some(pages) = welcome(&app.config.origins) {
        root = root.layer(pages);
    }
    root.layer(middleware::from_fn_with_state(app.clone(), layers::around)).with_state(app.clone())
}

/// Lets the pages of the listed origins call; without any, no answer says a word about other origins.
fn welcome(origins: &[String]) -> Option<CorsLayer> {
    let origins: Vec<HeaderValue> = origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok()).collect();
    (!origins.is_empty()).then(|| {
        CorsLayer::new()
            .allow_origin(AllowOrigin::list(origins))
            .allow_credentials(true)
            .allow_methods(VERBS)
            .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, layers::AUDIT_REASON])
            .expose_headers([header::RETRY_AFTER, layers::REQUEST_ID])
            .max_age(Duration::from_secs(600))
    })
}

async fn unknown() -> Error {
    Error::not_found()
}

async fn other_verb(allow: String) -> Response {
    let mut response = Error::refused(Code::MethodNotAllowed, "This path does not know that verb.").into_response();
    if let Ok(value) = HeaderValue::from_str(&allow) {
        response.headers_mut().insert(header::ALLOW, value);
    }
    response
}

/// The verbs that the table uses.
pub const VERBS: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
