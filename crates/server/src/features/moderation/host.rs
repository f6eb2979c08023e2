//! Reports as who looks after the place from the host reads and closes them: all of them, those also that no space has
//! in its queue.

use super::{
    model,
    service::closing_deed,
    store::{self, Closed, ReportRow},
};
use crate::{
    edge::http::numbers::Numbers,
    error::{Error, Result},
    features::{
        audit::{self, By, Caller, Where},
        identity,
    },
};
use snug_platform::{
    clock::Clock,
    db::{Conn, Db, word},
    ids::Ids,
    jobs::Jobs,
};
use snug_proto::{
    ReportId, Timestamp, UserId,
    account::UserRef,
    reports::{ReportAction, SnapshotFile},
};
use std::{collections::HashMap, fmt, sync::Arc};

/// A report with the names in it; one line, or with `{:#}` all there is.
pub struct Listed {
    row: ReportRow,
    people: Arc<HashMap<UserId, UserRef>>,
}

impl Listed {
    fn name(&self, id: Option<UserId>) -> &str {
        id.and_then(|id| self.people.get(&id)).map_or("nobody", |user| &user.username)
    }
}

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = &self.row;
        let (at, state, category, kind) =
            (row.created_at.rfc3339(), word(&row.state), word(&row.category), word(&row.kind));
        let (accused, reporter) = (self.name(row.accused), self.name(Some(row.reporter)));
        write!(f, "{} {at} {state}: {category}, {kind} of {accused}, by {reporter}", row.id)?;
        if !f.alternate() {
            return Ok(());
        }
        let mut line = |label: &str, text: &str| write!(f, "\n{label}: {}", plain(text));
        line(&kind, &row.target.to_string())?;
        if let Some(space) = row.space {
            line("in the queue of space", &space.to_string())?;
        }
        if let Some(channel) = row.channel {
            line("in channel", &channel.to_string())?;
        }
        if let Some(note) = &row.note {
            line("note", note)?;
        }
        if let Some(name) = &row.snapshot.name {
            line("name then", name)?;
        }
        if let Some(at) = row.snapshot.at {
            line("written", &at.rfc3339())?;
        }
        if let Some(text) = &row.snapshot.text {
            line("text then", text)?;
        }
        for SnapshotFile { name, size, content_type, sha256 } in &row.snapshot.files {
            let digest = sha256.as_deref().unwrap_or("not known");
            line("file", &format!("{name}, {size} bytes, {content_type}, SHA-256 {digest}"))?;
        }
        if row.claimed_by.is_some() {
            line("taken on by", self.name(row.claimed_by))?;
        }
        if let Some(Closed { action, note, at }) = &row.closed {
            line("closed", &format!("{} with {}", at.rfc3339(), word(action)))?;
            line("closed by", row.resolved_by.map_or("the host", |by| self.name(Some(by))))?;
            line("because", note.as_deref().unwrap_or("nobody said"))?;
        }
        Ok(())
    }
}

/// Text of people for a terminal: nothing in it moves the cursor, changes colours or turns the line around.
fn plain(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' => '\n',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(shown).collect::<String>().replace('\n', "\n  ")
}

async fn named(conn: &mut Conn, rows: Vec<ReportRow>) -> Result<Vec<Listed>> {
    let ids = rows.iter().flat_map(|row| [Some(row.reporter), row.accused, row.claimed_by, row.resolved_by]).flatten();
    let people = Arc::new(identity::user_refs(conn, ids).await?);
    Ok(rows.into_iter().map(|row| Listed { people: people.clone(), row }).collect())
}

/// Reports of the whole place, newest first; those that are closed only with `is_all`.
///
/// # Errors
/// `internal`: the database failed.
pub async fn newest(conn: &mut Conn, is_all: bool, most: i64) -> Result<Vec<Listed>> {
    let rows = store::newest(conn, is_all, most).await?;
    named(conn, rows).await
}

/// One report.
///
/// # Errors
/// `not_found`: no such report.
pub async fn one(conn: &mut Conn, id: &str) -> Result<Listed> {
    let id: ReportId = id.parse().map_err(|_| Error::not_found())?;
    let row = store::one(conn, id).await?.ok_or_else(Error::not_found)?;
    named(conn, vec![row]).await?.pop().ok_or_else(Error::not_found)
}

/// Closes a report without doing anything about it, whoever took it on. Who made it is told by the server that runs.
///
/// # Errors
/// * `not_found`: no such report.
/// * `conflict`: it is closed.
/// * `invalid`: the note is too long.
pub async fn close(db: &Db, clock: &Clock, ids: &Ids, id: &str, note: Option<String>) -> Result<()> {
    let id: ReportId = id.parse().map_err(|_| Error::not_found())?;
    let (action, at) = (ReportAction::None, Timestamp(clock.now_ms()));
    let closed = Closed { action, note: model::note(note)?, at };
    let mut tx = db.write().await?;
    store::one(&mut tx, id).await?.ok_or_else(Error::not_found)?;
    let row = store::resolve(&mut tx, id, None, &closed).await?;
    let row = row.ok_or_else(|| Error::conflict("It is closed already."))?;
    let caller = Caller { id: ids.uuid().into(), by: By::Cli, at_ms: at.0, reason: None };
    let place = row.space.map_or(Where::Instance, Where::Space);
    audit::write(&mut tx, caller, place, closing_deed(id, action)).await?;
    let jobs = Jobs::new(clock.clone(), ids.clone(), Numbers::default().metrics());
    jobs.enqueue(&mut tx, super::jobs::TOLD, &id).await?;
    tx.commit().await?;
    Ok(())
}
