//! Channels that a space or an invite names: known by name to those alone who see them.

use super::ear::{Ear, mark};
use crate::testkit::{Person, World, walk};
use serde_json::json;
use snug_proto::{
    ChannelId, Page, SpaceId,
    channels::Channel,
    events::Event,
    spaces::{Invite, Role, Space},
};

type Named = (Option<ChannelId>, Option<ChannelId>);

fn named(space: &Space) -> Named {
    (space.system_channel_id, space.rules_channel_id)
}

/// What a person reads of the space, everywhere where it stands.
async fn read(person: &Person, space: SpaceId) -> Vec<Named> {
    let one: Space = person.get(&format!("/spaces/{space}")).await.ok();
    let listed: Page<Space> = person.get("/spaces").await.ok();
    let ready = Ear::of(person).await.ready;
    let states = ready.spaces.iter().map(|state| &state.space);
    let all = listed.items.iter().chain(states).filter(|other| other.id == space);
    all.chain([&one]).map(named).collect()
}

/// What a person hears of the space up to a mark.
async fn heard(world: &World, ear: &mut Ear) -> Vec<Named> {
    let mark = mark(&world.app).await;
    let events = ear.until(mark).await.into_iter();
    events.filter_map(|event| if let Event::SpaceUpdate(space) = event { Some(named(&space)) } else { None }).collect()
}

/// A channel that nobody sees but these and the owner.
async fn hidden(ada: &Person, space: SpaceId, name: &str, seeing: &[&Person]) -> ChannelId {
    let roles: Vec<Role> = ada.get(&format!("/spaces/{space}/roles")).await.ok();
    let everyone = roles.iter().find(|role| role.everyone).unwrap();
    let mut overrides =
        vec![json!({ "target": { "kind": "role", "id": everyone.id }, "allow": [], "deny": ["view_channel"] })];
    for person in seeing {
        overrides.push(json!({ "target": { "kind": "user", "id": person.id }, "allow": ["view_channel"], "deny": [] }));
    }
    let body = json!({ "kind": "text", "name": name, "overrides": overrides });
    ada.post(&format!("/spaces/{space}/channels"), body).await.created::<Channel>().id
}

#[tokio::test]
async fn a_space_names_its_channels_to_those_alone_who_see_them() {
    let world = World::start().await;
    let [ada, ben, cyd, dora] = world.people(["ada", "ben", "cyd", "dora"]).await;
    let (space, general) = world.space(&ada, &[&ben, &cyd, &dora]).await;
    let system = hidden(&ada, space.id, "arrivals", &[&cyd, &dora]).await;
    let rules = hidden(&ada, space.id, "rules", &[&dora]).await;
    let people = [&ada, &ben, &cyd, &dora];
    let mut ears = [Ear::of(&ada).await, Ear::of(&ben).await, Ear::of(&cyd).await, Ear::of(&dora).await];
    let body = json!({ "system_channel_id": system, "rules_channel_id": rules });
    let patched: Space = ada.patch(&format!("/spaces/{}", space.id), body).await.ok();
    assert_eq!(named(&patched), (Some(system), Some(rules)));
    let sights = [(Some(system), Some(rules)), (None, None), (Some(system), None), (Some(system), Some(rules))];
    for ((person, ear), sight) in people.iter().zip(&mut ears).zip(sights) {
        let told = heard(&world, ear).await;
        assert_eq!(told.last(), Some(&sight), "{}", person.name);
        let is_known =
            |named: &Named| [(named.0, sight.0), (named.1, sight.1)].iter().all(|(n, s)| n.is_none() || n == s);
        assert!(told.iter().all(is_known), "{}: {told:?}", person.name);
        assert_eq!(read(person, space.id).await, [sight; 3], "{}", person.name);
    }
    let body = json!({ "system_channel_id": general.id, "rules_channel_id": null });
    ada.patch(&format!("/spaces/{}", space.id), body).await.ok::<Space>();
    for ear in &mut ears {
        assert_eq!(heard(&world, ear).await, [(Some(general.id), None)], "what all see is told once");
    }
    world.stop().await;
}

#[tokio::test]
async fn an_invite_names_its_channel_to_those_alone_who_see_it() {
    let world = World::start().await;
    let [ada, ben] = world.people(["ada", "ben"]).await;
    let (space, general) = world.space(&ada, &[&ben]).await;
    let keeper = ada.makes_role(space.id, "Keeper", &["manage_invites"]).await;
    ada.gives(space.id, &ben, keeper.id).await;
    let secret = hidden(&ada, space.id, "secret", &[]).await;
    let mut ear = Ear::of(&ben).await;
    let path = format!("/spaces/{}/invites", space.id);
    for channel in [secret, general.id] {
        let made: Invite = ada.post(&path, json!({ "channel_id": channel })).await.created();
        assert_eq!(made.channel_id, Some(channel));
    }
    let mark = mark(&world.app).await;
    let told = ear.until(mark).await.into_iter().filter_map(|event| match event {
        Event::InviteCreate { invite, .. } => Some(invite.channel_id),
        _ => None,
    });
    assert_eq!(told.collect::<Vec<_>>(), [None, Some(general.id)]);
    let channels = async |person: &Person| -> Vec<ChannelId> {
        let invites = walk::<Invite>(person, &path, &[50]).await;
        invites.into_iter().filter_map(|invite| invite.channel_id).collect()
    };
    assert_eq!(channels(&ben).await, [general.id]);
    assert_eq!(channels(&ada).await.len(), 2, "who sees both reads both");
    world.stop().await;
}
