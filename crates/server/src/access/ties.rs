//! What ties two people, or keeps them apart, wherever they meet. The rows decide and are read each time: no copy of a
//! block can grow old.

use crate::error::Result;
use snug_platform::db::Conn;
use snug_proto::{ChannelId, UserId};
use std::collections::{HashMap, HashSet};

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

/// Whose presence a person may see wherever they are, and whose never.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bonds {
    /// Friends, and who is in a conversation with them that they did not hide; in the order of their ids.
    pub near: Box<[UserId]>,
    /// Kept apart by a block, whoever set it; in the order of their ids.
    pub apart: Box<[UserId]>,
    /// Conversations that the person hid.
    pub hidden: Box<[ChannelId]>,
}

impl Bonds {
    /// True for who may be seen wherever they are.
    pub fn is_near(&self, user: UserId) -> bool {
        self.near.binary_search(&user).is_ok()
    }

    /// True for who is never seen.
    pub fn is_apart(&self, user: UserId) -> bool {
        self.apart.binary_search(&user).is_ok()
    }
}

/// The bonds of these people. Two statements.
///
/// # Errors
/// `internal`: the database failed.
pub async fn bonds(conn: &mut Conn, people: &[UserId]) -> Result<HashMap<UserId, Bonds>> {
    let mut ties: HashMap<UserId, Ties> = HashMap::new();
    let mut hidden: HashMap<UserId, Vec<ChannelId>> = HashMap::new();
    for row in conn
        .sql(
            "select account_id, other_id, true as is_near from friend where state = 'friends' and account_id in (@)
             union select mine.account_id, theirs.account_id, true
             from conversation_member mine
             join conversation_member theirs on theirs.channel_id = mine.channel_id
             join channel c on c.id = mine.channel_id
             where mine.account_id in (@) and theirs.account_id <> mine.account_id and c.deleted_ms is null
               and (mine.hidden_seq is null or c.last_seq > mine.hidden_seq)
             union select blocker_id, blocked_id, false from block where blocker_id in (@)
             union select blocked_id, blocker_id, false from block where blocked_id in (@)",
        )
        .ids(people.iter().copied())
        .rows()
        .await?
    {
        let found = ties.entry(row.id("account_id")?).or_default();
        let side = if row.get("is_near")? { &mut found.near } else { &mut found.apart };
        side.push(row.id("other_id")?);
    }
    for row in conn
        .sql(
            "select m.account_id, m.channel_id from conversation_member m join channel c on c.id = m.channel_id
             where m.account_id in (@) and c.deleted_ms is null and m.hidden_seq is not null
               and c.last_seq <= m.hidden_seq",
        )
        .ids(people.iter().copied())
        .rows()
        .await?
    {
        hidden.entry(row.id("account_id")?).or_default().push(row.id("channel_id")?);
    }
    let sorted = |mut users: Vec<UserId>| {
        users.sort_unstable();
        users.into_boxed_slice()
    };
    let bonds = people.iter().map(|user| {
        let Ties { near, apart } = ties.remove(user).unwrap_or_default();
        let hidden = hidden.remove(user).unwrap_or_default().into();
        (*user, Bonds { near: sorted(near), apart: sorted(apart), hidden })
    });
    Ok(bonds.collect())
}
