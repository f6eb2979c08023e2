//! Stories of reports.

mod hosting;
mod making;
mod queues;
mod resolving;

use crate::testkit::{Expect, Person, World};
use serde_json::{Value, json};
use snug_proto::{ChannelId, Page, SpaceId, messages::Message, reports::Report};

impl Person {
    /// Reports a message.
    async fn reports(&self, message: &Message) -> Expect {
        self.post("/reports", json!({ "message_id": message.id, "category": "spam" })).await
    }
    /// Takes a report on.
    async fn claims(&self, report: &Report) -> Expect {
        self.post(&format!("/reports/{}/claim", report.id), Value::Null).await
    }
    /// What waits in a space.
    async fn queue(&self, space: SpaceId) -> Vec<Report> {
        self.get(&format!("/spaces/{space}/reports")).await.ok::<Page<Report>>().items
    }
    /// Says something that nobody likes.
    async fn annoys(&self, channel: ChannelId) -> Message {
        self.says(channel, "buy lamps").await.created()
    }
}

/// A space of ada in which ben handles reports, and its channel; cyd and dee are members.
async fn stage(world: &World) -> ([Person; 4], SpaceId, ChannelId) {
    let people = world.people(["ada", "ben", "cyd", "dee"]).await;
    let [ada, ben, cyd, dee] = &people;
    let (space, general) = world.space(ada, &[ben, cyd, dee]).await;
    let rights = ["handle_reports", "manage_messages", "kick_members", "ban_members", "timeout_members"];
    let role = ada.makes_role(space.id, "Desk", &rights).await;
    ada.gives(space.id, ben, role.id).await;
    (people, space.id, general.id)
}
