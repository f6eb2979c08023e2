//! Accounts as those who run the place read and change them. What changes one demands the proof that the caller may.

use crate::{access::Elevated, brief, error::Result};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::{
    SessionId, Timestamp, UserId,
    account::{AccountState, InstanceRole, UserRef},
};

/// An account, with what only staff read of it.
pub struct Kept {
    pub user: UserRef,
    pub email: Option<String>,
    pub email_verified: bool,
    pub state: AccountState,
    pub role: Option<InstanceRole>,
    pub second_factor: bool,
    pub created_at: Timestamp,
    pub last_seen_at: Option<Timestamp>,
    pub locked: Locked,
}

/// Why and how long an account is suspended; all empty while it is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locked {
    pub reason: Option<String>,
    pub until_ms: Option<i64>,
    pub by: Option<UserId>,
}

impl FromRow for Kept {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            user: brief::user_ref(row, "")?,
            email: row.get("email")?,
            email_verified: row.get("email_verified")?,
            state: row.word("state")?,
            role: row.get::<Option<String>>("instance_role")?.map(|_| row.word("instance_role")).transpose()?,
            second_factor: row.get("second_factor")?,
            created_at: Timestamp(row.get("created_ms")?),
            last_seen_at: row.get::<Option<i64>>("used_ms")?.map(Timestamp),
            locked: Locked {
                reason: row.get("suspended_reason")?,
                until_ms: row.get("suspended_until_ms")?,
                by: row.maybe_id("suspended_by")?,
            },
        })
    }
}

/// Columns of an account, for every statement that reads one.
macro_rules! columns {
    () => {
        "a.id, a.username, a.display_name, a.avatar_id, a.email, a.email_verified, a.state, a.instance_role,
           a.created_ms, a.suspended_reason, a.suspended_until_ms, a.suspended_by,
           exists (select 1 from totp where account_id = a.id and confirmed_ms is not null) as second_factor,
           (select max(s.last_seen_ms) from session s where s.account_id = a.id) as used_ms"
    };
}

/// One account, unless it is erased.
pub async fn one(conn: &mut Conn, _: &Elevated, id: UserId) -> Result<Option<Kept>> {
    Ok(conn
        .sql(concat!("select ", columns!(), " from account a where a.id = $1 and a.state <> 'erased'"))
        .id(id)
        .optional()
        .await?)
}

/// What narrows the list.
#[derive(Default)]
pub struct Filter {
    /// How the username begins; for whom that is open, the address as well.
    pub start: Option<String>,
    pub is_address_open: bool,
    pub state: Option<AccountState>,
    pub role: Option<InstanceRole>,
    pub since_ms: Option<i64>,
}

/// Accounts, newest first, before a place in that order. Erased ones only when they are asked for.
pub async fn page(conn: &mut Conn, _: &Elevated, filter: &Filter, before: UserId, most: i64) -> Result<Vec<Kept>> {
    let start = filter.start.clone().unwrap_or_default();
    let length = i64::try_from(start.chars().count()).unwrap_or(i64::MAX);
    Ok(conn
        .sql(concat!(
            "select ",
            columns!(),
            " from account a
             where a.id < $1 and ($2 and a.state <> 'erased' or a.state = $3) and ($4 or a.instance_role = $5)
               and a.created_ms >= $6
               and (substr(a.username, 1, cast($7 as integer)) = $8
                 or ($9 and substr(a.email_key, 1, cast($7 as integer)) = $8))
             order by a.id desc limit $10"
        ))
        .id(before)
        .bind(filter.state.is_none())
        .bind(filter.state.map(|state| word(&state)))
        .bind(filter.role.is_none())
        .bind(filter.role.map(|role| word(&role)))
        .bind(filter.since_ms.unwrap_or(i64::MIN))
        .bind(length)
        .bind(start)
        .bind(filter.is_address_open)
        .bind(most)
        .all()
        .await?)
}

