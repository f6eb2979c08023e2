//! Rules of channels that need nothing but their input.

use crate::{
    error::{Error, Result},
    text,
};
use snug_proto::{
    ChannelId, Perms,
    channels::{ChannelKind, ChannelPlace, Override, OverrideTarget},
    limits::{CHANNEL_NAME_MAX, SLOW_MODE_MAX_SECONDS, TOPIC_MAX, VOICE_BITRATE, VOICE_BITRATES},
};
use std::collections::{HashMap, HashSet};

/// Most people that a voice channel can be limited to.
const USER_LIMIT_MAX: i64 = 99;

/// The name of a channel.
///
/// # Errors
/// `invalid`, field `name`.
pub fn name(name: &str) -> Result<String> {
    text::line("name", name, 1, CHANNEL_NAME_MAX)
}

/// What a channel is about; blank is the same as nothing.
///
/// # Errors
/// `invalid`, field `topic`.
pub fn topic(topic: Option<String>) -> Result<Option<String>> {
    let topic = topic.map(|text| text::block("topic", &text, TOPIC_MAX)).transpose()?;
    Ok(topic.filter(|text| !text.trim().is_empty()))
}

/// Seconds between two messages of one person.
///
/// # Errors
/// `invalid`, field `slow_mode_seconds`: up to 6 hours.
pub fn slow_mode(seconds: i64) -> Result<i64> {
    if (0..=SLOW_MODE_MAX_SECONDS).contains(&seconds) {
        return Ok(seconds);
    }
    Err(Error::invalid("slow_mode_seconds", format!("0 to {SLOW_MODE_MAX_SECONDS}.")))
}

/// Most people in a voice channel; 0: no limit.
///
/// # Errors
/// `invalid`, field `user_limit`: not 0 to 99, or not a voice channel.
pub fn user_limit(kind: ChannelKind, limit: i64) -> Result<i64> {
    if !(0..=USER_LIMIT_MAX).contains(&limit) {
        return Err(Error::invalid("user_limit", format!("0 to {USER_LIMIT_MAX}.")));
    }
    if limit != 0 && kind != ChannelKind::Voice {
        return Err(Error::invalid("user_limit", "Only voice channels have one."));
    }
    Ok(limit)
}

/// Kilobits a second of one voice: of a voice channel always, of others never.
///
/// # Errors
/// `invalid`, field `bitrate`: not 24 to 128, or not a voice channel.
pub fn bitrate(kind: ChannelKind, wanted: Option<i64>) -> Result<Option<i64>> {
    match (kind, wanted) {
        (ChannelKind::Voice, None) => Ok(Some(VOICE_BITRATE)),
        (ChannelKind::Voice, Some(rate)) if VOICE_BITRATES.contains(&rate) => Ok(Some(rate)),
        (ChannelKind::Voice, Some(_)) => {
            Err(Error::invalid("bitrate", format!("{} to {}.", VOICE_BITRATES.start(), VOICE_BITRATES.end())))
        }
        (_, Some(_)) => Err(Error::invalid("bitrate", "Only voice channels have one.")),
        (_, None) => Ok(None),
    }
}

/// The bits of an override: each named once, and none that stands for the whole space.
///
/// # Errors
/// `invalid`, field `allow` or `deny`.
pub fn override_bits(allow: Perms, deny: Perms) -> Result<()> {
    if let Some(perm) = (allow & deny).iter().next() {
        return Err(Error::invalid("deny", format!("{} is allowed and denied.", perm.name())));
    }
    for (field, bits) in [("allow", allow), ("deny", deny)] {
        if let Some(perm) = bits.without(Perms::IN_CHANNELS).iter().next() {
            return Err(Error::invalid(field, format!("{} is a right of the whole space.", perm.name())));
        }
    }
    Ok(())
}

/// The rights that an override moves.
pub fn touched(old: Option<&Override>, allow: Perms, deny: Perms) -> Perms {
    let (old_allow, old_deny) = old.map_or((Perms::NONE, Perms::NONE), |old| (old.allow, old.deny));
    Perms((old_allow.0 ^ allow.0) | (old_deny.0 ^ deny.0))
}

