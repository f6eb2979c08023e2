//! Nobody has power over what belongs to two.

use super::*;
use crate::edge::http::router;

/// What each may do in a direct conversation for themselves: say, read, mark, hide, and what hangs on messages.
const OWN: [(&str, &str); 9] = [
    ("POST", "/channels/{channel_id}/messages"),
    ("POST", "/channels/{channel_id}/ack"),
    ("POST", "/channels/{channel_id}/typing"),
    ("PUT", "/conversations/{channel_id}/hidden"),
    ("PUT", "/messages/{message_id}/reactions/{emoji}"),
    ("DELETE", "/messages/{message_id}/reactions/{emoji}"),
    ("PUT", "/messages/{message_id}/pin"),
    ("DELETE", "/messages/{message_id}/pin"),
    ("PUT", "/me/notification-levels/{scope}"),
];

/// Everything that is the other's as much as one's own.
async fn rows(world: &World, direct: ChannelId) -> Vec<String> {
    let mut conn = world.app.db.read().await.unwrap();
    let mut found: Vec<String> = conn
        .sql(
            "select coalesce(name, '') || kind || encryption || coalesce(pair_key, '') || coalesce(topic, '')
               || cast(last_seq as text) || cast(slow_mode_seconds as text) || cast(coalesce(deleted_ms, -1) as text)
               || cast(coalesce(last_message_ms, -1) as text) as v
             from channel where id = $1 and creator_id is null and icon_id is null",
        )
        .id(direct)
        .all()
        .await
        .unwrap();
    let people: Vec<uuid::Uuid> = conn
        .sql("select account_id as v from conversation_member where channel_id = $1 order by account_id")
        .id(direct)
        .all()
        .await
        .unwrap();
    let said: Vec<String> = conn
        .sql("select coalesce(content, 'gone') || cast(revision as text) as v from message where channel_id = $1")
        .id(direct)
        .all()
        .await
        .unwrap();
    let ruled: i64 =
        conn.sql("select count(*) as v from channel_override where channel_id = $1").id(direct).one().await.unwrap();
    found.extend(people.into_iter().map(|person| person.to_string()));
    found.extend(said);
    found.push(ruled.to_string());
    found
}

// control: canis-x08
#[tokio::test]
async fn no_participant_can_change_a_direct() {
    let world = plain().await;
    let [ada, ben, cleo] = world.people(["ada", "ben", "cleo"]).await;
    world.space(&ada, &[&ben, &cleo]).await;
    cleo.welcomes_everyone().await;
    let direct: Channel = ada.opens(&[&ben]).await.created();
    let (of_ada, of_ben) = (ada.utters(direct.id, "from ada").await, ben.utters(direct.id, "from ben").await);
    let before = rows(&world, direct.id).await;
    let mut tried = 0;
    for (one, other, theirs) in [(&ada, &ben, &of_ben), (&ben, &ada, &of_ada)] {
        for route in router::table() {
            let is_here = route.path.contains("{channel_id}") || route.path.contains("{message_id}");
            if !is_here || route.method == "GET" || OWN.contains(&(route.method.as_str(), route.path)) {
                continue;
            }
            for person in [other.id, cleo.id, one.id] {
                let path = route
                    .path
                    .replace("{channel_id}", &direct.id.to_string())
                    .replace("{message_id}", &theirs.id.to_string())
                    .replace("{user_id}", &person.to_string())
                    .replace("{kind}", "user")
                    .replace("{target_id}", &person.to_string())
                    .replace("{emoji}", "%F0%9F%91%8D");
                let body = match (route.method.as_str(), route.path) {
                    ("PATCH", "/channels/{channel_id}") => json!({ "name": "Mine" }),
                    ("PATCH", "/messages/{message_id}") => json!({ "content": "put in your mouth" }),
                    ("POST", "/channels/{channel_id}/messages/bulk-delete") => json!({ "ids": [theirs.id] }),
                    _ => json!({}),
                };
                let answer = one.send(route.method.as_str(), &path, route.takes.is_some().then_some(body)).await;
                assert!(matches!(answer.status, 403 | 404), "{} {path}: {}", route.method, answer.text());
                tried += 1;
            }
        }
    }
    assert!(tried >= 50, "{tried}");
    assert_eq!(rows(&world, direct.id).await, before);
    world.stop().await;
}
