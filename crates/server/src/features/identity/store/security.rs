//! Tickets between the two steps of a sign-in, and the log of what should be looked at.

use crate::error::Result;
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::{SessionId, UserId, account::SignInMethod, auth::SessionKind};
use uuid::Uuid;

/// What is worth noting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A used refresh token came back.
    RefreshReuse,
    /// Somebody claimed an identity that only tests claim.
    SuspiciousActivity,
    /// Somebody asked for too many codes by mail, or tried too many.
    TooManyCodes,
    /// Too many wrong codes in a row: the account gets none for a day.
    CodesPaused,
}

/// Notes an event.
pub async fn note(
    tx: &mut Tx,
    id: Uuid,
    kind: Kind,
    (account, session): (Option<UserId>, Option<SessionId>),
    now_ms: i64,
) -> Result<()> {
    tx.sql("insert into security_event (id, account_id, kind, session_id, at_ms) values ($1, $2, $3, $4, $5)")
        .id(id)
        .maybe_id(account)
        .bind(word(&kind))
        .maybe_id(session)
        .bind(now_ms)
        .run()
        .await?;
    Ok(())
}

/// A ticket that still counts.
pub struct Ticket {
    pub account: UserId,
    /// What the first step was.
    pub first: SignInMethod,
    pub kind: SessionKind,
    pub shared: bool,
}

impl FromRow for Ticket {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            account: row.id("account_id")?,
            first: row.word("first_method")?,
            kind: row.word("session_kind")?,
            shared: row.get("shared")?,
        })
    }
}

pub async fn insert_ticket(tx: &mut Tx, hash: [u8; 32], ticket: &Ticket, expires_ms: i64) -> Result<()> {
    tx.sql(
        "insert into ticket (hash, account_id, first_method, session_kind, shared, wrong, expires_ms)
         values ($1, $2, $3, $4, $5, 0, $6)",
    )
    .bind(hash)
    .id(ticket.account)
    .bind(word(&ticket.first))
    .bind(word(&ticket.kind))
    .bind(ticket.shared)
    .bind(expires_ms)
    .run()
    .await?;
    Ok(())
}

/// The ticket, if its time is not over and fewer than `most_wrong` answers were wrong.
pub async fn ticket(conn: &mut Conn, hash: [u8; 32], most_wrong: i64, now_ms: i64) -> Result<Option<Ticket>> {
    Ok(conn
        .sql(
            "select account_id, first_method, session_kind, shared from ticket
             where hash = $1 and wrong < $2 and expires_ms > $3",
        )
        .bind(hash)
        .bind(most_wrong)
        .bind(now_ms)
        .optional()
        .await?)
}

/// Counts a wrong answer.
pub async fn wrong(tx: &mut Tx, hash: [u8; 32]) -> Result<()> {
    tx.sql("update ticket set wrong = wrong + 1 where hash = $1").bind(hash).run().await?;
    Ok(())
}

/// Spends the ticket; says whether it was still there, and not void of wrong answers.
pub async fn spend(tx: &mut Tx, hash: [u8; 32], most_wrong: i64) -> Result<bool> {
    let touched = tx.sql("delete from ticket where hash = $1 and wrong < $2").bind(hash).bind(most_wrong).run().await?;
    Ok(touched == 1)
}

/// Deletes tickets whose time is over.
pub async fn delete_old_tickets(tx: &mut Tx, now_ms: i64) -> Result<()> {
    tx.sql("delete from ticket where expires_ms <= $1").bind(now_ms).run().await?;
    Ok(())
}

/// Deletes the tickets of an account.
pub async fn delete_tickets(tx: &mut Tx, account: UserId) -> Result<()> {
    tx.sql("delete from ticket where account_id = $1").id(account).run().await?;
    Ok(())
}
