//! Where somebody may search, as it is now.

use crate::access::{self, SpaceAccess};
use snug_proto::{
    ChannelId, Perm, RoleId, SpaceId,
    channels::{ChannelKind, Encryption},
};

/// The channels whose history somebody may read, and the roles by which they are called there.
#[derive(Debug, Default)]
pub struct Sight {
    /// Channels with their spaces, if they stand in one.
    pub channels: Vec<(Option<SpaceId>, ChannelId)>,
    /// In some of the conversations there are messages that do not exist for the holder, who came later.
    pub has_floors: bool,
    /// The holder's roles in those spaces.
    pub roles: Vec<RoleId>,
}

impl Sight {
    /// Adds what the holder of a proof may search in a space.
    pub fn add(&mut self, here: &SpaceAccess) {
        let world = here.world();
        let readable = world.channels.iter().filter(|(id, node)| {
            let may = access::effective(world, here.actor(), **id, here.now_ms());
            node.kind != ChannelKind::Category
                && node.encryption == Encryption::Off
                && may.has(Perm::ViewChannel)
                && may.has(Perm::ReadHistory)
        });
        self.channels.extend(readable.map(|(id, _)| (Some(here.space()), *id)));
        self.roles.extend(world.members.get(&here.actor()).into_iter().flat_map(|member| &member.roles));
    }

    /// Adds a conversation that the holder is in, and the number up to which nothing exists for them.
    pub fn add_conversation(&mut self, channel: ChannelId, from_seq: i64) {
        self.channels.push((None, channel));
        self.has_floors |= from_seq > 0;
    }

    /// Leaves only these channels.
    pub fn narrow(&mut self, only: &[ChannelId]) {
        self.channels.retain(|(_, channel)| only.contains(channel));
    }
}
