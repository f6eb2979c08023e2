//! Pins.

use super::{audit, live, place, tell, whole};
use crate::{
    access::ChannelAccess,
    edge::http::{Cx, Paging},
    error::{Error, Result},
    events::Announce,
    features::messages::{
        search,
        store::{
            marks, rows,
            write::{self, Brief, Place, Turn},
        },
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    ChannelId, MessageId, Page, Perm, Timestamp,
    channels::Encryption,
    events::Event,
    limits::PINS_MAX,
    messages::{Message, MessageKind, SystemEvent},
    page::PageQuery,
};

/// Pins a message and says so in the channel; twice is as good as once.
///
/// # Errors
/// * `not_found`: no such message, deleted, or out of the caller's sight.
/// * `forbidden`: the caller lacks `pin_messages`.
/// * `limit_reached`: the channel has 50 pins.
/// * `invalid`: the space itself said it.
pub async fn pin(cx: &Cx, message: MessageId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let (here, brief) = live(cx, &mut tx, message).await?;
    let here = here.require(Perm::PinMessages)?.unblocked()?;
    if brief.kind != MessageKind::User {
        return Err(Error::invalid("message_id", "Only what people say can be pinned."));
    }
    // Taking the next number holds the channel: pins are counted one after the other.
    let Turn { seq, .. } = write::next_seq(&mut tx, brief.channel, cx.now_ms).await?.ok_or_else(Error::not_found)?;
    write::hold(&mut tx, message).await?.ok_or_else(Error::not_found)?;
    if !marks::pin(&mut tx, &here, message, cx.now_ms).await? {
        return Ok(());
    }
    if marks::pins(&mut tx, brief.channel).await? > PINS_MAX {
        return Err(Error::limit_reached("pins"));
    }
    audit(cx, &mut tx, &here, "message_pin", &brief).await?;
    remark(cx, &mut tx, &here, message).await?;
    told(cx, &mut tx, &here, &brief, true);
    let event = SystemEvent::Pin { user: (*cx.actor.profile).clone(), message_id: message };
    let place = Place { id: cx.new_id(), seq, now_ms: cx.now_ms };
    write::insert_system(&mut tx, brief.channel, &place, cx.user(), &event).await?;
    let said = said(brief.channel, &place, event);
    tell::created(&mut tx, here.to(), &said);
    tx.commit().await?;
    Ok(())
}

/// Takes a pin off; twice is as good as once.
///
/// # Errors
/// * `not_found`: no such message, deleted, or out of the caller's sight.
/// * `forbidden`: the caller lacks `pin_messages`.
pub async fn unpin(cx: &Cx, message: MessageId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let (here, brief) = live(cx, &mut tx, message).await?;
    let here = here.require(Perm::PinMessages)?.unblocked()?;
    if marks::unpin(&mut tx, &here, message).await? {
        audit(cx, &mut tx, &here, "message_unpin", &brief).await?;
        remark(cx, &mut tx, &here, message).await?;
        told(cx, &mut tx, &here, &brief, false);
        tx.commit().await?;
    }
    Ok(())
}

/// A pin is among what can be searched for.
async fn remark(cx: &Cx, tx: &mut Tx, here: &ChannelAccess, message: MessageId) -> Result<()> {
    if here.encryption() == Encryption::Required {
        return Ok(());
    }
    let message = whole(cx, tx, message, cx.user()).await?;
    search::put(tx, here.space(), &message).await
}

fn told(cx: &Cx, tx: &mut Tx, here: &ChannelAccess, message: &Brief, pinned: bool) {
    let event = Event::PinUpdate {
        channel_id: here.channel(),
        message_id: message.id,
        pinned,
        by: cx.user(),
        at: Timestamp(cx.now_ms),
    };
    tx.emit(here.to_readers_of(message.seq), &event);
}

/// What the space itself says.
pub fn said(channel: ChannelId, place: &Place, event: SystemEvent) -> Message {
    Message {
        id: place.id,
        channel_id: channel,
        seq: place.seq,
        kind: MessageKind::System,
        author: None,
        content: None,
        attachments: Vec::new(),
        reply_to: None,
        mentions: snug_proto::messages::Mentions::default(),
        reactions: Vec::new(),
        pinned: false,
        system: Some(event),
        nonce: None,
        revision: 0,
        edited_at: None,
        created_at: Timestamp(place.now_ms),
    }
}

/// The pinned messages of a channel, last pinned first.
///
/// # Errors
/// * `not_found`: no such channel, or out of the caller's sight.
/// * `forbidden`: the caller lacks `read_history`.
pub async fn list(cx: &Cx, channel: ChannelId, query: &PageQuery) -> Result<Page<Message>> {
    let paging: Paging<'_, (i64, MessageId)> =
        Paging::open(cx, ("pins", channel), query.cursor.as_deref(), query.limit)?;
    let mut conn = cx.app.db.read().await?;
    let here = place(cx, &mut conn, channel).await?.require(Perm::ReadHistory)?;
    let pinned = rows::pinned(&mut conn, &here, paging.after, paging.limit.plus_one()).await?;
    let page = paging.page(pinned, |pinned| (pinned.at_ms, pinned.message.id))?;
    let mut items: Vec<Message> = page.items.into_iter().map(|pinned| pinned.message).collect();
    rows::hydrate(&mut conn, &cx.app, Some(cx.user()), &mut items).await?;
    Ok(Page { items, next_cursor: page.next_cursor })
}
