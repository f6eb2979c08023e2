//! Searching messages: what is asked, and what is found.

use crate::{ChannelId, Timestamp, UserId, messages::Message};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, IntoDeserializer, value::Error},
    ser::Error as _,
};
use std::borrow::Cow;

/// The query of a search: at least a word that must be there, or one of the filters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SearchQuery {
    /// 2 to 200 characters: words that must all be there, the last one perhaps only begun; `"a phrase"`; `-without`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_id: Option<UserId>,
    /// Where it stands: one of these, 20 at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel_id: Option<Few<ChannelId>>,
    /// Whom it calls; for the caller also by a role of theirs and with everyone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentions: Option<UserId>,
    /// What it has: all of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has: Option<Few<Has>>,
    /// Written before this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Timestamp>,
    /// Written after this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Timestamp>,
    /// What comes first; absent: the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<Sort>,
    /// Where to go on: `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many hits at most: 1 to 50, which is also the default; more is cut to 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
}

/// What a message can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Has {
    /// A link to the web.
    Link,
    /// A file of any kind.
    File,
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A poll.
    Poll,
    /// A pin.
    Pin,
}

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The newest.
    #[default]
    New,
    /// What answers best, among the newest 1,000 that answer.
    Relevance,
}

/// A message that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    /// The message.
    pub message: Message,
    /// Where its text answers, in order and apart from each other, 100 at most; none when a file or a filter answers.
    pub highlights: Vec<Highlight>,
}

/// A range of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Highlight {
    /// Its first Unicode code point, from 0.
    pub start: u32,
    /// Behind its last one.
    pub end: u32,
}

/// Several values of one parameter, with commas between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Few<T>(pub Vec<T>);

impl<T: Serialize> Serialize for Few<T> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let word = |value: &T| match serde_json::to_value(value) {
            Ok(serde_json::Value::String(word)) => Ok(word),
            _ => Err(S::Error::custom("only what is written as one word stands in such a list")),
        };
        let words: Vec<String> = self.0.iter().map(word).collect::<Result<_, _>>()?;
        out.serialize_str(&words.join(","))
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(input)?;
        let read = |word: &str| T::deserialize(IntoDeserializer::<Error>::into_deserializer(word));
        let values = text.split(',').map(|word| read(word.trim()));
        values.collect::<Result<_, Error>>().map(Self).map_err(serde::de::Error::custom)
    }
}

impl<T: JsonSchema> JsonSchema for Few<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("FewOf{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": generator.subschema_for::<T>() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_values_stand_in_one_parameter() {
        let few: Few<Has> = serde_json::from_str("\"link, pin\"").unwrap();
        assert_eq!(few, Few(vec![Has::Link, Has::Pin]));
        assert_eq!(serde_json::to_string(&few).unwrap(), "\"link,pin\"");
        let ids = Few(vec![ChannelId(uuid::Uuid::nil()), ChannelId(uuid::Uuid::max())]);
        let written = serde_json::to_string(&ids).unwrap();
        assert_eq!(serde_json::from_str::<Few<ChannelId>>(&written).unwrap(), ids);
        for bad in ["\"\"", "\"link,\"", "\"nothing\"", "1", "null"] {
            assert!(serde_json::from_str::<Few<Has>>(bad).is_err(), "{bad}");
        }
    }
}
