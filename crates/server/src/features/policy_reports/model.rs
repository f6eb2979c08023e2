//! Reading reports: what of them may be kept.

use crate::error::{Error, Result};
use serde_json::Value;
use snug_proto::Code;
use url::Url;

/// Content type of `report-uri` (CSP level 2).
pub const CSP_REPORT: &str = "application/csp-report";
/// Content type of `report-to` (Reporting API): a list.
pub const REPORTS_JSON: &str = "application/reports+json";

/// Rules that a browser can name.
const RULES: [&str; 22] = [
    "base-uri",
    "connect-src",
    "default-src",
    "font-src",
    "form-action",
    "frame-ancestors",
    "frame-src",
    "img-src",
    "manifest-src",
    "media-src",
    "object-src",
    "require-trusted-types-for",
    "script-src",
    "script-src-attr",
    "script-src-elem",
    "style-src",
    "style-src-attr",
    "style-src-elem",
    "trusted-types",
    "worker-src",
    "child-src",
    "prefetch-src",
];
/// Longest path of a file of ours, and longest origin.
const PLACE_MAX: usize = 120;
/// Where the files of the client lie.
const ASSETS: &str = "/assets/";

/// One refusal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Violation {
    /// The rule that was broken.
    pub rule: &'static str,
    /// What was refused: an origin, a scheme, or a word such as `inline`.
    pub blocked: String,
    /// The part of the client: the first word of the page's path.
    pub page: String,
    /// What caused it: a file of ours, an origin, a scheme, or the page.
    pub source: String,
    /// In which line of it.
    pub line: i64,
}

/// The refusals of a body; reports about other things are passed over.
///
/// # Errors
/// `malformed`: neither form.
pub fn read(kind: &str, bytes: &[u8]) -> Result<Vec<Violation>> {
    let malformed = || Error::refused(Code::Malformed, "This is no report of a browser.");
    let body: Value = serde_json::from_slice(bytes).map_err(|_| malformed())?;
    let bodies: Vec<&Value> = match (kind, &body) {
        (CSP_REPORT, Value::Object(report)) => report.get("csp-report").into_iter().collect(),
        (REPORTS_JSON, Value::Array(reports)) => {
            reports.iter().filter(|report| report["type"] == "csp-violation").map(|report| &report["body"]).collect()
        }
        _ => return Err(malformed()),
    };
    Ok(bodies.into_iter().filter_map(violation).collect())
}

fn violation(body: &Value) -> Option<Violation> {
    let text = |names: [&str; 2]| names.iter().find_map(|name| body[*name].as_str()).unwrap_or_default();
    let number = |names: [&str; 2]| names.iter().find_map(|name| body[*name].as_i64()).unwrap_or_default();
    let named = match text(["effectiveDirective", "effective-directive"]) {
        // Older browsers name the whole rule.
        "" => text(["violatedDirective", "violated-directive"]).split(' ').next().unwrap_or_default(),
        named => named,
    };
    let page = text(["documentURL", "document-uri"]);
    Some(Violation {
        rule: RULES.into_iter().find(|rule| *rule == named)?,
        blocked: origin(text(["blockedURL", "blocked-uri"])),
        page: Url::parse(page).map(|url| part(url.path())).unwrap_or_default(),
        source: source(text(["sourceFile", "source-file"]), page),
        line: number(["lineNumber", "line-number"]).clamp(0, 1_000_000),
    })
}

/// Of an address its origin, or its scheme where it has none; else the browser's word.
fn origin(text: &str) -> String {
    match Url::parse(text) {
        Ok(url) if url.origin().is_tuple() => {
            let origin = url.origin().ascii_serialization();
            if origin.len() <= PLACE_MAX { origin } else { "other".into() }
        }
        Ok(url) => word(url.scheme()),
        Err(_) => word(text),
    }
}

/// What stands behind the first word of a path may be the code of an invite.
fn part(path: &str) -> String {
    format!("/{}", word(path.trim_start_matches('/').split('/').next().unwrap_or_default()))
}

fn source(file: &str, page: &str) -> String {
    match (Url::parse(file), Url::parse(page)) {
        (Ok(file), Ok(page)) if file.origin() == page.origin() && page.origin().is_tuple() => match file.path() {
            path if path.starts_with(ASSETS) && path.len() <= PLACE_MAX && !path.contains('%') => path.into(),
            path => part(path),
        },
        (Ok(_), _) => origin(file),
        (Err(_), _) => String::new(),
    }
}

