//! Whether a value has the shape that a schema of the document says: the part of JSON Schema that the document uses,
//! read more strictly: a field that no schema names is an error, and so is a word of schema that is not known here.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What went wrong, with the place in the value.
pub type Fault = String;

/// Fields of an object that a schema has spoken of.
enum Spoken {
    /// These.
    Names(BTreeSet<String>),
    /// The schema lets any field be.
    Any,
}

impl Spoken {
    fn nothing() -> Self {
        Self::Names(BTreeSet::new())
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Names(mut names), Self::Names(more)) => {
                names.extend(more);
                Self::Names(names)
            }
            _ => Self::Any,
        }
    }
}

/// The named schemas that references point at, `#/components/schemas/…`.
pub struct Schemas<'a>(pub &'a Map<String, Value>);

impl Schemas<'_> {
    /// Checks a whole value: its shape, and that it has no field of which the schema does not speak.
    pub fn check(&self, schema: &Value, value: &Value, at: &str) -> Result<(), Fault> {
        let spoken = self.shape(schema, value, at)?;
        if let (Spoken::Names(names), Value::Object(fields)) = (&spoken, value)
            && let Some(extra) = fields.keys().find(|name| !names.contains(*name))
        {
            return Err(format!("{at}.{extra}: no such field in the schema"));
        }
        Ok(())
    }

    fn shape(&self, schema: &Value, value: &Value, at: &str) -> Result<Spoken, Fault> {
        let rules = match schema {
            Value::Bool(true) => return Ok(Spoken::Any),
            Value::Object(rules) => rules,
            _ => return Err(format!("{at}: nothing may stand here")),
        };
        let mut spoken = if rules.keys().all(|word| is_remark(word)) { Spoken::Any } else { Spoken::nothing() };
        for (word, rule) in rules {
            spoken = spoken.and(self.word(rules, word, rule, value, at)?);
        }
        Ok(spoken)
    }

    fn word(
        &self,
        rules: &Map<String, Value>,
        word: &str,
        rule: &Value,
        value: &Value,
        at: &str,
    ) -> Result<Spoken, Fault> {
        match word {
            "$ref" => {
                let name = rule.as_str().and_then(|path| path.strip_prefix("#/components/schemas/"));
                let schema = name.and_then(|name| self.0.get(name)).ok_or(format!("{at}: {rule} points nowhere"))?;
                return self.shape(schema, value, at);
            }
            "properties" => return self.properties(rule, value, at),
            "additionalProperties" => return self.others(rules, rule, value, at),
            "anyOf" | "oneOf" => return self.branches(word, rule, value, at),
            "allOf" => {
                let parts = rule.as_array().into_iter().flatten();
                return parts
                    .map(|part| self.shape(part, value, at))
                    .try_fold(Spoken::nothing(), |all, part| Ok(all.and(part?)));
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.check(rule, item, &format!("{at}[{index}]"))?;
                }
            }
            _ if is_remark(word) => {}
            _ => plain(word, rule, value).map_err(|fault| format!("{at}: {fault}"))?,
        }
        Ok(Spoken::nothing())
    }

    fn properties(&self, rule: &Value, value: &Value, at: &str) -> Result<Spoken, Fault> {
        let (Some(known), Some(fields)) = (rule.as_object(), value.as_object()) else { return Ok(Spoken::nothing()) };
        for (name, schema) in known {
            if let Some(field) = fields.get(name) {
                self.check(schema, field, &format!("{at}.{name}"))?;
            }
        }
        Ok(Spoken::Names(known.keys().cloned().collect()))
    }

    fn others(&self, rules: &Map<String, Value>, rule: &Value, value: &Value, at: &str) -> Result<Spoken, Fault> {
        let Some(fields) = value.as_object() else { return Ok(Spoken::nothing()) };
        let named = |name: &str| rules.get("properties").and_then(|known| known.get(name)).is_some();
        for (name, field) in fields.iter().filter(|(name, _)| !named(name)) {
            self.check(rule, field, &format!("{at}.{name}"))?;
        }
        Ok(Spoken::Any)
    }

    fn branches(&self, word: &str, rule: &Value, value: &Value, at: &str) -> Result<Spoken, Fault> {
        let mut spoken = Spoken::nothing();
        let (mut fits, mut faults) = (0, Vec::new());
        for branch in rule.as_array().into_iter().flatten() {
            match self.shape(branch, value, at) {
                Ok(part) => {
                    fits += 1;
                    spoken = spoken.and(part);
                }
                Err(fault) => faults.push(fault),
            }
        }
        match (word, fits) {
            (_, 0) => Err(format!("{at}: fits nothing of {word}: {}", faults.join("; "))),
            ("oneOf", 2..) => Err(format!("{at}: fits {fits} of oneOf")),
            _ => Ok(spoken),
        }
    }
}

