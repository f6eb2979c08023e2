//! Codes by mail: what was sent, or was not sent because nobody has the address.

use crate::{
    error::Result,
    features::identity::model::code::{MOST_WRONG, Purpose},
};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::{ChallengeId, SessionId, UserId};

/// A new code.
pub struct NewRow<'a> {
    pub id: ChallengeId,
    pub purpose: Purpose,
    pub email_mac: [u8; 32],
    /// Only of an address that is to be verified.
    pub email: Option<&'a str>,
    /// Nobody: nothing is ever sent.
    pub account: Option<UserId>,
    pub session: Option<SessionId>,
    pub mac: [u8; 32],
    pub sealed: Vec<u8>,
    pub created_ms: i64,
    pub expires_ms: i64,
}

/// A code as it lies in the table.
pub struct Issued {
    pub purpose: Purpose,
    pub email_mac: Vec<u8>,
    pub email: Option<String>,
    pub account: Option<UserId>,
    pub session: Option<SessionId>,
    pub mac: Vec<u8>,
    pub sealed: Option<Vec<u8>>,
    pub wrong: i64,
    pub spent_ms: Option<i64>,
    pub expires_ms: i64,
}

impl FromRow for Issued {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            purpose: row.word("purpose")?,
            email_mac: row.get("email_mac")?,
            email: row.get("email")?,
            account: row.maybe_id("account_id")?,
            session: row.maybe_id("session_id")?,
            mac: row.get("mac")?,
            sealed: row.get("sealed")?,
            wrong: row.get("wrong")?,
            spent_ms: row.get("spent_ms")?,
            expires_ms: row.get("expires_ms")?,
        })
    }
}

pub async fn insert(tx: &mut Tx, new: NewRow<'_>) -> Result<()> {
    tx.sql(
        "insert into email_code (id, purpose, email_mac, email, account_id, session_id, mac, sealed, wrong, created_ms,
           expires_ms)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)",
    )
    .id(new.id)
    .bind(word(&new.purpose))
    .bind(new.email_mac)
    .bind(new.email)
    .maybe_id(new.account)
    .maybe_id(new.session)
    .bind(new.mac)
    .bind(new.sealed)
    .bind(new.created_ms)
    .bind(new.expires_ms)
    .run()
    .await?;
    Ok(())
}

pub async fn get(conn: &mut Conn, id: ChallengeId) -> Result<Option<Issued>> {
    Ok(conn
        .sql(
            "select purpose, email_mac, email, account_id, session_id, mac, sealed, wrong, spent_ms, expires_ms
             from email_code where id = $1",
        )
        .id(id)
        .optional()
        .await?)
}

/// The newest code by which an account can verify an address.
pub async fn newest_verification(conn: &mut Conn, account: UserId) -> Result<Option<ChallengeId>> {
    let id: Option<uuid::Uuid> = conn
        .sql(
            "select id as v from email_code where account_id = $1 and purpose = 'verify'
             order by created_ms desc, id desc limit 1",
        )
        .id(account)
        .optional()
        .await?;
    Ok(id.map(ChallengeId))
}

/// When codes were asked for an address since then, newest first, at most `most`.
pub async fn asked(conn: &mut Conn, email_mac: [u8; 32], since_ms: i64, most: i64) -> Result<Vec<i64>> {
    Ok(conn
        .sql(
            "select created_ms as v from email_code where email_mac = $1 and created_ms > $2
             order by created_ms desc limit $3",
        )
        .bind(email_mac)
        .bind(since_ms)
        .bind(most)
        .all()
        .await?)
}

/// Ends the open codes of one purpose that went to an address.
pub async fn void_of_address(tx: &mut Tx, email_mac: [u8; 32], purpose: Purpose) -> Result<()> {
    tx.sql("update email_code set expires_ms = 0 where email_mac = $1 and purpose = $2 and spent_ms is null")
        .bind(email_mac)
        .bind(word(&purpose))
        .run()
        .await?;
    Ok(())
}

/// Ends the open codes by which an account could verify an address.
pub async fn void_verifications(tx: &mut Tx, account: UserId) -> Result<()> {
    tx.sql("update email_code set expires_ms = 0 where account_id = $1 and purpose = 'verify' and spent_ms is null")
        .id(account)
        .run()
        .await?;
    Ok(())
}

/// Ends every open code of an account.
pub async fn void_all(tx: &mut Tx, account: UserId) -> Result<()> {
    tx.sql("update email_code set expires_ms = 0 where account_id = $1 and spent_ms is null").id(account).run().await?;
    Ok(())
}

/// Spends a code that still counts; says whether it did.
pub async fn spend(tx: &mut Tx, id: ChallengeId, now_ms: i64) -> Result<bool> {
    let touched = tx
        .sql(
            "update email_code set spent_ms = $2 where id = $1 and spent_ms is null and expires_ms > $2 and wrong < $3",
        )
        .id(id)
        .bind(now_ms)
        .bind(MOST_WRONG)
        .run()
        .await?;
    Ok(touched == 1)
}

/// Counts a wrong try at a code that still counts; says whether it did.
pub async fn wrong(tx: &mut Tx, id: ChallengeId, now_ms: i64) -> Result<bool> {
    let touched = tx
        .sql(
            "update email_code set wrong = wrong + 1
             where id = $1 and spent_ms is null and expires_ms > $2 and wrong < $3",
        )
        .id(id)
        .bind(now_ms)
        .bind(MOST_WRONG)
        .run()
        .await?;
    Ok(touched == 1)
}

/// Forgets the text of a code whose mail has left.
pub async fn forget_text(tx: &mut Tx, id: ChallengeId) -> Result<()> {
    tx.sql("update email_code set sealed = null where id = $1").id(id).run().await?;
    Ok(())
}

pub async fn delete_of(tx: &mut Tx, account: UserId) -> Result<()> {
    tx.sql("delete from email_code where account_id = $1").id(account).run().await?;
    Ok(())
}

/// Deletes codes that were made before then.
pub async fn delete_old(tx: &mut Tx, before_ms: i64) -> Result<()> {
    tx.sql("delete from email_code where created_ms < $1").bind(before_ms).run().await?;
    Ok(())
}

/// Counts a wrong code of an account; answers how many there were in a row.
pub async fn count_wrong(tx: &mut Tx, account: UserId) -> Result<i64> {
    Ok(tx
        .sql("update account set code_wrong = code_wrong + 1 where id = $1 returning code_wrong as v")
        .id(account)
        .one()
        .await?)
}

/// Sends an account no codes that open it until then, and counts anew.
pub async fn pause(tx: &mut Tx, account: UserId, until_ms: i64) -> Result<()> {
    tx.sql("update account set code_wrong = 0, code_paused_until_ms = $2 where id = $1")
        .id(account)
        .bind(until_ms)
        .run()
        .await?;
    Ok(())
}