/// Each target at most once.
///
/// # Errors
/// `invalid`, field `overrides`.
pub fn distinct(overrides: &[Override]) -> Result<()> {
    let targets: HashSet<OverrideTarget> = overrides.iter().map(|entry| entry.target).collect();
    if targets.len() == overrides.len() { Ok(()) } else { Err(Error::invalid("overrides", "Each target once.")) }
}

/// Where a channel stands now.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Which.
    pub id: ChannelId,
    /// What it is.
    pub kind: ChannelKind,
    /// Its category.
    pub parent: Option<ChannelId>,
    /// Whether the caller is shown it.
    pub is_shown: bool,
}

/// A new order, and what it touches.
#[derive(Debug, Default)]
pub struct Arrangement {
    /// Categories (none: the top level) whose order or content changes.
    pub touched: Vec<Option<ChannelId>>,
    /// Channels that change their category.
    pub moved: Vec<ChannelId>,
    /// The channels of the touched places in their new order.
    pub places: Vec<ChannelPlace>,
}

/// Works out a new order. `current` is every channel of the space in the order in force; channels that the caller is
/// not shown keep their place among the others.
///
/// # Errors
/// * `conflict`: `wanted` is not exactly what the caller is shown.
/// * `invalid`: a parent that is no shown category, or a category in a category.
pub fn arrange(current: &[Standing], wanted: &[ChannelPlace]) -> Result<Arrangement> {
    let shown: HashMap<ChannelId, Standing> =
        current.iter().filter(|channel| channel.is_shown).map(|channel| (channel.id, *channel)).collect();
    let named: HashSet<ChannelId> = wanted.iter().map(|place| place.id).collect();
    if wanted.len() != shown.len() || named.len() != shown.len() || !named.iter().all(|id| shown.contains_key(id)) {
        return Err(Error::conflict("The channels changed meanwhile."));
    }
    for place in wanted {
        let Some(parent) = place.parent_id else { continue };
        let is_category = |id| shown.get(id).is_some_and(|channel: &Standing| channel.kind == ChannelKind::Category);
        if !is_category(&parent) || is_category(&place.id) {
            return Err(Error::invalid("parent_id", "A category of the space, for a channel."));
        }
    }
    let mut sorted: Vec<&ChannelPlace> = wanted.iter().collect();
    sorted.sort_by_key(|place| place.position);
    let parents = current.iter().map(|channel| channel.parent).chain(wanted.iter().map(|place| place.parent_id));
    let mut arrangement = Arrangement::default();
    let mut seen = HashSet::new();
    for parent in parents.filter(|parent| seen.insert(*parent)) {
        let new: Vec<ChannelId> =
            sorted.iter().filter(|place| place.parent_id == parent).map(|place| place.id).collect();
        let here: Vec<&Standing> = current.iter().filter(|channel| channel.parent == parent).collect();
        let old: Vec<ChannelId> = here.iter().filter(|channel| channel.is_shown).map(|channel| channel.id).collect();
        if new != old {
            arrangement.touched.push(parent);
            let merged = merge(&here, &new).into_iter().zip(0..);
            arrangement.places.extend(merged.map(|(id, position)| ChannelPlace { id, parent_id: parent, position }));
        }
    }
    let moves = |place: &&ChannelPlace| shown.get(&place.id).is_some_and(|channel| channel.parent != place.parent_id);
    arrangement.moved = wanted.iter().filter(moves).map(|place| place.id).collect();
    Ok(arrangement)
}

