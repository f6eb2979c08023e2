//! Signed addresses: each opens one form of one file until the end of the next quarter hour.

use super::model::Variant;
use crate::{app::App, keys};
use data_encoding::BASE64URL_NOPAD;
use snug_proto::{FileId, files::FileUrls};

const LABEL: &str = "file address";
const QUARTER_MS: i64 = 15 * 60 * 1000;

/// Fresh addresses of a file. Two answers within one quarter hour carry the same ones, so that browsers can keep them.
pub fn urls(app: &App, file: FileId, has_variants: bool) -> FileUrls {
    let expires = expiry(app.clock.now_ms());
    let at = |variant: Variant| {
        let mac = BASE64URL_NOPAD.encode(&mac(app, file, variant, expires));
        format!("/api/v1/files/{file}/{}?exp={expires}&sig={mac}", variant.name())
    };
    FileUrls {
        original: at(Variant::Original),
        preview: has_variants.then(|| at(Variant::Preview)),
        thumb: has_variants.then(|| at(Variant::Thumb)),
    }
}

/// True when the signature is ours, for this form of this file, and its time is not over.
pub fn is_valid(app: &App, file: FileId, variant: Variant, expires: i64, signature: &str) -> bool {
    let Ok(signature) = BASE64URL_NOPAD.decode(signature.as_bytes()) else { return false };
    let is_ours = keys::same(&mac(app, file, variant, expires), &signature);
    is_ours && app.clock.now_ms() < expires.saturating_mul(1000)
}

/// The end of the next quarter hour, in seconds: 15 to 30 minutes from now.
fn expiry(now_ms: i64) -> i64 {
    (now_ms.div_euclid(QUARTER_MS) + 2) * (QUARTER_MS / 1000)
}

/// HMAC-SHA-256 (RFC 2104) over file, form and expiry.
fn mac(app: &App, file: FileId, variant: Variant, expires: i64) -> [u8; 32] {
    app.keys.mac(LABEL, format!("{}/{}/{expires}", file.0.simple(), variant.name()).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_live_for_15_to_30_minutes() {
        for now_ms in [0, 1, QUARTER_MS - 1, QUARTER_MS, 1_767_225_600_123] {
            let life_ms = expiry(now_ms) * 1000 - now_ms;
            assert!((QUARTER_MS + 1..=2 * QUARTER_MS).contains(&life_ms), "{life_ms}");
        }
    }
}
