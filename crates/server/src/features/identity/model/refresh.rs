//! Refresh tokens: a secret, the family it belongs to, and a seal that says we made it.
//!
//! The seal lets a token that was used long ago, and whose row is gone, still be recognised as a reused one.

use crate::keys::{Keys, digest, same};
use data_encoding::BASE64URL_NOPAD;
use snug_platform::ids::Ids;
use snug_proto::{Secret, SessionId};
use uuid::Uuid;

const SECRET: usize = 32;
const FAMILY: usize = 16;
const SEAL: usize = 16;

/// A token that this server made.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken {
    secret: [u8; SECRET],
    family: SessionId,
}

impl RefreshToken {
    /// The first token of a session.
    pub fn first(ids: &Ids, family: SessionId) -> Self {
        Self { secret: ids.bytes(), family }
    }

    /// The one that follows: always the same for the same token, so that an answer can be given twice.
    pub fn successor(&self, keys: &Keys) -> Self {
        Self { secret: keys.mac("refresh_successor", &self.body()), family: self.family }
    }

    /// Reads a token; `None` for anything that this server did not make.
    pub fn read(keys: &Keys, text: &Secret) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.reveal().as_bytes()).ok()?;
        let bytes: [u8; SECRET + FAMILY + SEAL] = bytes.try_into().ok()?;
        let (secret, rest) = bytes.split_at(SECRET);
        let (family, seal) = rest.split_at(FAMILY);
        let token = Self { secret: secret.try_into().ok()?, family: SessionId(Uuid::from_slice(family).ok()?) };
        same(seal, &token.seal(keys)).then_some(token)
    }

    /// What the client gets.
    pub fn text(&self, keys: &Keys) -> Secret {
        let mut bytes = self.body();
        bytes.extend(self.seal(keys));
        Secret::new(BASE64URL_NOPAD.encode(&bytes))
    }

    /// What the database knows.
    pub fn hash(&self) -> [u8; 32] {
        digest(&self.body())
    }

    /// The session it renews.
    pub fn family(&self) -> SessionId {
        self.family
    }

    fn body(&self) -> Vec<u8> {
        [&self.secret[..], self.family.0.as_bytes()].concat()
    }

    fn seal(&self, keys: &Keys) -> Vec<u8> {
        keys.mac("refresh_seal", &self.body()).into_iter().take(SEAL).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use snug_platform::clock::Clock;

    #[test]
    fn a_token_reads_back_and_any_changed_byte_does_not() {
        let (keys, ids) = (Keys::new([7; 32]), Ids::system(Clock::Real));
        let token = RefreshToken::first(&ids, SessionId(ids.uuid()));
        let text = token.text(&keys);
        assert!(RefreshToken::read(&keys, &text) == Some(token.clone()));
        assert!(RefreshToken::read(&Keys::new([8; 32]), &text).is_none());
        let bytes = BASE64URL_NOPAD.decode(text.reveal().as_bytes()).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let changed = Secret::new(BASE64URL_NOPAD.encode(&changed));
            assert!(RefreshToken::read(&keys, &changed).is_none(), "byte {at}");
        }
    }

    #[test]
    fn the_successor_is_one_and_another() {
        let (keys, ids) = (Keys::new([7; 32]), Ids::system(Clock::Real));
        let token = RefreshToken::first(&ids, SessionId(ids.uuid()));
        let next = token.successor(&keys);
        assert!(next == token.successor(&keys));
        assert!(next != token && next.family() == token.family());
        assert_ne!(next.hash(), token.hash());
    }
}
