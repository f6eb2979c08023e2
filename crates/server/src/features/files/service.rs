//! Use cases of files.

use super::{
    gate::{self, Admitted, Arrival, Incoming},
    lane::Lane,
    model::{self, Claim, Variant},
    serve::{self, Wanted},
    sign,
    store::{self, Found, Reserved},
    store_failed,
};
use crate::{
    access,
    app::App,
    edge::http::{Cx, Guest, Policy, network, patience, spend},
    error::{Error, Result},
};
use futures_util::FutureExt;
use snug_platform::{db::Conn, limits::Rate, objects::Object};
use snug_proto::{
    ChannelId, Code, FileId, Perm, Timestamp,
    channels::{ChannelKind, Encryption},
    files::{RenewUrls, RenewedUrls, Upload, UploadPurpose},
    limits::BULK_MAX,
};
use std::{collections::BTreeMap, ops::Range};

/// An upload that nothing claims goes after so long.
const UNCLAIMED_MS: i64 = 2 * 60 * 60 * 1000;
/// How often one object is handed out in an hour to one account, or one address without.
const DOWNLOADS: Rate = Rate { count: 100, per_ms: 60 * 60 * 1000, burst: 100 };

/// The fields of the form before the bytes.
pub struct NewUpload {
    /// What it is for.
    pub purpose: UploadPurpose,
    /// The channel, for attachments.
    pub channel: Option<ChannelId>,
    /// File name as sent.
    pub name: String,
    /// Content type as sent.
    pub content_type: String,
}

/// Takes bytes in; they wait two hours to be claimed.
///
/// # Errors
/// * `not_found`: no such channel, or out of the caller's sight.
/// * `forbidden`: the caller may not write or attach there.
/// * `encryption_required`: the channel takes no plaintext.
/// * `invalid`: no channel for an attachment, a channel for a picture, a bad name, or a broken picture.
/// * `rate_limited`: more than 1 GiB in an hour, whatever became of it.
/// * `too_large`, `unsupported_media`, `unavailable`: see [`gate::admit`].
pub async fn upload(cx: &Cx, lane: &Lane, new: NewUpload, bytes: Incoming<'_>) -> Result<Upload> {
    let name = model::file_name(&new.name)?;
    let id: FileId = cx.new_id();
    let expires_ms = cx.now_ms + UNCLAIMED_MS;
    patience::promptly(&cx.app, reserve(cx, id, &new, &name, expires_ms).boxed()).await?;
    let arrival = Arrival { id, purpose: new.purpose, name, claim: Claim::of_content_type(&new.content_type) };
    match gate::admit(&cx.app, lane, arrival, bytes).await {
        Ok(admitted) => patience::promptly(&cx.app, complete(cx, admitted, expires_ms).boxed()).await,
        Err(error) => {
            if error.code() == Code::UnsupportedMedia {
                tracing::warn!(
                    account.id = cx.user().short(),
                    file.id = id.short(),
                    "an upload was not what it claimed to be"
                );
            }
            // The refusal is the answer, whatever becomes of what was reserved: nothing claims it, so it goes in time.
            if let Err(Error::Internal(cause) | Error::Unavailable(cause)) = give_up(cx, id).await {
                tracing::error!(
                    file.id = id.short(),
                    cause = format!("{cause:#}"),
                    "a refused upload was not given up"
                );
            }
            Err(error)
        }
    }
}

/// A row stands before the first byte is stored.
async fn reserve(cx: &Cx, id: FileId, new: &NewUpload, name: &str, expires_ms: i64) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    check_place(cx, &mut tx, new).await?;
    let (purpose, channel, now_ms) = (new.purpose, new.channel, cx.now_ms);
    store::reserve(&mut tx, &Reserved { id, purpose, owner: cx.user(), channel, name, expires_ms, now_ms }).await?;
    Ok(tx.commit().await?)
}

async fn check_place(cx: &Cx, conn: &mut Conn, new: &NewUpload) -> Result<()> {
    match (new.purpose, new.channel) {
        (UploadPurpose::Attachment, Some(channel)) => {
            let here = cx.channel(conn, channel).await?;
            let (kind, encryption) = (here.kind(), here.encryption());
            if kind == ChannelKind::Category {
                return Err(Error::not_found());
            }
            here.require(Perm::SendMessages)?.require(Perm::AttachFiles)?.unblocked()?;
            if encryption == Encryption::Required {
                return Err(Error::refused(Code::EncryptionRequired, "This channel takes no plaintext."));
            }
            Ok(())
        }
        (UploadPurpose::Attachment, None) => Err(Error::invalid("channel_id", "An attachment needs its channel.")),
        (UploadPurpose::Avatar | UploadPurpose::SpaceIcon | UploadPurpose::GroupIcon, None) => Ok(()),
        (_, Some(_)) => Err(Error::invalid("channel_id", "Only an attachment has a channel.")),
    }
}

async fn complete(cx: &Cx, Admitted { file, sha256 }: Admitted, expires_ms: i64) -> Result<Upload> {
    let mut tx = cx.app.db.write().await?;
    if !store::complete(&mut tx, &file, sha256.as_ref().map(|digest| digest.as_slice())).await? {
        return Err(Error::not_found());
    }
    tx.commit().await?;
    Ok(Upload {
        id: file.id,
        name: file.name,
        size: file.size,
        content_type: file.content_type,
        width: file.width,
        height: file.height,
        placeholder: file.placeholder,
        expires_at: Timestamp(expires_ms),
    })
}

