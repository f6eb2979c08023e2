//! How one person is seen by what this node knows: their sockets here, and what they chose.

use super::{super::stream::StreamId, board::Seen};
use crate::features::identity::Chosen;
use snug_proto::presence::{PresenceChoice, Shown};

/// How long somebody without a socket is still there, in milliseconds: a reload is no going.
pub const GRACE_MS: i64 = 10_000;
/// How often others are told of one person at most, in milliseconds.
const PAUSE_MS: i64 = 2_000;

/// One person on this node.
#[derive(Debug, Default)]
pub struct Local {
    chosen: Chosen,
    /// Each with whether nobody uses its client.
    sockets: Vec<(StreamId, bool)>,
    /// Nobody used any of the clients when the last socket was there.
    was_idle: bool,
    /// When the last socket went; none while there is one, and before the first.
    gone_ms: Option<i64>,
    told: Seen,
    /// When; none before the first time.
    told_ms: Option<i64>,
}

impl Local {
    /// Takes over what the person chose.
    pub fn choose(&mut self, chosen: Chosen) {
        self.chosen = chosen;
    }

    /// A socket is there, and in use.
    pub fn enter(&mut self, stream: StreamId) {
        if self.sockets.iter().all(|(known, _)| *known != stream) {
            self.sockets.push((stream, false));
        }
        self.gone_ms = None;
        self.note_use();
    }

    /// A socket is there no more.
    pub fn leave(&mut self, stream: StreamId, now_ms: i64) {
        let before = self.sockets.len();
        self.sockets.retain(|(known, _)| *known != stream);
        if self.sockets.is_empty() && before > 0 {
            self.gone_ms = Some(now_ms);
        }
        self.note_use();
    }

    /// Nobody is to be seen here any more, at once.
    pub fn vanish(&mut self) {
        (self.sockets, self.gone_ms, self.told_ms) = (Vec::new(), None, None);
    }

    /// Says whether nobody uses the client of a socket.
    pub fn rest(&mut self, stream: StreamId, is_idle: bool) {
        if let Some((_, idle)) = self.sockets.iter_mut().find(|(known, _)| *known == stream) {
            *idle = is_idle;
        }
        self.note_use();
    }

    fn note_use(&mut self) {
        if !self.sockets.is_empty() {
            self.was_idle = self.sockets.iter().all(|(_, is_idle)| *is_idle);
        }
    }

    fn is_there(&self, now_ms: i64) -> bool {
        !self.sockets.is_empty() || self.gone_ms.is_some_and(|gone_ms| now_ms - gone_ms < GRACE_MS)
    }

    /// How the person is to be seen now.
    fn seen(&self, now_ms: i64) -> Seen {
        let status = match self.chosen.choice {
            PresenceChoice::Invisible => Shown::Offline,
            _ if !self.is_there(now_ms) => Shown::Offline,
            PresenceChoice::Dnd => Shown::Dnd,
            PresenceChoice::Idle => Shown::Idle,
            PresenceChoice::Online if self.was_idle => Shown::Idle,
            PresenceChoice::Online => Shown::Online,
        };
        if status == Shown::Offline {
            return Seen::default();
        }
        Seen { status, custom: self.chosen.custom.clone().filter(|custom| custom.lasts_at(now_ms)) }
    }

    /// What others must be told now, if anything: what changes quickly is told once, as it is in the end.
    pub fn due(&mut self, now_ms: i64) -> Option<Seen> {
        let seen = self.seen(now_ms);
        if seen == self.told || self.told_ms.is_some_and(|told_ms| now_ms - told_ms < PAUSE_MS) {
            return None;
        }
        (self.told, self.told_ms) = (seen.clone(), Some(now_ms));
        Some(seen)
    }

    /// True while something may become due by itself: a going, a pause that ends, a text that ends.
    pub fn is_waiting(&self, now_ms: i64) -> bool {
        let is_going = self.sockets.is_empty() && self.is_there(now_ms);
        let ends = self.told.custom.as_ref().is_some_and(|custom| custom.expires_at.is_some());
        is_going || ends || self.seen(now_ms) != self.told
    }

    /// How others were told that the person is seen.
    pub fn told(&self) -> &Seen {
        &self.told
    }

