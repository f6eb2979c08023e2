//! What ties two people, or keeps them apart, wherever they meet. The rows decide and are read each time: no copy of a
//! block can grow old.

use crate::error::Result;
use snug_platform::db::Conn;
use snug_proto::UserId;
use std::collections::HashSet;

/// Those of the others whom a block keeps apart from a person, whoever of the two set it.
///
/// # Errors
/// `internal`: the database failed.
pub async fn apart(conn: &mut Conn, user: UserId, others: &[UserId]) -> Result<HashSet<UserId>> {
    if others.is_empty() {
        return Ok(HashSet::new());
    }
    let found: Vec<uuid::Uuid> = conn
        .sql(
            "select blocked_id as v from block where blocker_id = $1 and blocked_id in (@)
             union select blocker_id from block where blocked_id = $1 and blocker_id in (@)",
        )
        .id(user)
        .ids(others.iter().copied())
        .all()
        .await?;
    Ok(found.into_iter().map(UserId).collect())
}

/// Everybody tied to a person, and everybody kept apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// Friends, who asked or was asked, and who is in a conversation with them.
    pub near: Vec<UserId>,
    /// Kept apart by a block, whoever set it.
    pub apart: Vec<UserId>,
}

/// Everybody tied to a person, and everybody kept apart. One statement.
///
/// # Errors
/// `internal`: the database failed.
pub async fn ties(conn: &mut Conn, user: UserId) -> Result<Ties> {
    let mut ties = Ties::default();
    for row in conn
        .sql(
            "select other_id, true as is_near from friend where account_id = $1
             union select theirs.account_id, true
             from conversation_member mine join conversation_member theirs on theirs.channel_id = mine.channel_id
             where mine.account_id = $1 and theirs.account_id <> $1
             union select blocked_id, false from block where blocker_id = $1
             union select blocker_id, false from block where blocked_id = $1",
        )
        .id(user)
        .rows()
        .await?
    {
        let side = if row.get("is_near")? { &mut ties.near } else { &mut ties.apart };
        side.push(row.id("other_id")?);
    }
    Ok(ties)
}
