//! The routes of whole spaces.

use crate::{
    edge::http::{Body, Cx, Id, Policy, Query, Route, Who},
    error::Result,
    features::admin::service::spaces,
};
use axum::{Json, http::StatusCode};
use snug_proto::{
    Code, Page, SpaceId,
    admin::{AdminSpace, AdminSpaceDetail, AdminSpaceQuery, NewSpaceOwner, SuspendSpace},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/admin/spaces", "list_place_spaces", list)
            .about("Spaces, newest first, also those that are locked or were deleted lately.")
            .who(Who::Elevated)
            .rate(Policy::AdminReads)
            .query::<AdminSpaceQuery>()
            .answers::<Page<AdminSpace>>(200),
        Route::get("/admin/spaces/{space_id}", "get_place_space", get)
            .about("A space, and how much there is in it; no text of messages.")
            .who(Who::Elevated)
            .rate(Policy::AdminReads)
            .answers::<AdminSpaceDetail>(200),
        Route::put("/admin/spaces/{space_id}/suspension", "suspend_space", suspend)
            .about("Takes a space out of everybody's sight until it is opened again.")
            .who(Who::Elevated)
            .takes::<SuspendSpace>()
            .answers::<AdminSpace>(200)
            .rate(Policy::AdminWrites)
            .audited(),
        Route::delete("/admin/spaces/{space_id}/suspension", "lift_space", lift)
            .about("Opens a locked space again.")
            .who(Who::Elevated)
            .answers_nothing()
            .rate(Policy::AdminWrites)
            .audited(),
        Route::delete("/admin/spaces/{space_id}", "delete_place_space", delete)
            .about("Deletes a space; it can be brought back for a week.")
            .who(Who::Elevated)
            .answers_nothing()
            .rate(Policy::AdminWrites)
            .audited(),
        Route::post("/admin/spaces/{space_id}/restore", "restore_space", restore)
            .about("Brings a deleted space back, without its invites.")
            .who(Who::Elevated)
            .answers::<AdminSpace>(200)
            .refuses([Code::Conflict])
            .rate(Policy::AdminWrites)
            .audited(),
        Route::post("/admin/spaces/{space_id}/owner", "hand_over_place_space", hand_over)
            .about("Gives a space to another of its members.")
            .who(Who::Elevated)
            .takes::<NewSpaceOwner>()
            .answers::<AdminSpace>(200)
            .refuses([Code::Conflict, Code::LimitReached])
            .rate(Policy::AdminWrites)
            .audited(),
    ]
}

async fn list(cx: Cx, Query(query): Query<AdminSpaceQuery>) -> Result<Json<Page<AdminSpace>>> {
    spaces::list(&cx, query).await.map(Json)
}

async fn get(cx: Cx, Id((space,)): Id<(SpaceId,)>) -> Result<Json<AdminSpaceDetail>> {
    spaces::get(&cx, space).await.map(Json)
}

async fn suspend(cx: Cx, Id((space,)): Id<(SpaceId,)>, Body(body): Body<SuspendSpace>) -> Result<Json<AdminSpace>> {
    spaces::suspend(&cx, space, body).await.map(Json)
}

async fn lift(cx: Cx, Id((space,)): Id<(SpaceId,)>) -> Result<StatusCode> {
    spaces::lift(&cx, space).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn delete(cx: Cx, Id((space,)): Id<(SpaceId,)>) -> Result<StatusCode> {
    spaces::delete(&cx, space).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn restore(cx: Cx, Id((space,)): Id<(SpaceId,)>) -> Result<Json<AdminSpace>> {
    spaces::restore(&cx, space).await.map(Json)
}

async fn hand_over(cx: Cx, Id((space,)): Id<(SpaceId,)>, Body(to): Body<NewSpaceOwner>) -> Result<Json<AdminSpace>> {
    spaces::hand_over(&cx, space, to).await.map(Json)
}
