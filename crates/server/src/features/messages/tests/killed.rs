//! Workers that die in the middle: whatever they had done, the end is the same, as if they had not died.

use super::*;
use snug_platform::{db::Row, jobs::LEASE};
use snug_proto::messages::SystemEvent;

/// How often a worker is woken before it is killed. Five deaths; the sixth try is the last one a job has.
const STEPS: [usize; 5] = [3, 4, 6, 8, 13];

/// Kills one worker after the other, each a little later, then lets one finish. Answers how many were killed.
async fn with_deaths(world: &World) -> usize {
    let mut killed = 0;
    for steps in STEPS {
        killed += usize::from(world.kills_worker_after(steps).await);
        world.wait(LEASE);
    }
    world.run_jobs().await;
    killed
}

/// Jobs that are due and still there, but for those that come round.
async fn queued(world: &World) -> Vec<String> {
    let sql = "select kind, state, tries, coalesce(error, '') as error from job
               where run_at_ms <= $1 and kind in ('messages.system', 'messages.delete_recent', 'channels.overridden',
                 'messages.purge_channel', 'messages.purge_space')";
    let mut conn = world.app.db.read().await.unwrap();
    let rows = conn.sql(sql).bind(world.clock.now_ms()).rows().await.unwrap();
    let text = |row: &Row, column: &str| row.get::<String>(column).unwrap();
    let line = |row: &Row| format!("{} {} {}", text(row, "kind"), text(row, "state"), text(row, "error"));
    rows.iter().map(line).collect()
}

#[tokio::test]
async fn the_space_says_it_once() {
    let (world, [ada, ..], _, general) = room().await;
    ada.patch(&format!("/channels/{}", general.id), json!({ "name": "parlour" })).await.ok::<Channel>();
    assert!(with_deaths(&world).await > 0);
    let page = ada.reads_page(general.id).await;
    let said: Vec<_> = page.items.iter().filter_map(|message| message.system.as_ref()).collect();
    assert!(matches!(said[..], [SystemEvent::ChannelName { name, .. }] if name == "parlour"), "{said:?}");
    assert_eq!(queued(&world).await, Vec::<String>::new());
    world.stop().await;
}

#[tokio::test]
async fn what_a_banned_person_wrote_is_gone_whole() {
    let (world, [ada, ben, _], space, general) = room().await;
    for number in 0..250 {
        ben.said(general.id, &number.to_string()).await;
    }
    ada.said(general.id, "mine").await;
    let ban = json!({ "delete_messages_seconds": 604_800 });
    ada.put(&format!("/spaces/{}/bans/{}", space.id, ben.id), ban).await.ok::<Value>();
    assert!(with_deaths(&world).await > 0);
    assert_eq!(ada.reads(general.id).await, ["mine"]);
    assert_eq!(queued(&world).await, Vec::<String>::new());
    world.stop().await;
}

#[tokio::test]
async fn viewers_hear_of_overrides_that_went_with_a_role() {
    let (world, [ada, ..], space, general) = room().await;
    let role = ada.makes_role(space.id, "Scribes", &[]).await;
    let allow = json!({ "allow": ["send_messages"], "deny": [] });
    ada.put(&format!("/channels/{}/overrides/role/{}", general.id, role.id), allow).await.ok::<Value>();
    ada.delete(&format!("/spaces/{}/roles/{}", space.id, role.id)).await.done();
    let mut ears = Ears::of(&world);
    assert!(with_deaths(&world).await > 0);
    let heard = ears.told();
    let last = heard.last().expect("told at least once");
    assert!(matches!(last, Event::ChannelUpdate { channel } if channel.overrides.is_empty()), "{last:?}");
    assert_eq!(queued(&world).await, Vec::<String>::new());
    world.stop().await;
}

#[tokio::test]
async fn a_deleted_space_is_purged_whole() {
    let (world, [ada, ben, _], space, general) = room().await;
    for number in 0..450 {
        ben.said(general.id, &number.to_string()).await;
    }
    ada.deletes_space(&space).await;
    world.wait(crate::features::spaces::PURGE_AFTER);
    assert!(with_deaths(&world).await > 0);
    let left: i64 = world.app.db.read().await.unwrap().sql("select count(*) as v from message").one().await.unwrap();
    assert_eq!((left, queued(&world).await), (0, Vec::new()));
    world.stop().await;
}
