//! Settings that can be read and are not safe: a place does not start with them. No message repeats a secret.

use super::is_this_machine;
use anyhow::{Context, ensure};
use data_encoding::HEXLOWER_PERMISSIVE;
use ipnet::IpNet;
use std::{collections::HashSet, fs, os::unix::fs::MetadataExt as _, path::Path};
use url::Url;

/// Least letters and digits of a set-up code: 80 bits, if they were drawn from 32.
const SETUP_CODE_LEAST: usize = 16;
/// Of the 32 bytes of a key so many differ, and as many of the steps between them. Of random ones 30 do, and once in
/// more than 10¹² fewer than this.
const KEY_BYTES_LEAST: usize = 18;
/// The bits of a mode that stand for everybody.
const EVERYBODY: u32 = 0o007;

/// The address of a place: of https or of this machine, and nothing but an origin.
pub fn public_url(url: &Url) -> anyhow::Result<()> {
    ensure!(is_private(url), "public_url: must begin with https://, or with http:// for this machine alone");
    ensure!(url.username().is_empty() && url.password().is_none(), "public_url: no name or password belongs in it");
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    ensure!(is_bare, "public_url: nothing may follow the host and port");
    Ok(())
}

/// The origin of another web client.
pub fn origin(text: &str) -> anyhow::Result<String> {
    let url = Url::parse(text)?;
    ensure!(is_private(&url), "must begin with https://, or with http:// for this machine alone");
    Ok(url.origin().ascii_serialization())
}

fn is_private(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_this_machine(url))
}

/// The server's key.
pub fn key(hex: &str) -> anyhow::Result<[u8; 32]> {
    let bytes = HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
    let bytes: [u8; 32] = bytes.context("secret_key: must be 64 hex digits")?;
    let steps = bytes.windows(2).map(|pair| pair[1].wrapping_sub(pair[0]));
    let is_random = [bytes.iter().copied().collect::<HashSet<u8>>(), steps.collect()]
        .iter()
        .all(|different| different.len() >= KEY_BYTES_LEAST);
    ensure!(is_random, "secret_key: somebody could guess it; make one with `openssl rand -hex 32`");
    Ok(bytes)
}

/// The set-up code that the operator chose.
pub fn setup_code(code: &str) -> anyhow::Result<()> {
    let length = code.chars().filter(char::is_ascii_alphanumeric).count();
    ensure!(length >= SETUP_CODE_LEAST, "setup_code: at least {SETUP_CODE_LEAST} letters and digits");
    Ok(())
}

/// Proxies whose word counts: not everybody.
pub fn proxies(trusted: &[IpNet]) -> anyhow::Result<()> {
    ensure!(trusted.iter().all(|net| net.prefix_len() > 0), "trusted_proxies: this would believe everybody");
    Ok(())
}

/// A mail server that gets a password gets it through TLS.
pub fn mail_server(address: &str) -> anyhow::Result<()> {
    // What is no address is refused by who speaks to the server.
    let Ok(url) = Url::parse(address) else { return Ok(()) };
    let is_open =
        url.scheme() == "smtp" && !url.query_pairs().any(|(name, value)| name == "tls" && value == "required");
    let is_told = url.password().is_some() && !is_this_machine(&url);
    ensure!(!(is_open && is_told), "smtp: the password would travel in the clear; use smtps:// or ?tls=required");
    Ok(())
}

/// What lies in the data folder is nobody's but the server's.
pub fn own(path: &Path) -> anyhow::Result<()> {
    let mode = fs::metadata(path).with_context(|| format!("data: cannot look at {}", path.display()))?.mode();
    ensure!(
        mode & EVERYBODY == 0,
        "data: everybody on this machine can reach {}; run `chmod o-rwx` on it",
        path.display()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_somebody_could_guess_is_none() {
        let counted: String = (0..32_u8).map(|byte| format!("{byte:02x}")).collect();
        for guessed in ["0".repeat(64), "0123456789abcdef".repeat(4), counted, "deadbeefcafebabe".repeat(4)] {
            assert!(format!("{:#}", key(&guessed).unwrap_err()).contains("guess"), "{guessed}");
        }
        for at in 0..1_000_u64 {
            use sha2::{Digest as _, Sha256};
            let random: [u8; 32] = Sha256::digest(at.to_le_bytes()).into();
            let hex = HEXLOWER_PERMISSIVE.encode(&random);
            assert_eq!(key(&hex).unwrap(), random);
            assert_eq!(key(&hex.to_uppercase()).unwrap(), random);
        }
    }
}
