use super::*;
use snug_proto::{Code, account::User, channels::Channel, messages::Message, reads::ReadState, spaces::Member};
use std::time::Duration;

const HEART: &str = "%F0%9F%91%8D";

#[tokio::test]
async fn a_block_ends_what_was_between_two_and_tells_the_blocker_alone() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    ada.befriends(&ben).await;
    let mut ears = Ears::of(&world);
    ada.blocks(&ben).await;
    ada.blocks(&ben).await;
    let told = ears.confided();
    let blocks: Vec<_> = told.iter().filter(|(_, event)| matches!(event, Event::BlockUpdate { .. })).collect();
    assert_eq!(blocks, [&(ada.id, Event::BlockUpdate { user_id: ben.id, blocked: true })]);
    let parted: Vec<UserId> = told
        .iter()
        .filter(|(_, event)| matches!(event, Event::FriendUpdate { state: None, .. }))
        .map(|(to, _)| *to)
        .collect();
    assert_eq!((parted, told.len()), (vec![ada.id, ben.id], 3));
    assert_eq!((ada.friends().await, ben.friends().await), (vec![], vec![]));
    assert_eq!((ada.blocked().await, ben.blocked().await), (vec![ben.id], vec![]));
    ada.unblocks(&ben).await;
    ada.unblocks(&ben).await;
    assert_eq!(ears.confided(), [(ada.id, Event::BlockUpdate { user_id: ben.id, blocked: false })]);
    assert_eq!(ada.friends().await, [], "what ended does not come back");
    ada.put(&format!("/blocks/{}", ada.id), Value::Null).await.refused(Code::Invalid);
    let nobody = world.app.ids.uuid();
    ada.put(&format!("/blocks/{nobody}"), Value::Null).await.done();
    assert_eq!(ada.blocked().await, []);
    world.stop().await;
}

#[tokio::test]
async fn a_block_and_a_request_at_once_leave_a_block_and_nothing_else() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    for _ in 0..8 {
        let (asked, ()) = tokio::join!(ben.asks(&ada), ada.blocks(&ben));
        assert!(matches!(asked.status, 201 | 404), "{}", asked.text());
        assert_eq!((ada.friends().await, ben.friends().await), (vec![], vec![]));
        assert_eq!(ada.blocked().await, [ben.id]);
        ada.unblocks(&ben).await;
        ben.asks(&ada).await.created::<Friend>();
        let (accepted, ()) = tokio::join!(ada.accepts(&ben), ben.blocks(&ada));
        assert!(matches!(accepted.status, 200 | 404), "{}", accepted.text());
        assert_eq!((ada.friends().await, ben.friends().await), (vec![], vec![]));
        ben.unblocks(&ada).await;
    }
    world.stop().await;
}

/// What each surface of a shared space shows of a block, for both sides.
struct Surfaces {
    ada: Person,
    ben: Person,
    channel: Channel,
    of_ada: Message,
    of_ben: Message,
}

impl Surfaces {
    async fn hold(&self, when: &str) {
        for (one, other, theirs) in [(&self.ada, &self.ben, &self.of_ben), (&self.ben, &self.ada, &self.of_ada)] {
            let refused = one.put(&format!("/messages/{}/reactions/{HEART}", theirs.id), Value::Null).await;
            assert_eq!(refused.text(), REFUSAL, "{when}: {} reacts", one.name);
            one.asks(other).await.refused(Code::NotFound);
            one.accepts(other).await.refused(Code::NotFound);
            let named = format!("<@{}>", other.id);
            let said: Message = one.says(self.channel.id, &named).await.created();
            assert_eq!(said.mentions.users, [], "{when}: {} names", one.name);
            let reply = json!({ "content": "so", "reply_to": theirs.id });
            let path = format!("/channels/{}/messages", self.channel.id);
            let reply: Message = one.post(&path, reply).await.created();
            assert_eq!(reply.mentions.users, [], "{when}: {} answers", one.name);
            let edited = json!({ "content": format!("{named} again") });
            let edited: Message = one.patch(&format!("/messages/{}", reply.id), edited).await.ok();
            assert_eq!(edited.mentions.users, [], "{when}: {} edits", one.name);
            self.profile_is_trimmed(one, other, when).await;
            let page: Value = one.get(&path).await.ok();
            assert!(page.to_string().contains(&theirs.id.to_string()), "{when}: what was said stays readable");
        }
    }

    async fn profile_is_trimmed(&self, one: &Person, other: &Person, when: &str) {
        let space = self.channel.space_id.unwrap();
        let profile: User = one.get(&format!("/users/{}", other.id)).await.ok();
        let member: Member = one.get(&format!("/spaces/{space}/members/{}", other.id)).await.ok();
        let mut seen = vec![profile, member.user];
        for list in [format!("/spaces/{space}/members"), format!("/channels/{}/members", self.channel.id)] {
            let page: Page<Member> = one.get(&list).await.ok();
            seen.extend(page.items.into_iter().map(|member| member.user).filter(|user| user.id == other.id));
        }
        let own = format!(
            "/messages/{}/reactions/{HEART}",
            if one.id == self.ada.id { &self.of_ben } else { &self.of_ada }.id
        );
        let page: Page<User> = one.get(&own).await.ok();
        seen.extend(page.items.into_iter().filter(|user| user.id == other.id));
        assert_eq!(seen.len(), 5, "{when}");
        for user in seen {
            assert_eq!((&user.bio, &user.pronouns, &user.accent), (&None, &None, &None), "{when}: {}", one.name);
            assert_eq!(user.username, other.name, "{when}");
        }
    }

