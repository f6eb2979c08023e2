//! Stories of files, told through the public API.

mod coming;
mod going;
mod holding;

use super::{kind::Raster, samples};
use crate::testkit::{Expect, Person, World};
use serde_json::{Value, json};
use snug_proto::{
    ChannelId, FileId,
    channels::Channel,
    files::{FileUrls, RenewedUrls, Upload, UploadPurpose},
    messages::Message,
    spaces::Space,
};

/// A place, a space of ada's with ben in it, its channel, and eve, who is a stranger.
async fn room() -> (World, [Person; 3], Space, Channel) {
    let world = World::start().await;
    let [ada, ben, eve] = world.people(["ada", "ben", "eve"]).await;
    let (space, general) = world.space(&ada, &[&ben]).await;
    (world, [ada, ben, eve], space, general)
}

impl Person {
    async fn brings(&self, purpose: UploadPurpose, to: Option<ChannelId>, name: &str, bytes: &[u8]) -> Expect {
        let answer = self.client.upload_raw(purpose, to, name, bytes.to_vec().into()).await.unwrap();
        Expect::of(answer, "/uploads")
    }

    async fn attaches(&self, to: ChannelId, name: &str, bytes: &[u8]) -> Expect {
        self.brings(UploadPurpose::Attachment, Some(to), name, bytes).await
    }

    async fn shows(&self, to: ChannelId, upload: FileId) -> Expect {
        self.post(&format!("/channels/{to}/messages"), json!({ "attachments": [{ "upload_id": upload }] })).await
    }

    /// Says a file and nothing else.
    async fn said_file(&self, to: ChannelId, name: &str, bytes: &[u8]) -> Message {
        let upload: Upload = self.attaches(to, name, bytes).await.created();
        self.shows(to, upload.id).await.created()
    }
}

/// Asks as nobody.
async fn anybody(world: &World, address: &str) -> Expect {
    let answer = world.client().request(reqwest::Method::GET, address, None, None).await.unwrap();
    Expect::of(answer, address)
}

/// Asks with headers, as somebody or nobody.
async fn asking(world: &World, person: Option<&Person>, address: &str, headers: &[(&str, &str)]) -> Expect {
    let client = headers.iter().fold(world.client(), |client, (name, value)| client.with_header(name, value));
    let token = person.map(Person::token);
    Expect::of(client.request(reqwest::Method::GET, address, token, None).await.unwrap(), address)
}

fn objects_folder(world: &World) -> std::path::PathBuf {
    world.app.config.data.join("objects")
}

/// Names of all objects.
fn objects(world: &World) -> Vec<String> {
    fn walk(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if !path.ends_with(".probe") {
                found.push(path.display().to_string());
            }
        }
    }
    let mut found = Vec::new();
    walk(&objects_folder(world), &mut found);
    found
}
