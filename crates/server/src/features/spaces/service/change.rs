//! Changing, handing over and deleting a space.

use super::{
    announce_space,
    audit::{audit, difference},
    changing,
};
use crate::{
    access::SpaceAccess,
    app::App,
    edge::http::Cx,
    error::{Error, Result},
    events::{Announce, Signal},
    features::{
        files,
        spaces::{
            jobs::{PURGE_AFTER, PurgeSpace},
            model,
            store::{
                accounts,
                by_staff::Over,
                spaces::{self, SpaceRow},
            },
        },
    },
};
use snug_platform::db::Tx;
use snug_proto::{
    ChannelId, Patch, Perm, SpaceId, UserId,
    audit::AuditChange,
    channels::ChannelKind,
    events::SpaceGone,
    files::UploadPurpose,
    spaces::{DeleteSpace, HandOver, Space, SpacePatch},
};

/// Changes what a space says of itself.
///
/// # Errors
/// * `not_found`: no such space for the caller.
/// * `forbidden`: the caller lacks `manage_space`.
/// * `invalid`: a field breaks its rule.
pub async fn change(cx: &Cx, space: SpaceId, patch: SpacePatch) -> Result<Space> {
    let mut tx = cx.app.db.write().await?;
    let old = spaces::lock(&mut tx, space).await?.ok_or_else(Error::not_found)?;
    let here = cx.space(&mut tx, space).await?.require(Perm::ManageSpace)?;
    let new = patched(&mut tx, cx, &here, &old, patch).await?;
    let changes = differences(&old, &new);
    if !changes.is_empty() {
        spaces::update(&mut tx, &here, &new).await?;
        if let Some(icon) = old.icon.filter(|icon| Some(*icon) != new.icon) {
            files::release(&mut tx, icon).await?;
        }
        audit(&mut tx, cx, space, "space_update", "space", Some(space.0), changes).await?;
        announce_space(&mut tx, &here).await?;
        tx.commit().await?;
    }
    Ok(new.seen_by(&here))
}

async fn patched(tx: &mut Tx, cx: &Cx, here: &SpaceAccess, old: &SpaceRow, patch: SpacePatch) -> Result<SpaceRow> {
    let mut new = old.clone();
    if let Some(name) = patch.name {
        new.name = model::space_name(&name)?;
    }
    if let Some(text) = patch.description.change() {
        new.description = model::description(text)?;
    }
    if let Some(channel) = patch.system_channel_id.change() {
        new.system_channel = landing(here, "system_channel_id", channel)?;
    }
    if let Some(channel) = patch.rules_channel_id.change() {
        new.rules_channel = landing(here, "rules_channel_id", channel)?;
    }
    new.locale = patch.locale.unwrap_or(old.locale);
    new.default_notifications = patch.default_notifications.unwrap_or(old.default_notifications);
    new.join_gate = patch.join_gate.unwrap_or(old.join_gate);
    match patch.icon {
        Patch::Set(file) if Some(file) != old.icon => {
            new.icon = Some(files::claim_picture(tx, file, cx.user(), UploadPurpose::SpaceIcon).await?);
        }
        Patch::Clear => new.icon = None,
        Patch::Keep | Patch::Set(_) => {}
    }
    Ok(new)
}

/// A text channel of the space that the caller sees.
fn landing(here: &SpaceAccess, field: &str, channel: Option<ChannelId>) -> Result<Option<ChannelId>> {
    let Some(channel) = channel else { return Ok(None) };
    let wrong = || Error::invalid(field, "A text channel of the space that you see.");
    let there = here.channel(channel).map_err(|_| wrong())?;
    if there.kind() == ChannelKind::Text { Ok(Some(channel)) } else { Err(wrong()) }
}

fn differences(old: &SpaceRow, new: &SpaceRow) -> Vec<AuditChange> {
    [
        difference("name", &old.name, &new.name),
        difference("description", &old.description, &new.description),
        difference("icon", &old.icon, &new.icon),
        difference("locale", &old.locale, &new.locale),
        difference("default_notifications", &old.default_notifications, &new.default_notifications),
        difference("system_channel_id", &old.system_channel, &new.system_channel),
        difference("rules_channel_id", &old.rules_channel, &new.rules_channel),
        difference("join_gate", &old.join_gate, &new.join_gate),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Gives the space to another member. The old owner keeps the roles held.
///
/// # Errors
/// * `not_found`: no such space, or the new owner is not a member.
/// * `forbidden`: the caller is not the owner.
/// * `limit_reached`: the new owner owns as many spaces as one can.
pub async fn hand_over(cx: &Cx, space: SpaceId, to: HandOver) -> Result<Space> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, space).await?.require_owner()?;
    if to.user_id == cx.user() {
        return Ok(spaces::one(&mut tx, &here).await?.seen_by(&here));
    }
    if !here.world().has_member(to.user_id) {
        return Err(Error::not_found());
    }
    hand_over_in(&mut tx, &cx.app, Over::owner(&here)?, to.user_id).await?;
    let changes = difference("owner_id", &cx.user(), &to.user_id).into_iter().collect();
    audit(&mut tx, cx, space, "owner_transfer", "user", Some(to.user_id.0), changes).await?;
    announce_space(&mut tx, &here).await?;
    let here = cx.space(&mut tx, space).await?;
    let space = spaces::one(&mut tx, &here).await?;
    tx.commit().await?;
    Ok(space.seen_by(&here))
}

/// Gives a space to one of its members.
///
/// # Errors
/// * `conflict`: the account cannot own a space now.
/// * `limit_reached`: it owns as many spaces as one can.
pub(super) async fn hand_over_in(tx: &mut Tx, app: &App, over: Over, to: UserId) -> Result<()> {
    accounts::lock(tx, to).await?.ok_or_else(|| Error::conflict("This account cannot own a space now."))?;
    if accounts::owned(tx, to).await? >= app.config.counts.spaces_owned {
        return Err(Error::limit_reached("spaces_owned"));
    }
    spaces::set_owner(tx, over, to).await
}

/// Deletes the space: at once out of everybody's sight, its invites dead. Its rows and files go a week later.
///
/// # Errors
/// * `not_found`: no such space for the caller.
/// * `forbidden`: the caller is not the owner.
/// * `invalid`: `confirm_name` is not the name.
pub async fn delete(cx: &Cx, space: SpaceId, confirm: DeleteSpace) -> Result<()> {
    let mut tx = cx.app.db.write().await?;
    let here = changing(&mut tx, cx, space).await?.require_owner()?;
    let row = spaces::one(&mut tx, &here).await?;
    if confirm.confirm_name != row.name {
        return Err(Error::invalid("confirm_name", "Type the name of the space."));
    }
    delete_in(&mut tx, &cx.app, Over::owner(&here)?, cx.now_ms).await?;
    audit(&mut tx, cx, space, "space_delete", "space", Some(space.0), Vec::new()).await?;
    tx.commit().await?;
    Ok(())
}

/// Deletes a space whose row is locked.
pub(super) async fn delete_in(tx: &mut Tx, app: &App, over: Over, now_ms: i64) -> Result<()> {
    let space = over.space();
    spaces::delete(tx, over, now_ms).await?;
    app.jobs.enqueue_in(tx, PURGE_AFTER, "messages.purge_space", &PurgeSpace { space_id: space }).await?;
    tx.signal(Signal::SpaceWent { space, why: SpaceGone::Deleted });
    Ok(())
}
