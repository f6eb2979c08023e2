//! Sending.

use super::{place, refuse_plaintext, said_in, tell, whole};
use crate::{
    access::{self, ChannelAccess},
    edge::http::{Cx, Policy, spend_of_channel},
    error::{Error, Result},
    features::{
        files,
        messages::{
            markdown, mentions,
            model::{Draft, Nonce},
            search,
            store::{
                reads, rows,
                write::{self, Place, Turn},
            },
        },
    },
};
use snug_platform::db::{Conn, Tx};
use snug_proto::{
    ChannelId, Code, MessageId, Perm, Problem, Timestamp,
    limits::EXCERPT_MAX,
    messages::{Message, MessageKind, NewMessage, ReplyTo},
    reads::ReadState,
};

/// How long a nonce makes sending twice harmless.
pub const NONCE_MS: i64 = 24 * 60 * 60 * 1000;

/// What became of a message.
pub enum Sent {
    /// It is new.
    New(Message),
    /// It had been sent before.
    Before(Message),
}

/// Posts a message as the caller and, once it is durable, tells everyone who can see the channel.
///
/// # Errors
/// * `not_found`: no such channel, or out of the caller's sight.
/// * `forbidden`: the caller lacks `send_messages`, or `attach_files` for files.
/// * `encryption_required`: the channel takes no plaintext.
/// * `rate_limited`: all together say too much here.
/// * `slow_mode`: the last message of the caller is too young.
/// * `conflict`: the nonce belongs to another body.
/// * `invalid`: see [`Draft::parse`]; `reply_to` is not a message of this channel; an upload is not the caller's.
pub async fn send(cx: &Cx, channel: ChannelId, new: NewMessage) -> Result<Sent> {
    let draft = Draft::parse(new)?;
    cx.channel(&mut cx.app.db.read().await?, channel).await?.require(Perm::SendMessages)?;
    spend_of_channel(&cx.app, Policy::MessageSend, channel).await?;
    let refusal = match attempt(cx, channel, &draft).await {
        Ok(Some(message)) => return Ok(Sent::New(message)),
        Ok(None) => None,
        // Who repeats a message that was sent is not slowed down.
        Err(error) if error.code() == Code::SlowMode && draft.nonce.is_some() => Some(error),
        Err(error) => return Err(error),
    };
    let before = match &draft.nonce {
        Some(nonce) => before(cx, channel, nonce).await?,
        None => None,
    };
    match (before, refusal) {
        (Some(message), _) => Ok(Sent::Before(message)),
        (None, Some(refusal)) => Err(refusal),
        (None, None) => {
            let message = attempt(cx, channel, &draft).await?;
            message.map(Sent::New).ok_or_else(|| Error::conflict("The nonce is in use."))
        }
    }
}

/// None when the nonce was used before; nothing has happened then.
async fn attempt(cx: &Cx, channel: ChannelId, draft: &Draft) -> Result<Option<Message>> {
    let mut tx = cx.app.db.write().await?;
    let Turn { seq, version } = write::next_seq(&mut tx, channel, cx.now_ms).await?.ok_or_else(Error::not_found)?;
    let here = access::channel_at(&mut tx, &cx.app, cx.user(), channel, version).await?;
    let here = said_in(here)?.require(Perm::SendMessages)?.unblocked()?;
    let here = if draft.attachments.is_empty() { here } else { here.require(Perm::AttachFiles)? };
    refuse_plaintext(&here)?;
    slow_down(cx, &mut tx, &here).await?;
    let place = Place { id: cx.new_id(), seq, now_ms: cx.now_ms };
    let reply_to = reply_to(&mut tx, &here, draft.reply_to).await?;
    let replied = reply_to.as_ref().and_then(|reply| reply.author_id);
    let mut mentions = mentions::resolve(&here, draft.content.as_deref(), replied, &draft.allowed);
    mentions::spare(&mut tx, &here, &mut mentions).await?;
    if !write::insert(&mut tx, &here, &place, draft, &mentions).await? {
        return Ok(None);
    }
    write::mention(&mut tx, &here, (place.id, seq), &mentions).await?;
    let attachments =
        files::claim_attachments(&mut tx, &cx.app, cx.user(), (channel, place.id), &draft.attachments).await?;
    reads::mark(&mut tx, &here, seq, false).await?;
    let message = Message {
        id: place.id,
        channel_id: channel,
        seq,
        kind: MessageKind::User,
        author: Some((*cx.actor.profile).clone()),
        content: draft.content.clone(),
        attachments,
        reply_to,
        mentions,
        reactions: Vec::new(),
        pinned: false,
        system: None,
        nonce: draft.nonce.as_ref().map(|nonce| nonce.text.clone()),
        revision: 0,
        edited_at: None,
        created_at: Timestamp(cx.now_ms),
    };
    search::add(&mut tx, here.space(), &message).await?;
    tell::created(&mut tx, here.to(), &message);
    let read = ReadState { channel_id: channel, last_read_seq: seq, last_seq: seq, unread: 0, mentions: 0 };
    tell::read(&mut tx, cx.user(), read);
    tx.commit().await?;
    Ok(Some(message))
}

