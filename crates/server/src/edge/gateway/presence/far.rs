//! Who is there on other nodes, as far as they said so.
//!
//! A node tells each change, and every few seconds that it lives. Who meets a node for the first time, or may have
//! missed something, asks for everybody who is there. A node that is silent for long has nobody any more.

use super::{board::Seen, local::GRACE_MS};
use serde::{Deserialize, Serialize};
use snug_proto::UserId;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// How often a node says that it lives, in milliseconds.
pub const ALIVE_MS: i64 = 10_000;
/// How long a node counts without a word of it, in milliseconds.
const SILENCE_MS: i64 = 30_000;

/// What nodes tell each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Roll {
    /// Somebody is seen otherwise than before.
    Changed {
        /// Where.
        node: Uuid,
        /// Who.
        user: UserId,
        /// How.
        seen: Seen,
    },
    /// A node lives.
    Alive {
        /// Which.
        node: Uuid,
    },
    /// Everybody who is there.
    Here {
        /// Where.
        node: Uuid,
        /// Who, and how they are seen.
        all: Vec<(UserId, Seen)>,
    },
    /// A node wants to know who is there.
    Ask {
        /// Which.
        node: Uuid,
        /// On this one; none: on all.
        of: Option<Uuid>,
    },
    /// A node ends. Its people have a little time to come to another.
    Gone {
        /// Which.
        node: Uuid,
    },
}

/// What follows from what was heard.
#[derive(Debug, PartialEq, Eq)]
pub enum Then {
    /// These may be seen otherwise than before.
    Look(Vec<UserId>),
    /// As [`Self::Look`], and a node must be asked who is there.
    Ask(Uuid, Vec<UserId>),
    /// Who is there must be told.
    Answer,
}

/// The other nodes.
#[derive(Debug, Default)]
pub struct Far(HashMap<Uuid, Node>);

#[derive(Debug)]
struct Node {
    /// When it is given up.
    ends_ms: i64,
    /// It said who is there, and every change since.
    is_whole: bool,
    people: HashMap<UserId, Seen>,
}

impl Far {
    /// Takes what a node says; `own` is this one.
    pub fn hear(&mut self, roll: Roll, own: Uuid, now_ms: i64) -> Then {
        match roll {
            Roll::Ask { node, of } if node != own && of.is_none_or(|of| of == own) => Then::Answer,
            Roll::Changed { node, .. } | Roll::Alive { node } | Roll::Here { node, .. } | Roll::Gone { node }
                if node == own =>
            {
                Then::Look(Vec::new())
            }
            Roll::Ask { .. } => Then::Look(Vec::new()),
            Roll::Changed { node, user, seen } => {
                let known = self.met(node, now_ms);
                known.people.insert(user, seen);
                known.ask_unless_whole(node, vec![user])
            }
            Roll::Alive { node } => self.met(node, now_ms).ask_unless_whole(node, Vec::new()),
            Roll::Here { node, all } => {
                let known = self.met(node, now_ms);
                known.is_whole = true;
                let before = std::mem::replace(&mut known.people, all.into_iter().collect());
                let both: HashSet<UserId> = before.keys().chain(known.people.keys()).copied().collect();
                let is_new = |user: &UserId| before.get(user) != known.people.get(user);
                Then::Look(both.into_iter().filter(is_new).collect())
            }
            Roll::Gone { node } => {
                self.met(node, now_ms).ends_ms = now_ms + GRACE_MS;
                Then::Look(Vec::new())
            }
        }
    }

    fn met(&mut self, node: Uuid, now_ms: i64) -> &mut Node {
        let fresh = Node { ends_ms: 0, is_whole: false, people: HashMap::new() };
        let node = self.0.entry(node).or_insert(fresh);
        node.ends_ms = now_ms + SILENCE_MS;
        node
    }

