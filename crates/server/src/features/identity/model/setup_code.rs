//! The code that proves who may be the first owner.

use crate::keys::digest;
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use snug_platform::ids::Ids;
use snug_proto::Secret;

/// Random bytes behind a code: 100 of their bits make 20 characters.
const BYTES: usize = 13;
const LENGTH: usize = 20;

/// A new code: 20 characters of base32.
pub fn make(ids: &Ids) -> Secret {
    let mut text = BASE32_NOPAD.encode(&ids.bytes::<BYTES>());
    text.truncate(LENGTH);
    Secret::new(text)
}

/// What the database knows of a code. Case, spaces and dashes do not count.
pub fn hash(code: &Secret) -> String {
    let plain: String = code
        .reveal()
        .chars()
        .filter(|character| !character.is_whitespace() && *character != '-')
        .map(|character| character.to_ascii_uppercase())
        .collect();
    HEXLOWER.encode(&digest(plain.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use snug_platform::clock::Clock;

    #[test]
    fn a_code_is_recognised_however_it_is_typed() {
        let code = make(&Ids::system(Clock::Real));
        let text = code.reveal();
        assert_eq!(text.len(), LENGTH);
        assert!(text.bytes().all(|byte| byte.is_ascii_uppercase() || (b'2'..=b'7').contains(&byte)), "{text}");
        let typed = format!(" {}-{} ", &text[..10].to_lowercase(), &text[10..]);
        assert_eq!(hash(&Secret::new(typed)), hash(&code));
        assert_ne!(hash(&make(&Ids::system(Clock::Real))), hash(&code));
    }
}
