//! A block between the two of a direct conversation.

use super::*;
use snug_proto::{Code, files::UploadPurpose, messages::MessagePage};
use std::{collections::BTreeSet, time::Duration};

const HEART: &str = "%F0%9F%91%8D";

/// A direct conversation, and what each has said in it.
struct Surfaces {
    ada: Person,
    ben: Person,
    direct: ChannelId,
    of_ada: Message,
    of_ben: Message,
}

impl Surfaces {
    /// Every surface is closed to both, with one body; what was said stays to be read.
    async fn hold(&self, when: &str) {
        for (one, own, theirs) in [(&self.ada, &self.of_ada, &self.of_ben), (&self.ben, &self.of_ben, &self.of_ada)] {
            let messages = format!("/channels/{}/messages", self.direct);
            let at = |message: &Message, rest: &str| format!("/messages/{}{rest}", message.id);
            let other = if one.id == self.ada.id { self.ben.id } else { self.ada.id };
            let refused = [
                one.says(self.direct, "please").await,
                one.post(&messages, json!({ "content": "so", "reply_to": theirs.id })).await,
                one.patch(&at(own, ""), json!({ "content": "otherwise" })).await,
                one.put(&at(theirs, &format!("/reactions/{HEART}")), Value::Null).await,
                one.put(&at(own, &format!("/reactions/{HEART}")), Value::Null).await,
                one.put(&at(own, "/pin"), Value::Null).await,
                one.put(&at(theirs, "/pin"), Value::Null).await,
                one.delete(&at(theirs, "/pin")).await,
                one.post(&format!("/channels/{}/typing", self.direct), Value::Null).await,
                one.post("/conversations", json!({ "user_ids": [other, self.direct.0], "encryption": "off" })).await,
            ];
            let bodies: BTreeSet<String> = refused.iter().map(Expect::text).collect();
            assert_eq!(bodies.len(), 1, "{when}: {} finds {bodies:?}", one.name);
            for refusal in refused {
                refusal.refused(Code::CannotMessage);
            }
            let upload = one.client.upload(UploadPurpose::Attachment, Some(self.direct), "a.txt", "a").await;
            assert!(upload.is_err(), "{when}: {} uploads", one.name);
            let read: MessagePage = one.get(&messages).await.ok();
            assert!(read.items.len() >= 2, "{when}: {} reads", one.name);
            let profile: Value = one.get(&format!("/users/{other}")).await.ok();
            assert_eq!(profile["bio"], Value::Null);
        }
    }

    /// Blocks, or takes it away.
    async fn block(one: &Person, method: &str, other: &Person) {
        one.send(method, &format!("/blocks/{}", other.id), None).await.done();
    }
}

// control: canis-x09
#[tokio::test]
async fn a_block_holds_on_every_surface_and_for_good() {
    let world = plain().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let (space, _) = world.space(&ada, &[&ben]).await;
    let direct: Channel = ada.opens(&[&ben]).await.created();
    let (of_ada, of_ben) = (ada.utters(direct.id, "from ada").await, ben.utters(direct.id, "from ben").await);
    let gone = ben.utters(direct.id, "to be taken back").await;
    ben.leaves(space.id).await;
    for person in [&ada, &ben] {
        let _: Value = person.patch("/me", json!({ "bio": "Lamps." })).await.ok();
    }
    let mut here = Surfaces { ada, ben, direct: direct.id, of_ada, of_ben };
    Surfaces::block(&here.ada, "PUT", &here.ben).await;
    here.hold("right away").await;
    here.ben.delete(&format!("/messages/{}", gone.id)).await.done();
    world.wait(Duration::from_secs(2 * 60 * 60));
    here.hold("two hours later").await;
    let world = world.restart().await;
    (here.ada, here.ben) = (here.ada.at(&world.base), here.ben.at(&world.base));
    here.hold("after a restart").await;
    Surfaces::block(&here.ben, "PUT", &here.ada).await;
    Surfaces::block(&here.ada, "DELETE", &here.ben).await;
    here.hold("with the other's block left").await;
    Surfaces::block(&here.ben, "DELETE", &here.ada).await;
    here.ada.utters(here.direct, "at last").await;
    world.stop().await;
}
