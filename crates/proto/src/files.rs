//! Files: uploads, attachments and the addresses to read them.

use crate::{ChannelId, FileId, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an upload is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UploadPurpose {
    /// A file of a message.
    Attachment,
    /// A person's picture.
    Avatar,
    /// A space's picture.
    SpaceIcon,
    /// A group's picture.
    GroupIcon,
}

/// The form fields of `POST /uploads` (multipart/form-data), in this order.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UploadForm {
    /// What it is for.
    pub purpose: UploadPurpose,
    /// The channel, for attachments.
    pub channel_id: Option<ChannelId>,
    /// The bytes, with a file name.
    #[schemars(with = "String", extend("format" = "binary"))]
    pub file: Vec<u8>,
}

/// An upload that waits to be claimed by a message, profile or space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Upload {
    /// Id.
    pub id: FileId,
    /// File name.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// What the bytes are.
    pub content_type: String,
    /// Pixels, for pictures.
    pub width: Option<i64>,
    /// Pixels, for pictures.
    pub height: Option<i64>,
    /// Blurred picture to show meanwhile: base64 of a ThumbHash of at most 28 bytes.
    pub placeholder: Option<String>,
    /// When it is deleted unless claimed.
    pub expires_at: Timestamp,
}

/// A file of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attachment {
    /// Id.
    pub id: FileId,
    /// File name.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// What the bytes are.
    pub content_type: String,
    /// Pixels, for pictures.
    pub width: Option<i64>,
    /// Pixels, for pictures.
    pub height: Option<i64>,
    /// Blurred picture to show meanwhile: base64 of a ThumbHash of at most 28 bytes.
    pub placeholder: Option<String>,
    /// What it shows, in words.
    pub description: Option<String>,
    /// Signed addresses, good for 15 to 30 minutes.
    pub urls: FileUrls,
}

/// Signed addresses of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileUrls {
    /// The file itself.
    pub original: String,
    /// At most 1280 pixels, for pictures.
    pub preview: Option<String>,
    /// At most 320 pixels, for pictures.
    pub thumb: Option<String>,
}

/// `POST /files/urls`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RenewUrls {
    /// At most 100.
    pub ids: Vec<FileId>,
}

/// Fresh addresses, for the files the caller may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RenewedUrls {
    /// By file id.
    pub urls: BTreeMap<FileId, FileUrls>,
}
