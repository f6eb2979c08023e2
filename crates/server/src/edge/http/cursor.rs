//! Paging: bounded limits, and cursors sealed for one route, one filter and one caller.

use super::cx::Cx;
use crate::{
    app::App,
    error::{Error, Result},
    keys::Keys,
};
use data_encoding::BASE64URL_NOPAD;
use serde::{Serialize, de::DeserializeOwned};
use snug_platform::ids::Ids;
use snug_proto::{Code, Page};

/// How many items a page may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(i64);

impl Limit {
    const DEFAULT: i64 = 50;
    const MOST: i64 = 100;

    /// Absent: 50; above 100: 100.
    ///
    /// # Errors
    /// `invalid` with field `limit` for zero and less.
    pub fn parse(limit: Option<i64>) -> Result<Self> {
        match limit {
            None => Ok(Self(Self::DEFAULT)),
            Some(limit) if limit >= 1 => Ok(Self(limit.min(Self::MOST))),
            Some(_) => Err(Error::invalid("limit", "At least 1.")),
        }
    }

    /// The number.
    pub fn get(self) -> i64 {
        self.0
    }

    /// One more than fits on the page: tells whether there is a next one.
    pub fn plus_one(self) -> i64 {
        self.0 + 1
    }
}

/// One request for a page: where to go on, and how far.
pub struct Paging<'a, K> {
    app: &'a App,
    scope: String,
    /// How many items.
    pub limit: Limit,
    /// The key of the last item of the page before.
    pub after: Option<K>,
}

impl<'a, K: Serialize + DeserializeOwned> Paging<'a, K> {
    /// Opens the cursor of a query. `list` names the route and its filters: a cursor of another one is refused.
    ///
    /// # Errors
    /// * `invalid`: the limit is below 1.
    /// * `malformed`: the cursor is foreign, changed or garbled.
    pub fn open(cx: &'a Cx, list: impl Serialize, cursor: Option<&str>, limit: Option<i64>) -> Result<Self> {
        let limit = Limit::parse(limit)?;
        let list = serde_json::to_string(&list).map_err(anyhow::Error::from)?;
        let scope = format!("{}\n{list}", cx.user());
        let after = cursor.map(|cursor| unseal(&cx.app.keys, &scope, cursor)).transpose()?;
        Ok(Self { app: &cx.app, scope, limit, after })
    }

    /// Cuts the limit of lists whose items are large.
    pub fn at_most(mut self, most: i64) -> Self {
        self.limit.0 = self.limit.0.min(most);
        self
    }

    /// Makes the page from up to `limit + 1` items; `key` names the place of an item in the total order.
    ///
    /// # Errors
    /// `internal`: a key could not be written.
    pub fn page<T>(&self, mut items: Vec<T>, key: impl Fn(&T) -> K) -> Result<Page<T>> {
        let most = usize::try_from(self.limit.get()).unwrap_or(usize::MAX);
        let has_more = items.len() > most;
        items.truncate(most);
        let next_cursor = match items.last() {
            Some(last) if has_more => Some(self.seal(&key(last))?),
            _ => None,
        };
        Ok(Page { items, next_cursor })
    }

    /// Seals a key into a cursor of this list.
    ///
    /// # Errors
    /// `internal`: the key could not be written.
    pub fn seal(&self, key: &K) -> Result<String> {
        let plain = serde_json::to_vec(key).map_err(anyhow::Error::from)?;
        Ok(seal_bytes(&self.app.keys, &self.scope, &plain, &self.app.ids))
    }
}

pub(super) fn seal_bytes(keys: &Keys, scope: &str, plain: &[u8], ids: &Ids) -> String {
    BASE64URL_NOPAD.encode(&keys.seal("cursor", scope.as_bytes(), plain, ids))
}

pub(super) fn unseal<K: DeserializeOwned>(keys: &Keys, scope: &str, cursor: &str) -> Result<K> {
    let bad = || Error::refused(Code::Malformed, "The cursor does not belong to this list.");
    let sealed = BASE64URL_NOPAD.decode(cursor.as_bytes()).map_err(|_| bad())?;
    let plain = keys.open("cursor", scope.as_bytes(), &sealed).map_err(|_| bad())?;
    serde_json::from_slice(&plain).map_err(|_| bad())
}
