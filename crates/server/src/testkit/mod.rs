//! The kit of the stories: a whole server in the process, people who act through the public API, a clock that stands
//! still until a story moves it.
//!
//! The engine is chosen by `SNUG_TEST_ENGINE` (`sqlite`, the default, or `postgres`): the same stories run on both.

pub mod contract;
mod ears;
mod engine;
pub mod letters;
mod person;
mod staff;
mod walk;

pub use ears::Ears;
pub use person::{Expect, Person, one_got_it};
pub use staff::Phone;
pub use walk::{walk, walk_all};

use crate::{App, Running, config::Config, config::Settings, start::handlers};
use engine::Engine;
use serde_json::{Value, json};
use snug_client::Client;
use snug_platform::{
    clock::{Clock, ManualClock},
    ids::Ids,
};
use snug_proto::{ChannelId, RoleId, SpaceId, channels::Channel, spaces::Invite, spaces::Role, spaces::Space};
use std::{collections::BTreeMap, sync::Arc, task::Poll, time::Duration};
use tokio::net::TcpListener;

/// The set-up code of every test place.
pub const SETUP_CODE: &str = "TESTTESTTESTTESTTEST";
/// Everybody's password.
pub const PASSWORD: &str = "a lamp on the table";
/// When every story begins: 2026-01-01T00:00:00Z.
pub const BEGINNING_MS: i64 = 1_767_225_600_000;

/// A server of its own, with its own database and clock.
pub struct World {
    /// The server's inside, for what the API cannot show.
    pub app: Arc<App>,
    /// The server's clock.
    pub clock: ManualClock,
    /// Where it listens.
    pub base: String,
    running: Option<Running>,
    engine: Engine,
    owner: Option<Person>,
}

impl World {
    /// A fresh place with an owner, and rates that do not get in the way.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// A fresh place with an owner, configured.
    pub async fn start_with(configure: impl FnOnce(&mut Config)) -> Self {
        let mut world = Self::before_setup(|config| {
            config.rate_factor = 10_000;
            configure(config);
        })
        .await;
        let owner = world.set_up("olive").await;
        world.owner = Some(owner);
        world
    }

    /// A fresh place that nobody owns yet, with the rates of the product.
    pub async fn before_setup(configure: impl FnOnce(&mut Config)) -> Self {
        let engine = Engine::fresh().await;
        Self::on(engine, ManualClock::at(BEGINNING_MS), configure).await
    }

    async fn on(engine: Engine, clock: ManualClock, configure: impl FnOnce(&mut Config)) -> Self {
        let options = BTreeMap::from([
            ("data", engine.folder().display().to_string()),
            ("listen", "127.0.0.1:0".to_owned()),
            ("setup_code", SETUP_CODE.to_owned()),
            ("database", engine.url()),
        ]);
        let settings = Settings::gather(&options, []).unwrap();
        let mut config = Config::new(&settings).unwrap();
        config.is_durable = false;
        config.has_workers = false;
        config.register_pace = Duration::ZERO;
        config.verify_pace = Duration::ZERO;
        config.gather = Duration::ZERO;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        config.public_url = format!("http://{address}").parse().unwrap();
        configure(&mut config);
        let time = Clock::Manual(clock.clone());
        let ids = Ids::system(time.clone());
        let running = crate::start(config, time, ids, listener).await.unwrap();
        let app = running.app.clone();
        Self { app, clock, base: format!("http://{address}"), running: Some(running), engine, owner: None }
    }

    /// Stops the server and starts it again on the same data.
    pub async fn restart(self) -> Self {
        let Self { clock, running, engine, owner, .. } = self;
        let config = running.as_ref().unwrap().app.config.clone();
        running.unwrap().stop().await;
        let mut world = Self::on(engine, clock, |fresh| {
            let Config { rate_factor, counts, allows_plain_conversations, .. } = config;
            fresh.rate_factor = rate_factor;
            fresh.counts = counts;
            fresh.allows_plain_conversations = allows_plain_conversations;
        })
        .await;
        world.owner = owner.map(|owner| owner.at(&world.base));
        world
    }

    /// Makes the first owner.
    pub async fn set_up(&self, username: &str) -> Person {
        let body = json!({ "setup_code": SETUP_CODE, "username": username, "password": PASSWORD });
        let client = self.client();
        let made = client.request(reqwest::Method::POST, "/setup", None, Some(&body)).await.unwrap();
        assert_eq!(made.status, 201, "set-up: {}", String::from_utf8_lossy(&made.bytes));
        self.signs_in(username).await
    }

    /// The owner of the place.
    pub fn owner(&self) -> Person {
        self.owner.clone().unwrap()
    }

    /// A client that is nobody.
    pub fn client(&self) -> Client {
        contract::client(&self.base)
    }

    /// Signs in on another device.
    pub async fn signs_in(&self, username: &str) -> Person {
        let client = self.client();
        client.sign_in(username, PASSWORD).await.unwrap();
        Person::new(username, client).await
    }

