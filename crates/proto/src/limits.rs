//! The numbers of the product that more than one side must know. Lengths are in Unicode code points after NFC.

use std::ops::RangeInclusive;

/// Request bodies, unless a route says otherwise, in bytes.
pub const BODY_BYTES: usize = 256 * 1024;
/// Shortest username.
pub const USERNAME_MIN: usize = 3;
/// Longest username.
pub const USERNAME_MAX: usize = 32;
/// Longest display name.
pub const DISPLAY_NAME_MAX: usize = 64;
/// Longest e-mail address.
pub const EMAIL_MAX: usize = 254;
/// Shortest password.
pub const PASSWORD_MIN: usize = 10;
/// Longest password.
pub const PASSWORD_MAX: usize = 256;
/// Longest text about oneself.
pub const BIO_MAX: usize = 500;
/// Longest pronouns.
pub const PRONOUNS_MAX: usize = 32;
/// Longest name of the instance.
pub const INSTANCE_NAME_MAX: usize = 64;
/// Shortest name of a space.
pub const SPACE_NAME_MIN: usize = 2;
/// Longest name of a space.
pub const SPACE_NAME_MAX: usize = 100;
/// Longest description of a space.
pub const SPACE_DESCRIPTION_MAX: usize = 1000;
/// Longest nickname.
pub const NICK_MAX: usize = 32;
/// Longest role name.
pub const ROLE_NAME_MAX: usize = 64;
/// Longest channel name.
pub const CHANNEL_NAME_MAX: usize = 64;
/// Longest channel topic.
pub const TOPIC_MAX: usize = 1024;
/// Longest slow mode, in seconds.
pub const SLOW_MODE_MAX_SECONDS: i64 = 21_600;
/// Kilobits a second of one voice, from understood to indistinguishable.
pub const VOICE_BITRATES: RangeInclusive<i64> = 24..=128;
/// Kilobits a second of one voice, unless the channel says otherwise.
pub const VOICE_BITRATE: i64 = 48;
/// Longest reason in an audit log or ban.
pub const REASON_MAX: usize = 512;
/// Longest message text.
pub const CONTENT_MAX: usize = 4000;
/// Longest nonce of a message.
pub const NONCE_MAX: usize = 64;
/// Most attachments of a message.
pub const ATTACHMENTS_MAX: usize = 10;
/// Longest description of an attachment.
pub const ATTACHMENT_DESCRIPTION_MAX: usize = 1024;
/// Longest excerpt of a message answered to.
pub const EXCERPT_MAX: usize = 120;
/// Most different reactions of a message.
pub const REACTIONS_MAX: i64 = 20;
/// Most pins of a channel.
pub const PINS_MAX: i64 = 50;
/// Most people of a group.
pub const GROUP_MAX: usize = 10;
/// Most people a message notifies by name.
pub const MENTION_USERS_MAX: usize = 50;
/// Most roles a message notifies.
pub const MENTION_ROLES_MAX: usize = 10;
/// Most ids of one bulk delete.
pub const BULK_MAX: usize = 100;
/// Longest file name.
pub const FILE_NAME_MAX: usize = 255;
/// Largest attachment, in bytes.
pub const ATTACHMENT_BYTES: u64 = 50 * 1024 * 1024;
/// Largest avatar or icon, in bytes.
pub const AVATAR_BYTES: u64 = 5 * 1024 * 1024;
/// Own client settings, in bytes of JSON.
pub const SETTINGS_BYTES: usize = 64 * 1024;
/// Shortest life of an invite, in seconds.
pub const INVITE_MIN_SECONDS: i64 = 300;
/// Longest life of an invite, in seconds (30 days); no invite is endless.
pub const INVITE_MAX_SECONDS: i64 = 2_592_000;
/// Life of an invite that names none, in seconds (7 days).
pub const INVITE_DEFAULT_SECONDS: i64 = 604_800;
/// Most uses of an invite.
pub const INVITE_USES_MAX: i64 = 1000;
/// Shortest timeout of a member, in seconds.
pub const TIMEOUT_MIN_SECONDS: i64 = 60;
/// Longest timeout of a member, in seconds (28 days).
pub const TIMEOUT_MAX_SECONDS: i64 = 2_419_200;
/// Messages that a ban can take with it, in seconds back (7 days).
pub const BAN_DELETE_MAX_SECONDS: i64 = 604_800;
/// Largest gateway frame from a client, in bytes.
pub const FRAME_BYTES: usize = 16 * 1024;
/// Most channels a socket can focus.
pub const FOCUS_MAX: usize = 10;
/// Heartbeats of a gateway client, in milliseconds.
pub const HEARTBEAT_INTERVAL_MS: u64 = 30_000;
/// Longest words beside a report or its resolution.
pub const REPORT_NOTE_MAX: usize = 1000;
/// Where unread and mention counts stop.
pub const UNREAD_MAX: i64 = 100;
/// Longest text of a custom status.
pub const STATUS_MAX: usize = 128;
/// Shortest life of a custom status, in seconds.
pub const STATUS_MIN_SECONDS: i64 = 60;
/// Longest life of a custom status, in seconds.
pub const STATUS_MAX_SECONDS: i64 = 2_592_000;
/// Shortest question of a search.
pub const SEARCH_MIN: usize = 2;
/// Longest question of a search.
pub const SEARCH_MAX: usize = 200;
/// Most channels that a search is narrowed to.
pub const SEARCH_CHANNELS_MAX: usize = 20;
/// Most hits of one page.
pub const HITS_MAX: i64 = 50;
/// Most ranges that are highlighted in one hit.
pub const HIGHLIGHTS_MAX: usize = 100;
