//! How two people stand to each other.

use crate::error::Result;
use snug_platform::db::{Conn, DbResult, FromRow, Row};
use snug_proto::{
    UserId,
    account::AccountState,
    people::{FriendRequests, FriendState},
};

/// True when `$1` and another share a space that is in use.
macro_rules! shared {
    () => {
        shared!("$2")
    };
    ($other:literal) => {
        concat!(
            "exists (
               select 1 from member mine
               join member theirs on theirs.space_id = mine.space_id
               join space s on s.id = mine.space_id
               where mine.account_id = $1 and theirs.account_id = ",
            $other,
            " and s.deleted_ms is null and s.suspended_ms is null)"
        )
    };
}

/// How somebody else stands to a person, and what each has of friends.
pub struct Relation {
    /// State of the other's account; none when there is no such account.
    pub account: Option<AccountState>,
    /// Who may ask the other.
    pub requests: FriendRequests,
    /// A block stands between them.
    pub is_apart: bool,
    /// They share a space that is in use.
    pub shares_a_space: bool,
    /// How the other stands to the person.
    pub state: Option<FriendState>,
    /// Friends of the person.
    pub friends: i64,
    /// People whom the person asked.
    pub outgoing: i64,
    /// Friends of the other.
    pub their_friends: i64,
    /// People who asked the other.
    pub their_incoming: i64,
}

impl FromRow for Relation {
    fn from_row(row: &Row) -> DbResult<Self> {
        let account = row.get::<Option<String>>("account_state")?.map(|_| row.word("account_state")).transpose()?;
        let requests =
            row.get::<Option<String>>("friend_requests")?.map(|_| row.word("friend_requests")).transpose()?;
        Ok(Self {
            account,
            requests: requests.unwrap_or_default(),
            is_apart: row.get("is_apart")?,
            shares_a_space: row.get("shares_a_space")?,
            state: row.get::<Option<String>>("friend_state")?.map(|_| row.word("friend_state")).transpose()?,
            friends: row.get("friends")?,
            outgoing: row.get("outgoing")?,
            their_friends: row.get("their_friends")?,
            their_incoming: row.get("their_incoming")?,
        })
    }
}

/// How two people stand; the same statement whether the other exists or not.
pub async fn between(conn: &mut Conn, one: UserId, other: UserId) -> Result<Relation> {
    Ok(conn
        .sql(concat!(
            "select a.state as account_state, a.friend_requests,
               (select f.state from friend f where f.account_id = $1 and f.other_id = $2) as friend_state,
               exists (
                 select 1 from block b
                 where (b.blocker_id = $1 and b.blocked_id = $2) or (b.blocker_id = $2 and b.blocked_id = $1)
               ) as is_apart,
               ",
            shared!(),
            " as shares_a_space,
               (select count(*) from friend f where f.account_id = $1 and f.state = 'friends') as friends,
               (select count(*) from friend f where f.account_id = $1 and f.state = 'outgoing') as outgoing,
               (select count(*) from friend f where f.account_id = $2 and f.state = 'friends') as their_friends,
               (select count(*) from friend f where f.account_id = $2 and f.state = 'incoming') as their_incoming
             from (select 1 as one) as nobody left join account a on a.id = $2",
        ))
        .id(one)
        .id(other)
        .one()
        .await?)
}

/// The account that has a username.
pub async fn named(conn: &mut Conn, username: &str) -> Result<Option<UserId>> {
    let id: Option<uuid::Uuid> =
        conn.sql("select id as v from account where username = $1").bind(username).optional().await?;
    Ok(id.map(UserId))
}

/// True when a person may see another's profile: a friend, a request, a conversation or a space in use that both are in.
pub async fn sees(conn: &mut Conn, viewer: UserId, other: UserId) -> Result<bool> {
    let found = conn
        .sql(concat!(
            "select 1 as one where exists (select 1 from friend where account_id = $1 and other_id = $2)
             or exists (
               select 1 from conversation_member mine
               join conversation_member theirs on theirs.channel_id = mine.channel_id
               where mine.account_id = $1 and theirs.account_id = $2)
             or ",
            shared!()
        ))
        .id(viewer)
        .id(other)
        .rows()
        .await?;
    Ok(!found.is_empty())
}

/// True when a person may open a conversation with each of these: no block, an account in use, and a friend, or as they
/// want to be written to. One statement, which is the same for those who do not exist.
///
/// # Errors
/// `internal`: the database failed.
pub async fn may_write(conn: &mut Conn, person: UserId, others: &[UserId]) -> Result<bool> {
    let reached: i64 = conn
        .sql(concat!(
            "select count(*) as v from account a
             where a.id in (@) and a.state = 'active'
               and not exists (
                 select 1 from block b
                 where (b.blocker_id = $1 and b.blocked_id = a.id) or (b.blocker_id = a.id and b.blocked_id = $1))
               and (
                 a.direct_policy = 'everyone'
                 or exists (
                   select 1 from friend f where f.account_id = $1 and f.other_id = a.id and f.state = 'friends')
                 or (a.direct_policy = 'spaces' and ",
            shared!("a.id"),
            "))"
        ))
        .id(person)
        .ids(others.iter().copied())
        .one()
        .await?;
    Ok(usize::try_from(reached).is_ok_and(|reached| reached == others.len()))
}
