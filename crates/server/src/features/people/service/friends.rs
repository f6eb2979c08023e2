//! Asking, accepting, ending.

use super::{lock_pair, tell_both};
use crate::{
    app::App,
    edge::http::{Cx, Paging, Policy, spend},
    error::{Error, Result},
    features::people::store::{
        friends,
        relation::{self, Relation},
    },
};
use snug_platform::{
    db::{Conn, Tx},
    limits::Rate,
};
use snug_proto::{
    Page, UserId,
    account::AccountState,
    people::{AskFriend, Friend, FriendQuery, FriendRequests, FriendState},
};

/// How often one person may ask somebody.
const ASKING: Rate = Rate { per_ms: 3_600_000, count: 30, burst: 30 };

/// What became of asking.
pub enum Asked {
    /// It is new.
    New(Friend),
    /// They had been asked, are friends already, or had asked and are friends now.
    Known(Friend),
}

/// Asks somebody to be friends. Who had asked the caller is a friend at once.
///
/// # Errors
/// * `not_found`: no such person, oneself, a block, or they do not want to be asked; never says which.
/// * `limit_reached`: 1000 friends, or 100 open requests, of the caller.
/// * `invalid`: not exactly one of name and id.
/// * `rate_limited`: 30 in an hour.
pub async fn ask(cx: &Cx, ask: AskFriend) -> Result<Asked> {
    let AskFriend { username, user_id } = ask;
    if username.is_some() == user_id.is_some() {
        return Err(Error::invalid("username", "A username or an id, not both."));
    }
    let key = format!("friends:account:{}", cx.user());
    spend(&cx.app, Policy::Social, key, ASKING, "You asked many people. Try again later.").await?;
    let mut tx = cx.app.db.write().await?;
    let named = match username {
        Some(name) => relation::named(&mut tx, &name.to_ascii_lowercase()).await?,
        None => user_id,
    };
    // Nobody has this id: for whom there is not, the same statements run.
    let other = named.unwrap_or(UserId(uuid::Uuid::nil()));
    let relation = held(&mut tx, cx, other).await?;
    match relation.state {
        Some(FriendState::Incoming) => {
            let friend = befriend(tx, cx, other, &relation).await?;
            return Ok(Asked::Known(friend));
        }
        Some(_) => return known_one(&mut tx, cx, other).await.map(Asked::Known),
        None => {}
    }
    // What the caller has too much of does not depend on whom they ask.
    let counts = cx.app.config.counts;
    if relation.outgoing >= counts.friend_requests {
        return Err(Error::limit_reached("friend_requests"));
    }
    if relation.friends >= counts.friends {
        return Err(Error::limit_reached("friends"));
    }
    if !may_ask(cx, other, &relation) {
        return Err(Error::not_found());
    }
    friends::insert(&mut tx, cx.user(), other, FriendState::Outgoing, cx.now_ms).await?;
    friends::insert(&mut tx, other, cx.user(), FriendState::Incoming, cx.now_ms).await?;
    tell_both(&mut tx, cx, other, Some(FriendState::Outgoing)).await?;
    let friend = known_one(&mut tx, cx, other).await?;
    tx.commit().await?;
    Ok(Asked::New(friend))
}

/// True when the other side lets itself be asked by the caller and has room.
fn may_ask(cx: &Cx, other: UserId, relation: &Relation) -> bool {
    let most = cx.app.config.counts.friends;
    let is_wanted = match relation.requests {
        FriendRequests::Everyone => true,
        FriendRequests::MutualSpaces => relation.shares_a_space,
        FriendRequests::None => false,
    };
    other != cx.user()
        && relation.account == Some(AccountState::Active)
        && !relation.is_apart
        && is_wanted
        && relation.their_friends < most
        && relation.their_incoming < most
}

/// How the two stand, with both held until the end of the transaction.
async fn held(tx: &mut Tx, cx: &Cx, other: UserId) -> Result<Relation> {
    lock_pair(tx, cx.user(), other).await?;
    relation::between(tx, cx.user(), other).await
}

async fn befriend(mut tx: Tx, cx: &Cx, other: UserId, relation: &Relation) -> Result<Friend> {
    let most = cx.app.config.counts.friends;
    if relation.friends >= most {
        return Err(Error::limit_reached("friends"));
    }
    if relation.their_friends >= most {
        return Err(Error::not_found());
    }
    friends::befriend(&mut tx, cx.user(), other, cx.now_ms).await?;
    tell_both(&mut tx, cx, other, Some(FriendState::Friends)).await?;
    let friend = known_one(&mut tx, cx, other).await?;
    tx.commit().await?;
    Ok(friend)
}

/// Accepts a request; twice is as good as once.
///
/// # Errors
/// * `not_found`: they did not ask, or have as many friends as can be.
/// * `limit_reached`: 1000 friends of the caller.
pub async fn accept(cx: &Cx, other: UserId) -> Result<Friend> {
    let mut tx = cx.app.db.write().await?;
    let relation = held(&mut tx, cx, other).await?;
    match relation.state {
        Some(FriendState::Incoming) => befriend(tx, cx, other, &relation).await,
        Some(FriendState::Friends) => known_one(&mut tx, cx, other).await,
        _ => Err(Error::not_found()),
    }
}

/// Declines or withdraws a request, or ends a friendship; twice is as good as once.
///
/// # Errors
/// `internal`: the database failed.
pub async fn end(cx: &Cx, other: UserId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    lock_pair(&mut tx, cx.user(), other).await?;
    if friends::delete(&mut tx, cx.user(), other).await? {
        tell_both(&mut tx, cx, other, None).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn known_one(conn: &mut Conn, cx: &Cx, other: UserId) -> Result<Friend> {
    let found = friends::one(conn, cx.user(), other).await?;
    found.map(|row| row.seen(&cx.app)).ok_or_else(Error::not_found)
}

/// Friends and open requests of the caller, oldest first.
///
/// # Errors
/// * `invalid`: a limit below 1.
/// * `malformed`: the cursor belongs to another list.
pub async fn list(cx: &Cx, query: &FriendQuery) -> Result<Page<Friend>> {
    let scope = ("friends", query.state);
    let paging: Paging<'_, (i64, UserId)> = Paging::open(cx, scope, query.cursor.as_deref(), query.limit)?;
    let mut conn = cx.app.db.read().await?;
    let rows = friends::of(&mut conn, cx.user(), query.state, paging.after, paging.limit.plus_one()).await?;
    let page = paging.page(rows, |row| (row.at_ms, row.user.id))?;
    Ok(Page { items: page.items.into_iter().map(|row| row.seen(&cx.app)).collect(), next_cursor: page.next_cursor })
}

/// Everybody who is a friend of a person, asked them, or was asked. One statement.
///
/// # Errors
/// `internal`: the database failed.
pub async fn known(conn: &mut Conn, app: &App, user: UserId) -> Result<Vec<Friend>> {
    let rows = friends::of(conn, user, None, None, i64::MAX).await?;
    Ok(rows.into_iter().map(|row| row.seen(app)).collect())
}
