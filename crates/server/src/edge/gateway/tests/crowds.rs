//! Who has many friends and many spaces.

use super::ear::{Ear, frame, identify, opened};
use crate::testkit::{Person, World};
use futures_util::future::join_all;
use serde_json::Value;
use snug_client::Client;
use snug_proto::{
    ChannelId, UserId,
    events::Event,
    gateway::{Ready, ServerFrame},
    messages::Message,
};

const FRIENDS: usize = 1_000;
const SPACES: usize = 100;
const CHANNELS: usize = 3_000;

/// Ada with all of that; most of it as rows, because who made it does not matter here. And one channel of hers.
async fn with_many(world: &World) -> (Person, ChannelId) {
    let [ada] = world.people(["ada"]).await;
    let mut first = None;
    let mut spaces = Vec::with_capacity(SPACES);
    for at in 0..SPACES {
        let space = ada.makes_space(&format!("Space {at}")).await;
        if at == 0 {
            first = Some(ada.makes_channel(space.id, "tea").await.id);
        }
        spaces.push(space.id);
    }
    let mut tx = world.app.db.write().await.unwrap();
    let own: i64 = tx
        .sql("select count(*) as n from channel c join space s on s.id = c.space_id where s.owner_id = $1")
        .id(ada.id)
        .one::<Count>()
        .await
        .unwrap()
        .0;
    for at in 0..CHANNELS - usize::try_from(own).unwrap() {
        tx.sql(
            "insert into channel (id, space_id, kind, name, position, slow_mode_seconds, encryption, last_seq, user_limit,
                                  nsfw, created_ms)
             values ($1, $2, 'text', $3, $4, 0, 'off', 0, 0, false, 0)",
        )
        .id(ChannelId(world.app.ids.uuid()))
        .id(spaces[at % SPACES])
        .bind(format!("room-{at}"))
        .bind(i64::try_from(100 + at).unwrap())
        .run()
        .await
        .unwrap();
    }
    for at in 0..FRIENDS {
        let friend = UserId(world.app.ids.uuid());
        tx.sql(
            "insert into account (id, username, display_name, email_verified, locale, state, settings, settings_version,
                                  created_ms, status_text, status_emoji)
             values ($1, $2, $3, false, 'en', 'active', '{}', 0, 0, 'In the garden until the evening comes', '🌿')",
        )
        .id(friend)
        .bind(format!("friend_{at:04}"))
        .bind(format!("Friend {at}"))
        .run()
        .await
        .unwrap();
        for (one, other) in [(ada.id, friend), (friend, ada.id)] {
            tx.sql("insert into friend (account_id, other_id, state, at_ms) values ($1, $2, 'friends', 0)")
                .id(one)
                .id(other)
                .run()
                .await
                .unwrap();
        }
    }
    for space in spaces {
        crate::access::bump(&mut tx, &world.app, space).await.unwrap();
    }
    tx.commit().await.unwrap();
    (ada, first.unwrap())
}

struct Count(i64);

impl snug_platform::db::FromRow for Count {
    fn from_row(row: &snug_platform::db::Row) -> snug_platform::db::DbResult<Self> {
        Ok(Self(row.get("n")?))
    }
}

fn is_whole(ready: &Ready) {
    assert_eq!((ready.friends.len(), ready.spaces.len()), (FRIENDS, SPACES));
    assert_eq!(ready.spaces.iter().map(|space| space.channels.len()).sum::<usize>(), CHANNELS);
    assert!(ready.friends.iter().all(|friend| friend.presence.is_some()));
}

// control: canis-x02
#[tokio::test]
async fn a_thousand_friends_and_a_hundred_spaces_come_in_whole() {
    let world = World::start_with(|config| config.counts.spaces_owned = 1_000).await;
    let (ada, channel) = with_many(&world).await;
    // Not every line is held against the document: it is the same three thousand times.
    let client = Client::new(&world.base).unwrap();
    is_whole(&Ear::at(&client, ada.token()).await.ready);

    // Twenty at once: none is squeezed out by the others.
    let all = join_all((0..20).map(|_| Ear::at(&client, ada.token()))).await;
    all.iter().for_each(|ear| is_whole(&ear.ready));
    drop(all);

    // More than fits in the network's own memory waits for who reads late; what happens meanwhile follows once.
    let mut late = opened(&client).await;
    late.say(identify(ada.token()), None).await.unwrap();
    for at in 0..50 {
        ada.says(channel, &format!("Line {at}")).await.created::<Value>();
    }
    let ready = loop {
        if let ServerFrame::Ready { d, .. } = frame(&mut late).await {
            break d;
        }
    };
    is_whole(&ready);
    let of_space = ready.spaces.iter().find(|space| space.channels.iter().any(|one| one.id == channel)).unwrap();
    let begun = of_space.reads.iter().find(|read| read.channel_id == channel).unwrap().last_seq;
    let last: Message = ada.says(channel, "The last one.").await.created();
    let mut heard = Vec::new();
    while heard.last() != Some(&last.seq) {
        if let ServerFrame::Event { event: Event::MessageCreate { message, .. }, .. } = frame(&mut late).await {
            heard.push(message.seq);
        }
    }
    // The stream begins before the state is read: what is in both is known by its number.
    assert!(heard[0] <= begun + 1, "nothing is missing between the state and {heard:?}");
    assert_eq!(heard, (heard[0]..=last.seq).collect::<Vec<_>>(), "each once");
    drop(late);
    world.stop().await;
}
