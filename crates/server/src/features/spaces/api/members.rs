//! HTTP of members.

use crate::{
    edge::http::{Body, Cx, Id, Query, Route},
    error::Result,
    features::spaces::service::{leave, members, timeouts},
};
use axum::{Json, http::StatusCode};
use snug_proto::{
    Code, Page, RoleId, SpaceId, UserId,
    spaces::{Member, MemberPatch, MemberQuery, Timeout},
};

/// The routes of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/spaces/{space_id}/members", "list_members", list_members)
            .about("The members by name.")
            .query::<MemberQuery>()
            .answers::<Page<Member>>(200),
        Route::get("/spaces/{space_id}/members/{user_id}", "get_member", get_member)
            .about("One member.")
            .answers::<Member>(200),
        Route::patch("/spaces/{space_id}/members/{user_id}", "update_member", update_member)
            .about("Names a member: oneself with `change_nickname`, others with `manage_nicknames` and the rank.")
            .takes::<MemberPatch>()
            .answers::<Member>(200),
        Route::delete("/spaces/{space_id}/members/me", "leave_space", leave_space)
            .about("Leaves the space.")
            .answers_nothing()
            .refuses([Code::Conflict]),
        Route::delete("/spaces/{space_id}/members/{user_id}", "kick_member", kick_member)
            .about("Puts a member out; needs `kick_members` and the rank.")
            .answers_nothing(),
        Route::put("/spaces/{space_id}/members/{user_id}/roles/{role_id}", "give_role", give_role)
            .about("Gives a role; needs `manage_roles`, the rank, and every right of the role.")
            .answers_nothing()
            .refuses([Code::Conflict]),
        Route::delete("/spaces/{space_id}/members/{user_id}/roles/{role_id}", "take_role", take_role)
            .about("Takes a role, or lays down an own one; needs `manage_roles`.")
            .answers_nothing()
            .refuses([Code::Conflict]),
        Route::put("/spaces/{space_id}/members/{user_id}/timeout", "begin_timeout", begin_timeout)
            .about("Silences a member for a while; needs `timeout_members` and the rank.")
            .takes::<Timeout>()
            .answers::<Member>(200),
        Route::delete("/spaces/{space_id}/members/{user_id}/timeout", "end_timeout", end_timeout)
            .about("Lets a member speak again; needs `timeout_members` and the rank.")
            .answers_nothing(),
    ]
}

type Whom = Id<(SpaceId, UserId)>;
type Which = Id<(SpaceId, UserId, RoleId)>;

async fn list_members(
    cx: Cx,
    Id((space,)): Id<(SpaceId,)>,
    Query(query): Query<MemberQuery>,
) -> Result<Json<Page<Member>>> {
    Ok(Json(members::list(&cx, space, query).await?))
}

async fn get_member(cx: Cx, Id((space, user)): Whom) -> Result<Json<Member>> {
    Ok(Json(members::one(&cx, space, user).await?))
}

async fn update_member(cx: Cx, Id((space, user)): Whom, Body(patch): Body<MemberPatch>) -> Result<Json<Member>> {
    Ok(Json(members::rename(&cx, space, user, patch).await?))
}

async fn leave_space(cx: Cx, Id((space,)): Id<(SpaceId,)>) -> Result<StatusCode> {
    leave::leave(&cx, space).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn kick_member(cx: Cx, Id((space, user)): Whom) -> Result<StatusCode> {
    leave::kick(&cx, space, user).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn give_role(cx: Cx, Id((space, user, role)): Which) -> Result<StatusCode> {
    members::give_role(&cx, space, user, role).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn take_role(cx: Cx, Id((space, user, role)): Which) -> Result<StatusCode> {
    members::take_role(&cx, space, user, role).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn begin_timeout(cx: Cx, Id((space, user)): Whom, Body(timeout): Body<Timeout>) -> Result<Json<Member>> {
    Ok(Json(timeouts::begin(&cx, space, user, timeout).await?))
}

async fn end_timeout(cx: Cx, Id((space, user)): Whom) -> Result<StatusCode> {
    timeouts::end(&cx, space, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
