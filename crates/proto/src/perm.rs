//! Permission bits: what a role can allow, and sets of them.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{borrow::Cow, fmt, ops};

macro_rules! perms {
    ($($(#[$doc:meta])* $name:ident = $bit:literal $text:literal [$($flag:ident)*]),* $(,)?) => {
        /// One right. A bit exists only if the server enforces it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        pub enum Perm { $($(#[$doc])* #[serde(rename = $text)] $name = $bit),* }

        impl Perm {
            /// All rights by number.
            pub const ALL: &[Perm] = &[$(Perm::$name),*];

            /// Its name in JSON.
            pub fn name(self) -> &'static str {
                match self { $(Perm::$name => $text),* }
            }
        }

        $(perms!(@flags $name $($flag)*);)*

        impl Perms {
            /// What a new everyone role holds.
            pub const DEFAULT: Perms = Perms(0 $($(| perms!(@default $name $flag))*)*);
            /// Too strong for the everyone role.
            pub const DANGEROUS: Perms = Perms(0 $($(| perms!(@dangerous $name $flag))*)*);
            /// What an override of a channel can name.
            pub const IN_CHANNELS: Perms = Perms(0 $($(| perms!(@channel $name $flag))*)*);
            /// Every right there is.
            pub const ALL: Perms = Perms(0 $(| 1 << $bit)*);
        }
    };
    (@flags $($rest:tt)*) => {};
    (@default $name:ident default) => { 1 << Perm::$name as u64 };
    (@default $name:ident $other:ident) => { 0 };
    (@dangerous $name:ident dangerous) => { 1 << Perm::$name as u64 };
    (@dangerous $name:ident $other:ident) => { 0 };
    (@channel $name:ident channel) => { 1 << Perm::$name as u64 };
    (@channel $name:ident $other:ident) => { 0 };
}

/// A set of rights. JSON carries the sorted names; the database the 64-bit number.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Perms(pub u64);

perms! {
    /// See the channel.
    ViewChannel = 0 "view_channel" [channel default],
    /// Read what was said before.
    ReadHistory = 1 "read_history" [channel default],
    /// Write messages.
    SendMessages = 2 "send_messages" [channel default],
    /// Attach files to messages.
    AttachFiles = 6 "attach_files" [channel default],
    /// React with emoji.
    AddReactions = 8 "add_reactions" [channel default],
    /// Notify everyone, everyone here, and any role.
    MentionEveryone = 10 "mention_everyone" [channel dangerous],
    /// Pin messages.
    PinMessages = 11 "pin_messages" [channel dangerous],
    /// Delete others' messages, clear reactions, read revisions.
    ManageMessages = 12 "manage_messages" [channel dangerous],
    /// Write without waiting in slow mode.
    BypassSlowMode = 15 "bypass_slow_mode" [channel dangerous],
    /// Enter a voice channel.
    Connect = 16 "connect" [channel default],
    /// Be heard in a voice channel.
    Speak = 17 "speak" [channel default],
    /// Show a camera.
    Video = 18 "video" [channel default],
    /// Show a screen.
    ShareScreen = 19 "share_screen" [channel default],
    /// Mute others for everybody.
    MuteMembers = 20 "mute_members" [channel dangerous],
    /// Deafen others.
    DeafenMembers = 21 "deafen_members" [channel dangerous],
    /// Move and disconnect others, enter a full room.
    MoveMembers = 22 "move_members" [channel dangerous],
    /// Make invites.
    CreateInvites = 23 "create_invites" [channel default],
    /// See and revoke all invites.
    ManageInvites = 24 "manage_invites" [dangerous],
    /// Change one's own nickname.
    ChangeNickname = 25 "change_nickname" [default],
    /// Change others' nicknames.
    ManageNicknames = 26 "manage_nicknames" [dangerous],
    /// Time members out.
    TimeoutMembers = 27 "timeout_members" [dangerous],
    /// Kick members.
    KickMembers = 28 "kick_members" [dangerous],
    /// Ban and unban.
    BanMembers = 29 "ban_members" [dangerous],
    /// Create, change, order and delete channels.
    ManageChannels = 30 "manage_channels" [channel dangerous],
    /// Change roles below one's own; in a channel, its overrides.
    ManageRoles = 31 "manage_roles" [channel dangerous],
    /// Handle reports of the space.
    HandleReports = 36 "handle_reports" [dangerous],
    /// Read the audit log.
    ViewAuditLog = 37 "view_audit_log" [dangerous],
    /// Change the space itself.
    ManageSpace = 39 "manage_space" [dangerous],
    /// Everything but handing over and deleting the space.
    Administrator = 40 "administrator" [dangerous],
}

impl Perm {
    /// The bit as a set of one.
    pub const fn bit(self) -> u64 {
        1 << self as u64
    }
}

impl Perms {
    /// No right at all.
    pub const NONE: Perms = Perms(0);
    /// What everyone holds in a conversation, and nothing else.
    pub const CONVERSATION: Perms = Perms(
        Perm::ViewChannel.bit()
            | Perm::ReadHistory.bit()
            | Perm::SendMessages.bit()
            | Perm::AttachFiles.bit()
            | Perm::AddReactions.bit()
            | Perm::PinMessages.bit()
            | Perm::Connect.bit()
            | Perm::Speak.bit()
            | Perm::Video.bit()
            | Perm::ShareScreen.bit(),
    );

    /// The set of the given rights.
    pub fn of(perms: impl IntoIterator<Item = Perm>) -> Self {
        perms.into_iter().collect()
    }
    /// True when the right is in the set.
    pub const fn has(self, perm: Perm) -> bool {
        self.0 & perm.bit() != 0
    }
    /// True when every right of `other` is in the set.
    pub const fn contains(self, other: Perms) -> bool {
        self.0 & other.0 == other.0
    }
    /// True when the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
    /// The set without the rights of `other`.
    #[must_use]
    pub const fn without(self, other: Perms) -> Self {
        Self(self.0 & !other.0)
    }
    /// The rights of the set by number.
    pub fn iter(self) -> impl Iterator<Item = Perm> {
        Perm::ALL.iter().copied().filter(move |perm| self.has(*perm))
    }
}

impl FromIterator<Perm> for Perms {
    fn from_iter<I: IntoIterator<Item = Perm>>(perms: I) -> Self {
        Self(perms.into_iter().fold(0, |set, perm| set | perm.bit()))
    }
}

impl ops::BitOr for Perms {
    type Output = Perms;
    fn bitor(self, other: Perms) -> Perms {
        Perms(self.0 | other.0)
    }
}

impl ops::BitAnd for Perms {
    type Output = Perms;
    fn bitand(self, other: Perms) -> Perms {
        Perms(self.0 & other.0)
    }
}

impl fmt::Debug for Perms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Perm::name)).finish()
    }
}

impl Serialize for Perms {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Perms {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(Vec::<Perm>::deserialize(input)?.into_iter().collect())
    }
}

impl JsonSchema for Perms {
    fn schema_name() -> Cow<'static, str> {
        "Perms".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let perm = generator.subschema_for::<Perm>();
        json_schema!({ "type": "array", "items": perm, "uniqueItems": true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_dangerous_is_given_to_everyone_by_default() {
        assert!((Perms::DEFAULT & Perms::DANGEROUS).is_empty());
        assert!(Perms::DEFAULT.has(Perm::ViewChannel));
        assert!(!Perms::IN_CHANNELS.has(Perm::KickMembers));
    }

    #[test]
    fn a_set_travels_as_names() {
        let set = Perms::of([Perm::Administrator, Perm::ViewChannel]);
        let json = serde_json::to_string(&set).unwrap();
        assert_eq!(json, r#"["view_channel","administrator"]"#);
        assert_eq!(serde_json::from_str::<Perms>(&json).unwrap(), set);
    }
}
