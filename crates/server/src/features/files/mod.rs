//! Files: bytes that come from outside, pass one gate, and are read again by whoever may.
//!
//! The type is what the bytes are, never what a name or header claims. A row stands before the first byte is stored,
//! so no object can be left without a row; a row whose `expires_ms` is set goes, with its objects, when that time is
//! over, and claiming it (by a message, a profile, a space) clears the time. Attachments are read by who sees their
//! channel now, or by a signed address that opens one object for at most 30 minutes; pictures of people and spaces are
//! public by their random id. Keys in the store are made of ids, never of names.

mod api;
mod gate;
mod kind;
mod lane;
mod model;
#[cfg(any(test, fuzzing))]
pub mod outside;
mod pictures;
mod serve;
mod service;
mod sign;
mod store;
mod strip;
mod sweep;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use store::{FileRow, bytes_of, digests};
pub use sweep::{start, sweep};

use super::{Feature, Job};
use crate::{
    app::App,
    error::{Error, Result},
    text,
};
use snug_platform::{db::Tx, objects::ObjectError};
use snug_proto::{
    ChannelId, FileId, MessageId, UserId,
    files::{Attachment, UploadPurpose},
    limits::ATTACHMENT_DESCRIPTION_MAX,
    messages::NewAttachment,
};

/// Routes and jobs of this capability.
pub const FEATURE: Feature = Feature {
    name: "files",
    routes: api::routes,
    jobs: &[Job::new("files.orphans", |app, _| Box::pin(sweep::compare(app))).every(24)],
};

/// What the store could not do, as an answer.
fn store_failed(error: ObjectError) -> Error {
    match error {
        ObjectError::Unavailable => Error::Unavailable(error.into()),
        ObjectError::NotFound => Error::not_found(),
        ObjectError::Source(cause) | ObjectError::Other(cause) => Error::Internal(cause),
    }
}

/// Takes an own, whole, unclaimed upload for a profile, a space or a group.
///
/// # Errors
/// `invalid` with field `avatar` or `icon`: it is not such an upload.
pub async fn claim_picture(tx: &mut Tx, file: FileId, owner: UserId, purpose: UploadPurpose) -> Result<FileId> {
    if store::claim_picture(tx, file, owner, purpose).await? {
        return Ok(file);
    }
    let field = if purpose == UploadPurpose::Avatar { "avatar" } else { "icon" };
    Err(Error::invalid(field, "An own upload for this purpose that is not in use yet."))
}

/// Lets a claimed file go: it is unreadable with the commit, and its bytes are deleted by the next sweep.
///
/// # Errors
/// `internal`: the database failed.
pub async fn release(tx: &mut Tx, file: FileId) -> Result<()> {
    store::release(tx, &[file]).await
}

/// Takes own uploads for a message, in order.
///
/// # Errors
/// `invalid` with field `attachments[n]…`: not an own, whole, unclaimed upload for this channel, or a description that
/// is too long.
pub async fn claim_attachments(
    tx: &mut Tx,
    app: &App,
    owner: UserId,
    to: (ChannelId, MessageId),
    new: &[NewAttachment],
) -> Result<Vec<Attachment>> {
    let mut claimed = Vec::with_capacity(new.len());
    for (place, attachment) in new.iter().enumerate() {
        let description = description(place, attachment.description.as_deref())?;
        let row = store::claim_attachment(tx, attachment.upload_id, owner, to, place, description.as_deref()).await?;
        let row = row.ok_or_else(|| {
            Error::invalid(format!("attachments[{place}].upload_id"), "An own upload for this channel, not in use yet.")
        })?;
        claimed.push(attachment_of(app, row));
    }
    Ok(claimed)
}

/// The rule for the words about an attachment.
fn description(place: usize, description: Option<&str>) -> Result<Option<String>> {
    let field = format!("attachments[{place}].description");
    let words = description.map(|words| text::block(&field, words, ATTACHMENT_DESCRIPTION_MAX)).transpose()?;
    Ok(words.filter(|words| !words.trim().is_empty()))
}

/// A claimed file with signed addresses, as messages carry it.
pub fn attachment_of(app: &App, file: FileRow) -> Attachment {
    Attachment {
        id: file.id,
        name: file.name,
        size: file.size,
        content_type: file.content_type,
        width: file.width,
        height: file.height,
        placeholder: file.placeholder,
        description: file.description,
        urls: sign::urls(app, file.id, file.variant_type.is_some()),
    }
}

/// Lets the files of messages go, with the rows of the messages.
///
/// # Errors
/// `internal`: the database failed.
pub async fn delete_of_messages(tx: &mut Tx, messages: &[MessageId]) -> Result<()> {
    store::release_of_messages(tx, messages).await
}

/// Lets every file of a channel go, claimed or not: the channel goes for good.
///
/// # Errors
/// `internal`: the database failed.
pub async fn release_of_channel(tx: &mut Tx, channel: ChannelId) -> Result<()> {
    store::release_of_channel(tx, channel).await
}

/// Lets the files of one message go, but for those to keep.
///
/// # Errors
/// `internal`: the database failed.
pub async fn keep_of_message(tx: &mut Tx, message: MessageId, keep: &[FileId]) -> Result<()> {
    store::release_others(tx, message, keep).await
}
