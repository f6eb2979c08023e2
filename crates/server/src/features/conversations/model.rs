//! What a conversation may be.

use crate::{
    error::{Error, Result},
    text,
};
use snug_proto::{
    UserId,
    channels::{ChannelKind, Encryption, NewConversation},
    limits::{CHANNEL_NAME_MAX, GROUP_MAX},
};
use std::collections::BTreeSet;

/// A conversation that can be opened, as far as it can be known without looking.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Everybody else who is to be in it.
    pub others: BTreeSet<UserId>,
    /// What it is called, if anything; groups only.
    pub name: Option<String>,
    /// Whether plaintext is refused.
    pub encryption: Encryption,
}

impl Draft {
    /// Checks a body.
    ///
    /// # Errors
    /// `invalid` with the field: `user_ids`, `name` or `encryption`.
    pub fn parse(new: NewConversation, me: UserId, allows_plain: bool) -> Result<Self> {
        let others: BTreeSet<UserId> = new.user_ids.iter().copied().collect();
        let is_distinct = others.len() == new.user_ids.len() && !others.contains(&me);
        if !is_distinct || others.is_empty() || others.len() >= GROUP_MAX {
            return Err(Error::invalid("user_ids", "One to nine others, each once."));
        }
        if others.len() == 1 && new.name.is_some() {
            return Err(Error::invalid("name", "Only a group has a name."));
        }
        let name = new.name.map(|name| text::line("name", &name, 1, CHANNEL_NAME_MAX)).transpose()?;
        let encryption = new.encryption.unwrap_or(Encryption::Required);
        if encryption == Encryption::Off && !allows_plain {
            return Err(Error::invalid("encryption", "This place opens encrypted conversations only."));
        }
        Ok(Self { others, name, encryption })
    }

    /// Direct with one other, a group with more.
    pub fn kind(&self) -> ChannelKind {
        if self.others.len() == 1 { ChannelKind::Direct } else { ChannelKind::Group }
    }
}

/// What stands for a pair, whoever of the two opens.
pub fn pair_key(one: UserId, other: UserId) -> String {
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    format!("{}:{}", first.0.simple(), second.0.simple())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ME: UserId = UserId(Uuid::from_u128(1));

    fn with(others: std::ops::Range<u128>) -> NewConversation {
        let user_ids = others.map(|id| UserId(Uuid::from_u128(id))).collect();
        NewConversation { user_ids, ..NewConversation::default() }
    }

    #[test]
    fn one_to_nine_others() {
        let parse = |new| Draft::parse(new, ME, false);
        assert_eq!(parse(with(2..3)).unwrap().kind(), ChannelKind::Direct);
        assert_eq!(parse(with(2..11)).unwrap().kind(), ChannelKind::Group);
        let twice = NewConversation { user_ids: vec![UserId(Uuid::from_u128(2)); 2], ..NewConversation::default() };
        for bad in [with(2..2), with(2..12), with(1..2), with(1..3), twice] {
            assert!(parse(bad).is_err());
        }
        let named = |others| NewConversation { name: Some(" Plans ".into()), ..with(others) };
        assert_eq!(parse(named(2..4)).unwrap().name.as_deref(), Some("Plans"));
        assert!(parse(named(2..3)).is_err());
    }

    #[test]
    fn plain_only_where_it_is_allowed() {
        let plain = NewConversation { encryption: Some(Encryption::Off), ..with(2..3) };
        assert!(Draft::parse(plain.clone(), ME, false).is_err());
        assert_eq!(Draft::parse(plain, ME, true).unwrap().encryption, Encryption::Off);
        assert_eq!(Draft::parse(with(2..3), ME, true).unwrap().encryption, Encryption::Required);
    }

    #[test]
    fn a_pair_has_one_key() {
        let other = UserId(Uuid::from_u128(7));
        assert_eq!(pair_key(ME, other), pair_key(other, ME));
    }
}
