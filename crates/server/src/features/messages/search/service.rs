//! Use cases of searching.

use super::{
    ask::{Ask, parse},
    entry::{Mark, first_at},
    rank,
    sight::Sight,
    store::{self, Found, Wanted},
};
use crate::{
    edge::http::{Cx, Paging},
    error::{Error, Result},
    features::{
        conversations,
        messages::{service::place, store::rows},
        spaces,
    },
    text,
};
use serde::{Deserialize, Serialize};
use snug_platform::db::Conn;
use snug_proto::{
    ChannelId, Code, Page, Perm, SpaceId,
    channels::Encryption,
    limits::{HITS_MAX, SEARCH_CHANNELS_MAX, SEARCH_MAX, SEARCH_MIN},
    messages::Message,
    search::{Few, Has, Hit, SearchQuery, Sort},
};
use std::collections::HashMap;

/// So many of the newest answers are put in order by how well they answer.
const WEIGHED: i64 = 1_000;

/// Where a page ends.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Place {
    /// Newest first: below this number.
    New(i64),
    /// Best first, among those up to `newest`: below this score, and of the same score below this number.
    Best { newest: i64, score: i64, n: i64 },
}

/// Searches the channels of a space that the caller may read. Three statements with warm caches.
///
/// # Errors
/// * `not_found`: no such space, or the caller is not a member.
/// * `invalid`: see [`SearchQuery`]; `q` also when nothing is asked for.
/// * `malformed`: the cursor is not of this search.
pub async fn in_space(cx: &Cx, space: SpaceId, query: &SearchQuery) -> Result<Page<Hit>> {
    let mut sight = Sight::default();
    sight.add(&cx.space(&mut cx.app.db.read().await?, space).await?);
    search(cx, ("search space", space), query, sight).await
}

/// Searches a channel. An encrypted one holds nothing that the place could read.
///
/// # Errors
/// * `not_found`: no such channel, or out of the caller's sight.
/// * `forbidden`: the caller lacks `read_history`.
/// * `invalid`: see [`SearchQuery`]; `channel_id` too.
/// * `malformed`: the cursor is not of this search.
pub async fn in_channel(cx: &Cx, channel: ChannelId, query: &SearchQuery) -> Result<Page<Hit>> {
    let here = place(cx, &mut cx.app.db.read().await?, channel).await?.require(Perm::ReadHistory)?;
    if query.channel_id.is_some() {
        return Err(Error::invalid("channel_id", "This searches one channel already."));
    }
    let mut sight = Sight::default();
    match here.as_space() {
        Some(space) => sight.add(space),
        None if here.encryption() == Encryption::Off => sight.add_conversation(channel, here.from_seq()),
        None => {}
    }
    sight.narrow(&[channel]);
    search(cx, ("search channel", channel), query, sight).await
}

