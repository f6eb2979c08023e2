//! Codes of authenticators: TOTP (RFC 6238) over HOTP (RFC 4226) with HMAC-SHA-1, six digits, thirty seconds.

use crate::keys::same;
use hmac::{Hmac, KeyInit as _, Mac};
use sha1::Sha1;

/// Bytes of a shared secret.
pub const SECRET_BYTES: usize = 20;
const STEP_MS: i64 = 30_000;
/// Steps that a clock may be off.
const OFF: i64 = 1;

/// Which step a moment belongs to.
pub fn step(now_ms: i64) -> i64 {
    now_ms / STEP_MS
}

/// The code of a step.
pub fn code(secret: &[u8], step: i64) -> String {
    format!("{:06}", number(secret, step) % 1_000_000)
}

/// The step now, before or after whose code this is, and that is later than `after`.
pub fn find(secret: &[u8], typed: &str, now_ms: i64, after: i64) -> Option<i64> {
    let now = step(now_ms);
    // All are compared, whichever fits.
    let fitting: Vec<i64> =
        (now - OFF..=now + OFF).filter(|step| same(code(secret, *step).as_bytes(), typed.as_bytes())).collect();
    fitting.into_iter().find(|step| *step > after)
}

/// RFC 4226, section 5.3.
fn number(secret: &[u8], step: i64) -> u32 {
    let mut mac = match Hmac::<Sha1>::new_from_slice(secret) {
        Ok(mac) => mac,
        // HMAC takes keys of any length.
        Err(_) => return 0,
    };
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[19] & 0xf);
    u32::from_be_bytes([digest[at] & 0x7f, digest[at + 1], digest[at + 2], digest[at + 3]])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SECRET: &[u8] = b"12345678901234567890";

    /// RFC 6238, appendix B, the rows of SHA-1.
    #[test]
    fn the_vectors_of_the_rfc() {
        for (seconds, expected) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            assert_eq!(number(SECRET, step(seconds * 1_000)) % 100_000_000, expected, "{seconds}");
        }
    }

    /// RFC 4226, appendix D.
    #[test]
    fn the_vectors_of_the_older_rfc() {
        let expected =
            ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
        for (step, expected) in (0..).zip(expected) {
            assert_eq!(code(SECRET, step), expected);
        }
    }

    proptest! {
        /// A code is found in its own step and its neighbours, unless it or a later one was used.
        #[test]
        fn the_window_is_one_step_wide(secret in any::<[u8; SECRET_BYTES]>(), now in 10..100_000_000_i64, off in -3..=3_i64) {
            let typed = code(&secret, now + off);
            let found = find(&secret, &typed, now * STEP_MS, 0);
            if off.abs() <= OFF {
                let found = found.unwrap();
                prop_assert_eq!(code(&secret, found), typed.clone());
                prop_assert_eq!(find(&secret, &typed, now * STEP_MS, now + OFF), None);
            } else if let Some(found) = found {
                prop_assert_eq!(code(&secret, found), typed);
            }
        }

        #[test]
        fn nothing_else_is_found(typed in "\\PC*", now in 0..100_000_000_000_i64) {
            if let Some(step) = find(SECRET, &typed, now, 0) {
                prop_assert_eq!(code(SECRET, step), typed);
            }
        }
    }
}
