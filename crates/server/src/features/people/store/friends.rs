//! The rows of friends and requests.

use crate::{app::App, brief::user_ref, error::Result};
use snug_platform::db::{Conn, DbResult, FromRow, Row, Tx, word};
use snug_proto::{
    Timestamp, UserId,
    account::UserRef,
    people::{Friend, FriendState},
};

/// How somebody stands to a person.
pub struct FriendRow {
    /// Who.
    pub user: UserRef,
    /// How.
    pub state: FriendState,
    /// Since when.
    pub at_ms: i64,
    /// When they were last there.
    pub last_seen_ms: Option<i64>,
}

impl FromRow for FriendRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            user: user_ref(row, "")?,
            state: row.word("state")?,
            at_ms: row.get("at_ms")?,
            last_seen_ms: row.get("last_seen_ms")?,
        })
    }
}

impl FriendRow {
    /// As the person sees it. Of friends alone more is known than their name.
    pub fn seen(self, app: &App) -> Friend {
        let is_friend = self.state == FriendState::Friends;
        let presence = is_friend.then(|| app.gateway.presence(self.user.id));
        let last_seen_at = self.last_seen_ms.filter(|_| is_friend).map(Timestamp);
        Friend { user: self.user, state: self.state, since: Timestamp(self.at_ms), presence, last_seen_at }
    }
}

/// Adds the row of one side.
pub async fn insert(tx: &mut Tx, user: UserId, other: UserId, state: FriendState, now_ms: i64) -> Result<()> {
    tx.sql("insert into friend (account_id, other_id, state, at_ms) values ($1, $2, $3, $4)")
        .id(user)
        .id(other)
        .bind(word(&state))
        .bind(now_ms)
        .run()
        .await?;
    Ok(())
}

/// Makes friends of two between whom a request is open.
pub async fn befriend(tx: &mut Tx, one: UserId, other: UserId, now_ms: i64) -> Result<()> {
    tx.sql(
        "update friend set state = 'friends', at_ms = $3
         where (account_id = $1 and other_id = $2) or (account_id = $2 and other_id = $1)",
    )
    .id(one)
    .id(other)
    .bind(now_ms)
    .run()
    .await?;
    Ok(())
}

/// Ends whatever was between two. False when there was nothing.
pub async fn delete(tx: &mut Tx, one: UserId, other: UserId) -> Result<bool> {
    let rows = tx
        .sql(
            "delete from friend
             where (account_id = $1 and other_id = $2) or (account_id = $2 and other_id = $1)",
        )
        .id(one)
        .id(other)
        .run()
        .await?;
    Ok(rows > 0)
}

macro_rules! friends {
    ($which:literal) => {
        concat!(
            "select f.state, f.at_ms, a.id, a.username, a.display_name, a.avatar_id,
               a.last_seen_ms
             from friend f join account a on a.id = f.other_id where f.account_id = $1 and ",
            $which
        )
    };
}

/// How one other stands to a person.
pub async fn one(conn: &mut Conn, user: UserId, other: UserId) -> Result<Option<FriendRow>> {
    Ok(conn.sql(friends!("f.other_id = $2")).id(user).id(other).optional().await?)
}

/// Everybody who stands so to a person, oldest first, after a place in that order.
pub async fn of(
    conn: &mut Conn,
    user: UserId,
    state: Option<FriendState>,
    after: Option<(i64, UserId)>,
    most: i64,
) -> Result<Vec<FriendRow>> {
    let (at_ms, other) = after.unwrap_or((i64::MIN, UserId(uuid::Uuid::nil())));
    Ok(conn
        .sql(friends!(
            "(f.at_ms, f.other_id) > ($2, $3) and ($4 = '' or f.state = $4) order by f.at_ms, f.other_id limit $5"
        ))
        .id(user)
        .bind(at_ms)
        .id(other)
        .bind(state.map(|state| word(&state)).unwrap_or_default())
        .bind(most)
        .all()
        .await?)
}
