//! Codes that people read in a mail and type: what they look like, and what the database knows of them.

use crate::keys::Keys;
use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};
use snug_platform::ids::Ids;
use snug_proto::{ChallengeId, Secret, UserId};

/// Wrong tries that end a code, whoever makes them.
pub const MOST_WRONG: i64 = 5;
/// What is longer was never a code, in bytes.
const LONGEST: usize = 64;
/// Six digits are drawn from below this; what lies above would make some codes likelier.
const EVEN: u32 = u32::MAX - u32::MAX % 1_000_000;

const TEN: usize = 10;

/// What a code opens; a code of one purpose fails for every other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Signing in.
    SignIn,
    /// Proving again who is there.
    Reauth,
    /// Proving that an address is one's own.
    Verify,
    /// Setting a new password.
    Reset,
}

impl Purpose {
    /// Life of a code, in milliseconds.
    pub fn life_ms(self) -> i64 {
        match self {
            Self::SignIn | Self::Reauth | Self::Verify => 10 * 60 * 1_000,
            Self::Reset => 60 * 60 * 1_000,
        }
    }

    /// True for short codes that open an account; too many wrong ones pause them. Nobody guesses a long one, and
    /// nobody shall keep an owner from setting a new password by trying.
    pub fn opens_account(self) -> bool {
        matches!(self, Self::SignIn | Self::Reauth)
    }

    /// A new code.
    pub fn make(self, ids: &Ids) -> String {
        match self {
            Self::SignIn | Self::Reauth | Self::Verify => six_digits(|| u32::from_be_bytes(ids.bytes())),
            Self::Reset => ten_letters(ids),
        }
    }
}

fn six_digits(mut draw: impl FnMut() -> u32) -> String {
    loop {
        let drawn = draw();
        if drawn < EVEN {
            return format!("{:06}", drawn % 1_000_000);
        }
    }
}

/// Ten characters of base32: 50 bits, more than anybody tries.
pub fn ten_letters(ids: &Ids) -> String {
    let mut text = BASE32_NOPAD.encode(&ids.bytes::<7>());
    text.truncate(TEN);
    text
}

/// Ten letters as people read them: `XXXXX-XXXXX`.
pub fn dashed(code: &str) -> String {
    match code.split_at_checked(TEN / 2) {
        Some((left, right)) if code.len() == TEN => format!("{left}-{right}"),
        _ => code.to_owned(),
    }
}

/// What the database knows of a recovery code.
pub fn recovery_mac(keys: &Keys, account: UserId, code: &str) -> [u8; 32] {
    keys.mac("recovery_code", &[&account.0.as_bytes()[..], code.as_bytes()].concat())
}

/// A code in its one spelling: case, spaces and dashes do not count. What cannot be one becomes nothing.
pub fn normal(code: &Secret) -> String {
    let text = code.reveal();
    if text.len() > LONGEST {
        return String::new();
    }
    let counts = |character: &char| !character.is_whitespace() && *character != '-';
    text.chars().filter(counts).map(|character| character.to_ascii_uppercase()).collect()
}

/// What the database knows of a code.
pub fn mac(keys: &Keys, id: ChallengeId, purpose: Purpose, code: &str) -> [u8; 32] {
    let tag: &[u8] = match purpose {
        Purpose::SignIn => b"sign_in",
        Purpose::Reauth => b"reauth",
        Purpose::Verify => b"verify",
        Purpose::Reset => b"reset",
    };
    keys.mac("email_code", &[&id.0.as_bytes()[..], tag, b"\n", code.as_bytes()].concat())
}

/// What the database knows of an address that a code was asked for, also of one that nobody has.
pub fn email_mac(keys: &Keys, email_key: &str) -> [u8; 32] {
    keys.mac("email", email_key.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use snug_platform::clock::Clock;
    use uuid::Uuid;

    #[test]
    fn six_digits_are_drawn_evenly() {
        let mut drawn = [u32::MAX, EVEN, EVEN - 1, 0].into_iter();
        assert_eq!(six_digits(|| drawn.next().unwrap()), "999999");
        assert_eq!(six_digits(|| drawn.next().unwrap()), "000000");
        let ids = Ids::system(Clock::Real);
        for _ in 0..1_000 {
            let code = Purpose::SignIn.make(&ids);
            assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
        }
    }

    #[test]
    fn a_code_counts_for_one_challenge_and_one_purpose() {
        let (keys, one, other) = (Keys::new([7; 32]), ChallengeId(Uuid::nil()), ChallengeId(Uuid::max()));
        let right = mac(&keys, one, Purpose::SignIn, "123456");
        assert_eq!(right, mac(&keys, one, Purpose::SignIn, "123456"));
        for wrong in [
            mac(&keys, other, Purpose::SignIn, "123456"),
            mac(&keys, one, Purpose::Reauth, "123456"),
            mac(&keys, one, Purpose::Verify, "123456"),
            mac(&keys, one, Purpose::SignIn, "123457"),
            mac(&Keys::new([8; 32]), one, Purpose::SignIn, "123456"),
        ] {
            assert_ne!(right, wrong);
        }
    }

    proptest! {
        /// Long codes are of their alphabet, and read back as they are shown.
        #[test]
        fn ten_letters_read_back(seed in any::<u64>()) {
            let code = ten_letters(&Ids::seeded(Clock::Real, seed));
            prop_assert!(code.len() == 10 && code.bytes().all(|byte| byte.is_ascii_uppercase() || (b'2'..=b'7').contains(&byte)));
            prop_assert_eq!(normal(&Secret::new(dashed(&code).to_lowercase())), code);
        }

        /// However a code is typed, it reads the same; what is no code reads as something short.
        #[test]
        fn spelling_does_not_count(code in "[A-Z2-7]{10}", blanks in "[ \\-\t]{0,20}") {
            let typed = format!("{blanks}{}-{}{blanks}", &code[..5].to_lowercase(), &code[5..]);
            prop_assert_eq!(normal(&Secret::new(typed)), code);
        }

        #[test]
        fn any_text_becomes_a_short_one(text in any::<String>()) {
            let normal = normal(&Secret::new(text));
            prop_assert!(normal.len() <= LONGEST && !normal.contains('-'));
        }
    }
}
