//! Making a space.

use crate::{
    access,
    edge::http::Cx,
    error::{Error, Result},
    events::{Announce, Signal},
    features::{
        files,
        spaces::{
            model,
            store::{
                accounts,
                spaces::{self, Beginning, SpaceRow},
            },
        },
    },
};
use snug_proto::{
    files::UploadPurpose,
    spaces::{DefaultNotifications, JoinGate, NewSpace, Space},
};

/// Makes a space with a role for everybody, a category, a text and a voice channel, and the caller as its owner.
///
/// # Errors
/// * `invalid`: name, description or icon.
/// * `limit_reached`: the caller owns, or is in, as many spaces as one can.
pub async fn found(cx: &Cx, new: NewSpace) -> Result<Space> {
    let (name, description) = (model::space_name(&new.name)?, model::description(new.description)?);
    let counts = cx.app.config.counts;
    let mut tx = cx.app.db.write().await?;
    let owner = accounts::lock(&mut tx, cx.user()).await?.ok_or_else(Error::unauthenticated)?;
    if accounts::owned(&mut tx, cx.user()).await? >= counts.spaces_owned {
        return Err(Error::limit_reached("spaces_owned"));
    }
    if accounts::joined(&mut tx, cx.user()).await? >= counts.spaces_joined {
        return Err(Error::limit_reached("spaces_joined"));
    }
    let icon = match new.icon {
        Some(file) => Some(files::claim_picture(&mut tx, file, cx.user(), UploadPurpose::SpaceIcon).await?),
        None => None,
    };
    let space = SpaceRow {
        id: cx.new_id(),
        name,
        description,
        icon,
        owner: cx.user(),
        locale: owner.locale,
        default_notifications: DefaultNotifications::default(),
        system_channel: None,
        rules_channel: None,
        join_gate: JoinGate::default(),
        member_count: 1,
        access_version: 1,
        is_suspended: false,
        created_ms: cx.now_ms,
    };
    let beginning =
        Beginning { space, everyone: cx.new_id(), category: cx.new_id(), text: cx.new_id(), voice: cx.new_id() };
    spaces::insert(&mut tx, &beginning).await?;
    let here = access::space(&mut tx, &cx.app, cx.user(), beginning.space.id).await?;
    tx.signal(Signal::MemberCame { space: here.space(), user: cx.user() });
    tx.commit().await?;
    Ok(beginning.space.seen_by(&here))
}
