//! The server's key, and what is derived from it: sealed columns, sealed cursors, message authentication codes.

use anyhow::{Context, ensure};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use snug_platform::ids::Ids;
use std::{fs, io::Write as _, os::unix::fs::OpenOptionsExt as _, path::Path};
use subtle::ConstantTimeEq;

const NONCE_BYTES: usize = 24;

/// The 256-bit key of the server; every use derives its own from it (HMAC-SHA-256 over a label).
#[derive(Clone)]
pub struct Keys {
    root: [u8; 32],
}

impl Keys {
    /// Uses the given key.
    pub fn new(root: [u8; 32]) -> Self {
        Self { root }
    }

    /// Reads the key file, or makes it with mode 0600.
    ///
    /// # Errors
    /// The file cannot be read or made, or does not hold 32 bytes.
    pub fn load_or_make(path: &Path, ids: &Ids) -> anyhow::Result<Self> {
        match fs::read(path) {
            Ok(bytes) => {
                let root = bytes.try_into().ok().with_context(|| format!("{} is not 32 bytes", path.display()))?;
                Ok(Self { root })
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let root: [u8; 32] = ids.bytes();
                let mut options = fs::OpenOptions::new();
                let mut file = options.write(true).create_new(true).mode(0o600).open(path)?;
                file.write_all(&root)?;
                file.sync_all()?;
                Ok(Self { root })
            }
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// Authenticates `data` for one use.
    pub fn mac(&self, label: &str, data: &[u8]) -> [u8; 32] {
        let key = authenticate(&self.root, label.as_bytes());
        authenticate(&key, data)
    }

    /// Encrypts and authenticates (XChaCha20-Poly1305): nonce, then ciphertext. `context` must be given again to open.
    pub fn seal(&self, label: &str, context: &[u8], plain: &[u8], ids: &Ids) -> Vec<u8> {
        let nonce: [u8; NONCE_BYTES] = ids.bytes();
        let mut sealed = nonce.to_vec();
        // Fails only for texts of more than 256 GiB.
        let text = self.cipher(label).encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: context });
        sealed.extend(text.unwrap_or_default());
        sealed
    }

    /// Opens what [`Self::seal`] made.
    ///
    /// # Errors
    /// It was made with another key, label or context, or was changed.
    pub fn open(&self, label: &str, context: &[u8], sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        ensure!(sealed.len() > NONCE_BYTES, "too short to be sealed");
        let (nonce, text) = sealed.split_at(NONCE_BYTES);
        let nonce: [u8; NONCE_BYTES] = nonce.try_into()?;
        self.cipher(label)
            .decrypt(&XNonce::from(nonce), Payload { msg: text, aad: context })
            .map_err(|_| anyhow::anyhow!("not sealed by this server for this use"))
    }

    fn cipher(&self, label: &str) -> XChaCha20Poly1305 {
        let key = authenticate(&self.root, label.as_bytes());
        XChaCha20Poly1305::new(&key.into())
    }
}

/// HMAC-SHA-256 (RFC 2104).
fn authenticate(key: &[u8; 32], data: &[u8]) -> [u8; 32] {
    use hmac::KeyInit as _;
    let mut mac = match Hmac::<Sha256>::new_from_slice(key) {
        Ok(mac) => mac,
        // HMAC takes keys of any length.
        Err(_) => return [0; 32],
    };
    mac.update(data);
    mac.finalize().into_bytes().into()
}

/// SHA-256 of a secret, for storing what must only be recognised.
pub fn digest(secret: &[u8]) -> [u8; 32] {
    Sha256::digest(secret).into()
}

/// Compares without telling by time where the difference is.
pub fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use snug_platform::clock::Clock;

    #[test]
    fn what_was_sealed_opens_only_with_label_and_context() {
        let (keys, ids) = (Keys::new([7; 32]), Ids::seeded(Clock::Real, 1));
        let sealed = keys.seal("cursor", b"route", b"secret", &ids);
        assert_eq!(keys.open("cursor", b"route", &sealed).unwrap(), b"secret");
        assert!(keys.open("cursor", b"other", &sealed).is_err());
        assert!(keys.open("signing", b"route", &sealed).is_err());
        assert!(Keys::new([8; 32]).open("cursor", b"route", &sealed).is_err());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(keys.open("cursor", b"route", &changed).is_err(), "byte {at}");
        }
    }

    #[test]
    fn the_key_file_is_made_once() {
        let (folder, ids) = (tempfile::tempdir().unwrap(), Ids::system(Clock::Real));
        let path = folder.path().join("key");
        let first = Keys::load_or_make(&path, &ids).unwrap();
        let second = Keys::load_or_make(&path, &ids).unwrap();
        assert_eq!(first.mac("a", b"b"), second.mac("a", b"b"));
        fs::write(&path, b"short").unwrap();
        assert!(Keys::load_or_make(&path, &ids).is_err());
    }
}
