//! Writing the trail, reading it, letting old lines go.

use super::store::{self, Filter, Line, Trail};
use crate::{
    access::{Elevated, SpaceAccess},
    app::App,
    edge::http::{Cx, Paging},
    error::Result,
};
use serde::Serialize;
use snug_platform::db::{Conn, Tx};
use snug_proto::{
    AuditId, Page, SpaceId, UserId,
    audit::{AuditChange, AuditEntry, AuditQuery},
};
use uuid::Uuid;

/// How long the trail is kept.
const KEPT_MS: i64 = 365 * 24 * 3_600_000;
/// How many lines go at once.
const BATCH: i64 = 1_000;

/// Whose trail it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// The place's.
    Instance,
    /// A space's.
    Space(SpaceId),
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A person.
    User(UserId),
    /// Who looks after the place from the host.
    Cli,
}

/// In whose name a line is written, when, and why.
pub struct Caller<'a> {
    /// Id of the line.
    pub id: AuditId,
    /// Who.
    pub by: By,
    /// When.
    pub at_ms: i64,
    /// Why, as they said.
    pub reason: Option<&'a str>,
}

impl<'a> From<&'a Cx> for Caller<'a> {
    fn from(cx: &'a Cx) -> Self {
        let reason = cx.request.audit_reason.as_deref();
        Self { id: cx.new_id(), by: By::User(cx.user()), at_ms: cx.now_ms, reason }
    }
}

/// What was done.
#[derive(Clone, Debug)]
pub struct Deed {
    /// As `noun_verb`.
    pub action: &'static str,
    /// To what kind of thing.
    pub target_kind: &'static str,
    /// To which one.
    pub target: Option<Uuid>,
    /// What became different.
    pub changes: Vec<AuditChange>,
}

/// Writes a line.
///
/// # Errors
/// `internal`: the database failed.
pub async fn write(tx: &mut Tx, caller: Caller<'_>, place: Where, deed: Deed) -> Result<()> {
    let line = Line {
        id: caller.id,
        space: match place {
            Where::Instance => None,
            Where::Space(space) => Some(space),
        },
        at_ms: caller.at_ms,
        by: caller.by,
        action: deed.action,
        target_kind: deed.target_kind,
        target_id: deed.target,
        changes: serde_json::to_string(&deed.changes).map_err(anyhow::Error::from)?,
        reason: caller.reason,
    };
    store::insert(tx, line).await
}

/// One difference, none when both are the same.
pub fn difference<T: Serialize + PartialEq>(key: &str, old: &T, new: &T) -> Option<AuditChange> {
    if old == new {
        return None;
    }
    let json = |value: &T| serde_json::to_value(value).unwrap_or_default();
    Some(AuditChange { key: key.to_owned(), old: json(old), new: json(new) })
}

/// A page of the trail of a space, newest first. Who calls it has looked whether the caller may read it.
///
/// # Errors
/// * `invalid`: a limit below 1.
/// * `malformed`: the cursor belongs to another list.
pub async fn page(conn: &mut Conn, cx: &Cx, here: &SpaceAccess, query: AuditQuery) -> Result<Page<AuditEntry>> {
    page_of(conn, cx, Trail::Space(here), query).await
}

/// A page of the trail of the place, newest first.
///
/// # Errors
/// As [`page`].
pub async fn page_of_place(conn: &mut Conn, cx: &Cx, may: &Elevated, query: AuditQuery) -> Result<Page<AuditEntry>> {
    page_of(conn, cx, Trail::Instance(may), query).await
}

async fn page_of(conn: &mut Conn, cx: &Cx, trail: Trail<'_>, query: AuditQuery) -> Result<Page<AuditEntry>> {
    let filter = Filter {
        actor: query.actor,
        action: query.action,
        target: query.target,
        since_ms: query.since.map(|since| since.0),
        until_ms: query.until.map(|until| until.0),
    };
    let Filter { actor, action, target, since_ms, until_ms } = &filter;
    let whose = match trail {
        Trail::Space(here) => Some(here.space()),
        Trail::Instance(_) => None,
    };
    let list = ("audit", whose, actor, action, target, since_ms, until_ms);
    let paging = Paging::open(cx, list, query.cursor.as_deref(), query.limit)?;
    let after: (i64, AuditId) = paging.after.unwrap_or((i64::MAX, AuditId(Uuid::max())));
    let entries = store::newest(conn, trail, &filter, after, paging.limit.plus_one()).await?;
    paging.page(entries, |entry| (entry.at.0, entry.id))
}

/// Lets go what was written more than a year ago.
pub async fn trim(app: &App) -> anyhow::Result<()> {
    let before_ms = app.clock.now_ms() - KEPT_MS;
    loop {
        let mut tx = app.db.write().await?;
        let gone = store::trim(&mut tx, before_ms, BATCH).await?;
        tx.commit().await?;
        if gone == 0 {
            return Ok(());
        }
    }
}
