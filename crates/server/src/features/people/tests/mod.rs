//! Stories of friends, blocks, and who sees whom.

mod blocks;
mod friends;
mod limits;
mod seeing;

use crate::{
    events::To,
    testkit::{Ears, Expect, Person, World},
};
use serde_json::{Value, json};
use snug_proto::{
    Page, UserId,
    events::Event,
    people::{Block, Friend, FriendState},
};

impl Person {
    /// Asks somebody to be friends.
    async fn asks(&self, other: &Person) -> Expect {
        self.post("/friends", json!({ "user_id": other.id })).await
    }
    /// Accepts a request.
    async fn accepts(&self, other: &Person) -> Expect {
        self.put(&format!("/friends/{}", other.id), Value::Null).await
    }
    /// Declines, withdraws or ends.
    async fn parts_from(&self, other: &Person) {
        self.delete(&format!("/friends/{}", other.id)).await.done();
    }
    /// Makes a friendship.
    async fn befriends(&self, other: &Person) {
        self.asks(other).await.created::<Friend>();
        other.accepts(self).await.ok::<Friend>();
    }
    /// Blocks somebody.
    async fn blocks(&self, other: &Person) {
        self.put(&format!("/blocks/{}", other.id), Value::Null).await.done();
    }
    /// Takes a block away.
    async fn unblocks(&self, other: &Person) {
        self.delete(&format!("/blocks/{}", other.id)).await.done();
    }
    /// How others stand to this person.
    async fn friends(&self) -> Vec<(UserId, FriendState)> {
        let page: Page<Friend> = self.get("/friends").await.ok();
        page.items.into_iter().map(|friend| (friend.user.id, friend.state)).collect()
    }
    /// Whom this person blocked.
    async fn blocked(&self) -> Vec<UserId> {
        let page: Page<Block> = self.get("/blocks").await.ok();
        page.items.into_iter().map(|block| block.user.id).collect()
    }
}