/// Searches everything that the caller may read.
///
/// # Errors
/// * `invalid`: see [`SearchQuery`]; `q` also when nothing is asked for.
/// * `malformed`: the cursor is not of this search.
pub async fn everywhere(cx: &Cx, query: &SearchQuery) -> Result<Page<Hit>> {
    let mut conn = cx.app.db.read().await?;
    let mut sight = Sight::default();
    for space in spaces::joined(&mut conn, cx.user()).await? {
        match cx.space(&mut conn, space).await {
            Ok(here) => sight.add(&here),
            // Left, suspended or deleted meanwhile.
            Err(error) if error.code() == Code::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    for (channel, from_seq) in conversations::readable(&mut conn, cx.user()).await? {
        sight.add_conversation(channel, from_seq);
    }
    drop(conn);
    search(cx, "search everywhere", query, sight).await
}

async fn search(cx: &Cx, list: impl Serialize, query: &SearchQuery, mut sight: Sight) -> Result<Page<Hit>> {
    let wanted = wanted(cx, query, &sight)?;
    let filters = SearchQuery { cursor: None, limit: None, ..query.clone() };
    let paging: Paging<'_, Place> = Paging::open(cx, (list, filters), query.cursor.as_deref(), query.limit)?;
    let paging = paging.at_most(HITS_MAX);
    if let Some(Few(only)) = &query.channel_id {
        sight.narrow(only);
    }
    // Entries and messages of one moment: what is found is there, and pages stay full.
    let mut conn = cx.app.db.snapshot().await?;
    let ask = wanted.ask.clone();
    let page = match query.sort.unwrap_or_default() {
        Sort::New => newest(&mut conn, &paging, wanted, &sight).await?,
        Sort::Relevance => best(&mut conn, &paging, wanted, &sight).await?,
    };
    let items = hits(cx, &mut conn, &ask, &page.items).await?;
    Ok(Page { items, next_cursor: page.next_cursor })
}

/// What a query asks for, if it asks for anything.
fn wanted(cx: &Cx, query: &SearchQuery, sight: &Sight) -> Result<Wanted> {
    let ask = query.q.as_deref().map(asked).transpose()?.unwrap_or_default();
    if query.channel_id.as_ref().is_some_and(|Few(channels)| channels.len() > SEARCH_CHANNELS_MAX) {
        return Err(Error::invalid("channel_id", format!("At most {SEARCH_CHANNELS_MAX}.")));
    }
    let has = query.has.as_ref().map(|Few(has)| has.as_slice()).unwrap_or_default();
    if has.contains(&Has::Poll) {
        return Err(Error::invalid("has", "There are no polls yet."));
    }
    let is_bounded = query.before.is_some() || query.after.is_some() || query.channel_id.is_some();
    let mut marks: Vec<Vec<Mark>> = has.iter().map(|has| vec![Mark::Has(*has)]).collect();
    marks.extend(query.author_id.map(|author| vec![Mark::Author(author)]));
    marks.extend(query.mentions.map(|user| {
        let is_own = user == cx.user();
        let roles = sight.roles.iter().filter(|_| is_own).map(|role| Mark::Role(*role));
        [Mark::User(user)].into_iter().chain(is_own.then_some(Mark::Everyone)).chain(roles).collect()
    }));
    if ask.all.is_empty() && marks.is_empty() && !is_bounded {
        return Err(Error::invalid("q", "A word that must be there, or a filter."));
    }
    Ok(Wanted {
        ask,
        marks,
        from: query.after.map_or(0, |after| first_at(after.0.saturating_add(1))),
        below: query.before.map_or(i64::MAX, |before| first_at(before.0)),
        most: 0,
        floors_of: sight.has_floors.then(|| cx.user()),
    })
}

fn asked(q: &str) -> Result<Ask> {
    let clean = text::block("q", q.trim(), SEARCH_MAX)?;
    if clean.chars().count() < SEARCH_MIN {
        return Err(Error::invalid("q", format!("{SEARCH_MIN} to {SEARCH_MAX} characters.")));
    }
    // A blank at the end says that the last word is whole.
    let is_whole = q.ends_with(char::is_whitespace);
    Ok(parse(&if is_whole { clean + " " } else { clean }))
}

async fn newest(conn: &mut Conn, paging: &Paging<'_, Place>, mut wanted: Wanted, sight: &Sight) -> Result<Page<Found>> {
    if let Some(Place::New(n) | Place::Best { n, .. }) = paging.after {
        wanted.below = wanted.below.min(n);
    }
    wanted.most = paging.limit.plus_one();
    let found = store::find(conn, &wanted, &sight.channels).await?;
    paging.page(found, |found| Place::New(found.n))
}

async fn best(conn: &mut Conn, paging: &Paging<'_, Place>, mut wanted: Wanted, sight: &Sight) -> Result<Page<Found>> {
    let after = match paging.after {
        Some(Place::Best { newest, score, n }) => Some((newest, (score, n))),
        Some(Place::New(_)) | None => None,
    };
    if let Some((newest, _)) = after {
        // What came since the first page would shift the others.
        wanted.below = wanted.below.min(newest.saturating_add(1));
    }
    wanted.most = WEIGHED;
    let found = store::find(conn, &wanted, &sight.channels).await?;
    let newest = after.map_or_else(|| found.first().map_or(0, |first| first.n), |(newest, _)| newest);
    let mut weighed: Vec<(i64, Found)> = found
        .into_iter()
        .map(|found| (rank::score(found.content.as_deref().unwrap_or_default(), &wanted.ask), found))
        .filter(|(score, found)| after.is_none_or(|(_, last)| (*score, found.n) < last))
        .collect();
    weighed.sort_unstable_by_key(|(score, found)| std::cmp::Reverse((*score, found.n)));
    weighed.truncate(usize::try_from(paging.limit.plus_one()).unwrap_or(usize::MAX));
    let page = paging.page(weighed, |(score, found)| Place::Best { newest, score: *score, n: found.n })?;
    Ok(Page { items: page.items.into_iter().map(|(_, found)| found).collect(), next_cursor: page.next_cursor })
}

async fn hits(cx: &Cx, conn: &mut Conn, ask: &Ask, found: &[Found]) -> Result<Vec<Hit>> {
    let ids: Vec<_> = found.iter().map(|found| found.message).collect();
    let mut messages = rows::by_ids(conn, &ids).await?;
    rows::hydrate(conn, &cx.app, Some(cx.user()), &mut messages).await?;
    let mut by_id: HashMap<_, Message> = messages.into_iter().map(|message| (message.id, message)).collect();
    let hit = |message: Message| Hit {
        highlights: message.content.as_deref().map(|content| rank::highlights(content, ask)).unwrap_or_default(),
        message,
    };
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).map(hit).collect())
}
