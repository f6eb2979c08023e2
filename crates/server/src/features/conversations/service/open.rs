//! Opening.

use super::{hide, lock, some};
use crate::{
    edge::http::Cx,
    error::{Error, Result},
    events::{Announce, Signal},
    features::{
        channels,
        conversations::{
            model::{self, Draft},
            store::{self, NewRow},
        },
        people,
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    ChannelId, UserId,
    channels::{Channel, ChannelKind, NewConversation},
    events::Event,
    reads::ReadState,
};
use std::collections::BTreeSet;

/// What became of opening.
pub enum Opened {
    /// It was made now.
    New(Channel),
    /// The pair has had it.
    Known(Channel),
}

/// Opens a conversation: the one of a pair, or a new group. Who finds it in their list again or for the first time must
/// be one who may write to the others.
///
/// # Errors
/// * `invalid`: not one to nine others, a name for a pair, or no encryption where it is needed.
/// * `cannot_message`: a block, a setting, no relation, or nobody there; never says which.
/// * `limit_reached`: the caller is in as many conversations as can be.
pub async fn open(cx: &Cx, new: NewConversation) -> Result<Opened> {
    let draft = Draft::parse(new, cx.user(), cx.app.config.allows_plain_conversations)?;
    let mut people = draft.others.clone();
    people.insert(cx.user());
    let mut tx = cx.app.db.write().await?;
    lock(&mut tx, &people).await?;
    let pair_key = match draft.kind() {
        ChannelKind::Direct => draft.others.first().map(|other| model::pair_key(cx.user(), *other)),
        _ => None,
    };
    if let Some(key) = &pair_key
        && let Some(known) = store::by_pair(&mut tx, cx.user(), key).await?
    {
        if known.is_hidden {
            check(&mut tx, cx, &draft.others).await?;
            let here = cx.channel(&mut tx, known.id).await?;
            hide::note(&mut tx, &here, false).await?;
        }
        let channel = one(&mut tx, cx.user(), known.id).await?;
        tx.commit().await?;
        return Ok(Opened::Known(channel));
    }
    room(&mut tx, cx, &people).await?;
    check(&mut tx, cx, &draft.others).await?;
    let id: ChannelId = cx.new_id();
    let row = NewRow { id, pair_key: pair_key.as_deref(), creator: cx.user(), draft: &draft, now_ms: cx.now_ms };
    store::insert(&mut tx, &row).await?;
    for person in std::iter::once(cx.user()).chain(draft.others.iter().copied()) {
        store::add(&mut tx, id, person, cx.now_ms, 0).await?;
    }
    let channel = one(&mut tx, cx.user(), id).await?;
    for person in &people {
        tx.signal(Signal::ConversationCame { channel: id, user: *person });
    }
    tx.signal(Signal::TiesChanged { users: people.iter().copied().collect() });
    let read = ReadState { channel_id: id, last_read_seq: 0, last_seq: 0, unread: 0, mentions: 0 };
    // In the beginning it looks the same to everybody.
    let event = Event::ChannelCreate { channel: channel.clone(), read: Some(read) };
    tx.emit(some(id, 0, people), &event);
    tx.commit().await?;
    Ok(Opened::New(channel))
}

/// Goes on only when the caller may write to all of them.
pub(super) async fn check(tx: &mut Tx, cx: &Cx, others: &BTreeSet<UserId>) -> Result<()> {
    let others: Vec<UserId> = others.iter().copied().collect();
    if people::may_write(tx, cx.user(), &others).await? { Ok(()) } else { Err(Error::cannot_message()) }
}

/// Goes on only while everybody can be in one more conversation; who is full cannot be written to anew.
pub(super) async fn room(tx: &mut Tx, cx: &Cx, people: &BTreeSet<UserId>) -> Result<()> {
    let full = store::full(tx, people, cx.app.config.counts.conversations).await?;
    if full.contains(&cx.user()) {
        return Err(Error::limit_reached("conversations"));
    }
    if full.is_empty() { Ok(()) } else { Err(Error::cannot_message()) }
}

/// A conversation as somebody in it sees it.
pub(super) async fn one(tx: &mut Tx, user: UserId, id: ChannelId) -> Result<Channel> {
    channels::conversations(tx, user, &[id]).await?.pop().ok_or_else(Error::not_found)
}