/// Ends an own upload that nothing claimed.
///
/// # Errors
/// `not_found`: no such upload of the caller.
pub async fn give_up(cx: &Cx, file: FileId) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    if !store::give_up(&mut tx, file, cx.user()).await? {
        return Err(Error::not_found());
    }
    tx.commit().await?;
    Ok(())
}

/// What opens a file: a signature, or else who asks.
pub struct Signature {
    /// Expiry, in seconds.
    pub expires: i64,
    /// The code over file, form and expiry.
    pub code: String,
}

/// An answer with bytes.
pub enum Opened {
    /// The client has them.
    Unchanged(Vec<(&'static str, String)>),
    /// All of them, or one range.
    Bytes {
        /// Headers that do not depend on the range.
        headers: Vec<(&'static str, String)>,
        /// The bytes.
        object: Object,
        /// True for a range.
        is_part: bool,
    },
}

/// Opens a form of a file.
///
/// # Errors
/// * `not_found`: no such file or form, out of sight, gone, or a signature that does not open it.
/// * `rate_limited`: the same object 100 times in an hour.
/// * `unavailable`: the store does not answer.
pub async fn open(
    guest: &Guest,
    file: FileId,
    variant: &str,
    signature: Option<Signature>,
    wanted: &Wanted,
) -> Result<Opened> {
    let variant = Variant::named(variant).ok_or_else(Error::not_found)?;
    let app = &guest.app;
    let found = find(guest, file, variant, signature).await?;
    let headers = serve::headers(&found.file, variant);
    let etag = serve::etag(file, variant);
    if wanted.has(&etag) {
        return Ok(Opened::Unchanged(headers));
    }
    let key = model::key(file, variant);
    let size = u64::try_from(found.file.size).unwrap_or(0);
    // Smaller forms are a few kilobytes: their length is not in the row, and nobody seeks in them.
    let range = if variant == Variant::Original { wanted.range(&etag, size) } else { None };
    if !variant.is_public() {
        charge(guest, file, variant, size, range.as_ref()).await?;
    }
    let is_part = range.is_some();
    let object = match range {
        Some(range) => app.objects.get_range(&key, range).await,
        None => app.objects.get(&key).await,
    };
    Ok(Opened::Bytes { headers, object: object.map_err(store_failed)?, is_part })
}

async fn find(guest: &Guest, file: FileId, variant: Variant, signature: Option<Signature>) -> Result<Found> {
    let app = &guest.app;
    if let Some(signature) = &signature
        && !sign::is_valid(app, file, variant, signature.expires, &signature.code)
    {
        return Err(Error::not_found());
    }
    let mut conn = app.db.read().await?;
    let found = store::find(&mut conn, file).await?.ok_or_else(Error::not_found)?;
    let is_attachment = found.purpose == UploadPurpose::Attachment;
    let exists = match variant {
        Variant::Original => is_attachment,
        Variant::Preview | Variant::Thumb => is_attachment && found.file.variant_type.is_some(),
        Variant::Square(_) => !is_attachment,
    };
    if !exists {
        return Err(Error::not_found());
    }
    if signature.is_none() && !variant.is_public() {
        let actor = guest.actor.as_ref().ok_or_else(Error::not_found)?;
        let channel = found.channel.ok_or_else(Error::not_found)?;
        let here = access::channel(&mut conn, app, actor.user, channel).await?;
        if !found.exists_for(&here) {
            return Err(Error::not_found());
        }
    }
    Ok(found)
}

/// Counts a download. A range counts exactly when it holds one byte whose place only the server knows: a file played
/// in any number of pieces is one download, and half of it is half of one on average.
async fn charge(guest: &Guest, file: FileId, variant: Variant, size: u64, range: Option<&Range<u64>>) -> Result<()> {
    let app = &guest.app;
    let who = match &guest.actor {
        Some(actor) => format!("account:{}", actor.user),
        None => format!("address:{}", network(guest.request.address)),
    };
    let key = format!("file:{who}:{}:{}", file.0.simple(), variant.name());
    if range.is_some_and(|range| !range.contains(&milestone(app, &key, size))) {
        return Ok(());
    }
    spend(app, Policy::Files, key, DOWNLOADS, "This file was read too often. Try again later.").await
}

fn milestone(app: &App, key: &str, size: u64) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = app.keys.mac("file milestone", key.as_bytes());
    u64::from_be_bytes([a, b, c, d, e, f, g, h]) % size.max(1)
}

/// Fresh addresses for those of the files that the caller sees.
///
/// # Errors
/// * `invalid` with field `ids`: more than 100.
/// * `not_found`: one of them is not there, or not to see.
pub async fn renew(cx: &Cx, renew: &RenewUrls) -> Result<RenewedUrls> {
    if renew.ids.len() > BULK_MAX {
        return Err(Error::invalid("ids", "At most 100."));
    }
    let mut conn = cx.app.db.read().await?;
    let mut urls = BTreeMap::new();
    for found in store::find_attachments(&mut conn, &renew.ids).await? {
        let Some(channel) = found.channel else { continue };
        match cx.channel(&mut conn, channel).await {
            Ok(here) if !found.exists_for(&here) => {}
            Ok(_) => {
                urls.insert(found.file.id, sign::urls(&cx.app, found.file.id, found.file.variant_type.is_some()));
            }
            Err(error) if error.code() == Code::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    if urls.is_empty() && !renew.ids.is_empty() {
        return Err(Error::not_found());
    }
    Ok(RenewedUrls { urls })
}
