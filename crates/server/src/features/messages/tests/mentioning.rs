//! Whom messages call.

use super::*;
use snug_proto::reads::ReadState;

async fn mentions_of(person: &Person, channel: ChannelId) -> i64 {
    let reads: Vec<ReadState> = person.get("/me/unread").await.ok();
    reads.into_iter().find(|read| read.channel_id == channel).unwrap().mentions
}

#[tokio::test]
async fn only_people_who_see_the_channel_are_called() {
    let (world, [ada, ben, eve], space, general) = room().await;
    let said = ada.said(general.id, &format!("<@{}> <@{}> <@{}> `<@{}>`", ben.id, eve.id, ada.id, ben.id)).await;
    assert_eq!(said.mentions.users, [ben.id]);
    assert_eq!(mentions_of(&ben, general.id).await, 1);
    assert_eq!(ada.said(general.id, &format!("`<@{}>`", ben.id)).await.mentions.users, []);
    let quiet = json!({ "content": format!("<@{}>", ben.id), "allowed_mentions": { "users": [] } });
    assert_eq!(ada.post(&messages(general.id), quiet).await.created::<Message>().mentions.users, []);
    assert_eq!(mentions_of(&ben, general.id).await, 1);
    let hidden = ada.makes_channel(space.id, "hidden").await;
    ada.denies(&space, hidden.id, &["view_channel"]).await;
    let said = ada.said(hidden.id, &format!("<@{}> about <#{}>", ben.id, hidden.id)).await;
    assert_eq!((said.mentions.users, said.mentions.channels), (vec![], vec![hidden.id]));
    let named = ben.said(general.id, &format!("<#{}> <#{}>", hidden.id, general.id)).await;
    assert_eq!(named.mentions.channels, [general.id]);
    world.stop().await;
}

#[tokio::test]
async fn everyone_and_closed_roles_need_the_right() {
    let (world, [ada, ben, _], space, general) = room().await;
    let open = json!({ "name": "Open", "permissions": [], "mentionable": true });
    let open: Value = ada.post(&format!("/spaces/{}/roles", space.id), open).await.created();
    let closed = ada.makes_role(space.id, "Closed", &[]).await;
    ada.gives(space.id, &ben, closed.id).await;
    let text = format!("@everyone <@&{}> <@&{}>", open["id"].as_str().unwrap(), closed.id);
    let by_ben = ben.said(general.id, &text).await;
    assert!(!by_ben.mentions.everyone);
    assert_eq!(by_ben.mentions.roles.len(), 1);
    assert_eq!(by_ben.content.as_deref(), Some(text.as_str()), "the text stays");
    let by_ada = ada.said(general.id, &text).await;
    assert!(by_ada.mentions.everyone);
    assert_eq!(by_ada.mentions.roles.len(), 2);
    assert_eq!(mentions_of(&ben, general.id).await, 1, "one message is one mention");
    let quiet = json!({ "content": text, "allowed_mentions": { "everyone": false, "roles": [] } });
    let quiet: Message = ada.post(&messages(general.id), quiet).await.created();
    assert!(!quiet.mentions.everyone && quiet.mentions.roles.is_empty());
    let page = ben.reads_page(general.id).await;
    assert_eq!(page.items[1].mentions.everyone, by_ada.mentions.everyone);
    assert_eq!(page.items[1].mentions.roles.len(), 2);
    world.stop().await;
}

#[tokio::test]
async fn a_reply_calls_its_target_unless_told_not_to() {
    let (world, [ada, ben, _], _, general) = room().await;
    let question = ada.said(general.id, "who?").await;
    let answer =
        |reply: bool| json!({ "content": "me", "reply_to": question.id, "allowed_mentions": { "reply": reply } });
    let loud: Message = ben.post(&messages(general.id), answer(true)).await.created();
    let quiet: Message = ben.post(&messages(general.id), answer(false)).await.created();
    assert_eq!((loud.mentions.users, quiet.mentions.users), (vec![ada.id], vec![]));
    let edited: Message = ben.patch(&format!("/messages/{}", loud.id), json!({ "content": "I" })).await.ok();
    assert_eq!(edited.mentions.users, [ada.id]);
    let edited: Message = ben.patch(&format!("/messages/{}", quiet.id), json!({ "content": "I" })).await.ok();
    assert_eq!(edited.mentions.users, []);
    world.stop().await;
}

#[tokio::test]
async fn an_edit_calls_nobody_whom_the_message_was_not_to_call() {
    let (world, [ada, ben, _], space, general) = room().await;
    let role = ada.makes_role(space.id, "Scribes", &[]).await;
    ada.gives(space.id, &ben, role.id).await;
    let calls = format!("<@{}> <@&{}> @everyone", ben.id, role.id);
    let quiet = json!({ "users": [], "roles": [], "everyone": false });
    let body = json!({ "content": calls, "allowed_mentions": quiet });
    let said: Message = ada.post(&messages(general.id), body).await.created();
    let path = format!("/messages/{}", said.id);
    for text in [format!("{calls} again"), calls.clone()] {
        let edited: Message = ada.patch(&path, json!({ "content": text })).await.ok();
        assert_eq!((edited.mentions.users, edited.mentions.roles, edited.mentions.everyone), (vec![], vec![], false));
    }
    assert_eq!(mentions_of(&ben, general.id).await, 0);
    let body = json!({ "content": "plain", "allowed_mentions": { "users": [ben.id] } });
    let open: Message = ada.post(&messages(general.id), body).await.created();
    let edited: Message = ada.patch(&format!("/messages/{}", open.id), json!({ "content": calls })).await.ok();
    assert_eq!(edited.mentions.users, [ben.id], "what was allowed stays allowed");
    world.stop().await;
}