/// Puts the shown channels in their new order into the slots of the shown ones; what is left over comes last.
fn merge(here: &[&Standing], new: &[ChannelId]) -> Vec<ChannelId> {
    let mut new = new.iter().copied();
    let mut merged = Vec::with_capacity(here.len());
    for channel in here {
        if channel.is_shown {
            merged.extend(new.next());
        } else {
            merged.push(channel.id);
        }
    }
    merged.extend(new);
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use snug_proto::{Code, Perm};
    use uuid::Uuid;

    fn id(number: u128) -> ChannelId {
        ChannelId(Uuid::from_u128(number))
    }

    fn standing(number: u128, kind: ChannelKind, parent: Option<u128>, is_shown: bool) -> Standing {
        Standing { id: id(number), kind, parent: parent.map(id), is_shown }
    }

    fn place(number: u128, parent: Option<u128>, position: i64) -> ChannelPlace {
        ChannelPlace { id: id(number), parent_id: parent.map(id), position }
    }

    /// A category 1 with 2, hidden 3 and 4; a category 5; the channel 6 outside.
    fn current() -> Vec<Standing> {
        use ChannelKind::{Category, Text};
        vec![
            standing(1, Category, None, true),
            standing(2, Text, Some(1), true),
            standing(3, Text, Some(1), false),
            standing(4, Text, Some(1), true),
            standing(5, Category, None, true),
            standing(6, Text, None, true),
        ]
    }

    fn as_it_is() -> Vec<ChannelPlace> {
        vec![place(1, None, 0), place(2, Some(1), 0), place(4, Some(1), 7), place(5, None, 1), place(6, None, 2)]
    }

    #[test]
    fn the_same_order_touches_nothing() {
        let same = arrange(&current(), &as_it_is()).unwrap();
        assert!(same.touched.is_empty() && same.moved.is_empty() && same.places.is_empty());
    }

    #[test]
    fn hidden_channels_keep_their_place() {
        let mut wanted = as_it_is();
        (wanted[1].position, wanted[2].position) = (1, 0);
        let turned = arrange(&current(), &wanted).unwrap();
        assert_eq!(turned.touched, [Some(id(1))]);
        assert_eq!(turned.places, [place(4, Some(1), 0), place(3, Some(1), 1), place(2, Some(1), 2)]);
    }

    #[test]
    fn moving_touches_both_places() {
        let mut wanted = as_it_is();
        wanted[1] = place(2, Some(5), 0);
        let moved = arrange(&current(), &wanted).unwrap();
        assert_eq!(moved.touched, [Some(id(1)), Some(id(5))]);
        assert_eq!(moved.moved, [id(2)]);
        assert_eq!(moved.places, [place(4, Some(1), 0), place(3, Some(1), 1), place(2, Some(5), 0)]);
    }

    #[test]
    fn a_stale_list_and_a_wrong_parent_are_refused() {
        let mut short = as_it_is();
        short.pop();
        let mut foreign = as_it_is();
        foreign[4].id = id(3);
        let mut double = as_it_is();
        double[4] = double[3].clone();
        for stale in [short, foreign, double] {
            assert_eq!(arrange(&current(), &stale).unwrap_err().code(), Code::Conflict);
        }
        for (at, parent) in [(1, 6), (3, 1), (1, 99), (1, 3)] {
            let mut wanted = as_it_is();
            wanted[at].parent_id = Some(id(parent));
            assert_eq!(arrange(&current(), &wanted).unwrap_err().code(), Code::Invalid);
        }
    }

    #[test]
    fn an_override_names_each_bit_once_and_only_bits_of_channels() {
        let view = Perms::of([Perm::ViewChannel]);
        assert!(override_bits(view, Perms::NONE).is_ok());
        assert_eq!(override_bits(view, view).unwrap_err().code(), Code::Invalid);
        for perm in Perm::ALL {
            let bit = Perms::of([*perm]);
            assert_eq!(override_bits(bit, Perms::NONE).is_ok(), Perms::IN_CHANNELS.has(*perm));
            assert_eq!(override_bits(Perms::NONE, bit).is_ok(), Perms::IN_CHANNELS.has(*perm));
        }
    }

    #[test]
    fn limits_of_channels_have_two_ends() {
        use ChannelKind::{Text, Voice};
        assert!(user_limit(Voice, 0).is_ok() && user_limit(Voice, 99).is_ok() && user_limit(Voice, 100).is_err());
        assert!(user_limit(Voice, -1).is_err() && user_limit(Text, 1).is_err() && user_limit(Text, 0).is_ok());
        assert!(bitrate(Voice, Some(24)).is_ok() && bitrate(Voice, Some(128)).is_ok());
        assert!(bitrate(Voice, Some(23)).is_err() && bitrate(Voice, Some(129)).is_err());
        assert!(bitrate(Text, Some(48)).is_err());
        assert_eq!((bitrate(Voice, None).unwrap(), bitrate(Text, None).unwrap()), (Some(48), None));
        assert!(slow_mode(21_600).is_ok() && slow_mode(21_601).is_err() && slow_mode(-1).is_err());
        assert!(name(&"a".repeat(64)).is_ok() && name(&"a".repeat(65)).is_err() && name(" ").is_err());
        assert!(topic(Some("a".repeat(1024))).is_ok() && topic(Some("a".repeat(1025))).is_err());
    }
}
