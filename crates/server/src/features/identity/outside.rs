//! Readers of outside bytes, for fuzzing: what holds whatever comes.

use super::{
    model::{agent, code::normal, login::Email, login::Username, refresh::RefreshToken},
    token::{Bearer, issue, key_id, read},
    totp,
};
use crate::keys::Keys;
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use ed25519_dalek::{Signer, SigningKey};
use snug_proto::{Secret, SessionId, UserId};
use uuid::Uuid;

const NOW_MS: i64 = 1_767_225_600_000;
const ISSUER: &str = "http://localhost";

/// A token: bytes that we did not sign are nobody; bytes that we did sign are somebody only in our own shape.
pub fn access_token(bytes: &[u8]) {
    let key = SigningKey::from_bytes(&[7; 32]);
    let text = String::from_utf8_lossy(bytes);
    key_id(&text);
    assert!(read(&text, &key.verifying_key(), ISSUER, NOW_MS).is_none(), "a token from nowhere is believed");
    // What stands behind a good signature is read strictly too: the key of a careless neighbour, say.
    let at = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (header, claims) = (&bytes[..at], bytes.get(at + 1..).unwrap_or_default());
    let signed = format!("{}.{}", BASE64URL_NOPAD.encode(header), BASE64URL_NOPAD.encode(claims));
    let token = format!("{signed}.{}", BASE64URL_NOPAD.encode(&key.sign(signed.as_bytes()).to_bytes()));
    if let Some(bearer) = read(&token, &key.verifying_key(), ISSUER, NOW_MS) {
        let again = issue((Uuid::nil(), &key), ISSUER, bearer, NOW_MS, 900).unwrap_or_default();
        assert_eq!(read(&again, &key.verifying_key(), ISSUER, NOW_MS), Some(bearer));
        let strange = Bearer { user: UserId(Uuid::max()), session: SessionId(Uuid::max()) };
        assert!(bearer != strange || claims.len() > 100, "read from too little");
    }
}

/// What an authenticator shows at a time, for tests elsewhere.
pub fn totp_code(secret: &str, now_ms: i64) -> String {
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).unwrap_or_default();
    totp::code(&secret, totp::step(now_ms))
}

/// Usernames, addresses, typed codes, names of programs and refresh tokens.
pub fn sign_in_words(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(name) = Username::parse(&text) {
        assert_eq!(Username::parse(name.as_str()).ok().as_ref().map(Username::as_str), Some(name.as_str()));
    }
    if let Ok(email) = Email::parse(&text) {
        let written = text.to_ascii_lowercase();
        assert!(written.contains(&email.local().to_ascii_lowercase()) || !text.is_ascii(), "{text:?}");
    }
    let typed = normal(&Secret::new(text.clone()));
    assert!(typed.len() <= 64 && !typed.contains(['-', ' ']), "{typed:?}");
    assert_eq!(normal(&Secret::new(typed.clone())), typed);
    let agent = agent::clean(&text);
    assert!(agent.chars().count() <= 512 && !agent.chars().any(char::is_control), "{agent:?}");
    assert!(!agent::name(&agent).is_empty());
    let keys = Keys::new([7; 32]);
    assert!(RefreshToken::read(&keys, &Secret::new(text)).is_none(), "a token from nowhere is believed");
}
