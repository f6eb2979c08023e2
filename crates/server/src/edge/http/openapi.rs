//! The OpenAPI 3.1 document, made from the table of routes and the types of `proto`.

use super::{
    cx::Guest,
    rates::Policy,
    route::{Route, Who},
    router::{BASE, table},
};
use axum::Json;
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use snug_proto::{
    Code, Problem,
    events::Event,
    gateway::{ClientFrame, ServerFrame},
};
use std::{collections::BTreeSet, sync::LazyLock};

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

/// Where named schemas stand.
const SCHEMAS: &str = "#/components/schemas/";

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

/// Schemas of what comes in and of what goes out. They differ: what a caller may leave out, an answer never does.
struct Generators {
    taken: SchemaGenerator,
    given: SchemaGenerator,
}

impl Generators {
    fn new() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Self { taken: settings.clone().into_generator(), given: settings.for_serialize().into_generator() }
    }
}

/// The whole document.
pub fn document() -> Value {
    let mut generators = Generators::new();
    let mut paths: Map<String, Value> = Map::new();
    for route in table() {
        let at_path = paths.entry(format!("{BASE}{}", route.path)).or_insert_with(|| json!({}));
        at_path[route.method.as_str().to_ascii_lowercase()] = operation(&route, &mut generators);
    }
    // Reachable through the gateway only, but described with everything else.
    generators.given.subschema_for::<Problem>();
    generators.taken.subschema_for::<ClientFrame>();
    generators.given.subschema_for::<ServerFrame>();
    generators.given.subschema_for::<Event>();
    let schemas = schemas(generators, &mut paths);
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

/// The named schemas: one for both ways where they agree, else the way in is called `…Input`.
fn schemas(mut generators: Generators, paths: &mut Map<String, Value>) -> Map<String, Value> {
    let mut all = generators.given.take_definitions(true);
    let taken = generators.taken.take_definitions(true);
    let mut apart: BTreeSet<String> = BTreeSet::new();
    loop {
        let differs = |(name, schema): &(&String, &Value)| {
            !apart.contains(*name) && all.get(*name).is_some_and(|given| given != *schema || names_any(schema, &apart))
        };
        let more: Vec<String> = taken.iter().filter(differs).map(|(name, _)| name.clone()).collect();
        if more.is_empty() {
            break;
        }
        apart.extend(more);
    }
    for (name, mut schema) in taken {
        point_apart(&mut schema, &apart);
        let name = if apart.contains(&name) { format!("{name}Input") } else { name };
        all.insert(name, schema);
    }
    for operation in paths.values_mut().flat_map(|verbs| verbs.as_object_mut().into_iter().flat_map(Map::values_mut)) {
        for part in ["requestBody", "parameters"] {
            if let Some(part) = operation.get_mut(part) {
                point_apart(part, &apart);
            }
        }
    }
    all.values_mut().for_each(join);
    all
}

/// Fields beside a `$ref` are legal, but makers of clients drop them: says the same with `allOf`.
fn join(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.values_mut().for_each(join);
            if fields.contains_key("properties")
                && let Some(named) = fields.remove("$ref")
            {
                let beside = Value::Object(std::mem::take(fields));
                fields.insert("allOf".into(), json!([{ "$ref": named }, beside]));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(join),
        _ => {}
    }
}

/// The named schema that a `$ref` points at.
fn pointed_at(value: &Value) -> Option<&str> {
    value.as_str()?.strip_prefix(SCHEMAS)
}

fn names_any(schema: &Value, names: &BTreeSet<String>) -> bool {
    match schema {
        Value::Object(words) => words.iter().any(|(word, rule)| {
            (word == "$ref" && pointed_at(rule).is_some_and(|name| names.contains(name))) || names_any(rule, names)
        }),
        Value::Array(parts) => parts.iter().any(|part| names_any(part, names)),
        _ => false,
    }
}

fn point_apart(schema: &mut Value, apart: &BTreeSet<String>) {
    match schema {
        Value::Object(words) => {
            for (word, rule) in words {
                match pointed_at(rule).filter(|name| word == "$ref" && apart.contains(*name)) {
                    Some(name) => *rule = format!("{SCHEMAS}{name}Input").into(),
                    None => point_apart(rule, apart),
                }
            }
        }
        Value::Array(parts) => parts.iter_mut().for_each(|part| point_apart(part, apart)),
        _ => {}
    }
}

fn operation(route: &Route, generators: &mut Generators) -> Value {
    let mut parameters: Vec<Value> = route
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    if let Some(query) = route.query {
        parameters.extend(query_parameters(query(&mut generators.taken).to_value()));
    }
    let mut responses = Map::new();
    for answer in &route.answers {
        let body = match answer.body {
            Some(body) => json!({ "schema": body(&mut generators.given) }),
            None => json!({}),
        };
        let description = match answer.status {
            200..300 => "Done.",
            304 => "Unchanged.",
            _ => "Not well.",
        };
        let mut response = json!({ "description": description });
        if !answer.content_type.is_empty() {
            response["content"] = json!({ answer.content_type: body });
        }
        responses.insert(answer.status.to_string(), response);
    }
    let brought = route.who.refuses();
    let mut codes: Vec<Code> = COMMON.into_iter().chain(brought.iter().copied()).collect();
    codes.extend(route.refuses.iter().copied().filter(|code| !brought.contains(code)));
    responses.insert(
        "default".into(),
        json!({
            "description": "Refused; `error` says why.",
            "content": { "application/json": { "schema": generators.given.subschema_for::<Problem>() } },
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
    if let Some(needs) = route.who.needs() {
        operation["x-needs"] = json!(needs);
    }
    if route.is_audited {
        operation["x-audited"] = json!(true);
    }
    if let Some((takes, kinds)) = route.takes {
        let schema = takes(&mut generators.taken);
        let content: Map<String, Value> =
            kinds.iter().map(|kind| ((*kind).to_owned(), json!({ "schema": schema }))).collect();
        operation["requestBody"] = json!({ "required": true, "content": content });
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
            let mut parameter = json!({ "name": name, "in": "query", "required": is_required, "schema": schema });
            if schema.get("items").is_some() {
                // Several values stand in one parameter, with commas between them.
                parameter["style"] = json!("form");
                parameter["explode"] = json!(false);
            }
            parameter
        })
        .collect()
}
