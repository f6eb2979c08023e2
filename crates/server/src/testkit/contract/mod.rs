//! The promise of the document (docs/api/openapi.json), held against everything that arrives at a client of the kit:
//! each answer is one that its route names, by status, content type, error code and shape; each frame of the gateway
//! has the shape of its schema. No field is missing, none stands there that the schema does not name.

mod schema;
mod tests;

use crate::edge::http::{openapi, router::BASE};
use schema::{Fault, Schemas};
use serde_json::{Map, Value};
use snug_client::{Answer, Arrival, Client};
use snug_proto::Code;
use std::sync::LazyLock;

static DOCUMENT: LazyLock<Contract> = LazyLock::new(|| Contract(openapi::document()));

/// A client whose every answer is held against the document; a broken promise ends the story.
pub fn client(base: &str) -> Client {
    Client::new(base).unwrap().seen_by(witness)
}

/// Holds whatever arrived against the document.
pub fn witness(arrival: Arrival<'_>) {
    let kept = match arrival {
        Arrival::Answer { method, path, answer } => DOCUMENT.answer(method.as_str(), path, answer),
        Arrival::Frame(text) => DOCUMENT.frame(text),
    };
    if let Err(fault) = kept {
        panic!("the document promises something else: {fault}");
    }
}

/// The line of the table that serves a path, such as `DELETE /messages/{message_id}`.
pub fn route_of(method: &str, path: &str) -> Option<String> {
    let (template, _) = DOCUMENT.operation(method, path)?;
    Some(format!("{method} {}", template.strip_prefix(BASE)?))
}

/// Takes an answer that came another way, and holds it against the document too.
pub async fn kept(method: &str, answer: reqwest::Response) -> Answer {
    let (status, headers, address) = (answer.status(), answer.headers().clone(), answer.url().clone());
    let answer = Answer { status, headers, bytes: answer.bytes().await.unwrap() };
    if let Err(fault) = DOCUMENT.answer(method, address.path(), &answer) {
        panic!("the document promises something else: {fault}");
    }
    answer
}

struct Contract(Value);

impl Contract {
    fn answer(&self, method: &str, path: &str, answer: &Answer) -> Result<(), Fault> {
        let status = answer.status.as_u16();
        let what = format!("{method} {path} answered {status}");
        let told = || format!("{what}: {}", String::from_utf8_lossy(&answer.bytes));
        let path = match path {
            "/livez" | "/readyz" | "/health" => format!("{BASE}{path}"),
            path => path.to_owned(),
        };
        if path != "/api" && !path.starts_with("/api/") {
            // A page, not the API.
            return Ok(());
        }
        if answer.header("x-request-id").is_none() {
            return Err(format!("{what} without a request id"));
        }
        let operation = self.operation(method, &path).map(|(_, operation)| operation);
        let promised = operation.and_then(|operation| operation["responses"].get(status.to_string()));
        match (operation, promised) {
            (_, Some(promised)) => self.body(promised, answer).map_err(|fault| format!("{fault}: {}", told())),
            (operation, None) if status >= 400 => {
                self.refusal(operation, answer).map_err(|fault| format!("{fault}: {}", told()))
            }
            (Some(_), None) => Err(format!("{what}, which the document does not name")),
            (None, None) => Err(format!("{what}, and no route has that verb and path")),
        }
    }

    fn frame(&self, text: &str) -> Result<(), Fault> {
        let frame: Value = serde_json::from_str(text).map_err(|error| format!("a frame is no JSON: {error}"))?;
        let schema = self.schemas().0.get("ServerFrame").ok_or("no ServerFrame in the document")?;
        self.schemas().check(schema, &frame, "frame").map_err(|fault| format!("{fault}: {text}"))
    }

    fn schemas(&self) -> Schemas<'_> {
        static EMPTY: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
        Schemas(self.0["components"]["schemas"].as_object().unwrap_or(&EMPTY))
    }

    /// The operation of a path: a path with its own words goes before one with names.
    fn operation(&self, method: &str, path: &str) -> Option<(&str, &Value)> {
        let asked: Vec<&str> = path.split('/').collect();
        let fits = |template: &str| {
            let parts: Vec<&str> = template.split('/').collect();
            let holes = parts.iter().filter(|part| part.starts_with('{')).count();
            let same = parts
                .iter()
                .zip(&asked)
                .all(|(part, word)| part == word || (part.starts_with('{') && !word.is_empty()));
            (parts.len() == asked.len() && same).then_some(holes)
        };
        let verb = if method == "HEAD" { "get".into() } else { method.to_ascii_lowercase() };
        let paths = self.0["paths"].as_object()?;
        let fitting = paths.iter().filter_map(|(path, verbs)| Some((fits(path)?, path, verbs)));
        let (_, path, verbs) = fitting.min_by_key(|(holes, ..)| *holes)?;
        Some((path, verbs.get(&verb)?))
    }

    fn body(&self, promised: &Value, answer: &Answer) -> Result<(), Fault> {
        let kind = answer.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default();
        let Some(content) = promised.get("content").and_then(Value::as_object) else {
            return if answer.bytes.is_empty() { Ok(()) } else { Err("a body where none is promised".into()) };
        };
        let promised = content.get(kind).or_else(|| content.get("*/*")).ok_or(format!("as {kind:?}"))?;
        if kind != "application/json" {
            return Ok(());
        }
        let body = serde_json::from_slice(&answer.bytes).map_err(|error| error.to_string())?;
        self.schemas().check(&promised["schema"], &body, "body")
    }

    /// Every refusal is the one error body with a code that the route can give.
    fn refusal(&self, operation: Option<&Value>, answer: &Answer) -> Result<(), Fault> {
        let kind = answer.header("content-type").unwrap_or_default();
        if kind != "application/json" {
            return Err(format!("a refusal as {kind:?}"));
        }
        let body: Value = serde_json::from_slice(&answer.bytes).map_err(|error| error.to_string())?;
        let schema = self.schemas().0.get("Problem").ok_or("no Problem in the document")?;
        self.schemas().check(schema, &body, "body")?;
        let code: Code = serde_json::from_value(body["error"].clone()).map_err(|error| error.to_string())?;
        if code.status() != answer.status.as_u16() {
            return Err(format!("{code:?} has the status {}", code.status()));
        }
        let codes = operation.map(|operation| &operation["x-codes"]);
        match codes.and_then(Value::as_array) {
            Some(codes) if !codes.contains(&body["error"]) => Err(format!("{code:?}, which the route does not name")),
            None if !openapi::COMMON.contains(&code) => Err(format!("{code:?} where there is no route")),
            _ => Ok(()),
        }
    }
}
