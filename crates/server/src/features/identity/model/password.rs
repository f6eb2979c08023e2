//! Which passwords are good enough.

use crate::error::{Error, Result};
use snug_proto::{
    Secret,
    limits::{PASSWORD_MAX, PASSWORD_MIN},
};
use std::{collections::HashSet, sync::LazyLock};

/// Passwords that are tried first by everybody who guesses, one a line, in small letters.
static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../data/common-passwords.txt").lines().filter(|line| !line.is_empty()).collect());
/// Shorter words than this may stand in a password: too many words hold them by chance.
const WORD_MIN: usize = 3;

/// Checks a new password against its length, the common ones, and `words` that anybody would guess.
///
/// # Errors
/// `invalid`: it breaks one of the rules.
pub fn check(password: &Secret, words: &[&str]) -> Result<()> {
    let text = password.reveal();
    let length = text.chars().count();
    if !(PASSWORD_MIN..=PASSWORD_MAX).contains(&length) {
        return Err(Error::invalid("password", "10 to 256 characters."));
    }
    let folded = text.to_lowercase();
    if COMMON.contains(folded.as_str()) || is_repetitive(&folded) {
        return Err(Error::invalid("password", "This password is among the first that others try."));
    }
    let is_guessable = |word: &&str| word.chars().count() >= WORD_MIN && folded.contains(&word.to_lowercase());
    if words.iter().any(is_guessable) {
        return Err(Error::invalid("password", "It must not hold your name, your address or the name of this place."));
    }
    Ok(())
}

/// One or two different characters make no password, however long.
fn is_repetitive(text: &str) -> bool {
    text.chars().collect::<HashSet<_>>().len() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_good(text: &str) -> bool {
        check(&Secret::new(text), &["ada", "snug"]).is_ok()
    }

    #[test]
    fn length_counts_characters() {
        assert!(!is_good("välkommen"));
        assert!(is_good("välkommen!"));
        let long: String = "0123456789abcdef".repeat(16);
        assert!(is_good(&long));
        assert!(!is_good(&format!("{long}x")));
    }

    #[test]
    fn what_everybody_tries_is_refused() {
        for bad in ["1234567890", "Password123", "QWERTYUIOP", "aaaaaaaaaaaa", "ababababab", "iloveyou123"] {
            assert!(!is_good(bad), "{bad}");
        }
    }

    #[test]
    fn words_that_anybody_knows_are_refused() {
        assert!(!is_good("long ADA story"));
        assert!(!is_good("so snug in here"));
        assert!(is_good("a lamp on the table"));
        assert!(check(&Secret::new("a lamp on the table"), &["la"]).is_ok());
    }

    #[test]
    fn the_list_holds_what_could_be_chosen() {
        assert!(COMMON.len() > 300, "{}", COMMON.len());
        for line in COMMON.iter() {
            assert!(line.chars().count() >= PASSWORD_MIN, "{line} is too short anyway");
            assert_eq!(*line, line.to_lowercase());
        }
    }
}
