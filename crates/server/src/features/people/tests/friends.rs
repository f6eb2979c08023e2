use super::*;
use snug_proto::{Code, account::Me};

#[tokio::test]
async fn a_request_that_is_accepted_makes_friends_of_both() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let mut ears = Ears::of(&world);
    let asked: Friend = ada.post("/friends", json!({ "username": "Ben" })).await.created();
    assert_eq!((asked.user.id, asked.state), (ben.id, FriendState::Outgoing));
    assert_eq!(ben.friends().await, [(ada.id, FriendState::Incoming)]);
    let again: Friend = ada.asks(&ben).await.ok();
    assert_eq!(again, asked, "asking twice is as good as once");
    ada.accepts(&ben).await.refused(Code::NotFound);
    let friend: Friend = ben.accepts(&ada).await.ok();
    assert_eq!((friend.user.id, friend.state), (ada.id, FriendState::Friends));
    assert_eq!(ben.accepts(&ada).await.ok::<Friend>(), friend);
    assert_eq!(ada.asks(&ben).await.ok::<Friend>().state, FriendState::Friends);
    let told: Vec<_> = ears
        .confided()
        .into_iter()
        .map(|(to, event)| match event {
            Event::FriendUpdate { user, state } => (to, user.id, state),
            other => panic!("{other:?}"),
        })
        .collect();
    let friends = Some(FriendState::Friends);
    let (out, into) = (Some(FriendState::Outgoing), Some(FriendState::Incoming));
    let expected =
        [(ada.id, ben.id, out), (ben.id, ada.id, into), (ben.id, ada.id, friends), (ada.id, ben.id, friends)];
    assert_eq!(told, expected, "each hears once, with their own side");
    world.stop().await;
}

#[tokio::test]
async fn declining_withdrawing_and_ending_leave_nothing_on_either_side() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    for who_ends in [&ada, &ben] {
        for is_accepted in [false, true] {
            ada.asks(&ben).await.created::<Friend>();
            if is_accepted {
                ben.accepts(&ada).await.ok::<Friend>();
            }
            let other = if who_ends.id == ada.id { &ben } else { &ada };
            let mut ears = Ears::of(&world);
            who_ends.parts_from(other).await;
            who_ends.parts_from(other).await;
            let told = ears.confided();
            assert_eq!(told.len(), 2, "each is told once: {told:?}");
            assert!(told.iter().all(|(_, event)| matches!(event, Event::FriendUpdate { state: None, .. })), "{told:?}");
            assert_eq!((ada.friends().await, ben.friends().await), (vec![], vec![]));
        }
    }
    world.stop().await;
}

#[tokio::test]
async fn crossing_requests_make_friends() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    ada.asks(&ben).await.created::<Friend>();
    assert_eq!(ben.asks(&ada).await.ok::<Friend>().state, FriendState::Friends);
    for _ in 0..8 {
        ada.parts_from(&ben).await;
        let (one, other) = tokio::join!(ada.asks(&ben), ben.asks(&ada));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 201], "{} {}", one.text(), other.text());
        assert_eq!(ada.friends().await, [(ben.id, FriendState::Friends)]);
        assert_eq!(ben.friends().await, [(ada.id, FriendState::Friends)]);
    }
    world.stop().await;
}

#[tokio::test]
async fn refusals_of_a_request_are_byte_equal() {
    let world = World::start().await;
    let [ada, shy, picky, blocker, blocked] = world.people(["ada", "shy", "picky", "blocker", "blocked"]).await;
    shy.patch("/me", json!({ "friend_requests": "none" })).await.ok::<Me>();
    picky.patch("/me", json!({ "friend_requests": "mutual_spaces" })).await.ok::<Me>();
    blocker.blocks(&ada).await;
    ada.blocks(&blocked).await;
    let unknown = json!({ "user_id": world.app.ids.uuid() });
    let refused = ada.post("/friends", unknown).await;
    let words = refused.text();
    refused.refused(Code::NotFound);
    let by_name = |name: &str| json!({ "username": name });
    for name in ["shy", "picky", "blocker", "blocked", "ada", "nobody_at_all", "Not a name!", ""] {
        let refused = ada.post("/friends", by_name(name)).await;
        assert_eq!(refused.text(), words, "{name}");
        refused.refused(Code::NotFound);
    }
    for person in [&shy, &picky, &blocker, &blocked] {
        let before = world.app.db.statements();
        let refused = ada.asks(person).await;
        let cost = world.app.db.statements() - before;
        assert_eq!(refused.text(), words, "{}", person.name);
        let accepting = ada.accepts(person).await;
        assert_eq!(accepting.text(), words, "{}", person.name);
        assert_eq!(person.friends().await, []);
        let before = world.app.db.statements();
        let stranger = ada.post("/friends", json!({ "user_id": world.app.ids.uuid() })).await;
        assert_eq!(world.app.db.statements() - before, cost, "{} costs what nobody costs", person.name);
        stranger.refused(Code::NotFound);
    }
    ada.post("/friends", json!({})).await.refused(Code::Invalid);
    ada.post("/friends", json!({ "username": "shy", "user_id": shy.id })).await.refused(Code::Invalid);
    world.space(&ada, &[&picky]).await;
    ada.asks(&picky).await.created::<Friend>();
    world.stop().await;
}

#[tokio::test]
async fn friends_are_listed_by_state() {
    let world = World::start().await;
    let [ada, ben, cyd, dan] = world.people(["ada", "ben", "cyd", "dan"]).await;
    ada.befriends(&ben).await;
    ada.asks(&cyd).await.created::<Friend>();
    dan.asks(&ada).await.created::<Friend>();
    for (state, person) in [("friends", &ben), ("outgoing", &cyd), ("incoming", &dan)] {
        let page: Page<Friend> = ada.get(&format!("/friends?state={state}")).await.ok();
        let found: Vec<UserId> = page.items.iter().map(|friend| friend.user.id).collect();
        assert_eq!(found, [person.id], "{state}");
    }
    assert_eq!(ada.friends().await.len(), 3);
    world.stop().await;
}

#[tokio::test]
async fn asking_is_counted_by_the_hour() {
    let world = World::start_with(|config| config.rate_factor = 1).await;
    let [ada] = world.people(["ada"]).await;
    let mut asked = 0;
    loop {
        let answer = ada.post("/friends", json!({ "username": "nobody_here" })).await;
        if answer.status == 429 {
            assert!(answer.text().contains("many people"), "{}", answer.text());
            break;
        }
        answer.refused(Code::NotFound);
        asked += 1;
        world.wait(std::time::Duration::from_secs(6));
        assert!(asked <= 40, "no end of asking");
    }
    assert!((30..=34).contains(&asked), "{asked}");
    world.stop().await;
}
