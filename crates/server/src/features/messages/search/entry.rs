//! What of a message can be found: its words, those of its files' names, and marks of what else it is. Pure.

use super::cut::{Cut, Word, cut};
use crate::features::messages::markdown;
use sha2::{Digest, Sha256};
use snug_proto::{
    ChannelId, MessageId, RoleId, SpaceId, UserId,
    messages::{Message, MessageKind},
    search::Has,
};
use std::{collections::HashMap, fmt};
use uuid::Uuid;

/// Between the text and each name, so that no phrase reaches over.
const GAP: u32 = 16;
/// PostgreSQL keeps places up to this one.
const PLACES: u32 = 16_382;
/// PostgreSQL keeps so many places of one word.
const TIMES: u32 = 255;

/// Something that a message is or names, besides its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It stands in this channel.
    Channel(ChannelId),
    /// It stands in this space.
    Space(SpaceId),
    /// This person wrote it.
    Author(UserId),
    /// It calls this person.
    User(UserId),
    /// It calls this role.
    Role(RoleId),
    /// It calls everyone.
    Everyone,
    /// It has one of these.
    Has(Has),
}

impl fmt::Display for Mark {
    /// As it is kept: no word begins with `~`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut named = |kind: char, id: Uuid| write!(out, "~{kind}{}", id.simple());
        match self {
            Self::Channel(id) => named('c', id.0),
            Self::Space(id) => named('s', id.0),
            Self::Author(id) => named('a', id.0),
            Self::User(id) => named('m', id.0),
            Self::Role(id) => named('r', id.0),
            Self::Everyone => out.write_str("~e"),
            Self::Has(Has::Link) => out.write_str("~hl"),
            Self::Has(Has::File) => out.write_str("~hf"),
            Self::Has(Has::Image) => out.write_str("~hi"),
            Self::Has(Has::Video) => out.write_str("~hv"),
            Self::Has(Has::Poll) => out.write_str("~hq"),
            Self::Has(Has::Pin) => out.write_str("~hp"),
        }
    }
}

/// A message as it is kept for searching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which message.
    pub message: MessageId,
    /// Where.
    pub channel: ChannelId,
    /// Its number there.
    pub seq: i64,
    n: i64,
    words: Vec<(Word, u32)>,
    marks: Vec<Mark>,
}

impl Entry {
    /// What can be found of a message; none when the space itself said it. `space` is the one around its channel.
    pub fn of(message: &Message, space: Option<SpaceId>) -> Option<Self> {
        (message.kind == MessageKind::User).then(|| Self {
            message: message.id,
            channel: message.channel_id,
            seq: message.seq,
            n: number(message.created_at.0, message.seq, message.channel_id),
            words: words(message),
            marks: marks(message, space),
        })
    }

    /// Words with their places, from 0, in order. Every place appears once at most.
    pub fn words(&self) -> impl Iterator<Item = (&Word, u32)> {
        let mut times: HashMap<&Word, u32> = HashMap::new();
        self.words.iter().filter_map(move |(word, place)| {
            let times = times.entry(word).or_default();
            *times += 1;
            (*times <= TIMES && *place <= PLACES).then_some((word, *place))
        })
    }

    /// Places in the order of all messages, of which it takes the first that is free: its own, those beside it, and
    /// others of the same millisecond.
    pub fn places(&self) -> impl Iterator<Item = i64> {
        const BESIDE: i64 = 8;
        const TRIES: i64 = 1_024;
        // Odd, so that it comes by every place of the millisecond.
        const STRIDE: i64 = 0x9_E37B;
        let n = self.n;
        (0..TRIES).map(move |at| {
            let step = if at < BESIDE { at } else { at * STRIDE };
            (n & !MILLISECOND) | ((n + step) & MILLISECOND)
        })
    }

    /// What else it is.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }
}

fn words(message: &Message) -> Vec<(Word, u32)> {
    let mut words = Vec::new();
    let mut next = 0;
    let texts = message.content.iter().chain(message.attachments.iter().map(|attachment| &attachment.name));
    for text in texts {
        let from = next;
        for Cut { word, place, .. } in cut(text) {
            words.push((word, from + place));
            next = from + place + 1;
        }
        next += GAP;
    }
    words
}

fn marks(message: &Message, space: Option<SpaceId>) -> Vec<Mark> {
    let mut marks = vec![Mark::Channel(message.channel_id)];
    marks.extend(space.map(Mark::Space));
    marks.extend(message.author.as_ref().map(|author| Mark::Author(author.id)));
    marks.extend(message.mentions.users.iter().copied().map(Mark::User));
    marks.extend(message.mentions.roles.iter().copied().map(Mark::Role));
    marks.extend(message.mentions.everyone.then_some(Mark::Everyone));
    let is_any = |kind: &str| message.attachments.iter().any(|attachment| attachment.content_type.starts_with(kind));
    let has = [
        (Has::Link, message.content.as_deref().is_some_and(markdown::has_web_link)),
        (Has::File, !message.attachments.is_empty()),
        (Has::Image, is_any("image/")),
        (Has::Video, is_any("video/")),
        (Has::Pin, message.pinned),
    ];
    marks.extend(has.into_iter().filter(|(_, holds)| *holds).map(|(has, _)| Mark::Has(has)));
    marks
}

