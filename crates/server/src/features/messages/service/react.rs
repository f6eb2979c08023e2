//! Reactions.

use super::{audit, live, refuse_plaintext};
use crate::{
    access::{self, ChannelAccess},
    edge::http::{Cx, Paging},
    error::{Error, Result},
    events::Announce,
    features::{
        identity,
        messages::store::{
            marks,
            write::{self, Brief},
        },
        people,
    },
    text,
};
use snug_platform::db::Tx;
use snug_proto::{
    MessageId, Page, Perm, UserId, account::User, events::Event, limits::REACTIONS_MAX, messages::MessageKind,
    page::PageQuery,
};

/// Reacts with an emoji; twice is as good as once.
///
/// # Errors
/// * `not_found`: no such message, deleted, or out of the caller's sight.
/// * `forbidden`: the caller lacks `add_reactions`.
/// * `cannot_message`: a block keeps the caller and the author apart.
/// * `invalid` with field `emoji`: not a Unicode emoji.
/// * `limit_reached`: 20 different ones are there.
pub async fn put(cx: &Cx, message: MessageId, emoji: &str) -> Result<()> {
    let emoji = text::emoji("emoji", emoji)?;
    let mut tx = cx.app.db.write().await?;
    let (here, brief) = live(cx, &mut tx, message).await?;
    let here = here.require(Perm::AddReactions)?.unblocked()?;
    refuse_plaintext(&here)?;
    let author: Vec<UserId> = brief.author.filter(|_| brief.kind == MessageKind::User).into_iter().collect();
    if !access::apart(&mut tx, cx.user(), &author).await?.is_empty() {
        return Err(Error::cannot_message());
    }
    write::hold(&mut tx, message).await?.ok_or_else(Error::not_found)?;
    if !marks::react(&mut tx, &here, message, emoji, cx.now_ms).await? {
        return Ok(());
    }
    let counts = marks::counts(&mut tx, message, emoji).await?;
    if counts.different > REACTIONS_MAX {
        return Err(Error::limit_reached("reactions"));
    }
    let event = Event::ReactionAdd {
        channel_id: brief.channel,
        message_id: message,
        user_id: cx.user(),
        emoji: emoji.to_owned(),
        count: counts.people,
    };
    tx.emit(here.to_readers_of(brief.seq), &event);
    tx.commit().await?;
    Ok(())
}

/// Takes an own reaction back; twice is as good as once.
///
/// # Errors
/// * `not_found`: no such message, deleted, or out of the caller's sight.
/// * `invalid` with field `emoji`: not a Unicode emoji.
pub async fn take_back(cx: &Cx, message: MessageId, emoji: &str) -> Result<()> {
    let emoji = text::emoji("emoji", emoji)?;
    let mut tx = cx.app.db.write().await?;
    let (here, brief) = live(cx, &mut tx, message).await?;
    if remove(&mut tx, &here, &brief, cx.user(), emoji).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Takes somebody's reaction off.
///
/// # Errors
/// As [`take_back`], and `forbidden`: the caller lacks `manage_messages`.
pub async fn take_off(cx: &Cx, message: MessageId, emoji: &str, user: UserId) -> Result<()> {
    let emoji = text::emoji("emoji", emoji)?;
    let mut tx = cx.app.db.write().await?;
    let (here, brief) = live(cx, &mut tx, message).await?;
    let here = here.require(Perm::ManageMessages)?;
    if remove(&mut tx, &here, &brief, user, emoji).await? {
        audit(cx, &mut tx, &here, "reaction_remove", &brief).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn remove(tx: &mut Tx, here: &ChannelAccess, brief: &Brief, user: UserId, emoji: &str) -> Result<bool> {
    let message = brief.id;
    write::hold(tx, message).await?.ok_or_else(Error::not_found)?;
    if !marks::unreact(tx, message, user, emoji).await? {
        return Ok(false);
    }
    let counts = marks::counts(tx, message, emoji).await?;
    let event = Event::ReactionRemove {
        channel_id: here.channel(),
        message_id: message,
        user_id: user,
        emoji: emoji.to_owned(),
        count: counts.people,
    };
    tx.emit(here.to_readers_of(brief.seq), &event);
    Ok(true)
}

/// Takes all reactions off.
///
/// # Errors
/// * `not_found`: no such message, deleted, or out of the caller's sight.
/// * `forbidden`: the caller lacks `manage_messages`.
pub async fn clear(cx: &Cx, message: MessageId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let (here, brief) = live(cx, &mut tx, message).await?;
    let here = here.require(Perm::ManageMessages)?;
    write::hold(&mut tx, message).await?.ok_or_else(Error::not_found)?;
    if !marks::clear(&mut tx, message).await? {
        return Ok(());
    }
    audit(cx, &mut tx, &here, "reaction_clear", &brief).await?;
    let event = Event::ReactionClear { channel_id: here.channel(), message_id: message, emoji: None };
    tx.emit(here.to(), &event);
    tx.commit().await?;
    Ok(())
}

/// Who reacted with an emoji, first come first.
///
/// # Errors
/// * `not_found`: no such message, deleted, or out of the caller's sight.
/// * `forbidden`: the caller lacks `read_history`.
/// * `invalid` with field `emoji`: not a Unicode emoji.
pub async fn who(cx: &Cx, message: MessageId, emoji: &str, query: &PageQuery) -> Result<Page<User>> {
    let emoji = text::emoji("emoji", emoji)?;
    let list = ("reactions", message, emoji);
    let paging: Paging<'_, (i64, UserId)> = Paging::open(cx, list, query.cursor.as_deref(), query.limit)?;
    let mut conn = cx.app.db.read().await?;
    let (here, _) = live(cx, &mut conn, message).await?;
    here.require(Perm::ReadHistory)?;
    let reacted = marks::who(&mut conn, message, emoji, paging.after, paging.limit.plus_one()).await?;
    let page = paging.page(reacted, |reacted| (reacted.at_ms, reacted.user))?;
    let mut users = identity::users(&mut conn, page.items.iter().map(|reacted| reacted.user)).await?;
    people::trim(&mut conn, cx.user(), users.values_mut()).await?;
    let items = page.items.iter().filter_map(|reacted| users.remove(&reacted.user)).collect();
    Ok(Page { items, next_cursor: page.next_cursor })
}
