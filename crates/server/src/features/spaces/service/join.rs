//! Coming in by an invite.

use super::{Say, invites::over};
use crate::{
    access,
    app::App,
    edge::http::Cx,
    error::{Error, Result},
    events::{Announce, Signal, To},
    features::spaces::{
        model,
        store::{accounts, bans, invites, members, spaces},
    },
};
use snug_platform::db::Tx;
use snug_proto::{SpaceId, UserId, account::UserRef, events::Event, messages::SystemEvent, spaces::Space};

/// Joins a space by an invite. Who is in already uses nothing up.
///
/// # Errors
/// * `not_found`: no such code, or its space is gone.
/// * `expired`: the invite is over.
/// * `forbidden`: banned, or the account is too young for this space.
/// * `email_unverified`: the space wants a verified address.
/// * `limit_reached`: the space is full, or the caller is in as many spaces as one can.
pub async fn join(cx: &Cx, code: &str) -> Result<Space> {
    let mut tx = cx.app.db.write().await?;
    let space = enter(&mut tx, &cx.app, (*cx.actor.profile).clone(), code, cx.now_ms).await?;
    let here = access::space(&mut tx, &cx.app, cx.user(), space.id).await?;
    let joined = spaces::one(&mut tx, &here).await?.seen_by(&here);
    if space.is_new {
        tx.commit().await?;
    }
    Ok(joined)
}

/// Where an invite led.
pub struct Entered {
    /// The space.
    pub id: SpaceId,
    /// False for who was a member before.
    pub is_new: bool,
}

/// Uses an invite for an account in the caller's transaction, and tells.
///
/// # Errors
/// As [`join`].
pub async fn enter(tx: &mut Tx, app: &App, who: UserRef, code: &str, now_ms: i64) -> Result<Entered> {
    let id = invites::space_of(tx, &app.keys, code).await?.ok_or_else(Error::not_found)?;
    // The lock of the space comes before every look at what the checks below depend on.
    access::bump(tx, app, id).await?;
    let space = spaces::invited(tx, id).await?.ok_or_else(Error::not_found)?;
    if members::is_member(tx, id, who.id).await? {
        return Ok(Entered { id, is_new: false });
    }
    let invite = invites::one(tx, &app.keys, code).await?.ok_or_else(Error::not_found)?;
    if !invite.is_live(now_ms) {
        return Err(over());
    }
    if bans::is_banned(tx, id, who.id, now_ms).await? {
        return Err(Error::refused(snug_proto::Code::Forbidden, "You cannot join this space."));
    }
    let account = accounts::lock(tx, who.id).await?.ok_or_else(Error::unauthenticated)?;
    model::pass_gate(space.join_gate, account.is_email_verified, account.created_ms, now_ms)?;
    if accounts::joined(tx, who.id).await? >= app.config.counts.spaces_joined {
        return Err(Error::limit_reached("spaces_joined"));
    }
    if !spaces::count_in(tx, id, app.config.counts.members).await? {
        return Err(Error::limit_reached("members"));
    }
    if !invites::spend(tx, &app.keys, code, now_ms).await? {
        return Err(over());
    }
    members::insert(tx, id, who.id, now_ms).await?;
    members::begin_reading(tx, id, who.id).await?;
    tell(tx, app, id, who.id).await?;
    if let Some(channel_id) = space.system_channel {
        let payload = Say {
            id: app.ids.uuid().into(),
            space_id: Some(id),
            channel_id,
            event: SystemEvent::MemberJoin { user: who },
        };
        app.jobs.enqueue(tx, "messages.system", &payload).await?;
    }
    Ok(Entered { id, is_new: true })
}

async fn tell(tx: &mut Tx, app: &App, space: SpaceId, user: UserId) -> Result<()> {
    let here = access::space(tx, app, user, space).await?;
    let member = members::one(tx, &here, user, app.clock.now_ms()).await?.ok_or_else(Error::not_found)?;
    tx.signal(Signal::MemberCame { space, user });
    tx.emit(To::Space(here.at()), &Event::MemberJoin { space_id: space, member });
    Ok(())
}
