//! HTTP of invites.

use crate::{
    edge::http::{Body, Cx, Guest, Id, Policy, Query, Route, Who},
    error::Result,
    features::spaces::service::{invites, join},
};
use axum::{Json, http::StatusCode};
use snug_proto::{
    Code, Page, PageQuery, SpaceId,
    spaces::{Invite, InvitePreview, NewInvite, Space},
};

/// The routes of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/spaces/{space_id}/invites", "list_invites", list_invites)
            .about("The live invites, newest first: all with `manage_invites`, else the own ones.")
            .query::<PageQuery>()
            .answers::<Page<Invite>>(200),
        Route::post("/spaces/{space_id}/invites", "create_invite", create_invite)
            .about("Makes an invite; needs `create_invites`. It ends by itself after 7 days, at the latest after 30.")
            .takes::<NewInvite>()
            .answers::<Invite>(201)
            .refuses([Code::LimitReached]),
        Route::delete("/spaces/{space_id}/invites/{code}", "revoke_invite", revoke_invite)
            .about("Ends an invite: its maker, or with `manage_invites`.")
            .answers_nothing(),
        Route::get("/invites/{code}", "preview_invite", preview_invite)
            .about("What an invite leads to.")
            .who(Who::Public)
            .rate(Policy::InviteLookup)
            .answers::<InvitePreview>(200)
            .refuses([Code::Expired]),
        Route::post("/invites/{code}/join", "join_space", join_space)
            .about("Joins a space; members use nothing up.")
            .rate(Policy::InviteJoin)
            .answers::<Space>(200)
            .refuses([Code::Expired, Code::LimitReached, Code::EmailUnverified]),
    ]
}

async fn list_invites(
    cx: Cx,
    Id((space,)): Id<(SpaceId,)>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Invite>>> {
    Ok(Json(invites::list(&cx, space, query.cursor.as_deref(), query.limit).await?))
}

async fn create_invite(
    cx: Cx,
    Id((space,)): Id<(SpaceId,)>,
    Body(new): Body<NewInvite>,
) -> Result<(StatusCode, Json<Invite>)> {
    Ok((StatusCode::CREATED, Json(invites::create(&cx, space, new).await?)))
}

async fn revoke_invite(cx: Cx, Id((space, code)): Id<(SpaceId, String)>) -> Result<StatusCode> {
    invites::revoke(&cx, space, &code).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn preview_invite(guest: Guest, Id((code,)): Id<(String,)>) -> Result<Json<InvitePreview>> {
    Ok(Json(invites::preview(&guest, &code).await?))
}

async fn join_space(cx: Cx, Id((code,)): Id<(String,)>) -> Result<Json<Space>> {
    Ok(Json(join::join(&cx, &code).await?))
}
