//! Editing, and what was there before.

use super::{live, refuse_plaintext, tell, whole};
use crate::{
    edge::http::{Cx, Paging},
    error::{Error, Result},
    features::{
        files,
        messages::{mentions, model, search, store::write},
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    FileId, MessageId, Page, Patch, Perm,
    messages::{EditMessage, Message, MessageKind, Revision},
    page::PageQuery,
};

/// Changes an own message. The former text is kept for the author and the moderators; nobody is notified again,
/// and what the sender did not allow to be called is not called by a new text either.
///
/// # Errors
/// * `not_found`: no such message, deleted, or out of the caller's sight.
/// * `forbidden`: it is not the caller's, or they may no longer write here.
/// * `encryption_required`: the channel takes no plaintext any more.
/// * `invalid`: nothing would be left, the text is too long, or a file to keep is not one of the message's.
pub async fn edit(cx: &Cx, message: MessageId, edit: EditMessage) -> Result<Message> {
    let mut tx = cx.app.db.write().await?;
    let (here, _) = live(cx, &mut tx, message).await?;
    let old = write::hold(&mut tx, message).await?.ok_or_else(Error::not_found)?;
    if old.kind != MessageKind::User || old.author != Some(cx.user()) {
        return Err(Error::forbidden("its author"));
    }
    let here = here.require(Perm::SendMessages)?.unblocked()?;
    refuse_plaintext(&here)?;
    let before = whole(cx, &mut tx, message, cx.user()).await?;
    let content = match edit.content {
        Patch::Keep => old.content.clone(),
        Patch::Clear => None,
        Patch::Set(content) => model::content(Some(content))?,
    };
    let dropped = dropped(&before, edit.attachments.as_deref())?;
    if content == old.content && !dropped {
        return Ok(before);
    }
    let keep: Vec<FileId> = edit.attachments.unwrap_or_else(|| ids(&before));
    if content.is_none() && keep.is_empty() {
        return Err(Error::invalid("content", "A message needs words or a file."));
    }
    let replied = before.reply_to.as_ref().and_then(|reply| reply.author_id);
    let replied = replied.filter(|author| before.mentions.users.contains(author));
    let mut mentions = mentions::resolve(&here, content.as_deref(), replied, &old.allowed);
    mentions::spare(&mut tx, &here, &mut mentions).await?;
    write::rewrite(&mut tx, &old, content.as_deref(), &mentions, cx.now_ms).await?;
    write::mention(&mut tx, &here, (message, old.seq), &mentions).await?;
    if dropped {
        files::keep_of_message(&mut tx, message, &keep).await?;
    }
    finish(cx, tx, message, &here).await
}

async fn finish(cx: &Cx, mut tx: Tx, message: MessageId, here: &crate::access::ChannelAccess) -> Result<Message> {
    let after = whole(cx, &mut tx, message, cx.user()).await?;
    search::put(&mut tx, here.space(), &after).await?;
    tell::updated(&mut tx, here.to_readers_of(after.seq), &after);
    tx.commit().await?;
    Ok(after)
}

fn ids(message: &Message) -> Vec<FileId> {
    message.attachments.iter().map(|attachment| attachment.id).collect()
}

/// True when a file goes.
fn dropped(before: &Message, keep: Option<&[FileId]>) -> Result<bool> {
    let Some(keep) = keep else { return Ok(false) };
    let have = ids(before);
    if keep.iter().any(|file| !have.contains(file)) {
        return Err(Error::invalid("attachments", "Only files of this message can be kept."));
    }
    Ok(have.iter().any(|file| !keep.contains(file)))
}

/// Former texts of a message, newest first.
///
/// # Errors
/// * `not_found`: no such message, deleted, or out of the caller's sight.
/// * `forbidden`: the caller is neither its author nor a moderator, or lacks `read_history`.
pub async fn revisions(cx: &Cx, message: MessageId, query: &PageQuery) -> Result<Page<Revision>> {
    let paging: Paging<'_, i64> = Paging::open(cx, ("revisions", message), query.cursor.as_deref(), query.limit)?;
    let mut conn = cx.app.db.read().await?;
    let (here, brief) = live(cx, &mut conn, message).await?;
    let here = here.require(Perm::ReadHistory)?;
    if brief.author != Some(cx.user()) || brief.kind != MessageKind::User {
        here.require(Perm::ManageMessages)?;
    }
    let before = paging.after.unwrap_or(i64::MAX);
    let revisions = write::revisions(&mut conn, message, before, paging.limit.plus_one()).await?;
    paging.page(revisions, |revision| revision.revision)
}
