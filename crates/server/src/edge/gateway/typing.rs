//! Who is told that somebody is writing: who looks at the channel right now.

use super::{
    fanout::Fanout,
    stream::{Audience, StreamId},
};
use crate::events::To;
use bytes::Bytes;
use snug_proto::{ChannelId, UserId};

impl Fanout {
    /// Tells who looks at a channel. What cannot be judged yet, because rights are being looked up, is left out.
    pub(super) fn typing(&mut self, to: &To, channel: ChannelId, by: UserId, body: &Bytes) {
        let now_ms = self.now_ms();
        let listeners: Vec<StreamId> = match to {
            To::Channel(at, channel) => match self.places.get_mut(&at.space) {
                Some(place) if !place.is_busy() && !place.is_behind(at.version) => {
                    place.viewers(*channel, now_ms).to_vec()
                }
                _ => return,
            },
            To::People { people, .. } => people.iter().flat_map(|user| self.streams.of(*user)).collect(),
            _ => return,
        };
        for id in listeners {
            if let Some(stream) = self.streams.get(id)
                && stream.user != by
                && stream.focus.contains(&channel)
                && !stream.has_left(channel)
                && !self.presence.is_apart(stream.user, by)
            {
                stream.tell(body, Audience::Passing, now_ms);
            }
        }
    }
}
