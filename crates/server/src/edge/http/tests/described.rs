//! The document cannot change by accident.

use crate::edge::http::openapi;

// control: canis-82
#[test]
fn the_committed_document_is_the_one_that_is_served() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/api/openapi.json");
    let committed = std::fs::read_to_string(path).unwrap();
    let served = format!("{}\n", serde_json::to_string_pretty(&openapi::document()).unwrap());
    assert!(committed == served, "run `cargo xtask gen` and look at the difference");
}
