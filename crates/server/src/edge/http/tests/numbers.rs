//! What operators can watch.

use crate::testkit::World;

// control: canis-57
#[tokio::test]
async fn routes_policies_event_types_and_jobs_are_counted() {
    let world = World::start().await;
    let space = world.owner().makes_space("Lantern").await;
    let channel = world.owner().makes_channel(space.id, "tea").await;
    world.owner().says(channel.id, "Hello.").await.created::<serde_json::Value>();
    world.app.jobs.count_rows(&world.app.db).await.unwrap();
    let text = world.app.numbers.render(&world.app);
    let counted = |start: &str| text.lines().any(|line| line.starts_with(start));
    assert!(
        counted(r#"snug_requests_total{method="POST",route="/api/v1/channels/{channel_id}/messages",status="201"} 1"#),
        "{text}"
    );
    assert!(counted(r#"snug_events_total{event="message_create"} 1"#), "{text}");
    assert!(counted(r#"snug_events_total{event="read_update"} 1"#), "{text}");
    assert!(counted(r#"snug_jobs{kind="#), "{text}");
    assert!(!text.contains("Hello") && !text.contains(&space.id.to_string()), "{text}");
    world.stop().await;
}
