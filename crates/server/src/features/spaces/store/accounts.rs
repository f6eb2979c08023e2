//! What spaces must know of accounts: how many spaces they have, and whether they may come in.

use super::people::Newcomer;
use crate::error::Result;
use snug_platform::db::Tx;
use snug_proto::UserId;

/// Locks the row of a live account until the end of the transaction, so that what is counted for it stays counted.
/// Transactions that also lock a space lock that first.
pub async fn lock(tx: &mut Tx, user: UserId) -> Result<Option<Newcomer>> {
    let account = tx
        .sql(
            "update account set settings_version = settings_version where id = $1 and state in ('active', 'unverified')
             returning locale, email_verified, created_ms",
        )
        .id(user)
        .optional()
        .await?;
    Ok(account)
}

/// True for any account that was not erased.
pub async fn exists(tx: &mut Tx, user: UserId) -> Result<bool> {
    let found = tx.sql("select 1 as one from account where id = $1 and state <> 'erased'").id(user).rows().await?;
    Ok(!found.is_empty())
}

/// How many live spaces a person owns.
pub async fn owned(tx: &mut Tx, user: UserId) -> Result<i64> {
    let count =
        tx.sql("select count(*) as v from space where owner_id = $1 and deleted_ms is null").id(user).one().await?;
    Ok(count)
}

/// How many live spaces a person is a member of.
pub async fn joined(tx: &mut Tx, user: UserId) -> Result<i64> {
    let count = tx
        .sql(
            "select count(*) as v from member join space on space.id = member.space_id
             where account_id = $1 and deleted_ms is null",
        )
        .id(user)
        .one()
        .await?;
    Ok(count)
}
