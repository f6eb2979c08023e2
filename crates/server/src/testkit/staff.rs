//! Those who run the place: ranks, authenticators, raised sessions.

use super::{Expect, PASSWORD, Person, World};
use crate::features::identity::outside::totp_code;
use serde_json::{Value, json};
use snug_platform::db::word;
use snug_proto::{
    account::InstanceRole,
    admin::Elevation,
    factors::{RecoveryCodes, TotpStart},
};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// An authenticator as a phone has it, and the recovery codes that came with it.
#[derive(Clone)]
pub struct Phone {
    /// As it was handed out.
    pub secret: String,
    /// Ten of them; each good once.
    pub recovery: Vec<String>,
    used: Arc<AtomicUsize>,
}

impl Phone {
    /// Protects an account. The code that confirms it is spent: for another one the clock must move.
    pub async fn of(world: &World, person: &Person) -> Self {
        let start: TotpStart = person.post("/me/totp", Value::Null).await.ok();
        let secret = start.secret.reveal().to_owned();
        let code = totp_code(&secret, world.clock.now_ms());
        let made: RecoveryCodes = person.post("/me/totp/confirm", json!({ "code": code })).await.ok();
        let recovery = made.recovery_codes.iter().map(|code| code.reveal().to_owned()).collect();
        Self { secret, recovery, used: Arc::default() }
    }

    /// One that was begun but not confirmed.
    pub fn waiting(secret: &str) -> Self {
        Self { secret: secret.into(), recovery: Vec::new(), used: Arc::default() }
    }

    /// What it shows now.
    pub fn shows(&self, world: &World) -> String {
        totp_code(&self.secret, world.clock.now_ms())
    }

    /// Six digits that it does not show around now.
    pub fn wrong(&self, world: &World) -> String {
        let now_ms = world.clock.now_ms();
        let right: Vec<String> = (-2..=2).map(|step| totp_code(&self.secret, now_ms + step * 30_000)).collect();
        (0..10).map(|digit| digit.to_string().repeat(6)).find(|code| !right.contains(code)).unwrap()
    }

    /// The next recovery code.
    pub fn paper(&self) -> String {
        self.recovery[self.used.fetch_add(1, Ordering::Relaxed)].clone()
    }
}

impl Person {
    /// Asks that this session may act for the place.
    pub async fn elevates(&self, password: &str, code: &str) -> Expect {
        self.post("/admin/elevation", json!({ "password": password, "code": code })).await
    }

    /// Raises this session with a recovery code.
    pub async fn rises(&self, phone: &Phone) {
        let _: Elevation = self.elevates(PASSWORD, &phone.paper()).await.ok();
    }
}

impl World {
    /// Signs in on another device, with both proofs.
    pub async fn signs_in_with(&self, person: &Person, code: &str) -> Person {
        let client = self.client();
        let body = json!({ "login": person.name, "password": PASSWORD, "session": "token", "code": code });
        client.sign_in_as(&serde_json::from_value(body).unwrap()).await.unwrap();
        Person::new(&person.name, client).await
    }

    /// Gives somebody a rank, or takes it away, straight in the table.
    pub async fn ranks(&self, person: &Person, role: Option<InstanceRole>) {
        let mut tx = self.app.db.write().await.unwrap();
        tx.sql("update account set instance_role = $2 where id = $1")
            .id(person.id)
            .bind(role.map(|role| word(&role)))
            .run()
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.app.identity.outdate_all();
    }

    /// The owner, whose session may act for the place.
    pub async fn elevated(&self) -> Person {
        let owner = self.owner();
        owner.rises(&Phone::of(self, &owner).await).await;
        owner
    }

    /// Lets somebody be of this rank, protected by a phone.
    pub async fn appoints(&self, person: &Person, role: InstanceRole) -> Phone {
        self.ranks(person, Some(role)).await;
        Phone::of(self, person).await
    }
}