/// A word of a browser or of our paths; anything else could say anything.
fn word(text: &str) -> String {
    let fits = text.len() <= 32 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if fits { text.into() } else { "other".into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn both_forms_say_the_same_and_nothing_of_a_person_is_kept() {
        let old = json!({ "csp-report": {
            "document-uri": "https://snug.example/join/4f7GhJkLmN?to=me", "referrer": "https://mail.example/inbox/7",
            "violated-directive": "script-src-elem", "effective-directive": "script-src-elem",
            "original-policy": "default-src 'self'", "blocked-uri": "https://evil.example/x.js?whom=ann",
            "source-file": "https://snug.example/join/4f7GhJkLmN", "line-number": 7, "script-sample": "alert('ann')",
        }});
        let new = json!([
            { "type": "deprecation", "body": { "id": "x" } },
            { "type": "csp-violation", "age": 1, "url": "https://snug.example/join/4f7GhJkLmN", "user_agent": "ann", "body": {
                "documentURL": "https://snug.example/join/4f7GhJkLmN", "effectiveDirective": "script-src-elem",
                "blockedURL": "https://evil.example/x.js", "sourceFile": "https://snug.example/join/4f7GhJkLmN",
                "lineNumber": 7, "sample": "alert('ann')" } },
        ]);
        let expected = Violation {
            rule: "script-src-elem",
            blocked: "https://evil.example".into(),
            page: "/join".into(),
            source: "/join".into(),
            line: 7,
        };
        assert_eq!(read(CSP_REPORT, old.to_string().as_bytes()).unwrap(), std::slice::from_ref(&expected));
        assert_eq!(read(REPORTS_JSON, new.to_string().as_bytes()).unwrap(), [expected]);
    }

    #[test]
    fn words_files_and_schemes_are_told_apart() {
        let one = |blocked: &str, source: &str| {
            let body = json!([{ "type": "csp-violation", "body": {
                "documentURL": "https://snug.example/", "effectiveDirective": "script-src", "blockedURL": blocked,
                "sourceFile": source } }]);
            let [found] = read(REPORTS_JSON, body.to_string().as_bytes()).unwrap().try_into().unwrap();
            (found.blocked, found.source)
        };
        assert_eq!(one("inline", "https://snug.example/assets/a-1.js"), ("inline".into(), "/assets/a-1.js".into()));
        assert_eq!(one("eval", ""), ("eval".into(), String::new()));
        assert_eq!(one("data:text/html,ann", "chrome-extension://id/x.js").0, "data");
        assert_eq!(one("blob:https://snug.example/1", "chrome-extension://id/x.js").1, "chrome-extension");
        assert_eq!(one("Ann was here", "https://evil.example/x").1, "https://evil.example");
        assert_eq!(one("Ann was here", "").0, "other");
    }

    #[test]
    fn what_is_no_report_is_refused_and_what_is_about_something_else_is_nothing() {
        for (kind, body) in [
            (CSP_REPORT, "{"),
            (CSP_REPORT, "[]"),
            (REPORTS_JSON, "{}"),
            (REPORTS_JSON, "\"x\""),
            ("application/json", "{}"),
            ("", "[]"),
        ] {
            assert_eq!(read(kind, body.as_bytes()).unwrap_err().code(), Code::Malformed, "{kind} {body}");
        }
        for (kind, body) in [
            (CSP_REPORT, r#"{"csp-report":{"effective-directive":"nonsense"}}"#),
            (CSP_REPORT, r#"{"other":1}"#),
            (REPORTS_JSON, r#"[1,{"type":"csp-violation"},{"type":"coep","body":{}}]"#),
        ] {
            assert!(read(kind, body.as_bytes()).unwrap().is_empty(), "{body}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_said_what_is_kept_is_short(page in "\\PC{0,300}", file in "\\PC{0,300}", blocked in "\\PC{0,300}") {
            let body = json!({ "csp-report": { "effective-directive": "img-src", "document-uri": page,
                "source-file": file, "blocked-uri": blocked } });
            for found in read(CSP_REPORT, body.to_string().as_bytes()).unwrap() {
                let lengths = [found.page.len(), found.source.len(), found.blocked.len()];
                prop_assert!(lengths.iter().all(|length| *length <= PLACE_MAX), "{:?}", found);
            }
        }
    }
}