    /// Makes accounts with the given names, without any space.
    pub async fn people<const N: usize>(&self, names: [&str; N]) -> [Person; N] {
        let space = self.owner().makes_space("Cloakroom").await;
        let invite = self.owner().invites(space.id).await;
        let mut people = Vec::with_capacity(N);
        for name in names {
            let person = self.registers(name, &invite.code).await;
            person.leaves(space.id).await;
            people.push(person);
        }
        self.owner().deletes_space(&space).await;
        people.try_into().unwrap_or_else(|_| unreachable!())
    }

    /// Makes an account by an invite.
    pub async fn registers(&self, username: &str, invite: &str) -> Person {
        let body = json!({ "username": username, "password": PASSWORD, "invite": invite, "session": "token" });
        let made = self.client().request(reqwest::Method::POST, "/auth/register", None, Some(&body)).await.unwrap();
        assert_eq!(made.status, 201, "register: {}", String::from_utf8_lossy(&made.bytes));
        self.signs_in(username).await
    }

    /// A space of `host` with the others as members, and its channel `general`.
    pub async fn space(&self, host: &Person, members: &[&Person]) -> (Space, Channel) {
        let space = host.makes_space("Foxglove").await;
        let invite = host.invites(space.id).await;
        for member in members {
            member.joins(&invite.code).await;
        }
        let channels: Vec<Channel> = host.get(&format!("/spaces/{}/channels", space.id)).await.ok();
        let general = channels.into_iter().find(|channel| channel.name.as_deref() == Some("general")).unwrap();
        (space, general)
    }

    /// Runs every job that is due.
    pub async fn run_jobs(&self) {
        self.app.jobs.run_due(&self.app.db, &handlers(&self.app), &self.app.life.token()).await.unwrap();
    }

    /// Runs due jobs and kills the worker in the middle: after it was woken `steps` times. False when it was done
    /// before. What it had begun is found again after [`snug_platform::jobs::LEASE`].
    pub async fn kills_worker_after(&self, mut steps: usize) -> bool {
        let mut working = Box::pin(self.run_jobs());
        std::future::poll_fn(|context| {
            if steps == 0 {
                return Poll::Ready(true);
            }
            steps -= 1;
            working.as_mut().poll(context).map(|()| false)
        })
        .await
    }

    /// Moves the clock on.
    pub fn wait(&self, time: Duration) {
        self.clock.advance(time);
    }

    /// Stops the server; a task that does not end fails the story.
    pub async fn stop(mut self) {
        let running = self.running.take().unwrap();
        let life = running.app.life.clone();
        running.stop().await;
        assert_eq!(life.running(), Vec::<&str>::new(), "tasks that outlived the server");
        assert!(!life.is_broken(), "a task broke");
        self.engine.drop_now().await;
    }
}

/// A body that names a role.
pub fn role(name: &str, permissions: &[&str]) -> Value {
    json!({ "name": name, "permissions": permissions })
}

impl Person {
    /// Makes a space.
    pub async fn makes_space(&self, name: &str) -> Space {
        self.post("/spaces", json!({ "name": name })).await.created()
    }
    /// Makes an invite without a count.
    pub async fn invites(&self, space: SpaceId) -> Invite {
        self.post(&format!("/spaces/{space}/invites"), json!({})).await.created()
    }
    /// Joins by an invite.
    pub async fn joins(&self, code: &str) -> Space {
        self.post(&format!("/invites/{code}/join"), Value::Null).await.ok()
    }
    /// Leaves a space.
    pub async fn leaves(&self, space: SpaceId) {
        self.delete(&format!("/spaces/{space}/members/me")).await.done();
    }
    /// Deletes an own space.
    pub async fn deletes_space(&self, space: &Space) {
        let body = json!({ "confirm_name": space.name });
        self.send("DELETE", &format!("/spaces/{}", space.id), Some(body)).await.done();
    }
    /// Makes a role.
    pub async fn makes_role(&self, space: SpaceId, name: &str, permissions: &[&str]) -> Role {
        self.post(&format!("/spaces/{space}/roles"), role(name, permissions)).await.created()
    }
    /// Gives a role.
    pub async fn gives(&self, space: SpaceId, to: &Person, role: RoleId) {
        self.put(&format!("/spaces/{space}/members/{}/roles/{role}", to.id), Value::Null).await.done();
    }
    /// Makes a text channel.
    pub async fn makes_channel(&self, space: SpaceId, name: &str) -> Channel {
        self.post(&format!("/spaces/{space}/channels"), json!({ "kind": "text", "name": name })).await.created()
    }
    /// Says something.
    pub async fn says(&self, channel: ChannelId, content: &str) -> Expect {
        self.post(&format!("/channels/{channel}/messages"), json!({ "content": content })).await
    }
}
