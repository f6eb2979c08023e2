//! The contract notices what is wrong: a kit that lets everything pass proves nothing.

use super::{Contract, DOCUMENT, schema};
use serde_json::{Value, json};
use snug_client::{Answer, StatusCode, header::HeaderMap};

fn contract() -> Contract {
    let id = json!({ "type": "string", "format": "uuid" });
    let lamp = json!({
        "type": "object",
        "properties": {
            "id": id, "watts": { "type": ["integer", "null"], "format": "int64" },
            "lit_at": { "type": "string", "format": "date-time" },
        },
        "required": ["id", "watts"],
    });
    let shade = json!({
        "type": "object",
        "properties": { "color": { "const": "red" } },
        "required": ["color"],
        "oneOf": [
            { "type": "object", "properties": { "kind": { "const": "paper" } }, "required": ["kind"] },
            { "type": "object", "properties": { "kind": { "const": "glass" }, "thick": {} }, "required": ["kind"] },
        ],
    });
    let content =
        |name: &str| json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } });
    let problem = DOCUMENT.0["components"]["schemas"]["Problem"].clone();
    Contract(json!({
        "paths": {
            "/api/v1/lamps/{id}": { "get": {
                "responses": { "200": { "content": content("Lamp") }, "204": {} }, "x-codes": ["not_found"] } },
            "/api/v1/lamps/shade": { "get": { "responses": { "200": { "content": content("Shade") } }, "x-codes": [] } },
        },
        "components": { "schemas": {
            "Lamp": lamp, "Shade": shade, "Problem": problem,
            "Code": DOCUMENT.0["components"]["schemas"]["Code"],
            "ServerFrame": { "type": "object", "properties": { "op": { "type": "string" } }, "required": ["op"] },
        } },
    }))
}

fn answer(status: u16, kind: &str, body: &str) -> Answer {
    let mut headers = HeaderMap::new();
    headers.insert("x-request-id", "1".parse().unwrap());
    headers.insert("content-type", kind.parse().unwrap());
    Answer { status: StatusCode::from_u16(status).unwrap(), headers, bytes: body.to_owned().into() }
}

fn fault(path: &str, status: u16, body: &Value) -> String {
    let text = if body.is_null() { String::new() } else { body.to_string() };
    contract().answer("GET", path, &answer(status, "application/json", &text)).err().unwrap_or_default()
}

const ID: &str = "0197b0a0-0000-7000-8000-000000000000";

#[test]
fn what_keeps_the_promise_passes() {
    let lamp = "/api/v1/lamps/1";
    assert_eq!(fault(lamp, 200, &json!({ "id": ID, "watts": null })), "");
    assert_eq!(fault(lamp, 200, &json!({ "id": ID, "watts": 4, "lit_at": "2026-01-01T00:00:00.000Z" })), "");
    assert_eq!(fault(lamp, 204, &Value::Null), "");
    assert_eq!(fault(lamp, 404, &json!({ "error": "not_found", "message": "No." })), "");
    assert_eq!(fault("/api/v1/lamps/shade", 200, &json!({ "color": "red", "kind": "glass", "thick": [1] })), "");
    assert_eq!(fault("/api/v1/nothing", 404, &json!({ "error": "not_found", "message": "No." })), "");
    assert_eq!(fault("/", 200, &json!("a page")), "");
}

#[test]
fn what_breaks_the_promise_is_named() {
    let lamp = "/api/v1/lamps/1";
    for (path, status, body, named) in [
        (lamp, 200, json!({ "id": ID }), "watts"),
        (lamp, 200, json!({ "id": ID, "watts": 1, "zzz": 1 }), "body.zzz"),
        (lamp, 200, json!({ "id": "x", "watts": 1 }), "uuid"),
        (lamp, 200, json!({ "id": ID, "watts": "1" }), "type"),
        (lamp, 200, json!({ "id": ID, "watts": 1.5 }), "int64"),
        (lamp, 200, json!({ "id": ID, "watts": 1, "lit_at": "2026-01-01T00:00:00Z" }), "date-time"),
        (lamp, 201, json!({ "id": ID, "watts": 1 }), "does not name"),
        (lamp, 204, json!({}), "none is promised"),
        (lamp, 403, json!({ "error": "forbidden", "message": "No." }), "Forbidden"),
        (lamp, 404, json!({ "error": "forbidden", "message": "No." }), "403"),
        (lamp, 404, json!({ "error": "zzz", "message": "No." }), "oneOf"),
        (lamp, 404, json!({ "error": "not_found", "message": "No.", "trace": 1 }), "body.trace"),
        ("/api/v1/lamps/shade", 200, json!({ "color": "red", "kind": "paper", "thick": 1 }), "body.thick"),
        ("/api/v1/lamps/shade", 200, json!({ "color": "blue", "kind": "paper" }), "const"),
        ("/api/v1/nothing", 200, json!({}), "no route"),
        ("/api/v1/nothing", 409, json!({ "error": "taken", "message": "No." }), "no route"),
    ] {
        let found = fault(path, status, &body);
        assert!(found.contains(named), "{path} {status} {body}: {found:?}");
    }
    let page = answer(404, "text/html", "<p>");
    assert!(contract().answer("GET", lamp, &page).unwrap_err().contains("text/html"));
    let mut unnamed = answer(204, "application/json", "");
    unnamed.headers.remove("x-request-id");
    assert!(contract().answer("GET", lamp, &unnamed).unwrap_err().contains("request id"));
    assert!(contract().frame(r#"{"op":"hello","x":1}"#).unwrap_err().contains("frame.x"));
    assert!(contract().frame("[").is_err());
}

#[test]
fn every_word_of_the_document_is_known_to_the_kit() {
    for (name, schema) in DOCUMENT.schemas().0 {
        words(schema, name);
    }
}

fn words(schema: &Value, at: &str) {
    for (word, rule) in schema.as_object().into_iter().flatten() {
        match word.as_str() {
            "properties" => {
                rule.as_object().unwrap().iter().for_each(|(name, part)| words(part, &format!("{at}.{name}")))
            }
            "anyOf" | "oneOf" | "allOf" => rule.as_array().unwrap().iter().for_each(|part| words(part, at)),
            "items" | "additionalProperties" => words(rule, at),
            "$ref" => {
                let name = rule.as_str().and_then(|path| path.strip_prefix("#/components/schemas/")).unwrap();
                assert!(DOCUMENT.schemas().0.contains_key(name), "{at}: {name}");
            }
            word if schema::is_remark(word) => {}
            word => {
                let fault = schema::plain(word, rule, &Value::Null).err().unwrap_or_default();
                assert!(!fault.contains("not known to the kit"), "{at}: {fault}");
            }
        }
    }
}
