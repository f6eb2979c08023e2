//! Values bound to the places of a statement.

use uuid::Uuid;

/// A value for one `$n`; each carries its type also when it is null, because PostgreSQL wants to know.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `boolean`
    Bool(Option<bool>),
    /// `bigint`
    Int(Option<i64>),
    /// `text`
    Text(Option<String>),
    /// `bytea`
    Bytes(Option<Vec<u8>>),
    /// `uuid`
    Uuid(Option<Uuid>),
}

macro_rules! from {
    ($($type:ty => $variant:ident $convert:expr),* $(,)?) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self { Self::$variant(Some($convert(value))) }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self { Self::$variant(value.map($convert)) }
        }
    )*};
}

from! {
    bool => Bool std::convert::identity,
    i64 => Int std::convert::identity,
    String => Text std::convert::identity,
    &str => Text str::to_owned,
    &String => Text String::clone,
    Vec<u8> => Bytes std::convert::identity,
    &[u8] => Bytes <[u8]>::to_vec,
    Uuid => Uuid std::convert::identity,
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(value: [u8; N]) -> Self {
        Self::Bytes(Some(value.to_vec()))
    }
}

/// The word that stands for a variant in a `text` column: the same as in JSON.
pub fn word(variant: &impl serde::Serialize) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
