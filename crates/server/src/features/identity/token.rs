//! Access tokens: JWT (RFC 7519) signed with Ed25519 (RFC 8037), read strictly. Nothing else is a token.

use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use snug_proto::{SessionId, UserId};
use uuid::Uuid;

/// The only algorithm.
const ALG: &str = "EdDSA";
/// The only audience.
const AUDIENCE: &str = "snug";
/// How far clocks may differ, in seconds.
const SKEW_SECONDS: i64 = 30;
/// Longest life of a token, in seconds.
const LIFE_MAX_SECONDS: i64 = 900;
/// Longest text that is looked at, in bytes; ours have about 450.
const LENGTH_MAX: usize = 2_048;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    kid: Uuid,
    #[serde(default)]
    typ: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: UserId,
    sid: SessionId,
    iat: i64,
    exp: i64,
}

/// Whom a token speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The account.
    pub user: UserId,
    /// The session.
    pub session: SessionId,
}

/// Makes a token that lives `life_seconds` from `now_ms`.
///
/// # Errors
/// Never for these claims.
pub fn issue(
    (kid, key): (Uuid, &SigningKey),
    issuer: &str,
    bearer: Bearer,
    now_ms: i64,
    life_seconds: i64,
) -> anyhow::Result<String> {
    let iat = now_ms.div_euclid(1_000);
    let header = Header { alg: ALG.into(), kid, typ: Some("JWT".into()) };
    let claims = Claims {
        iss: issuer.into(),
        aud: AUDIENCE.into(),
        sub: bearer.user,
        sid: bearer.session,
        iat,
        exp: iat + life_seconds.min(LIFE_MAX_SECONDS),
    };
    let part = |json: Vec<u8>| BASE64URL_NOPAD.encode(&json);
    let signed = format!("{}.{}", part(serde_json::to_vec(&header)?), part(serde_json::to_vec(&claims)?));
    let signature = key.sign(signed.as_bytes());
    Ok(format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature.to_bytes())))
}

/// Names the key a token says it was signed with, so that it can be looked up. Proves nothing.
pub fn key_id(token: &str) -> Option<Uuid> {
    let header = token.split('.').next().filter(|_| token.len() <= LENGTH_MAX)?;
    let header: Header = serde_json::from_slice(&BASE64URL_NOPAD.decode(header.as_bytes()).ok()?).ok()?;
    (header.alg == ALG && header.typ.is_none_or(|typ| typ == "JWT")).then_some(header.kid)
}

/// Reads a token signed by `key`; `None` for anything that is not in every respect one of ours and of now.
pub fn read(token: &str, key: &VerifyingKey, issuer: &str, now_ms: i64) -> Option<Bearer> {
    key_id(token)?;
    let (signed, signature) = token.rsplit_once('.')?;
    let (_, claims) = signed.split_once('.')?;
    let signature: [u8; 64] = BASE64URL_NOPAD.decode(signature.as_bytes()).ok()?.try_into().ok()?;
    key.verify_strict(signed.as_bytes(), &Signature::from_bytes(&signature)).ok()?;
    let claims: Claims = serde_json::from_slice(&BASE64URL_NOPAD.decode(claims.as_bytes()).ok()?).ok()?;
    let now = now_ms.div_euclid(1_000);
    let life = claims.exp.checked_sub(claims.iat)?;
    let is_ours = claims.iss == issuer && claims.aud == AUDIENCE && (0..=LIFE_MAX_SECONDS).contains(&life);
    let is_now = claims.iat <= now + SKEW_SECONDS && now <= claims.exp.saturating_add(SKEW_SECONDS);
    (is_ours && is_now).then_some(Bearer { user: claims.sub, session: claims.sid })
}

#[cfg(test)]
#[path = "tests/forgeries.rs"]
mod tests;
