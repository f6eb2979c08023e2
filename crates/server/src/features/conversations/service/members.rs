//! Who is in a group.

use super::{inside, lock, open, some};
use crate::{
    access::{self, ChannelAccess, Conversation},
    edge::http::Cx,
    error::{Error, Result},
    events::{Announce, Signal},
    features::{
        conversations::store,
        identity,
        spaces::{PurgeChannel, Say},
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    ChannelId, UserId, account::UserRef, channels::ChannelKind, events::Event, limits::GROUP_MAX,
    messages::SystemEvent, reads::ReadState,
};
use std::{collections::BTreeSet, sync::Arc};

/// Adds somebody to a group; twice is as good as once. They find what is said from now on.
///
/// # Errors
/// * `not_found`: no such conversation, or the caller is not in it.
/// * `forbidden`: it is a direct one.
/// * `limit_reached`: ten are in it.
/// * `cannot_message`: the caller may not write to them; never says why.
pub async fn add(cx: &Cx, channel: ChannelId, user: UserId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    group(cx, &mut tx, channel).await?;
    lock(&mut tx, &BTreeSet::from([cx.user(), user])).await?;
    let version = access::bump_conversation(&mut tx, channel).await?;
    let (here, before) = group(cx, &mut tx, channel).await?;
    if before.parties.contains_key(&user) {
        return Ok(());
    }
    if before.parties.len() >= GROUP_MAX {
        return Err(Error::limit_reached("conversation_members"));
    }
    let target = BTreeSet::from([user]);
    open::room(&mut tx, cx, &target).await?;
    open::check(&mut tx, cx, &target).await?;
    store::add(&mut tx, channel, user, cx.now_ms, before.last_seq).await?;
    store::mark_read(&mut tx, channel, user, before.last_seq).await?;
    let who = named(&mut tx, user).await?;
    let event = Event::ConversationMemberAdd { channel_id: channel, user: who.clone(), by: cx.user() };
    tx.emit(here.to(), &event);
    let came = open::one(&mut tx, user, channel).await?;
    let last = before.last_seq;
    let read = ReadState { channel_id: channel, last_read_seq: last, last_seq: last, unread: 0, mentions: 0 };
    tx.signal(Signal::ConversationCame { channel, user });
    tx.signal(Signal::TiesChanged { users: before.parties.keys().copied().chain([user]).collect() });
    tx.emit(some(channel, version, [user]), &Event::ChannelCreate { channel: came, read: Some(read) });
    say(cx, &mut tx, channel, SystemEvent::GroupMemberAdd { user: who, by: (*cx.actor.profile).clone() }).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes somebody out of a group: oneself, or anybody when the caller made it. After the maker has left, who is in it
/// for longest stands in their place; the last one out ends it.
///
/// # Errors
/// * `not_found`: no such conversation, or the caller is not in it.
/// * `forbidden`: it is a direct one, or somebody else's place to say.
pub async fn remove(cx: &Cx, channel: ChannelId, user: UserId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    group(cx, &mut tx, channel).await?;
    access::bump_conversation(&mut tx, channel).await?;
    let (here, before) = group(cx, &mut tx, channel).await?;
    if user != cx.user() && before.creator != Some(cx.user()) {
        return Err(Error::forbidden("the one who made the group"));
    }
    if !before.parties.contains_key(&user) {
        return Ok(());
    }
    store::remove(&mut tx, &here, user).await?;
    tx.signal(Signal::ConversationWent { channel, user });
    tx.signal(Signal::TiesChanged { users: before.parties.keys().copied().collect() });
    let stays = before.creator.filter(|creator| *creator != user);
    let creator = if stays.is_some() { stays } else { store::hand_on(&mut tx, &here).await? };
    match creator {
        Some(creator_id) => {
            let by = cx.user();
            let event = Event::ConversationMemberRemove { channel_id: channel, user_id: user, by, creator_id };
            let left = access::conversation(&mut tx, channel).await?;
            tx.emit(left.to(), &event);
            let user = named(&mut tx, user).await?;
            let event = SystemEvent::GroupMemberRemove { user, by: (*cx.actor.profile).clone() };
            say(cx, &mut tx, channel, event).await?;
        }
        None => {
            store::close(&mut tx, &here, cx.now_ms).await?;
            let payload = PurgeChannel { channel_id: channel };
            cx.app.jobs.enqueue(&mut tx, "messages.purge_channel", &payload).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// A group that the caller is in.
async fn group(cx: &Cx, tx: &mut Tx, channel: ChannelId) -> Result<(ChannelAccess, Arc<Conversation>)> {
    let (here, conversation) = inside(cx, tx, channel).await?;
    if conversation.kind == ChannelKind::Group { Ok((here, conversation)) } else { Err(Error::forbidden("a group")) }
}

async fn named(tx: &mut Tx, user: UserId) -> Result<UserRef> {
    identity::user_refs(tx, [user]).await?.remove(&user).ok_or_else(Error::not_found)
}

async fn say(cx: &Cx, tx: &mut Tx, channel: ChannelId, event: SystemEvent) -> Result<()> {
    let payload = Say { id: cx.new_id(), space_id: None, channel_id: channel, event };
    cx.app.jobs.enqueue(tx, "messages.system", &payload).await?;
    Ok(())
}