/// Words that say something to people, or that are judged with another word.
pub(super) fn is_remark(word: &str) -> bool {
    matches!(word, "description" | "title" | "default" | "examples" | "deprecated")
}

/// Words that look at the value alone.
pub(super) fn plain(word: &str, rule: &Value, value: &Value) -> Result<(), Fault> {
    let holds = match word {
        "type" => match rule {
            Value::Array(kinds) => kinds.iter().any(|kind| is_of(kind, value)),
            kind => is_of(kind, value),
        },
        "const" => rule == value,
        "enum" => rule.as_array().is_some_and(|all| all.contains(value)),
        "required" => {
            let missing = |name: &&Value| value.get(name.as_str().unwrap_or_default()).is_none();
            match rule.as_array().into_iter().flatten().find(missing) {
                Some(name) if value.is_object() => return Err(format!("{name} is missing")),
                _ => true,
            }
        }
        "minimum" => value.as_f64().is_none_or(|number| Some(number) >= rule.as_f64()),
        "maximum" => value.as_f64().is_none_or(|number| Some(number) <= rule.as_f64()),
        "minLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 >= rule.as_u64().unwrap_or(0)),
        "maxLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 <= rule.as_u64().unwrap_or(0)),
        "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= rule.as_u64().unwrap_or(0)),
        "uniqueItems" => value.as_array().is_none_or(|items| {
            let texts: BTreeSet<String> = items.iter().map(ToString::to_string).collect();
            rule != true || texts.len() == items.len()
        }),
        "format" => return form(rule.as_str().unwrap_or_default(), value),
        _ => return Err(format!("the word {word} of the schema is not known to the kit")),
    };
    if holds { Ok(()) } else { Err(format!("{value} breaks {word}: {rule}")) }
}

fn is_of(kind: &Value, value: &Value) -> bool {
    match kind.as_str().unwrap_or_default() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

fn form(name: &str, value: &Value) -> Result<(), Fault> {
    let holds = match (name, value) {
        ("uuid", Value::String(text)) => uuid::Uuid::parse_str(text).is_ok(),
        // RFC 3339 in UTC with milliseconds, as every time of the wire.
        ("date-time", Value::String(text)) => {
            text.len() == "2026-01-01T00:00:00.000Z".len() && text.parse::<jiff::Timestamp>().is_ok()
        }
        ("int64", Value::Number(number)) => number.is_i64(),
        ("uint64" | "uint", Value::Number(number)) => number.is_u64(),
        ("int32", Value::Number(number)) => number.as_i64().is_some_and(|n| i32::try_from(n).is_ok()),
        ("uint32", Value::Number(number)) => number.as_u64().is_some_and(|n| u32::try_from(n).is_ok()),
        ("uint16", Value::Number(number)) => number.as_u64().is_some_and(|n| u16::try_from(n).is_ok()),
        ("uint8", Value::Number(number)) => number.as_u64().is_some_and(|n| u8::try_from(n).is_ok()),
        ("double", Value::Number(_)) | ("binary", Value::String(_)) => true,
        (
            "uuid" | "date-time" | "int64" | "uint64" | "uint" | "int32" | "uint32" | "uint16" | "uint8" | "double"
            | "binary",
            _,
        ) => {
            // The type says what else may stand here, such as null.
            true
        }
        _ => return Err(format!("the format {name} of the schema is not known to the kit")),
    };
    if holds { Ok(()) } else { Err(format!("{value} is no {name}")) }
}
