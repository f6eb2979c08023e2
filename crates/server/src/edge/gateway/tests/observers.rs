//! Four who listen while things are done: the actor on another device, a viewer of the channel, a member without sight
//! of it, and a stranger.

use super::ear::{Ear, mark, name};
use crate::testkit::{Person, World, contract};
use serde_json::{Value, json};
use snug_client::{Arrival, Client};
use snug_proto::{channels::Channel, spaces::Role, spaces::Space};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

/// Nobody hears anything.
pub const NOBODY: [&[&str]; 4] = [&[], &[], &[], &[]];
/// Longer than anything here takes; only a failing story waits so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// The listeners, and what was done before them.
pub struct Observers {
    pub world: World,
    ears: [Ear; 4],
    /// Changing routes that were done since the last judgement.
    fresh: Arc<Mutex<BTreeSet<String>>>,
    /// Changing routes whose listeners were judged.
    judged: BTreeSet<String>,
    /// What was heard otherwise than expected.
    astray: Vec<String>,
}

impl Observers {
    /// Says what each observer must have heard since the last time; nobody may have heard anything else. Judged at the
    /// end, so that one run shows everything.
    pub async fn hear(&mut self, what: &str, expected: [&[&str]; 4]) {
        let expected = expected.map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>());
        let mut heard: [Vec<String>; 4] = Default::default();
        let settled = tokio::time::timeout(PATIENCE, async {
            while heard != expected {
                self.listen(&mut heard).await;
            }
        });
        // What was heard by then is compared below.
        settled.await.ok();
        self.listen(&mut heard).await;
        if heard != expected {
            self.astray.push(format!("{what}: heard {heard:?}, expected {expected:?}"));
        }
        self.judged.append(&mut self.fresh.lock().unwrap());
    }

    /// Ends the scene and answers the routes whose listeners were judged.
    pub async fn done(mut self) -> BTreeSet<String> {
        self.hear("after everything", NOBODY).await;
        assert!(self.astray.is_empty(), "{:#?}", self.astray);
        self.world.stop().await;
        self.judged
    }

    /// A client of nobody whose changes are noted too.
    pub fn nobody(&self) -> Client {
        noting(self.world.client(), &self.fresh)
    }

    /// The same person on the same device, with every change noted.
    pub fn noted(&self, person: Person) -> Person {
        let client = noting(person.client.clone(), &self.fresh);
        person.through(client)
    }

    async fn listen(&mut self, heard: &mut [Vec<String>; 4]) {
        let mark = mark(&self.world.app).await;
        for (ear, heard) in self.ears.iter_mut().zip(heard) {
            heard.extend(ear.all_until(mark).await.iter().map(name));
            heard.sort();
        }
    }
}

fn noting(client: Client, fresh: &Arc<Mutex<BTreeSet<String>>>) -> Client {
    let fresh = fresh.clone();
    client.seen_by(move |arrival| {
        contract::witness(arrival);
        if let Arrival::Answer { method, path, answer } = arrival
            && *method != "GET"
            && answer.status.is_success()
            && let Some(route) = contract::route_of(method.as_str(), path)
        {
            fresh.lock().unwrap().insert(route);
        }
    })
}

/// Ada owns a space; Ben sees its secret channel by a role, Cyd does not, and Eve is no member.
pub struct Scene {
    pub observers: Observers,
    pub ada: Person,
    /// Ada's other device, the first of the listeners.
    pub tablet: Person,
    pub ben: Person,
    pub cyd: Person,
    pub eve: Person,
    pub space: Space,
    pub secret: Channel,
    pub staff: Role,
}

pub async fn scene() -> Scene {
    let world = World::start().await;
    let [ada, ben, cyd, eve] = world.people(["ada", "ben", "cyd", "eve"]).await;
    let (space, _) = world.space(&ada, &[&ben, &cyd]).await;
    let staff = ada.makes_role(space.id, "staff", &[]).await;
    ada.gives(space.id, &ben, staff.id).await;
    let roles: Vec<Role> = ada.get(&format!("/spaces/{}/roles", space.id)).await.ok();
    let everyone = roles.iter().find(|role| role.everyone).unwrap();
    let overrides = json!([
        { "target": { "kind": "role", "id": everyone.id }, "allow": [], "deny": ["view_channel"] },
        { "target": { "kind": "role", "id": staff.id }, "allow": ["view_channel"], "deny": [] },
    ]);
    let secret: Value = json!({ "kind": "text", "name": "secret", "overrides": overrides });
    let secret: Channel = ada.post(&format!("/spaces/{}/channels", space.id), secret).await.created();
    let tablet = world.signs_in("ada").await;
    let mut ears = Vec::new();
    for person in [&tablet, &ben, &cyd, &eve] {
        ears.push(Ear::on(person, secret.id).await);
    }
    let Ok(ears) = ears.try_into() else { unreachable!() };
    let observers = Observers { world, ears, fresh: Arc::default(), judged: BTreeSet::new(), astray: Vec::new() };
    let [ada, tablet, ben, cyd, eve] = [ada, tablet, ben, cyd, eve].map(|person| observers.noted(person));
    Scene { observers, ada, tablet, ben, cyd, eve, space, secret, staff }
}
