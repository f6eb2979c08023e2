//! Everybody who has a stream on this node: how they are seen, and whom they may see.

use super::local::Local;
use crate::{access::Bonds, features::identity::Chosen};
use snug_proto::{ChannelId, UserId};
use std::collections::{HashMap, HashSet};

/// How a person stands, as one look into the database finds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// How they want to be seen.
    pub chosen: Chosen,
    /// Whom they may see, wherever they are, and whom never.
    pub bonds: Bonds,
}

/// One person.
#[derive(Debug, Default)]
pub struct Person {
    /// How they are seen.
    pub local: Local,
    /// None until it was read for the first time.
    bonds: Option<Bonds>,
    is_looking: bool,
    /// What is being read, or was read before the person was known, may be older than what was heard since.
    is_outdated: bool,
    /// Who changed while it is not known whether this person may know.
    missed: HashSet<UserId>,
}

/// Everybody, and who watches whom.
#[derive(Debug, Default)]
pub struct People {
    all: HashMap<UserId, Person>,
    /// Who is bound to a person, and here.
    watchers: HashMap<UserId, Vec<UserId>>,
}

impl People {
    /// A person has a stream.
    pub fn open(&mut self, user: UserId) {
        self.all.entry(user).or_default();
    }

    /// A person.
    pub fn get(&self, user: UserId) -> Option<&Person> {
        self.all.get(&user)
    }

    /// A person.
    pub fn get_mut(&mut self, user: UserId) -> Option<&mut Person> {
        self.all.get_mut(&user)
    }

    /// Everybody.
    pub fn iter(&self) -> impl Iterator<Item = (UserId, &Person)> {
        self.all.iter().map(|(user, person)| (*user, person))
    }

    /// Who is bound to a person.
    pub fn watchers(&self, seen: UserId) -> &[UserId] {
        self.watchers.get(&seen).map_or(&[], Vec::as_slice)
    }

    /// Takes over how somebody stands who is not known yet.
    ///
    /// # Errors
    /// It must be looked up again first, or is being looked up.
    pub fn meet(&mut self, user: UserId, standing: Standing) -> Result<(), Look> {
        self.open(user);
        let Some(person) = self.all.get_mut(&user) else { return Ok(()) };
        if person.is_looking {
            return Err(Look::Runs);
        }
        if person.bonds.is_some() {
            // Kept in step since.
            return Ok(());
        }
        if std::mem::take(&mut person.is_outdated) {
            person.is_looking = true;
            return Err(Look::Begin);
        }
        self.stand(user, standing);
        Ok(())
    }

    /// From now on it is not known how these people stand. Answers of whom it must be looked up.
    pub fn outdate(&mut self, users: impl IntoIterator<Item = UserId>) -> Vec<UserId> {
        let mut look = Vec::new();
        for user in users {
            let Some(person) = self.all.get_mut(&user) else { continue };
            if person.is_looking || person.bonds.is_none() {
                person.is_outdated = true;
            } else {
                person.is_looking = true;
                look.push(user);
            }
        }
        look
    }

    /// Takes what was looked up of a person who is looked for. None when it must be looked up once more; else those of
    /// whom the person may have to know something else now, and those who changed meanwhile.
    pub fn stood(&mut self, user: UserId, standing: Standing) -> Option<(HashSet<UserId>, HashSet<UserId>)> {
        let person = self.all.get_mut(&user).filter(|person| person.is_looking)?;
        if std::mem::take(&mut person.is_outdated) {
            return None;
        }
        person.is_looking = false;
        let missed = std::mem::take(&mut person.missed);
        Some((self.stand(user, standing), missed))
    }

    fn stand(&mut self, user: UserId, standing: Standing) -> HashSet<UserId> {
        let Some(person) = self.all.get_mut(&user) else { return HashSet::new() };
        let Standing { chosen, bonds } = standing;
        person.local.choose(chosen);
        let old = person.bonds.replace(bonds.clone()).unwrap_or_default();
        let (before, after): (HashSet<UserId>, HashSet<UserId>) =
            (old.near.iter().copied().collect(), bonds.near.iter().copied().collect());
        for gone in before.difference(&after) {
            self.unwatch(user, *gone);
        }
        for new in after.difference(&before) {
            self.watchers.entry(*new).or_default().push(user);
        }
        let mut other: HashSet<UserId> = before.symmetric_difference(&after).copied().collect();
        other.extend(old.apart.iter().filter(|user| !bonds.is_apart(**user)));
        other.extend(bonds.apart.iter().filter(|user| !old.is_apart(**user)));
        other
    }

