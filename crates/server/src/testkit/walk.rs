//! Walking a list page by page, as any client would.

use super::Person;
use serde::de::DeserializeOwned;
use snug_proto::{Code, Page};

/// Every item of a list, fetched with the given page sizes in turn. `path` may have a query.
pub async fn walk<T: DeserializeOwned>(person: &Person, path: &str, limits: &[i64]) -> Vec<T> {
    let mut items = Vec::new();
    let mut cursor: Option<String> = None;
    let joint = if path.contains('?') { '&' } else { '?' };
    for limit in limits.iter().cycle() {
        let from = cursor.as_ref().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let page: Page<T> = person.get(&format!("{path}{joint}limit={limit}{from}")).await.ok();
        let count = i64::try_from(page.items.len()).unwrap();
        // What is taken between the choice of a page and its reading leaves it shorter, and says nothing of the end.
        assert!(count <= *limit, "{path}");
        items.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    items
}

/// What holds for every list: limits of 1 to 100, more is cut, the rest refused; a cursor serves the list, filters and
/// person it was made for and nothing else. The list must have more than one item; `others` are lists it must not fit.
pub async fn walk_all<T: DeserializeOwned>(person: &Person, stranger: &Person, path: &str, others: &[&str]) {
    let joint = if path.contains('?') { '&' } else { '?' };
    let page: Page<T> = person.get(&format!("{path}{joint}limit=100000")).await.ok();
    assert!(page.items.len() <= 100, "{path}");
    for bad in ["0", "-1", "x"] {
        person.get(&format!("{path}{joint}limit={bad}")).await.refused(Code::Invalid);
    }
    let first: Page<T> = person.get(&format!("{path}{joint}limit=1")).await.ok();
    assert_eq!(first.items.len(), 1, "{path}");
    let Some(cursor) = first.next_cursor else { panic!("{path}: needs more than one item") };
    person.get(&format!("{path}{joint}limit=1&cursor={cursor}")).await.ok::<Page<T>>();
    let mut changed = cursor.clone().into_bytes();
    changed[10] = if changed[10] == b'A' { b'B' } else { b'A' };
    let changed = String::from_utf8_lossy(&changed).into_owned();
    for garbled in [changed.as_str(), "", "a", "%00"] {
        person.get(&format!("{path}{joint}cursor={garbled}")).await.refused(Code::Malformed);
    }
    for other in others {
        let joint = if other.contains('?') { '&' } else { '?' };
        person.get(&format!("{other}{joint}cursor={cursor}")).await.refused(Code::Malformed);
    }
    let foreign = stranger.get(&format!("{path}{joint}cursor={cursor}")).await;
    assert!(matches!(foreign.status, 400 | 403 | 404), "{path}: somebody else's cursor: {}", foreign.status);
}
