//! Reading what was said.

use super::place;
use crate::{
    access::ChannelAccess,
    edge::http::{Cx, Paging},
    error::{Error, Result},
    features::messages::store::rows::{self, MessageRow},
};
use serde::{Deserialize, Serialize};
use snug_platform::db::Conn;
use snug_proto::{
    ChannelId, Perm,
    messages::{Message, MessagePage, MessageQuery},
};

/// Where a page begins.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum From {
    /// Older than this number.
    Before(i64),
    /// Newer than this number.
    After(i64),
    /// On both sides of it.
    Around(i64),
}

impl From {
    fn parse(query: &MessageQuery) -> Result<Option<Self>> {
        let places = [
            ("before", query.before.map(From::Before)),
            ("after", query.after.map(From::After)),
            ("around", query.around.map(From::Around)),
        ];
        let mut given = places.into_iter().filter_map(|(name, place)| place.map(|place| (name, place)));
        let first = given.next();
        let second = given.next().or_else(|| first.filter(|_| query.cursor.is_some()));
        match second {
            Some((name, _)) => Err(Error::invalid(name, "One of cursor, before, after and around.")),
            None => Ok(first.map(|(_, place)| place)),
        }
    }
}

/// A page and what lies beyond its ends.
struct Found {
    /// Newest first.
    messages: Vec<Message>,
    has_older: bool,
    has_newer: bool,
}

/// A page of a channel's messages, newest first: two statements with warm caches, whatever the length of the channel.
///
/// # Errors
/// * `not_found`: no such channel, or out of the caller's sight.
/// * `forbidden`: the caller lacks `read_history`.
/// * `invalid`: more than one of cursor, before, after and around, or a limit below 1.
/// * `malformed`: the cursor is not of this list.
pub async fn page(cx: &Cx, channel: ChannelId, query: &MessageQuery) -> Result<MessagePage> {
    let asked = From::parse(query)?;
    let paging: Paging<'_, From> = Paging::open(cx, ("messages", channel), query.cursor.as_deref(), query.limit)?;
    let mut conn = cx.app.db.read().await?;
    let here = place(cx, &mut conn, channel).await?.require(Perm::ReadHistory)?;
    let from = paging.after.or(asked).unwrap_or(From::Before(i64::MAX));
    let mut found = find(&mut conn, &here, from, paging.limit.get()).await?;
    rows::hydrate(&mut conn, &cx.app, Some(cx.user()), &mut found.messages).await?;
    let oldest = found.messages.last().filter(|_| found.has_older).map(|last| From::Before(last.seq));
    let newest = found.messages.first().filter(|_| found.has_newer).map(|first| From::After(first.seq));
    Ok(MessagePage {
        next_cursor: oldest.map(|from| paging.seal(&from)).transpose()?,
        prev_cursor: newest.map(|from| paging.seal(&from)).transpose()?,
        items: found.messages,
    })
}

async fn find(conn: &mut Conn, here: &ChannelAccess, from: From, limit: i64) -> Result<Found> {
    match from {
        From::Before(seq) => {
            let (messages, has_older, has_newer) = cut(rows::before(conn, here, seq, limit + 1).await?, limit);
            Ok(Found { messages, has_older, has_newer })
        }
        From::After(seq) => {
            let (mut messages, has_newer, has_older) = cut(rows::after(conn, here, seq, limit + 1).await?, limit);
            messages.reverse();
            Ok(Found { messages, has_older, has_newer })
        }
        From::Around(seq) => {
            let rows = rows::around(conn, here, seq, limit + 1).await?;
            Ok(both_sides(rows.into_iter().map(|row| row.message).collect(), seq, limit))
        }
    }
}

/// Takes the one too many off the far end, and says whether it was there and whether there is more behind the near end.
fn cut(mut rows: Vec<MessageRow>, limit: i64) -> (Vec<Message>, bool, bool) {
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > most;
    let has_beyond = rows.first().is_some_and(|row| row.has_beyond);
    rows.truncate(most);
    (rows.into_iter().map(|row| row.message).collect(), has_more, has_beyond)
}

/// Half of the page on each side of the number; what one side does not need the other one gets.
fn both_sides(messages: Vec<Message>, seq: i64, limit: i64) -> Found {
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let newer = messages.iter().take_while(|message| message.seq > seq).count();
    let older = messages.len() - newer;
    let take_newer = (most / 2).max(most.saturating_sub(older)).min(newer);
    let take_older = (most - take_newer).min(older);
    let kept = messages.into_iter().skip(newer - take_newer).take(take_newer + take_older);
    Found { messages: kept.collect(), has_older: older > take_older, has_newer: newer > take_newer }
}
