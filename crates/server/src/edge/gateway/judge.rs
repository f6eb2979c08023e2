//! Whether an event that was missed may still be seen.

use super::{
    place::Place,
    presence::Presence,
    stream::{Audience, Stream},
};
use crate::events::To;
use snug_proto::SpaceId;
use std::collections::HashMap;

/// What becomes of an event that is replayed.
pub enum Verdict {
    Shown,
    Hidden,
    /// Without it the client would go wrong.
    Torn,
}

/// What a client may see of an event today, whatever it might see when the event was told.
pub fn judge(
    (places, presence): (&HashMap<SpaceId, Place>, &Presence),
    stream: &Stream,
    audience: &Audience,
    now_ms: i64,
) -> Verdict {
    let user = stream.user;
    let place = |space: &SpaceId| places.get(space).filter(|place| place.has_member(user));
    let is_shown = match audience {
        Audience::To(To::Everyone | To::Person(_) | To::Acquaintances { .. }) => true,
        Audience::Passing | Audience::To(To::Elevated { .. }) => false,
        Audience::Presence(people) => {
            let shows_all = people.iter().all(|seen| presence.shows(places, stream, *seen));
            if !shows_all && people.len() > 1 {
                // The others would be seen as they are no more.
                return Verdict::Torn;
            }
            shows_all
        }
        Audience::To(To::People { conversation, .. }) => stream.is_in(*conversation),
        Audience::To(To::Space(at)) => place(&at.space).is_some(),
        Audience::To(To::Holders(at, perm)) => place(&at.space).is_some_and(|place| place.holds(user, *perm, now_ms)),
        Audience::To(To::HoldersBut(at, perm, except)) => {
            user != *except && place(&at.space).is_some_and(|place| place.holds(user, *perm, now_ms))
        }
        Audience::To(To::Channel(at, channel)) => {
            place(&at.space).is_some_and(|place| place.sees(user, *channel, now_ms))
        }
        Audience::To(To::Seeing(at, channels)) => {
            place(&at.space).is_some_and(|place| channels.iter().all(|channel| place.sees(user, *channel, now_ms)))
        }
        Audience::Sees { space, channels, is_vital } => match place(space) {
            Some(place) => {
                let sees_all = channels.iter().all(|channel| place.sees(user, *channel, now_ms));
                if !sees_all && *is_vital {
                    return Verdict::Torn;
                }
                sees_all
            }
            None => false,
        },
    };
    if is_shown { Verdict::Shown } else { Verdict::Hidden }
}
