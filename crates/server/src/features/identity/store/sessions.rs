//! Sessions: their rows alone say who is signed in, and until when.

use crate::{access::Actor, brief::user_ref, error::Result};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::{
    SessionId, Timestamp, UserId,
    account::{AccountState, Session, SignInMethod},
};
use std::sync::Arc;

/// A session that begins.
pub struct NewRow<'a> {
    pub id: SessionId,
    pub account: UserId,
    pub name: &'a str,
    pub user_agent: &'a str,
    pub address: &'a str,
    pub methods: &'a [SignInMethod],
    pub shared: bool,
    pub idle_ms: i64,
    pub expires_ms: i64,
    pub now_ms: i64,
}

/// Why a session is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The person left.
    SignedOut,
    /// The person ended it from another one.
    Revoked,
    /// Too long without use, or too long in all.
    Expired,
    /// A newer one took its place.
    Displaced,
    /// A used refresh token came back.
    RefreshReuse,
    /// The password was changed from another session.
    PasswordChanged,
    /// A new password was set with a code by mail.
    PasswordReset,
    /// The account was locked.
    Suspended,
    /// Those who run the place ended all.
    Staff,
    /// The account is gone.
    Erased,
}

/// A live session and the account behind it, as one reading found them.
#[derive(Clone, Debug)]
pub struct Standing {
    pub actor: Actor,
    pub last_seen_ms: i64,
    pub idle_ms: i64,
    pub expires_ms: i64,
}

impl Standing {
    /// True while neither silence nor age has ended it. `seen_ms` is when it was last used, if that is known better
    /// than from the row.
    pub fn is_live(&self, seen_ms: Option<i64>, now_ms: i64) -> bool {
        let seen_ms = seen_ms.unwrap_or(0).max(self.last_seen_ms);
        now_ms < self.expires_ms && now_ms - seen_ms < self.idle_ms
    }
}

impl FromRow for Standing {
    fn from_row(row: &Row) -> DbResult<Self> {
        let profile = Arc::new(user_ref(row, "")?);
        let actor = Actor {
            user: profile.id,
            session: row.id("session_id")?,
            profile,
            state: row.word("state")?,
            instance_role: row
                .get::<Option<String>>("instance_role")?
                .map(|_| row.word("instance_role"))
                .transpose()?,
            reauth_ms: row.get("reauth_ms")?,
            proved_factor: row
                .json::<Vec<SignInMethod>>("methods")?
                .iter()
                .any(|method| matches!(method, SignInMethod::Totp | SignInMethod::RecoveryCode)),
        };
        Ok(Self {
            actor,
            last_seen_ms: row.get("last_seen_ms")?,
            idle_ms: row.get("idle_ms")?,
            expires_ms: row.get("expires_ms")?,
        })
    }
}

/// Begins a session.
pub async fn insert(tx: &mut Tx, new: NewRow<'_>) -> Result<()> {
    tx.sql(
        "insert into session (id, account_id, name, user_agent, address, methods, shared, created_ms, last_seen_ms,
           idle_ms, expires_ms, reauth_ms)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .id(new.id)
    .id(new.account)
    .bind(new.name)
    .bind(new.user_agent)
    .bind(new.address)
    .bind(serde_json::to_string(new.methods).map_err(anyhow::Error::from)?)
    .bind(new.shared)
    .bind(new.now_ms)
    .bind(new.now_ms)
    .bind(new.idle_ms)
    .bind(new.expires_ms)
    .bind(new.now_ms)
    .run()
    .await?;
    Ok(())
}

/// Those of the sessions that were not ended, and those that a suspension ended which still holds.
pub async fn standings(conn: &mut Conn, ids: &[SessionId]) -> Result<Vec<Standing>> {
    Ok(conn
        .sql(
            "select s.id as session_id, s.last_seen_ms, s.idle_ms, s.expires_ms, s.reauth_ms,
               s.methods, a.id, a.username, a.display_name, a.avatar_id, a.state, a.instance_role
             from session s join account a on a.id = s.account_id
             where s.id in (@) and (s.ended_ms is null or s.end_reason = 'suspended' and a.state = 'suspended')",
        )
        .ids(ids.iter().copied())
        .all()
        .await?)
}

/// The session, unless it was ended.
pub async fn standing(conn: &mut Conn, id: SessionId) -> Result<Option<Standing>> {
    // A suspension ends every session in its own transaction.
    Ok(standings(conn, &[id]).await?.pop().filter(|standing| standing.actor.state != AccountState::Suspended))
}

struct Listed(Session);

impl FromRow for Listed {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self(Session {
            id: row.id("id")?,
            name: row.get("name")?,
            user_agent: row.get("user_agent")?,
            address: row.get("address")?,
            created_at: Timestamp(row.get("created_ms")?),
            last_seen_at: Timestamp(row.get("last_seen_ms")?),
            expires_at: Timestamp(row.get("expires_ms")?),
            methods: row.json("methods")?,
            shared: row.get("shared")?,
            current: false,
        }))
    }
}

/// Live sessions of an account, newest first, after a place in that order.
pub async fn page(
    conn: &mut Conn,
    account: UserId,
    after: Option<(i64, SessionId)>,
    most: i64,
    now_ms: i64,
) -> Result<Vec<Session>> {
    let (created_ms, id) = after.unwrap_or((i64::MAX, SessionId(uuid::Uuid::max())));
    let found: Vec<Listed> = conn
        .sql(
            "select id, name, user_agent, address, created_ms, last_seen_ms, expires_ms, methods, shared
             from session
             where account_id = $1 and ended_ms is null and expires_ms > $2 and last_seen_ms + idle_ms > $2
               and (created_ms, id) < ($3, $4)
             order by created_ms desc, id desc
             limit $5",
        )
        .id(account)
        .bind(now_ms)
        .bind(created_ms)
        .id(id)
        .bind(most)
        .all()
        .await?;
    Ok(found.into_iter().map(|Listed(session)| session).collect())
}