    async fn are_open(&self) {
        for (one, other, theirs) in [(&self.ada, &self.ben, &self.of_ben), (&self.ben, &self.ada, &self.of_ada)] {
            let reaction = format!("/messages/{}/reactions/{HEART}", theirs.id);
            one.put(&reaction, Value::Null).await.done();
            one.delete(&reaction).await.done();
            let said: Message = one.says(self.channel.id, &format!("<@{}>", other.id)).await.created();
            assert_eq!(said.mentions.users, [other.id]);
            let profile: User = one.get(&format!("/users/{}", other.id)).await.ok();
            assert_eq!(profile.bio.as_deref(), Some("Words of mine."));
        }
    }
}

const REFUSAL: &str = r#"{"error":"cannot_message","message":"You cannot write to this person."}"#;

async fn surfaces(world: &World) -> Surfaces {
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let (_, channel) = world.space(&ada, &[&ben]).await;
    let profile = json!({ "bio": "Words of mine.", "pronouns": "they", "accent": "#123456" });
    for person in [&ada, &ben] {
        person.patch("/me", profile.clone()).await.ok::<Value>();
    }
    let of_ada: Message = ada.says(channel.id, "from ada").await.created();
    let of_ben: Message = ben.says(channel.id, "from ben").await.created();
    for (person, own) in [(&ada, &of_ada), (&ben, &of_ben)] {
        person.put(&format!("/messages/{}/reactions/{HEART}", own.id), Value::Null).await.done();
    }
    Surfaces { ada, ben, channel, of_ada, of_ben }
}

#[tokio::test]
async fn a_block_holds_on_every_surface_of_a_space_and_for_good() {
    let world = World::start().await;
    let mut here = surfaces(&world).await;
    here.are_open().await;
    here.ada.blocks(&here.ben).await;
    here.hold("right away").await;
    here.ben.blocks(&here.ada).await;
    here.hold("blocked both ways").await;
    here.ada.unblocks(&here.ben).await;
    here.hold("one took theirs away").await;
    world.wait(Duration::from_secs(2 * 3600));
    here.hold("two hours later").await;
    let world = world.restart().await;
    (here.ada, here.ben) = (here.ada.at(&world.base), here.ben.at(&world.base));
    here.hold("after a restart").await;
    here.ben.unblocks(&here.ada).await;
    here.are_open().await;
    world.stop().await;
}

async fn read_of(person: &Person, channel: &Channel) -> (i64, i64) {
    let reads: Vec<ReadState> = person.get("/me/unread").await.ok();
    let read = reads.into_iter().find(|read| read.channel_id == channel.id).unwrap();
    (read.unread, read.mentions)
}

// control: canis-x20
#[tokio::test]
async fn what_a_blocked_person_says_is_not_unread_and_calls_nobody_across_the_block() {
    let world = World::start().await;
    let [ada, ben, cyd] = world.people(["ada", "ben", "cyd"]).await;
    let (space, channel) = world.space(&ada, &[&ben, &cyd]).await;
    let desk = json!({ "name": "Desk", "mentionable": true });
    let desk: Value = ada.post(&format!("/spaces/{}/roles", space.id), desk).await.created();
    let role = desk["id"].as_str().unwrap().parse().map(snug_proto::RoleId).unwrap();
    for person in [&ben, &cyd] {
        ada.gives(space.id, person, role).await;
    }
    cyd.blocks(&ben).await;
    ben.says(channel.id, &format!("<@&{role}> <@{}> hello", cyd.id)).await.created::<Message>();
    cyd.says(channel.id, &format!("<@&{role}> <@{}> hello", ben.id)).await.created::<Message>();
    let of_ada: Message = ada.says(channel.id, "@everyone").await.created();
    assert!(of_ada.mentions.everyone);
    // What one says oneself, one has read: back to the beginning.
    for person in [&ben, &cyd] {
        let path = format!("/channels/{}/ack", channel.id);
        person.post(&path, json!({ "seq": 0, "unread": true })).await.done();
    }
    assert_eq!(read_of(&cyd, &channel).await, (1, 1), "the blocker counts the third one alone");
    assert_eq!(read_of(&ben, &channel).await, (2, 1), "who is blocked still reads, and is not called");
    cyd.unblocks(&ben).await;
    assert_eq!((read_of(&cyd, &channel).await, read_of(&ben, &channel).await), ((2, 2), (2, 2)));
    ben.blocks(&cyd).await;
    assert_eq!((read_of(&cyd, &channel).await, read_of(&ben, &channel).await), ((2, 1), (1, 1)));
    world.stop().await;
}
