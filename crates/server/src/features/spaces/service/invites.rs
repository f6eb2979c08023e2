//! Making, showing and ending invites.

use super::audit::{audit, difference};
use crate::{
    access::SpaceAccess,
    edge::http::{Cx, Guest, Paging},
    error::{Error, Result},
    events::{Announce, To},
    features::spaces::{
        model,
        store::{
            invites::{self, InviteRow},
            spaces,
        },
    },
    pictures::picture,
};
use snug_proto::{
    ChannelId, Code, Page, Perm, SpaceId, Timestamp,
    channels::ChannelKind,
    events::Event,
    spaces::{Invite, InvitePreview, NewInvite},
};

/// The invite is over.
pub fn over() -> Error {
    Error::refused(Code::Expired, "This invite is no longer valid. Ask for a new one.")
}

/// The live invites of a space, newest first: all with `manage_invites`, else the caller's own.
///
/// # Errors
/// * `not_found`: no such space for the caller.
/// * `malformed`: the cursor belongs to another list.
pub async fn list(cx: &Cx, space: SpaceId, cursor: Option<&str>, limit: Option<i64>) -> Result<Page<Invite>> {
    let mut conn = cx.app.db.read().await?;
    let here = cx.space(&mut conn, space).await?;
    let creator = (!here.perms().has(Perm::ManageInvites)).then_some(cx.user());
    let paging = Paging::open(cx, ("invites", space, creator), cursor, limit)?;
    let after = paging.after.clone().unwrap_or((i64::MAX, Vec::new()));
    let found = {
        let most = (paging.limit.plus_one(), cx.now_ms);
        invites::newest(&mut conn, &cx.app.keys, &here, creator, &after, most).await?
    };
    let found = found.into_iter().map(|invite| {
        let channel_id = invite.channel_id.filter(|channel| here.shows(*channel));
        Invite { channel_id, ..invite }
    });
    paging.page(found.collect(), |invite| (invite.created_at.0, invites::mac(&cx.app.keys, &invite.code).to_vec()))
}

/// Makes an invite.
///
/// # Errors
/// * `not_found`: no such space for the caller.
/// * `forbidden`: the caller lacks `create_invites`, in the channel when one is named.
/// * `invalid`: uses, life or channel.
/// * `limit_reached`: the space or the caller has as many live invites as can be.
pub async fn create(cx: &Cx, space: SpaceId, new: NewInvite) -> Result<Invite> {
    let mut tx = cx.app.db.write().await?;
    spaces::lock(&mut tx, space).await?.ok_or_else(Error::not_found)?;
    let here = permitted(cx.space(&mut tx, space).await?, new.channel_id)?;
    let (max_uses, life_ms) = (model::max_uses(new.max_uses)?, model::invite_life_ms(new.expires_in_seconds)?);
    let counts = cx.app.config.counts;
    let (in_space, own) = invites::count_live(&mut tx, &here, cx.user(), cx.now_ms).await?;
    if in_space >= counts.invites {
        return Err(Error::limit_reached("invites"));
    }
    if own >= counts.invites_of_member {
        return Err(Error::limit_reached("invites_of_member"));
    }
    let invite = Invite {
        code: model::invite_code(|| cx.app.ids.bytes()),
        space_id: space,
        channel_id: new.channel_id,
        creator: (*cx.actor.profile).clone(),
        max_uses,
        uses: 0,
        expires_at: Timestamp(cx.now_ms + life_ms),
        created_at: Timestamp(cx.now_ms),
    };
    invites::insert(&mut tx, &cx.app.keys, &cx.app.ids, &here, &invite).await?;
    let changes = [
        difference("max_uses", &None, &Some(max_uses)),
        difference("expires_at", &None, &Some(invite.expires_at)),
        difference("channel_id", &None, &invite.channel_id),
    ];
    audit(&mut tx, cx, space, "invite_create", "invite", None, changes.into_iter().flatten().collect()).await?;
    tx.emit(To::Holders(here.at(), Perm::ManageInvites), &told(&here, &invite));
    tx.commit().await?;
    Ok(invite)
}

/// What holders of `manage_invites` hear of an invite: its channel only where all of them see it.
fn told(here: &SpaceAccess, invite: &Invite) -> Event {
    let is_shown = |channel: &ChannelId| here.shows_all(Some(Perm::ManageInvites), *channel);
    let channel_id = invite.channel_id.filter(is_shown);
    Event::InviteCreate { space_id: here.space(), invite: Invite { channel_id, ..invite.clone() } }
}

/// The right to invite, at large or into one channel.
fn permitted(here: SpaceAccess, channel: Option<ChannelId>) -> Result<SpaceAccess> {
    let Some(channel) = channel else { return here.require(Perm::CreateInvites) };
    let wrong = || Error::invalid("channel_id", "A channel of the space that you see.");
    let there = here.channel(channel).map_err(|_| wrong())?.require(Perm::CreateInvites)?;
    if there.kind() == ChannelKind::Category { Err(wrong()) } else { Ok(here) }
}

/// Ends an invite. Only its maker and holders of `manage_invites` know of it.
///
/// # Errors
/// `not_found`: no such space for the caller, no such invite, dead already, or not the caller's to see.
pub async fn revoke(cx: &Cx, space: SpaceId, code: &str) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    spaces::lock(&mut tx, space).await?.ok_or_else(Error::not_found)?;
    let here = cx.space(&mut tx, space).await?;
    let found = invites::one(&mut tx, &cx.app.keys, code).await?;
    let found = found.filter(|row| row.invite.space_id == space && row.is_live(cx.now_ms));
    let InviteRow { invite, .. } = found.ok_or_else(Error::not_found)?;
    if invite.creator.id != cx.user() && !here.perms().has(Perm::ManageInvites) {
        return Err(Error::not_found());
    }
    invites::revoke(&mut tx, &cx.app.keys, &here, code, cx.now_ms).await?;
    audit(&mut tx, cx, space, "invite_delete", "invite", None, Vec::new()).await?;
    let event = Event::InviteDelete { space_id: space, code: invite.code };
    tx.emit(To::Holders(here.at(), Perm::ManageInvites), &event);
    tx.commit().await?;
    Ok(())
}

/// What an invite leads to, for anybody who holds its code.
///
/// # Errors
/// * `not_found`: no such code, or its space is gone.
/// * `expired`: the invite is over.
pub async fn preview(guest: &Guest, code: &str) -> Result<InvitePreview> {
    let mut conn = guest.app.db.read().await?;
    let row = invites::one(&mut conn, &guest.app.keys, code).await?.ok_or_else(Error::not_found)?;
    let space = spaces::invited(&mut conn, row.invite.space_id).await?.ok_or_else(Error::not_found)?;
    if !row.is_live(guest.now_ms) {
        return Err(over());
    }
    Ok(InvitePreview {
        space_name: space.name,
        space_description: space.description,
        space_icon: space.icon.map(picture),
        member_count: model::rounded(space.member_count),
        inviter: row.invite.creator.display_name,
        expires_at: row.invite.expires_at,
    })
}
