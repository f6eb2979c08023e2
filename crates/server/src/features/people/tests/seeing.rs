use super::*;
use crate::edge::http::router;
use snug_proto::{Code, account::User};

#[tokio::test]
async fn a_profile_is_seen_by_friends_and_across_an_open_request_and_by_nobody_else() {
    let world = World::start().await;
    let [ada, ben, cyd] = world.people(["ada", "ben", "cyd"]).await;
    let path = format!("/users/{}", ben.id);
    let unknown = ada.get(&format!("/users/{}", world.app.ids.uuid())).await.text();
    let hidden = ada.get(&path).await;
    assert_eq!(hidden.text(), unknown);
    hidden.refused(Code::NotFound);
    ada.asks(&ben).await.created::<Friend>();
    assert_eq!(ada.get(&path).await.ok::<User>().id, ben.id);
    assert_eq!(ben.get(&format!("/users/{}", ada.id)).await.ok::<User>().id, ada.id);
    cyd.get(&path).await.refused(Code::NotFound);
    ben.accepts(&ada).await.ok::<Friend>();
    assert_eq!(ada.get(&path).await.ok::<User>().id, ben.id);
    ben.parts_from(&ada).await;
    ada.get(&path).await.refused(Code::NotFound);
    assert_eq!(world.owner().get(&path).await.ok::<User>().id, ben.id, "staff see everybody");
    world.space(&cyd, &[&ben]).await;
    assert_eq!(cyd.get(&path).await.ok::<User>().id, ben.id);
    world.stop().await;
}

#[tokio::test]
async fn a_changed_profile_reaches_friends_anywhere_and_nobody_across_a_block() {
    let world = World::start().await;
    let [ada, ben, cyd] = world.people(["ada", "ben", "cyd"]).await;
    world.space(&ada, &[&cyd]).await;
    ada.befriends(&ben).await;
    cyd.blocks(&ada).await;
    let mut ears = Ears::of(&world);
    ada.patch("/me", json!({ "bio": "Numbers." })).await.ok::<Value>();
    let told = ears.heard().into_iter().filter_map(|(to, _)| match to {
        To::Acquaintances { of, also, except } => Some((of, also, except)),
        _ => None,
    });
    let told: Vec<_> = told.collect();
    assert_eq!(told, [(ada.id, vec![ben.id], vec![cyd.id])]);
    world.stop().await;
}

/// Ids of one's own friends and blocks are nobody's but one's own: no route of people answers anything of others.
#[tokio::test]
async fn strangers_learn_nothing_of_friends_and_blocks() {
    let world = World::start().await;
    let [ada, ben, eve] = world.people(["ada", "ben", "eve"]).await;
    ada.befriends(&ben).await;
    eve.blocks(&ada).await;
    assert_eq!((eve.friends().await, ada.blocked().await), (vec![], vec![]));
    for route in
        router::table().iter().filter(|route| route.path.starts_with("/friends") || route.path.starts_with("/blocks"))
    {
        let path = route.path.replace("{user_id}", &ada.id.to_string());
        let nobody = world.client();
        let answer = nobody.request(route.method.clone(), &path, None, Some(&json!({}))).await.unwrap();
        assert_eq!(answer.status, 401, "{} {}", route.method, route.path);
    }
    world.stop().await;
}
