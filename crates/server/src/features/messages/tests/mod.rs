//! Stories of messages, told through the public API.

mod editing;
mod killed;
mod listing;
mod marking;
mod mentioning;
mod purging;
mod reading;
mod searching;
mod sending;
mod work;

use crate::{
    events::To,
    testkit::{Ears, Person, World},
};
use serde_json::{Value, json};
use snug_proto::{
    ChannelId, MessageId,
    channels::Channel,
    events::Event,
    messages::{Message, MessagePage},
    spaces::Space,
};

/// A place, a space of ada's with ben in it, its channel, and eve, who is a stranger.
async fn room() -> (World, [Person; 3], Space, Channel) {
    let world = World::start().await;
    let [ada, ben, eve] = world.people(["ada", "ben", "eve"]).await;
    let (space, general) = world.space(&ada, &[&ben]).await;
    (world, [ada, ben, eve], space, general)
}

fn messages(channel: ChannelId) -> String {
    format!("/channels/{channel}/messages")
}

impl Person {
    /// Says something that is accepted.
    async fn said(&self, channel: ChannelId, content: &str) -> Message {
        self.says(channel, content).await.created()
    }

    /// The newest page.
    async fn reads_page(&self, channel: ChannelId) -> MessagePage {
        self.get(&messages(channel)).await.ok()
    }

    /// Texts of the newest page, newest first.
    async fn reads(&self, channel: ChannelId) -> Vec<String> {
        self.reads_page(channel).await.items.into_iter().filter_map(|message| message.content).collect()
    }

    /// Takes a right of the channel from everyone.
    async fn denies(&self, space: &Space, channel: ChannelId, rights: &[&str]) {
        let everyone = self.everyone(space).await;
        let body = json!({ "allow": [], "deny": rights });
        let answer = self.put(&format!("/channels/{channel}/overrides/role/{everyone}"), body).await;
        assert!(answer.status < 300, "{}", answer.text());
    }

    async fn everyone(&self, space: &Space) -> String {
        let roles: Vec<Value> = self.get(&format!("/spaces/{}/roles", space.id)).await.ok();
        let everyone = roles.iter().find(|role| role["everyone"] == true).unwrap();
        everyone["id"].as_str().unwrap().to_owned()
    }

    async fn deletes(&self, message: MessageId) {
        self.delete(&format!("/messages/{message}")).await.done();
    }
}