/// Addresses from which an account was used with clients of this name, as far back as the table goes.
pub async fn addresses_of_client(conn: &mut Conn, account: UserId, name: &str) -> Result<Vec<String>> {
    Ok(conn
        .sql("select distinct address as v from session where account_id = $1 and name = $2")
        .id(account)
        .bind(name)
        .all()
        .await?)
}

struct Id(SessionId);

impl FromRow for Id {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self(row.id("id")?))
    }
}

/// Sessions of an account that are not ended.
pub async fn all(conn: &mut Conn, account: UserId) -> Result<Vec<SessionId>> {
    let found: Vec<Id> =
        conn.sql("select id from session where account_id = $1 and ended_ms is null").id(account).all().await?;
    Ok(found.into_iter().map(|Id(id)| id).collect())
}

/// Sessions of an account that are not ended, but for one.
pub async fn others(conn: &mut Conn, account: UserId, but: SessionId) -> Result<Vec<SessionId>> {
    let found: Vec<Id> = conn
        .sql("select id from session where account_id = $1 and ended_ms is null and id <> $2")
        .id(account)
        .id(but)
        .all()
        .await?;
    Ok(found.into_iter().map(|Id(id)| id).collect())
}

/// Sessions of an account beyond the `most` that were used last.
pub async fn beyond(conn: &mut Conn, account: UserId, most: i64) -> Result<Vec<SessionId>> {
    let found: Vec<Id> = conn
        .sql(
            "select id from session where account_id = $1 and ended_ms is null
             order by last_seen_ms desc, created_ms desc, id desc limit 1000 offset $2",
        )
        .id(account)
        .bind(most)
        .all()
        .await?;
    Ok(found.into_iter().map(|Id(id)| id).collect())
}

/// Sessions that silence or age has ended, and whose they are.
pub async fn expired(conn: &mut Conn, now_ms: i64) -> Result<Vec<(UserId, SessionId)>> {
    let rows = conn
        .sql(
            "select id, account_id from session
             where ended_ms is null and (expires_ms <= $1 or last_seen_ms + idle_ms <= $1) limit 500",
        )
        .bind(now_ms)
        .rows()
        .await?;
    Ok(rows.iter().map(|row| Ok((row.id("account_id")?, row.id("id")?))).collect::<DbResult<_>>()?)
}

/// Ends sessions of an account; answers those that were not ended before.
pub async fn end(
    tx: &mut Tx,
    account: UserId,
    sessions: &[SessionId],
    reason: EndReason,
    now_ms: i64,
) -> Result<Vec<SessionId>> {
    let ended: Vec<Id> = tx
        .sql(
            "update session set ended_ms = $1, end_reason = $2
             where account_id = $3 and ended_ms is null and id in (@) returning id",
        )
        .bind(now_ms)
        .bind(word(&reason))
        .id(account)
        .ids(sessions.iter().copied())
        .all()
        .await?;
    Ok(ended.into_iter().map(|Id(id)| id).collect())
}

/// Notes that the person proved again who they are; says whether the session was still there.
pub async fn mark_reauth(tx: &mut Tx, session: SessionId, now_ms: i64) -> Result<bool> {
    let touched = tx
        .sql("update session set reauth_ms = $1 where id = $2 and ended_ms is null")
        .bind(now_ms)
        .id(session)
        .run()
        .await?;
    Ok(touched == 1)
}

/// Lets a session act for the place until then; says whether it was still there.
///
/// # Errors
/// The table cannot be written.
pub async fn raise(tx: &mut Tx, session: SessionId, until_ms: i64) -> Result<bool> {
    let touched = tx
        .sql("update session set elevated_until_ms = $1 where id = $2 and ended_ms is null")
        .bind(until_ms)
        .id(session)
        .run()
        .await?;
    Ok(touched == 1)
}

/// Lets a session act no more; says whether it could.
///
/// # Errors
/// The table cannot be written.
pub async fn lower(tx: &mut Tx, session: SessionId, now_ms: i64) -> Result<bool> {
    let touched = tx
        .sql("update session set elevated_until_ms = null where id = $1 and elevated_until_ms > $2")
        .id(session)
        .bind(now_ms)
        .run()
        .await?;
    Ok(touched == 1)
}

struct Methods(Vec<SignInMethod>);

impl FromRow for Methods {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self(row.json("methods")?))
    }
}

/// Notes one more thing that was proven in a session.
pub async fn add_method(tx: &mut Tx, session: SessionId, method: SignInMethod) -> Result<()> {
    let found = tx.sql("select methods from session where id = $1").id(session).optional().await?;
    let Some(Methods(mut methods)) = found.filter(|Methods(methods)| !methods.contains(&method)) else {
        return Ok(());
    };
    methods.push(method);
    tx.sql("update session set methods = $2 where id = $1")
        .id(session)
        .bind(serde_json::to_string(&methods).map_err(anyhow::Error::from)?)
        .run()
        .await?;
    Ok(())
}

/// Notes when a session was used; never goes back.
pub async fn set_last_seen(tx: &mut Tx, session: SessionId, seen_ms: i64) -> Result<()> {
    tx.sql("update session set last_seen_ms = $1 where id = $2 and last_seen_ms < $1 and ended_ms is null")
        .bind(seen_ms)
        .id(session)
        .run()
        .await?;
    Ok(())
}

/// Deletes sessions that ended before then.
pub async fn delete_ended(tx: &mut Tx, before_ms: i64) -> Result<()> {
    tx.sql("delete from session where ended_ms < $1").bind(before_ms).run().await?;
    Ok(())
}
