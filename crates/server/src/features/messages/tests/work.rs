//! Work that other capabilities leave behind.

use super::*;
use snug_proto::{account::UserRef, messages::SystemEvent};

async fn leaves<T: serde::Serialize + Sync>(world: &World, kind: &'static str, payload: &T) {
    let mut tx = world.app.db.write().await.unwrap();
    world.app.jobs.enqueue(&mut tx, kind, payload).await.unwrap();
    tx.commit().await.unwrap();
    world.run_jobs().await;
}

#[tokio::test]
async fn the_space_says_something_once_however_often_it_is_tried() {
    let (world, [ada, ben, _], space, general) = room().await;
    world.run_jobs().await;
    let before = ben.reads_page(general.id).await.items.len();
    let user = UserRef { id: ben.id, username: "ben".into(), display_name: "ben".into(), avatar: None, bot: false };
    let event = SystemEvent::ChannelName { user, name: "lounge".into() };
    let job = json!({ "id": world.app.ids.uuid(), "space_id": space.id, "channel_id": general.id, "event": event });
    leaves(&world, "messages.system", &job).await;
    leaves(&world, "messages.system", &job).await;
    let page = ada.reads_page(general.id).await;
    assert_eq!(page.items.len(), before + 1);
    assert_eq!((page.items[0].system.as_ref(), page.items[0].author.is_none()), (Some(&event), true));
    ada.delete(&format!("/channels/{}", general.id)).await.done();
    leaves(&world, "messages.system", &job).await;
    world.stop().await;
}

#[tokio::test]
async fn what_a_banned_person_wrote_lately_goes() {
    let (world, [ada, ben, _], space, general) = room().await;
    let other = ada.makes_channel(space.id, "other").await;
    ben.said(general.id, "early").await;
    world.wait(std::time::Duration::from_secs(60));
    let since_ms = world.app.clock.now_ms();
    for number in 0..120 {
        ben.said(general.id, &format!("late {number}")).await;
    }
    ben.said(other.id, "late").await;
    ada.said(general.id, "mine").await;
    let mut ears = Ears::of(&world);
    let job = json!({ "space_id": space.id, "author_id": ben.id, "since_ms": since_ms });
    leaves(&world, "messages.delete_recent", &job).await;
    leaves(&world, "messages.delete_recent", &job).await;
    assert_eq!(ada.reads(general.id).await, ["mine", "early"]);
    assert_eq!(ada.reads(other.id).await, Vec::<String>::new());
    let gone: usize = ears
        .told()
        .iter()
        .map(|event| if let Event::MessageDeleteBulk { ids, .. } = event { ids.len() } else { panic!("{event:?}") })
        .sum();
    assert_eq!(gone, 121);
    world.stop().await;
}
