//! Stories of conversations: opening, hiding, groups, and who has no power there.

mod blocks;
mod groups;
mod hiding;
mod opening;
mod powerless;

use crate::testkit::{Expect, Person, World};
use serde_json::{Value, json};
use snug_proto::{ChannelId, Page, UserId, channels::Channel, messages::Message};

/// A place where conversations may be plain.
async fn plain() -> World {
    World::start_with(|config| config.allows_plain_conversations = true).await
}

impl Person {
    /// Asks for a plain conversation with others.
    async fn opens(&self, others: &[&Person]) -> Expect {
        let ids: Vec<UserId> = others.iter().map(|other| other.id).collect();
        self.post("/conversations", json!({ "user_ids": ids, "encryption": "off" })).await
    }
    /// Lets everybody write.
    async fn welcomes_everyone(&self) {
        let _: Value = self.patch("/me", json!({ "direct_policy": "everyone" })).await.ok();
    }
    /// Adds somebody to a group.
    async fn adds(&self, group: ChannelId, other: &Person) -> Expect {
        self.put(&format!("/conversations/{group}/members/{}", other.id), Value::Null).await
    }
    /// Takes somebody out of a group, perhaps oneself.
    async fn takes_out(&self, group: ChannelId, other: &Person) -> Expect {
        self.delete(&format!("/conversations/{group}/members/{}", other.id)).await
    }
    /// Says something that is said.
    async fn utters(&self, channel: ChannelId, content: &str) -> Message {
        self.says(channel, content).await.created()
    }
    /// What this person has in the list.
    async fn conversations(&self) -> Vec<Channel> {
        let page: Page<Channel> = self.get("/conversations").await.ok();
        page.items
    }
}