/// Live sessions of an account.
pub async fn live_sessions(conn: &mut Conn, _: &Elevated, id: UserId, now_ms: i64) -> Result<i64> {
    Ok(conn
        .sql(
            "select count(*) as v from session
             where account_id = $1 and ended_ms is null and expires_ms > $2 and last_seen_ms + idle_ms > $2",
        )
        .id(id)
        .bind(now_ms)
        .one()
        .await?)
}

/// Locks an account, or changes why and how long it is locked.
pub async fn suspend(tx: &mut Tx, may: &Elevated, id: UserId, reason: &str, until_ms: Option<i64>) -> Result<()> {
    tx.sql(
        "update account set suspended_from = case when state = 'suspended' then suspended_from else state end,
           state = 'suspended', suspended_reason = $2, suspended_until_ms = $3, suspended_by = $4
         where id = $1 and state in ('active', 'unverified', 'suspended')",
    )
    .id(id)
    .bind(reason)
    .bind(until_ms)
    .id(may.user())
    .run()
    .await?;
    Ok(())
}

/// Opens an account that is locked; with a time, only if it was locked no longer than until then. Says whether it did.
pub async fn lift(tx: &mut Tx, id: UserId, over_ms: Option<i64>) -> Result<bool> {
    let touched = tx
        .sql(
            "update account set state = coalesce(suspended_from, 'active'), suspended_from = null,
               suspended_reason = null, suspended_until_ms = null, suspended_by = null
             where id = $1 and state = 'suspended' and ($2 or suspended_until_ms <= $3)",
        )
        .id(id)
        .bind(over_ms.is_none())
        .bind(over_ms)
        .run()
        .await?;
    Ok(touched == 1)
}

/// Accounts whose time of being locked is over.
pub async fn over(conn: &mut Conn, now_ms: i64) -> Result<Vec<UserId>> {
    let ids: Vec<uuid::Uuid> = conn
        .sql("select id as v from account where suspended_until_ms <= $1 and state = 'suspended' limit 500")
        .bind(now_ms)
        .all()
        .await?;
    Ok(ids.into_iter().map(UserId).collect())
}

/// Lets everybody who appoints or deposes an owner take turns.
pub async fn lock_owners(tx: &mut Tx) -> Result<()> {
    tx.sql("update setting set value = value where key = 'instance.id'").run().await?;
    Ok(())
}

/// True when somebody else owns the place too.
pub async fn has_other_owner(conn: &mut Conn, but: UserId) -> Result<bool> {
    let found = conn
        .sql("select 1 as one from account where instance_role = 'owner' and state = 'active' and id <> $1 limit 1")
        .id(but)
        .rows()
        .await?;
    Ok(!found.is_empty())
}

/// Gives an account another rank, or none; no session of it may act until it is raised anew.
pub async fn set_role(tx: &mut Tx, _: &Elevated, id: UserId, role: Option<InstanceRole>) -> Result<()> {
    tx.sql("update account set instance_role = $2 where id = $1")
        .id(id)
        .bind(role.map(|role| word(&role)))
        .run()
        .await?;
    tx.sql("update session set elevated_until_ms = null where account_id = $1 and elevated_until_ms is not null")
        .id(id)
        .run()
        .await?;
    Ok(())
}

/// Sessions that are raised now and not over, and whose they are.
pub async fn raised(conn: &mut Conn, now_ms: i64) -> Result<Vec<(UserId, SessionId)>> {
    let rows = conn
        .sql(
            "select s.id, s.account_id from account a join session s on s.account_id = a.id
             where a.instance_role is not null and a.state = 'active' and s.elevated_until_ms > $1
               and s.ended_ms is null and s.expires_ms > $1
               and exists (select 1 from totp where account_id = a.id and confirmed_ms is not null)",
        )
        .bind(now_ms)
        .rows()
        .await?;
    Ok(rows.iter().map(|row| Ok((row.id("account_id")?, row.id("id")?))).collect::<DbResult<_>>()?)
}
