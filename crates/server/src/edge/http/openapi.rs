//! The OpenAPI 3.1 document, made from the table of routes and the types of `proto`.

use super::{
    cx::Guest,
    rates::Policy,
    route::{Route, Who},
    router::{BASE, table},
};
use axum::Json;
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use snug_proto::{
    Code, Problem,
    events::Event,
    gateway::{ClientFrame, ServerFrame},
};
use std::sync::LazyLock;

/// `GET /openapi.json`.
pub fn route() -> Route {
    Route::get("/openapi.json", "openapi", openapi)
        .about("This document.")
        .who(Who::Public)
        .rate(Policy::Public)
        .answers::<Value>(200)
        .before_setup()
}

async fn openapi(_: Guest) -> Json<&'static Value> {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(document);
    Json(&DOCUMENT)
}

/// Refusals that any route can give.
pub const COMMON: [Code; 12] = [
    Code::Malformed,
    Code::Invalid,
    Code::Unauthenticated,
    Code::Forbidden,
    Code::NotFound,
    Code::MethodNotAllowed,
    Code::TooLarge,
    Code::UnsupportedMedia,
    Code::RateLimited,
    Code::Unavailable,
    Code::SetupRequired,
    Code::Internal,
];

/// The whole document.
pub fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let mut paths: Map<String, Value> = Map::new();
    for route in table() {
        let at_path = paths.entry(format!("{BASE}{}", route.path)).or_insert_with(|| json!({}));
        at_path[route.method.as_str().to_ascii_lowercase()] = operation(&route, &mut generator);
    }
    // Reachable through the gateway only, but described with everything else.
    generator.subschema_for::<Problem>();
    generator.subschema_for::<ClientFrame>();
    generator.subschema_for::<ServerFrame>();
    generator.subschema_for::<Event>();
    let schemas = generator.take_definitions(true);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Snug",
            "version": "1",
            "description": "A private place for your people. Times are RFC 3339 in UTC, ids are UUIDv7.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "access": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" } },
        },
    })
}

fn operation(route: &Route, generator: &mut SchemaGenerator) -> Value {
    let mut parameters: Vec<Value> = route
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    if let Some(query) = route.query {
        parameters.extend(query_parameters(query(generator).to_value()));
    }
    let mut responses = Map::new();
    for answer in &route.answers {
        let body = match answer.body {
            Some(body) => json!({ "schema": body(generator) }),
            None => json!({}),
        };
        let description = if answer.status < 300 { "Done." } else { "Not well." };
        let mut response = json!({ "description": description });
        if !answer.content_type.is_empty() {
            response["content"] = json!({ answer.content_type: body });
        }
        responses.insert(answer.status.to_string(), response);
    }
    let codes: Vec<Code> = COMMON.into_iter().chain(route.refuses.iter().copied()).collect();
    responses.insert(
        "default".into(),
        json!({
            "description": "Refused; `error` says why.",
            "content": { "application/json": { "schema": generator.subschema_for::<Problem>() } },
        }),
    );
    let mut operation = json!({
        "operationId": route.name,
        "summary": route.about,
        "parameters": parameters,
        "responses": responses,
        "x-codes": codes,
        "x-rate": route.policy.name(),
    });
    if let Some((takes, kind)) = route.takes {
        operation["requestBody"] = json!({ "required": true, "content": { kind: { "schema": takes(generator) } } });
    }
    if !matches!(route.who, Who::Public) {
        operation["security"] = json!([{ "access": [] }]);
    }
    operation
}

fn query_parameters(schema: Value) -> Vec<Value> {
    let required: Vec<String> = schema["required"]
        .as_array()
        .map(|names| names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect())
        .unwrap_or_default();
    let properties = schema["properties"].as_object().cloned().unwrap_or_default();
    properties
        .into_iter()
        .map(|(name, schema)| {
            let is_required = required.contains(&name);
            json!({ "name": name, "in": "query", "required": is_required, "schema": schema })
        })
        .collect()
}

/// A schema by name, for contract tests.
pub fn schema_of<T: JsonSchema>() -> Value {
    schemars::schema_for!(T).to_value()
}