/// Slow mode: of two parallel messages one passes.
async fn slow_down(cx: &Cx, tx: &mut Tx, here: &ChannelAccess) -> Result<()> {
    let pause_ms = here.slow_mode_seconds().saturating_mul(1000);
    let is_exempt = here.perms().has(Perm::BypassSlowMode) || here.perms().has(Perm::ManageMessages);
    if pause_ms == 0 || is_exempt || write::stamp(tx, here, cx.now_ms, cx.now_ms - pause_ms).await? {
        return Ok(());
    }
    let last_ms = write::stamped_ms(tx, here).await?.unwrap_or(cx.now_ms);
    let wait_ms = u64::try_from(last_ms + pause_ms - cx.now_ms).unwrap_or(0).max(1);
    let problem = Problem::new(Code::SlowMode, "This channel is in slow mode. Wait a moment.");
    Err(Error::Refused(problem.retry_after_ms(wait_ms)))
}

/// What the message answers. Who may not read back cannot make an old text readable by answering it.
async fn reply_to(tx: &mut Tx, here: &ChannelAccess, target: Option<MessageId>) -> Result<Option<ReplyTo>> {
    let Some(target) = target else { return Ok(None) };
    let found = write::brief(tx, target).await?;
    let found =
        found.filter(|found| found.channel == here.channel() && !found.is_deleted && found.seq > here.from_seq());
    let found = found.ok_or_else(|| Error::invalid("reply_to", "A message of this channel."))?;
    Ok(Some(ReplyTo {
        id: found.id,
        author_id: found.author.filter(|_| found.kind == MessageKind::User),
        excerpt: match found.content {
            Some(content) if here.perms().has(Perm::ReadHistory) && found.seq > here.quotes_from() => {
                markdown::excerpt(&content, EXCERPT_MAX)
            }
            _ => String::new(),
        },
        deleted: false,
    }))
}

/// The message that the nonce belongs to. None when the nonce is free, or so old that it is free again.
async fn before(cx: &Cx, channel: ChannelId, nonce: &Nonce) -> Result<Option<Message>> {
    let mut tx = cx.app.db.write().await?;
    let here = place(cx, &mut tx, channel).await?;
    let Some(former) = write::former(&mut tx, &here, nonce).await? else { return Ok(None) };
    if cx.now_ms - former.at_ms >= NONCE_MS {
        write::free_nonce(&mut tx, former.id).await?;
        tx.commit().await?;
        return Ok(None);
    }
    if former.digest != nonce.digest {
        return Err(Error::conflict("The nonce belongs to another message."));
    }
    whole(cx, &mut tx, former.id, cx.user()).await.map(Some)
}

/// What one message says now.
///
/// # Errors
/// * `not_found`: no such message, deleted, or out of the caller's sight.
/// * `forbidden`: the caller lacks `read_history`.
pub async fn read(cx: &Cx, message: MessageId) -> Result<Message> {
    let mut conn = cx.app.db.read().await?;
    visible(cx, &mut conn, message).await.map(|(_, message)| message)
}

/// What one message says now, with the proof for its channel.
///
/// # Errors
/// As [`read`].
pub async fn visible(cx: &Cx, conn: &mut Conn, message: MessageId) -> Result<(ChannelAccess, Message)> {
    let found = rows::one(conn, message).await?.ok_or_else(Error::not_found)?;
    let here = place(cx, conn, found.channel_id).await?.require(Perm::ReadHistory)?;
    if found.seq <= here.from_seq() {
        return Err(Error::not_found());
    }
    let mut messages = [found];
    rows::hydrate(conn, &cx.app, Some(cx.user()), &mut messages).await?;
    let [message] = messages;
    Ok((here, message))
}
