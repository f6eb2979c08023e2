//! Stories of searching.

mod asking;
mod building;
mod corpus;
mod forgetting;
mod naive;
mod ordering;
mod sight;

use super::*;
use crate::testkit::walk;
use snug_proto::{
    Code, Page, SpaceId,
    files::{Upload, UploadPurpose},
    search::Hit,
};

/// A search with its parameters.
fn search(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(parameters);
    format!("{path}?{}", query.finish())
}

fn in_space(space: SpaceId) -> String {
    format!("/spaces/{space}/search")
}

fn in_channel(channel: ChannelId) -> String {
    format!("/channels/{channel}/search")
}

impl Person {
    /// The first page of a search.
    async fn searches(&self, path: &str, parameters: &[(&str, &str)]) -> Vec<Hit> {
        self.get(&search(path, parameters)).await.ok::<Page<Hit>>().items
    }

    /// Texts that answer, newest first.
    async fn finds(&self, path: &str, q: &str) -> Vec<String> {
        let hits = self.searches(path, &[("q", q)]).await;
        hits.into_iter().map(|hit| hit.message.content.unwrap_or_default()).collect()
    }

    /// Sends a text with a file of this name.
    async fn sends_file(&self, channel: ChannelId, content: &str, name: &str, bytes: &[u8]) -> Message {
        let bytes = bytes.to_vec().into();
        let sent = self.client.upload_raw(UploadPurpose::Attachment, Some(channel), name, bytes).await;
        let upload: Upload = sent.unwrap().json().unwrap();
        let body = json!({ "content": content, "attachments": [{ "upload_id": upload.id }] });
        self.post(&messages(channel), body).await.created()
    }
}

/// What of a text is shown as the answer.
fn shown(hit: &Hit) -> Vec<String> {
    let text: Vec<char> = hit.message.content.as_deref().unwrap_or_default().chars().collect();
    let ranges = hit.highlights.iter();
    ranges.map(|range| text[range.start as usize..range.end as usize].iter().collect()).collect()
}

/// A picture of four pixels.
fn tiny_png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(2, 2).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}
