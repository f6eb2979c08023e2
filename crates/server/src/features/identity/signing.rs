//! The keys that sign access tokens: sealed rows, opened into a ring in memory, replaced every 90 days.
//!
//! One key signs; the ones before it still verify for [`OVERLAP_MS`], longer than any token lives.

use super::{
    store,
    token::{self, Bearer},
};
use crate::{
    app::App,
    error::{Error, Result},
};
use ed25519_dalek::{SigningKey, VerifyingKey};
use snug_proto::Secret;
use uuid::Uuid;

/// How long a replaced key still verifies, in milliseconds.
pub const OVERLAP_MS: i64 = 15 * 60 * 1_000;
/// How long a key signs, in milliseconds.
const ROTATE_MS: i64 = 90 * 24 * 60 * 60 * 1_000;
/// How often an unknown key id leads to a look at the table, in milliseconds: strangers can name any.
const LOOK_MS: i64 = 1_000;
const LABEL: &str = "signing_key";

/// The opened keys, as of one reading of the table.
#[derive(Debug, Default)]
pub struct Ring {
    keys: Vec<Key>,
    read_ms: i64,
}

#[derive(Debug)]
struct Key {
    id: Uuid,
    signing: SigningKey,
    created_ms: i64,
    retired_ms: Option<i64>,
}

impl Ring {
    /// The key that signs now.
    fn current(&self) -> Option<&Key> {
        self.keys.iter().filter(|key| key.retired_ms.is_none()).max_by_key(|key| (key.created_ms, key.id))
    }

    /// A key that still verifies.
    fn verifying(&self, id: Uuid, now_ms: i64) -> Option<VerifyingKey> {
        let key = self.keys.iter().find(|key| key.id == id)?;
        let is_over = key.retired_ms.is_some_and(|retired| now_ms - retired > OVERLAP_MS);
        (!is_over).then(|| key.signing.verifying_key())
    }
}

/// Makes an access token.
///
/// # Errors
/// `internal`: there is no key.
pub fn issue(app: &App, bearer: Bearer, now_ms: i64) -> Result<Secret> {
    let ring = app.identity.ring();
    let key = ring.current().ok_or_else(|| anyhow::anyhow!("no signing key"))?;
    let life = app.config.access_token_seconds;
    Ok(Secret::new(token::issue((key.id, &key.signing), &issuer(app), bearer, now_ms, life)?))
}

/// Reads an access token.
///
/// # Errors
/// `unauthenticated`: it is not one of ours, or its time is over.
pub async fn read(app: &App, token: &str) -> Result<Bearer> {
    let now_ms = app.clock.now_ms();
    let kid = token::key_id(token).ok_or_else(Error::unauthenticated)?;
    let mut key = app.identity.ring().verifying(kid, now_ms);
    if key.is_none() && now_ms - app.identity.ring().read_ms >= LOOK_MS {
        // Another node may have made a new one.
        load(app).await?;
        key = app.identity.ring().verifying(kid, now_ms);
    }
    key.and_then(|key| token::read(token, &key, &issuer(app), now_ms)).ok_or_else(Error::unauthenticated)
}

/// Opens the keys of the table, drops those that verify no more, and makes a new one when it is time.
///
/// # Errors
/// The table cannot be read, or a key was sealed by another server.
pub async fn load(app: &App) -> Result<()> {
    let now_ms = app.clock.now_ms();
    let mut ring = Ring { keys: Vec::new(), read_ms: now_ms };
    for row in store::keys::all(&mut app.db.read().await?).await? {
        let seed = app.keys.open(LABEL, row.id.as_bytes(), &row.sealed)?;
        let seed: [u8; 32] = seed.try_into().map_err(|_| anyhow::anyhow!("a signing key of another length"))?;
        let signing = SigningKey::from_bytes(&seed);
        ring.keys.push(Key { id: row.id, signing, created_ms: row.created_ms, retired_ms: row.retired_ms });
    }
    let is_due = ring.current().is_none_or(|key| now_ms - key.created_ms >= ROTATE_MS);
    app.identity.set_ring(ring);
    if is_due { Box::pin(rotate(app)).await } else { Ok(()) }
}

/// Makes a new key and retires the others, which go on verifying for a while: nobody is signed out.
///
/// # Errors
/// The table cannot be written.
pub async fn rotate(app: &App) -> Result<()> {
    let now_ms = app.clock.now_ms();
    let (id, seed) = (app.ids.uuid(), app.ids.bytes::<32>());
    let signing = SigningKey::from_bytes(&seed);
    let sealed = app.keys.seal(LABEL, id.as_bytes(), &seed, &app.ids);
    let mut tx = app.db.write().await?;
    store::keys::retire_all(&mut tx, now_ms).await?;
    store::keys::delete_retired(&mut tx, now_ms - OVERLAP_MS).await?;
    store::keys::insert(&mut tx, id, signing.verifying_key().as_bytes(), &sealed, now_ms).await?;
    tx.commit().await?;
    load(app).await
}

fn issuer(app: &App) -> String {
    app.config.public_origin()
}