    /// Gives up nodes that were silent for long, and answers who was there.
    pub fn give_up(&mut self, now_ms: i64) -> Vec<UserId> {
        let mut lost = Vec::new();
        self.0.retain(|_, node| {
            if now_ms < node.ends_ms {
                return true;
            }
            lost.extend(node.people.keys());
            false
        });
        lost
    }

    /// How somebody is seen by each node that knows them.
    pub fn seen(&self, user: UserId) -> impl Iterator<Item = &Seen> {
        self.0.values().filter_map(move |node| node.people.get(&user))
    }
}

impl Node {
    fn ask_unless_whole(&self, node: Uuid, people: Vec<UserId>) -> Then {
        if self.is_whole { Then::Look(people) } else { Then::Ask(node, people) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use snug_proto::presence::Shown;

    const OWN: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);
    const ADA: UserId = UserId(Uuid::from_u128(3));
    const BEN: UserId = UserId(Uuid::from_u128(4));

    fn online() -> Seen {
        Seen { status: Shown::Online, custom: None }
    }

    fn with_ada() -> Far {
        let mut far = Far::default();
        let here = Roll::Here { node: OTHER, all: vec![(ADA, online())] };
        assert_eq!(far.hear(here, OWN, 0), Then::Look(vec![ADA]));
        far
    }

    #[test]
    fn who_is_met_first_is_asked_who_is_there() {
        let mut far = Far::default();
        assert_eq!(far.hear(Roll::Alive { node: OTHER }, OWN, 0), Then::Ask(OTHER, vec![]));
        let changed = Roll::Changed { node: OTHER, user: BEN, seen: online() };
        assert_eq!(far.hear(changed.clone(), OWN, 0), Then::Ask(OTHER, vec![BEN]));
        assert_eq!(far.hear(Roll::Here { node: OTHER, all: vec![(ADA, online())] }, OWN, 0).people(), [ADA, BEN]);
        assert_eq!(far.hear(changed, OWN, 0), Then::Look(vec![BEN]));
        assert_eq!(far.hear(Roll::Here { node: OTHER, all: vec![(BEN, online())] }, OWN, 0), Then::Look(vec![ADA]));
    }

    #[test]
    fn a_node_answers_others_and_does_not_hear_itself() {
        let mut far = Far::default();
        assert_eq!(far.hear(Roll::Ask { node: OTHER, of: None }, OWN, 0), Then::Answer);
        assert_eq!(far.hear(Roll::Ask { node: OTHER, of: Some(OWN) }, OWN, 0), Then::Answer);
        let nothing = Then::Look(vec![]);
        assert_eq!(far.hear(Roll::Ask { node: OTHER, of: Some(BEN.0) }, OWN, 0), nothing);
        assert_eq!(far.hear(Roll::Ask { node: OWN, of: None }, OWN, 0), nothing);
        assert_eq!(far.hear(Roll::Alive { node: OWN }, OWN, 0), nothing);
        assert!(far.0.is_empty());
    }

    // control: canis-x23
    #[test]
    fn a_silent_node_has_nobody_after_thirty_seconds_and_one_that_ends_after_ten() {
        let mut far = with_ada();
        assert_eq!(far.give_up(SILENCE_MS - 1), []);
        far.hear(Roll::Alive { node: OTHER }, OWN, 20_000);
        assert_eq!(far.give_up(SILENCE_MS), []);
        assert_eq!(far.give_up(20_000 + SILENCE_MS), [ADA]);
        assert_eq!(far.seen(ADA).count(), 0);
        let mut far = with_ada();
        far.hear(Roll::Gone { node: OTHER }, OWN, 5_000);
        assert_eq!(far.give_up(14_999), []);
        assert_eq!(far.give_up(15_000), [ADA]);
    }

    impl Then {
        fn people(self) -> Vec<UserId> {
            let (Self::Look(mut people) | Self::Ask(_, mut people)) = self else { return Vec::new() };
            people.sort_unstable();
            people
        }
    }
}
