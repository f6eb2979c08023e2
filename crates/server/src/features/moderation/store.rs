//! The rows of reports.

use crate::{
    access::{Elevated, SpaceAccess},
    error::Result,
};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::{
    ChannelId, ReportId, SpaceId, Timestamp, UserId,
    reports::{Category, ReportAction, ReportState, Snapshot, TargetKind},
};
use uuid::Uuid;

/// What became of a report.
pub struct Closed {
    /// What was done.
    pub action: ReportAction,
    /// Why.
    pub note: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// A report as its row tells.
pub struct ReportRow {
    /// Id.
    pub id: ReportId,
    /// Who made it.
    pub reporter: UserId,
    /// What kind of thing it is about.
    pub kind: TargetKind,
    /// Which one.
    pub target: Uuid,
    /// Whose that is.
    pub accused: Option<UserId>,
    /// Whose queue it is in.
    pub space: Option<SpaceId>,
    /// The channel of a message.
    pub channel: Option<ChannelId>,
    /// What is wrong.
    pub category: Category,
    /// In the words of who reported it.
    pub note: Option<String>,
    /// What stood there.
    pub snapshot: Snapshot,
    /// How far it is.
    pub state: ReportState,
    /// Who looks after it.
    pub claimed_by: Option<UserId>,
    /// Who closed it.
    pub resolved_by: Option<UserId>,
    /// What became of it.
    pub closed: Option<Closed>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl FromRow for ReportRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let closed =
            |at| Ok(Closed { action: row.word("action")?, note: row.get("resolution_note")?, at: Timestamp(at) });
        Ok(Self {
            id: row.id("id")?,
            reporter: row.id("reporter_id")?,
            kind: row.word("target_kind")?,
            target: row.get("target_id")?,
            accused: row.maybe_id("accused_id")?,
            space: row.maybe_id("space_id")?,
            channel: row.maybe_id("channel_id")?,
            category: row.word("category")?,
            note: row.get("note")?,
            snapshot: row.json("snapshot")?,
            state: row.word("state")?,
            claimed_by: row.maybe_id("claimed_by")?,
            resolved_by: row.maybe_id("resolved_by")?,
            closed: row.get::<Option<i64>>("resolved_ms")?.map(closed).transpose()?,
            created_at: Timestamp(row.get("created_ms")?),
        })
    }
}

/// Columns of a report, for every statement that reads one.
macro_rules! columns {
    () => {
        "id, reporter_id, target_kind, target_id, accused_id, space_id, channel_id, category, note, snapshot, state,
           claimed_by, resolved_by, resolved_ms, action, resolution_note, created_ms"
    };
}

/// Adds an open report. False when the same person's report of the same thing is not closed yet.
pub async fn insert(tx: &mut Tx, report: &ReportRow) -> Result<bool> {
    let added = tx
        .sql(
            "insert into report (id, reporter_id, target_kind, target_id, accused_id, space_id, channel_id, category,
               note, snapshot, state, created_ms)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11)
             on conflict (reporter_id, target_id) where state <> 'resolved' do nothing",
        )
        .id(report.id)
        .id(report.reporter)
        .bind(word(&report.kind))
        .bind(report.target)
        .maybe_id(report.accused)
        .maybe_id(report.space)
        .maybe_id(report.channel)
        .bind(word(&report.category))
        .bind(report.note.clone())
        .bind(serde_json::to_string(&report.snapshot).map_err(anyhow::Error::from)?)
        .bind(report.created_at.0)
        .run()
        .await?;
    Ok(added > 0)
}

/// One report.
pub async fn one(conn: &mut Conn, id: ReportId) -> Result<Option<ReportRow>> {
    Ok(conn.sql(concat!("select ", columns!(), " from report where id = $1")).id(id).optional().await?)
}

/// Takes a report on, unless somebody did after `stale_ms`, or it is closed.
pub async fn claim(
    tx: &mut Tx,
    here: &SpaceAccess,
    id: ReportId,
    now_ms: i64,
    stale_ms: i64,
) -> Result<Option<ReportRow>> {
    Ok(tx
        .sql(concat!(
            "update report set state = 'claimed', claimed_by = $3, claimed_ms = $4
             where id = $1 and space_id = $2 and (state = 'open' or (state = 'claimed' and claimed_ms <= $5))
             returning ",
            columns!()
        ))
        .id(id)
        .id(here.space())
        .id(here.actor())
        .bind(now_ms)
        .bind(stale_ms)
        .optional()
        .await?)
}

/// Holds a report that the caller took on until the end of the transaction, and reads it again. None: closed, or taken
/// on by somebody else.
pub async fn hold(tx: &mut Tx, here: &SpaceAccess, id: ReportId) -> Result<Option<ReportRow>> {
    Ok(tx
        .sql(concat!(
            "update report set state = state
             where id = $1 and space_id = $2 and state = 'claimed' and claimed_by = $3
             returning ",
            columns!()
        ))
        .id(id)
        .id(here.space())
        .id(here.actor())
        .optional()
        .await?)
}

/// Closes a report that is held; by nobody: from the host.
pub async fn resolve(tx: &mut Tx, id: ReportId, by: Option<UserId>, closed: &Closed) -> Result<Option<ReportRow>> {
    Ok(tx
        .sql(concat!(
            "update report set state = 'resolved', resolved_by = $2, resolved_ms = $3, action = $4, resolution_note = $5
             where id = $1 and state <> 'resolved'
             returning ",
            columns!()
        ))
        .id(id)
        .maybe_id(by)
        .bind(closed.at.0)
        .bind(word(&closed.action))
        .bind(closed.note.clone())
        .optional()
        .await?)
}

/// What narrows a queue.
#[derive(Clone, Copy, Default)]
pub struct Filter {
    /// Only those that are so far.
    pub state: Option<ReportState>,
    /// Only those about this.
    pub category: Option<Category>,
}

/// Reports in the queue of a space, newest first, after a place, without those that accuse the reader.
pub async fn of_space(
    conn: &mut Conn,
    here: &SpaceAccess,
    filter: Filter,
    after: (i64, ReportId),
    most: i64,
) -> Result<Vec<ReportRow>> {
    Ok(conn
        .sql(concat!(
            "select ",
            columns!(),
            " from report
             where space_id = $1 and (created_ms, id) < ($2, $3) and (accused_id is null or accused_id <> $4)
               and ($5 or state = $6) and ($7 or category = $8)
             order by created_ms desc, id desc limit $9"
        ))
        .id(here.space())
        .bind(after.0)
        .id(after.1)
        .id(here.actor())
        .bind(filter.state.is_none())
        .bind(filter.state.map(|state| word(&state)))
        .bind(filter.category.is_none())
        .bind(filter.category.map(|category| word(&category)))
        .bind(most)
        .all()
        .await?)
}

/// Reports of the whole place, newest first; those that are closed only with `is_all`.
pub async fn newest(conn: &mut Conn, is_all: bool, most: i64) -> Result<Vec<ReportRow>> {
    Ok(conn
        .sql(concat!(
            "select ",
            columns!(),
            " from report where $1 or state <> 'resolved' order by created_ms desc, id desc limit $2"
        ))
        .bind(is_all)
        .bind(most)
        .all()
        .await?)
}

/// How many reports accuse somebody, as those who run the place see it.
///
/// # Errors
/// `internal`: the database failed.
pub async fn accusing(conn: &mut Conn, _: &Elevated, user: UserId) -> Result<i64> {
    Ok(conn.sql("select count(*) as v from report where accused_id = $1").id(user).one().await?)
}
