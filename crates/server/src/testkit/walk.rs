//! Walking a list page by page, as any client would.

use super::Person;
use serde::de::DeserializeOwned;
use snug_proto::Page;

/// Every item of a list, fetched with the given page sizes in turn. `path` may have a query.
pub async fn walk<T: DeserializeOwned>(person: &Person, path: &str, limits: &[i64]) -> Vec<T> {
    let mut items = Vec::new();
    let mut cursor: Option<String> = None;
    let joint = if path.contains('?') { '&' } else { '?' };
    for limit in limits.iter().cycle() {
        let from = cursor.as_ref().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let page: Page<T> = person.get(&format!("{path}{joint}limit={limit}{from}")).await.ok();
        let count = i64::try_from(page.items.len()).unwrap();
        assert!(count == *limit || page.next_cursor.is_none(), "a page is short only at the end");
        items.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    items
}