    fn unwatch(&mut self, viewer: UserId, seen: UserId) {
        if let Some(watchers) = self.watchers.get_mut(&seen) {
            watchers.retain(|watcher| *watcher != viewer);
            if watchers.is_empty() {
                self.watchers.remove(&seen);
            }
        }
    }

    /// Forgets a person who has neither a stream here nor anything to be told. While they are looked for they stay, so
    /// that an old answer is not taken for a new one.
    pub fn forget(&mut self, user: UserId) {
        if self.all.get(&user).is_none_or(|person| person.is_looking) {
            return;
        }
        let bonds = self.all.remove(&user).and_then(|person| person.bonds);
        for seen in bonds.iter().flat_map(|bonds| bonds.near.iter()) {
            self.unwatch(user, *seen);
        }
    }

    /// True when nobody here is remembered.
    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.watchers.is_empty()
    }
}

/// Why somebody's standing is not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// It is being looked up.
    Runs,
    /// It must be looked up.
    Begin,
}

impl Person {
    /// True while it is not known whom the person may see: then they are told of nobody.
    pub fn is_withheld(&self) -> bool {
        self.is_looking || self.bonds.is_none()
    }

    /// True while it is being looked up.
    pub fn is_looking(&self) -> bool {
        self.is_looking
    }

    /// Notes who changed meanwhile.
    pub fn miss(&mut self, seen: impl IntoIterator<Item = UserId>) {
        self.missed.extend(seen);
    }

    /// Whom they may see, as far as it is known.
    pub fn bonds(&self) -> Option<&Bonds> {
        self.bonds.as_ref().filter(|_| !self.is_looking)
    }

    /// True when the person hid this conversation.
    pub fn hides(&self, conversation: ChannelId) -> bool {
        self.bonds.as_ref().is_some_and(|bonds| bonds.hidden.contains(&conversation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ADA: UserId = UserId(Uuid::from_u128(1));
    const BEN: UserId = UserId(Uuid::from_u128(2));
    const CYD: UserId = UserId(Uuid::from_u128(3));

    fn bound(near: &[UserId], apart: &[UserId]) -> Standing {
        let bonds = Bonds { near: near.into(), apart: apart.into(), hidden: Box::default() };
        Standing { bonds, ..Standing::default() }
    }

    #[test]
    fn who_is_bound_watches_and_leaves_nothing_behind() {
        let mut people = People::default();
        assert_eq!(people.meet(ADA, bound(&[BEN, CYD], &[])), Ok(()));
        assert_eq!((people.watchers(BEN), people.watchers(ADA)), (&[ADA][..], &[][..]));
        assert_eq!(people.outdate([ADA, BEN]), [ADA], "of whom nothing is known nothing is looked up");
        assert!(people.get(ADA).unwrap().is_withheld());
        let (other, missed) = people.stood(ADA, bound(&[CYD], &[BEN])).unwrap();
        assert_eq!((other, missed), (HashSet::from([BEN]), HashSet::new()));
        assert_eq!(people.watchers(BEN), []);
        people.forget(ADA);
        assert!(people.is_empty());
    }

    #[test]
    fn what_was_heard_while_it_is_looked_up_counts() {
        let mut people = People::default();
        people.open(ADA);
        people.outdate([ADA]);
        assert_eq!(people.meet(ADA, bound(&[BEN], &[])), Err(Look::Begin), "it changed since it was read");
        assert_eq!(people.meet(ADA, bound(&[BEN], &[])), Err(Look::Runs));
        people.outdate([ADA]);
        people.get_mut(ADA).unwrap().miss([CYD]);
        assert_eq!(people.stood(ADA, bound(&[BEN], &[])), None, "once more");
        people.forget(ADA);
        let (other, missed) = people.stood(ADA, bound(&[BEN], &[])).unwrap();
        assert_eq!((other, missed), (HashSet::from([BEN]), HashSet::from([CYD])));
        assert_eq!(people.stood(ADA, bound(&[], &[])), None, "nobody looks for her");
        assert_eq!(people.meet(ADA, bound(&[], &[])), Ok(()));
        assert_eq!(people.watchers(BEN), [ADA], "what is known is newer");
    }
}