    /// When the last socket went, if there is none.
    pub fn gone_ms(&self) -> Option<i64> {
        self.gone_ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use snug_proto::{Timestamp, presence::CustomStatus};

    fn status(seen: Option<Seen>) -> Option<Shown> {
        seen.map(|seen| seen.status)
    }

    fn there() -> Local {
        let mut local = Local::default();
        local.enter(1);
        assert_eq!(status(local.due(0)), Some(Shown::Online));
        local
    }

    #[test]
    fn going_is_told_after_ten_seconds_and_a_reload_is_not() {
        let mut local = there();
        local.leave(1, 20_000);
        assert!(local.is_waiting(20_000));
        assert_eq!(local.due(29_999), None);
        local.enter(2);
        assert_eq!(local.due(60_000), None, "a reload");
        assert!(!local.is_waiting(60_000));
        local.leave(2, 60_000);
        assert_eq!(local.gone_ms(), Some(60_000));
        assert_eq!(local.due(69_999), None);
        assert_eq!(status(local.due(70_000)), Some(Shown::Offline));
        assert!(!local.is_waiting(70_000));
    }

    #[test]
    fn several_sockets_are_one_person_who_is_idle_when_all_are() {
        let mut local = there();
        local.enter(2);
        assert_eq!(local.due(10_000), None);
        local.rest(1, true);
        assert_eq!(local.due(20_000), None);
        local.rest(2, true);
        assert_eq!(status(local.due(30_000)), Some(Shown::Idle));
        local.leave(2, 40_000);
        assert_eq!(local.due(60_000), None);
        local.leave(1, 60_000);
        assert_eq!(local.due(69_000), None, "as before while it may be a reload");
        local.enter(3);
        assert_eq!(status(local.due(69_000)), Some(Shown::Online));
    }

    #[test]
    fn a_choice_wins_and_the_invisible_are_offline() {
        let mut local = there();
        let custom = Some(CustomStatus { text: Some("Lunch".into()), emoji: None, expires_at: None });
        let mut now_ms = 0;
        for (choice, shown) in [
            (PresenceChoice::Dnd, Shown::Dnd),
            (PresenceChoice::Idle, Shown::Idle),
            (PresenceChoice::Invisible, Shown::Offline),
            (PresenceChoice::Online, Shown::Online),
        ] {
            now_ms += 2_000;
            local.choose(Chosen { choice, custom: custom.clone() });
            let seen = local.due(now_ms).unwrap();
            assert_eq!((seen.status, seen.custom.is_some()), (shown, shown != Shown::Offline));
        }
    }

    #[test]
    fn what_changes_quickly_is_told_once_and_the_last_state_arrives() {
        let mut local = there();
        for choice in [PresenceChoice::Dnd, PresenceChoice::Idle, PresenceChoice::Dnd] {
            local.choose(Chosen { choice, custom: None });
            assert_eq!(local.due(1_999), None);
        }
        assert!(local.is_waiting(1_999));
        assert_eq!(status(local.due(2_000)), Some(Shown::Dnd));
        local.choose(Chosen { choice: PresenceChoice::Idle, custom: None });
        local.choose(Chosen { choice: PresenceChoice::Dnd, custom: None });
        assert_eq!(local.due(9_000), None, "back where it was");
    }

    #[test]
    fn a_text_ends_by_itself_and_who_vanishes_is_gone_at_once() {
        let mut local = there();
        let custom = CustomStatus { text: Some("Lunch".into()), emoji: None, expires_at: Some(Timestamp(60_000)) };
        local.choose(Chosen { choice: PresenceChoice::Online, custom: Some(custom) });
        assert!(local.due(10_000).unwrap().custom.is_some());
        assert!(local.is_waiting(10_000));
        assert_eq!(local.due(59_999), None);
        assert_eq!(local.due(60_000).unwrap().custom, None);
        local.vanish();
        assert_eq!(status(local.due(60_001)), Some(Shown::Offline));
    }

    proptest! {
        #[test]
        fn nobody_is_told_more_often_than_each_two_seconds_nor_otherwise_than_it_is(
            steps in prop::collection::vec((0_u8..6, 1_u64..4, 0_i64..3_000), 1..200),
        ) {
            let (mut local, mut now_ms, mut told) = (Local::default(), 0, Vec::new());
            for (what, stream, pause_ms) in steps {
                now_ms += pause_ms;
                match what {
                    0 => local.enter(stream),
                    1 => local.leave(stream, now_ms),
                    2 => local.rest(stream, true),
                    3 => local.rest(stream, false),
                    4 => local.choose(Chosen { choice: PresenceChoice::Dnd, custom: None }),
                    _ => local.choose(Chosen::default()),
                }
                told.extend(local.due(now_ms).map(|_| now_ms));
            }
            prop_assert!(told.windows(2).all(|pair| pair[1] - pair[0] >= PAUSE_MS));
            let late_ms = now_ms + GRACE_MS + PAUSE_MS;
            local.due(late_ms);
            prop_assert_eq!(local.told(), &local.seen(late_ms));
            prop_assert!(!local.is_waiting(late_ms));
        }
    }
}
