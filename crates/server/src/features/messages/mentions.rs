//! Whom a text calls: what it names outside of code, narrowed by what the sender allows and may do.

use super::markdown::{self, Named};
use crate::{
    access::{self, ChannelAccess, SpaceAccess},
    error::Result,
};
use snug_platform::db::Conn;
use snug_proto::{
    Perm, RoleId, UserId,
    limits::{MENTION_ROLES_MAX, MENTION_USERS_MAX},
    messages::{AllowedMentions, Mentions},
};
use std::collections::BTreeSet;

/// Finds whom a message calls: only people who can view the channel, never the sender. `replied` is the author of the
/// message it answers.
pub fn resolve(
    here: &ChannelAccess,
    content: Option<&str>,
    replied: Option<UserId>,
    allowed: &AllowedMentions,
) -> Mentions {
    let mut mentions = Mentions::default();
    let replied = replied.filter(|_| allowed.reply != Some(false));
    let named = content.map(markdown::named).unwrap_or_default();
    let mut users: Vec<UserId> = replied.into_iter().collect();
    let mut roles: Vec<RoleId> = Vec::new();
    for name in named {
        match name {
            Named::User(user) if is_allowed(allowed.users.as_deref(), &user) => users.push(user),
            Named::Role(role) if is_allowed(allowed.roles.as_deref(), &role) => roles.push(role),
            Named::Channel(channel) => mentions.channels.push(channel),
            Named::Everyone if allowed.everyone != Some(false) => mentions.everyone = true,
            Named::User(_) | Named::Role(_) | Named::Everyone => {}
        }
    }
    let world = here.as_space().map(SpaceAccess::world);
    let may_call_all = here.perms().has(Perm::MentionEveryone);
    mentions.everyone &= may_call_all;
    mentions.users = first(users, MENTION_USERS_MAX, |user| *user != here.actor() && here.sees(*user));
    mentions.roles = first(roles, MENTION_ROLES_MAX, |role| {
        let node = world.filter(|world| *role != world.everyone).and_then(|world| world.roles.get(role));
        node.is_some_and(|node| node.mentionable || may_call_all)
    });
    mentions.channels = first(std::mem::take(&mut mentions.channels), MENTION_USERS_MAX, |channel| {
        here.as_space()
            .is_some_and(|space| space.channel(*channel).is_ok_and(|there| there.perms().has(Perm::ViewChannel)))
    });
    mentions
}

/// Drops those from a call whom a block keeps apart from the speaker. Costs nothing when nobody is named.
pub async fn spare(conn: &mut Conn, here: &ChannelAccess, mentions: &mut Mentions) -> Result<()> {
    let apart = access::apart(conn, here.actor(), &mentions.users).await?;
    mentions.users.retain(|user| !apart.contains(user));
    Ok(())
}

fn is_allowed<T: PartialEq>(list: Option<&[T]>, one: &T) -> bool {
    list.is_none_or(|list| list.contains(one))
}

/// The first `most` different ones that pass.
fn first<T: Copy + Ord>(all: Vec<T>, most: usize, passes: impl Fn(&T) -> bool) -> Vec<T> {
    let mut seen = BTreeSet::new();
    all.into_iter().filter(|one| seen.insert(*one)).filter(passes).take(most).collect()
}