/// The bits of a number that tell messages of one millisecond apart.
const MILLISECOND: i64 = (1 << 20) - 1;
/// The milliseconds of the largest number; about the year 2248.
const LATEST_MS: i64 = (1 << 43) - 1;

/// The place of a message in the order of all: by time, then by its number in the channel, then by channel.
fn number(created_ms: i64, seq: i64, channel: ChannelId) -> i64 {
    let channel = Sha256::digest(channel.0.as_bytes())[0] >> 2;
    first_at(created_ms) | ((seq & 0x3fff) << 6) | i64::from(channel)
}

/// The least number of a message of that moment, in milliseconds.
pub fn first_at(ms: i64) -> i64 {
    ms.clamp(0, LATEST_MS) << 20
}

#[cfg(test)]
mod tests {
    use super::*;
    use snug_proto::{
        Timestamp,
        account::UserRef,
        files::{Attachment, FileUrls},
        messages::Mentions,
    };

    fn message(content: &str, names: &[(&str, &str)]) -> Message {
        let attachment = |(name, kind): &(&str, &str)| Attachment {
            id: Uuid::from_u128(9).into(),
            name: (*name).into(),
            size: 1,
            content_type: (*kind).into(),
            width: None,
            height: None,
            placeholder: None,
            description: None,
            urls: FileUrls { original: String::new(), preview: None, thumb: None },
        };
        let author = UserRef {
            id: Uuid::from_u128(3).into(),
            username: "ada".into(),
            display_name: "Ada".into(),
            avatar: None,
            bot: false,
        };
        Message {
            id: Uuid::from_u128(1).into(),
            channel_id: Uuid::from_u128(2).into(),
            seq: 5,
            kind: MessageKind::User,
            author: Some(author),
            content: Some(content.into()),
            attachments: names.iter().map(attachment).collect(),
            reply_to: None,
            mentions: Mentions::default(),
            reactions: Vec::new(),
            pinned: false,
            system: None,
            nonce: None,
            revision: 0,
            edited_at: None,
            created_at: Timestamp(1_767_225_600_000),
        }
    }

    fn entry(message: &Message) -> Entry {
        Entry::of(message, Some(Uuid::from_u128(4).into())).unwrap()
    }

    #[test]
    fn a_message_is_found_by_its_words_its_files_and_what_it_is() {
        let mut said = message("see https://example.org", &[("cat pie.png", "image/png"), ("b.txt", "text/plain")]);
        said.pinned = true;
        said.mentions.everyone = true;
        said.mentions.users = vec![Uuid::from_u128(7).into()];
        said.mentions.roles = vec![Uuid::from_u128(8).into()];
        let entry = entry(&said);
        let words: Vec<(&str, u32)> = entry.words().map(|(word, place)| (word.as_str(), place)).collect();
        let text = [("see", 0), ("https", 1), ("example", 2), ("org", 3)];
        let names = [("cat", 20), ("pie", 21), ("png", 22), ("b", 39), ("txt", 40)];
        assert_eq!(words, [&text[..], &names[..]].concat());
        let id = |n: u128| Uuid::from_u128(n).simple().to_string();
        let marks: Vec<String> = entry.marks().iter().map(Mark::to_string).collect();
        let named = [format!("~c{}", id(2)), format!("~s{}", id(4)), format!("~a{}", id(3)), format!("~m{}", id(7))];
        let rest = [format!("~r{}", id(8)), "~e".into(), "~hl".into(), "~hf".into(), "~hi".into(), "~hp".into()];
        assert_eq!(marks, [&named[..], &rest[..]].concat());
    }

    #[test]
    fn what_the_space_itself_says_is_not_found() {
        let system = Message { kind: MessageKind::System, ..message("x", &[]) };
        assert_eq!(Entry::of(&system, None), None);
    }

    #[test]
    fn no_word_has_more_places_than_the_narrower_engine_keeps() {
        let long = entry(&message(&"a ".repeat(300), &[]));
        assert_eq!(long.words().count(), 255);
        let longest = entry(&message(&"ﷺ".repeat(4_000), &[("ﷺ".repeat(255).as_str(), "text/plain")]));
        assert!(longest.words().all(|(_, place)| place <= PLACES));
    }

    #[test]
    fn a_message_whose_place_is_taken_has_many_others_of_its_millisecond() {
        let entry = entry(&message("x", &[]));
        let places: Vec<i64> = entry.places().collect();
        let different: std::collections::BTreeSet<i64> = places.iter().copied().collect();
        assert_eq!(different.len(), places.len());
        assert!(places.iter().all(|place| place >> 20 == entry.n >> 20));
        assert_eq!(places[..3], [entry.n, entry.n + 1, entry.n + 2]);
    }

    #[test]
    fn later_messages_have_greater_numbers() {
        let channel = ChannelId(Uuid::from_u128(2));
        let at = |ms: i64, seq: i64| number(ms, seq, channel);
        assert!(at(1_000, 9) < at(1_001, 1) && at(1_000, 1) < at(1_000, 2));
        assert!(first_at(1_001) > at(1_000, 0x3fff) && first_at(1_000) <= at(1_000, 0));
        assert!(first_at(i64::MAX) > 0 && first_at(i64::MIN) == 0);
    }
}
