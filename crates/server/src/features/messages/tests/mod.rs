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
    events::{Header, Notice, To},
    testkit::{Person, World},
};
use futures_util::FutureExt;
use serde_json::{Value, json};
use snug_platform::bus::{Delivery, Subscription};
use snug_proto::{
    ChannelId, MessageId,
    channels::Channel,
    events::Event,
    messages::{Message, MessagePage},
    spaces::Space,
};
use tokio::task::coop::unconstrained;

/// Listens to everything that leaves the transactions.
struct Ears(Subscription);

impl Ears {
    fn of(world: &World) -> Self {
        Self(world.app.bus.subscribe())
    }

    /// Events since the last time, with whom they are for.
    fn heard(&mut self) -> Vec<(To, Event)> {
        let mut events = Vec::new();
        // The runtime would make a long look into the queue pause, as if it were empty.
        while let Some(Some(Delivery::Message(message))) = unconstrained(self.0.next()).now_or_never() {
            let notice = Notice::decode(message).unwrap();
            if let Header::Event(to) = notice.header {
                events.push((to, serde_json::from_slice(&notice.body).unwrap()));
            }
        }
        events
    }

    /// Events about a channel, without those for one person.
    fn told(&mut self) -> Vec<Event> {
        let all = self.heard().into_iter();
        all.filter(|(to, _)| matches!(to, To::Channel(..))).map(|(_, event)| event).collect()
    }
}

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
