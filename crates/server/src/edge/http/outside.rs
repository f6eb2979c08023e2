//! Readers of outside bytes, for fuzzing: what holds whatever comes.

use super::{cursor, layers::client_address};
use crate::keys::Keys;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use snug_platform::{clock::Clock, clock::ManualClock, ids::Ids};
use std::net::{IpAddr, Ipv4Addr};
use uuid::Uuid;

/// A cursor: what we did not seal opens nothing; what we sealed is read as a key or refused.
pub fn cursor(bytes: &[u8]) {
    let keys = Keys::new([7; 32]);
    let text = String::from_utf8_lossy(bytes);
    assert!(cursor::unseal::<serde_json::Value>(&keys, "a list", &text).is_err(), "a cursor from nowhere is believed");
    let ids = Ids::seeded(Clock::Manual(ManualClock::at(0)), 7);
    let sealed = cursor::seal_bytes(&keys, "a list", bytes, &ids);
    let key = cursor::unseal::<(i64, Uuid)>(&keys, "a list", &sealed).ok();
    assert_eq!(key, serde_json::from_slice(bytes).ok());
    cursor::unseal::<(String, Uuid)>(&keys, "a list", &sealed).ok();
    assert!(cursor::unseal::<serde_json::Value>(&keys, "another list", &sealed).is_err(), "it fits another list");
}

/// Headers of proxies, `name: value` a line: whoever is no trusted proxy is who they are; the address of nobody
/// trusted is never believed beyond the nearest stranger.
pub fn forwarded(bytes: &[u8]) {
    let mut headers = HeaderMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let mut parts = line.splitn(2, |byte| *byte == b':');
        let (Some(name), Some(value)) = (parts.next(), parts.next()) else { continue };
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name), HeaderValue::from_bytes(value.trim_ascii())) {
            headers.append(name, value);
        }
    }
    let peer = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    assert_eq!(client_address(peer, &headers, &[]), peer, "hearsay is believed");
    let Ok(net) = "192.0.2.0/24".parse() else { return };
    let told = client_address(peer, &headers, &[net]);
    // Another hop on the very left changes nothing once a stranger is reached.
    if !net.contains(&told) {
        let first = headers.get("x-forwarded-for").cloned();
        let mut is_first = true;
        let mut longer = HeaderMap::new();
        for (name, value) in &headers {
            let mut value = value.clone();
            if name == "x-forwarded-for" && std::mem::take(&mut is_first) {
                let spoofed =
                    [b"203.0.113.66, ".as_slice(), first.as_ref().map_or(b"", HeaderValue::as_bytes)].concat();
                value = HeaderValue::from_bytes(&spoofed).unwrap_or(value);
            }
            longer.append(name, value);
        }
        assert_eq!(client_address(peer, &longer, &[net]), told, "what stands on the left is believed");
    }
}
