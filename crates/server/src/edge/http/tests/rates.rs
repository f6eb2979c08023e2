//! How much one may ask: generous where one reads, apart from where one writes.

use crate::testkit::{Expect, Person, World};
use serde_json::{Value, json};
use snug_proto::{ChannelId, Code, SpaceId};
use std::time::Duration;

/// A place with the rates of the product, and Ada in `count` spaces of her own with `channels` channels in all.
async fn busy(count: usize, channels: usize) -> (World, Person, Vec<SpaceId>, Vec<ChannelId>) {
    let world = World::start_with(|config| {
        config.rate_factor = 1;
        config.counts.spaces_owned = 100;
    })
    .await;
    let [ada] = world.people(["ada"]).await;
    let (mut spaces, mut rooms) = (Vec::new(), Vec::new());
    for at in 0..count {
        // What is made here is not what is counted.
        world.wait(Duration::from_secs(60));
        let space = ada.makes_space(&format!("Space {at}")).await;
        for nth in 0..channels.div_ceil(count) {
            rooms.push(ada.makes_channel(space.id, &format!("room-{nth}")).await.id);
        }
        spaces.push(space.id);
    }
    rooms.truncate(channels);
    // The access token is renewed, the buckets are full.
    world.wait(Duration::from_secs(3600));
    let _: Value = ada.get("/me").await.ok();
    world.wait(Duration::from_secs(60));
    (world, ada, spaces, rooms)
}

fn seconds(answer: &Expect, name: &str) -> u64 {
    answer.header(name).unwrap().parse().unwrap()
}

// control: canis-x19
#[tokio::test]
async fn opening_the_app_and_reading_everything_meets_no_limit() {
    let (world, ada, spaces, rooms) = busy(30, 100).await;
    let socket = crate::edge::gateway::tests::ear::Ear::at(&ada.client, &ada.client.access_token().unwrap()).await;
    assert_eq!(socket.ready.spaces.len(), 30);
    let mut paths: Vec<String> = vec!["/me".into(), "/me/sessions".into(), "/friends".into()];
    for space in &spaces {
        paths.push(format!("/spaces/{space}/members"));
        paths.push(format!("/spaces/{space}/channels"));
    }
    for room in &rooms {
        paths.push(format!("/channels/{room}/messages"));
        paths.push(format!("/channels/{room}/pins"));
        paths.push(format!("/users/{}", ada.id));
    }
    for path in &paths {
        let answer = ada.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    }
    ada.says(rooms[0], "And at once something to say.").await.created::<Value>();
    world.stop().await;
}

// control: canis-x19
#[tokio::test]
async fn who_reads_too_much_is_told_how_long_to_wait_and_that_is_enough() {
    let (world, ada, ..) = busy(1, 1).await;
    let (mut passed, mut refused) = (0, None);
    for _ in 0..1_500 {
        let answer = ada.get("/me").await;
        match answer.status {
            200 => {
                assert_eq!(seconds(&answer, "ratelimit-remaining"), 599 - passed, "one less each time");
                passed += 1;
            }
            _ => refused = Some(answer),
        }
    }
    assert_eq!(passed, 600);
    let answer = refused.unwrap();
    assert_eq!((seconds(&answer, "ratelimit-limit"), seconds(&answer, "ratelimit-remaining")), (600, 0));
    let told = seconds(&answer, "retry-after");
    let wait = answer.refused(Code::RateLimited).retry_after_ms.unwrap();
    assert_eq!(told, wait.div_ceil(1_000));
    world.wait(Duration::from_millis(wait - 1));
    ada.get("/me").await.refused(Code::RateLimited);
    world.wait(Duration::from_millis(1));
    let _: Value = ada.get("/me").await.ok();
    world.stop().await;
}

// control: canis-x19
#[tokio::test]
async fn writing_until_it_is_refused_leaves_reading_and_talking_as_they_were() {
    let (world, ada, spaces, rooms) = busy(1, 1).await;
    let rename = async |name: &str| ada.patch(&format!("/spaces/{}", spaces[0]), json!({ "name": name })).await;
    while rename("Foxglove").await.status == 200 {}
    rename("Foxglove").await.refused(Code::RateLimited);
    for _ in 0..100 {
        let answer = ada.get("/me").await;
        assert_eq!((answer.status, answer.header("ratelimit-limit")), (200, Some("600")));
    }
    ada.says(rooms[0], "Still here.").await.created::<Value>();
    world.stop().await;
}
