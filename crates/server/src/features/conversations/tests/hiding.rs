//! Out of the list, and back in it.

use super::*;
use snug_proto::Code;

#[tokio::test]
async fn what_is_hidden_comes_back_with_the_next_word() {
    let world = plain().await;
    let [ada, ben, cleo] = world.people(["ada", "ben", "cleo"]).await;
    world.space(&ada, &[&ben, &cleo]).await;
    let direct: Channel = ada.opens(&[&ben]).await.created();
    ben.utters(direct.id, "hello").await;
    let hidden = format!("/conversations/{}/hidden", direct.id);
    for _ in 0..2 {
        ada.put(&hidden, json!({ "hidden": true })).await.done();
    }
    assert_eq!(ada.conversations().await, []);
    assert_eq!(ben.conversations().await.len(), 1, "the other keeps it");
    let seen: Channel = ada.get(&format!("/channels/{}", direct.id)).await.ok();
    assert!(seen.conversation.unwrap().hidden);
    ben.utters(direct.id, "are you there?").await;
    assert_eq!(ada.conversations().await.len(), 1);
    assert!(!ada.conversations().await[0].conversation.clone().unwrap().hidden);

    ada.put(&hidden, json!({ "hidden": true })).await.done();
    ada.put(&hidden, json!({ "hidden": false })).await.done();
    assert_eq!(ada.conversations().await.len(), 1);
    // Opened again it is the same one, and back in the list.
    ada.put(&hidden, json!({ "hidden": true })).await.done();
    let again: Channel = ada.opens(&[&ben]).await.ok();
    assert_eq!((again.id, again.conversation.unwrap().hidden), (direct.id, false));
    assert_eq!(ada.conversations().await.len(), 1);
    // Who hid it is asked again whether they may write; who did not goes on.
    ada.put(&hidden, json!({ "hidden": true })).await.done();
    ben.put(&format!("/blocks/{}", ada.id), Value::Null).await.done();
    ada.opens(&[&ben]).await.refused(Code::CannotMessage);
    let known: Channel = ben.opens(&[&ada]).await.ok();
    assert_eq!(known.id, direct.id);

    for stranger in [&cleo, &world.owner()] {
        stranger.put(&hidden, json!({ "hidden": true })).await.refused(Code::NotFound);
    }
    let (_, general) = world.space(&ada, &[]).await;
    ada.put(&format!("/conversations/{}/hidden", general.id), json!({ "hidden": true })).await.refused(Code::NotFound);
    world.stop().await;
}
