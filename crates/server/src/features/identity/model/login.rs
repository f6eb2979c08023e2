//! Usernames and addresses.

use crate::error::{Error, Result};
use snug_proto::limits::{EMAIL_MAX, USERNAME_MAX, USERNAME_MIN};
use unicode_normalization::UnicodeNormalization;

/// Names that would speak for the place or for nobody.
const RESERVED: [&str; 13] = [
    "admin",
    "administrator",
    "root",
    "system",
    "snug",
    "support",
    "security",
    "everyone",
    "here",
    "null",
    "undefined",
    "me",
    "webhook",
];
/// Programs are called so.
const RESERVED_TOO: &str = "bot";
/// Begins the names of erased accounts.
const ERASED: &str = "deleted_";

/// A username in its one spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Username(String);

impl Username {
    /// Lower-cases and checks.
    ///
    /// # Errors
    /// `invalid`: not 3 to 32 of `a-z 0-9 _`, beginning with `_`, or reserved.
    pub fn parse(text: &str) -> Result<Self> {
        let name = text.to_ascii_lowercase();
        let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if !(USERNAME_MIN..=USERNAME_MAX).contains(&name.len())
            || !name.bytes().all(is_allowed)
            || name.starts_with('_')
        {
            return Err(Error::invalid(
                "username",
                "3 to 32 of the letters a to z, digits and _, not beginning with _.",
            ));
        }
        if RESERVED.contains(&name.as_str()) || name == RESERVED_TOO || name.starts_with(ERASED) {
            return Err(Error::invalid("username", "This name is reserved. Choose another one."));
        }
        Ok(Self(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An address as typed, and the form that is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    /// As typed.
    pub typed: String,
    /// NFC, trimmed, lower case.
    pub key: String,
}

impl Email {
    /// Checks the shape only: whether it works is proven by a mail.
    ///
    /// # Errors
    /// `invalid`: no address, or too long.
    pub fn parse(text: &str) -> Result<Self> {
        let typed: String = text.trim().nfc().collect();
        let key = key(&typed);
        let has_shape = typed.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty()
                && !host.is_empty()
                && !host.contains('@')
                && !host.starts_with('.')
                && !host.ends_with('.')
        });
        let is_plain = !typed.chars().any(|character| character.is_control() || character.is_whitespace());
        if !has_shape || !is_plain || typed.chars().count().max(key.chars().count()) > EMAIL_MAX {
            return Err(Error::invalid("email", "An address such as ada@example.org, of at most 254 characters."));
        }
        Ok(Self { typed, key })
    }

    /// What stands before the `@`.
    pub fn local(&self) -> &str {
        self.key.split('@').next().unwrap_or_default()
    }
}

fn key(text: &str) -> String {
    text.nfc().collect::<String>().trim().to_lowercase()
}

/// What somebody signs in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Login {
    /// A username; perhaps one that nobody can have.
    Username(String),
    /// The compared form of an address.
    Email(String),
}

impl Login {
    /// Tells one from the other; never refuses, so that odd input costs and answers the same.
    pub fn parse(text: &str) -> Self {
        let text: String = text.chars().take(EMAIL_MAX).filter(|character| *character != '\0').collect();
        let key = key(&text);
        if key.contains('@') { Self::Email(key) } else { Self::Username(key) }
    }

    /// The word itself.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Username(text) | Self::Email(text) => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usernames_have_one_spelling() {
        assert_eq!(Username::parse("Ada_99").unwrap().as_str(), "ada_99");
        assert!(Username::parse(&"a".repeat(USERNAME_MAX)).is_ok());
        let long = "a".repeat(USERNAME_MAX + 1);
        for bad in ["", "ab", "_ada", "ada!", "a da", "adä", "ADMIN", "bot", "deleted_1", long.as_str()] {
            assert!(Username::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn addresses_are_compared_in_one_form() {
        let email = Email::parse(" Ada@Example.ORG ").unwrap();
        assert_eq!(
            (email.typed.as_str(), email.key.as_str(), email.local()),
            ("Ada@Example.ORG", "ada@example.org", "ada")
        );
        let longest = format!("{}@example.org", "a".repeat(EMAIL_MAX - 12));
        assert!(Email::parse(&longest).is_ok());
        let longer = format!("a{longest}");
        for bad in ["", "ada", "@example.org", "ada@", "a@b@c", "a b@c", "a\n@c", "a\0@c", longer.as_str()] {
            assert!(Email::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_login_is_a_name_or_an_address() {
        assert_eq!(Login::parse(" Ada "), Login::Username("ada".into()));
        assert_eq!(Login::parse("ADA@example.org"), Login::Email("ada@example.org".into()));
        assert_eq!(Login::parse("\0"), Login::Username(String::new()));
    }
}
