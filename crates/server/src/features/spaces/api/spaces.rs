//! HTTP of the spaces themselves, and of their audit log.

use crate::{
    edge::http::{Body, Cx, Id, Query, Route, Who},
    error::Result,
    features::spaces::service::{audit, change, found, list},
};
use axum::{Json, http::StatusCode};
use snug_proto::{
    Code, Page, PageQuery, SpaceId,
    audit::{AuditEntry, AuditQuery},
    spaces::{DeleteSpace, HandOver, NewSpace, Space, SpacePatch},
};

/// The routes of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/spaces", "list_spaces", list_spaces)
            .about("The caller's spaces, in the order of joining.")
            .query::<PageQuery>()
            .answers::<Page<Space>>(200),
        Route::post("/spaces", "create_space", create_space)
            .about("Makes a space with first channels and the caller as its owner.")
            .takes::<NewSpace>()
            .answers::<Space>(201)
            .refuses([Code::LimitReached]),
        Route::get("/spaces/{space_id}", "get_space", get_space)
            .about("One of the caller's spaces, with the own permissions.")
            .answers::<Space>(200),
        Route::patch("/spaces/{space_id}", "update_space", update_space)
            .about("Changes what a space says of itself; needs `manage_space`.")
            .takes::<SpacePatch>()
            .answers::<Space>(200),
        Route::delete("/spaces/{space_id}", "delete_space", delete_space)
            .about("Deletes a space; the owner, who types its name again.")
            .who(Who::Reauth)
            .takes::<DeleteSpace>()
            .answers_nothing(),
        Route::post("/spaces/{space_id}/owner", "hand_over_space", hand_over_space)
            .about("Makes another member the owner; the owner only.")
            .who(Who::Reauth)
            .takes::<HandOver>()
            .answers::<Space>(200)
            .refuses([Code::LimitReached, Code::Conflict]),
        Route::get("/spaces/{space_id}/audit", "list_audit", list_audit)
            .about("What was done in the space, newest first; needs `view_audit_log`.")
            .query::<AuditQuery>()
            .answers::<Page<AuditEntry>>(200),
    ]
}

async fn list_spaces(cx: Cx, Query(query): Query<PageQuery>) -> Result<Json<Page<Space>>> {
    Ok(Json(list::list(&cx, query.cursor.as_deref(), query.limit).await?))
}

async fn create_space(cx: Cx, Body(new): Body<NewSpace>) -> Result<(StatusCode, Json<Space>)> {
    Ok((StatusCode::CREATED, Json(found::found(&cx, new).await?)))
}

async fn get_space(cx: Cx, Id((space,)): Id<(SpaceId,)>) -> Result<Json<Space>> {
    Ok(Json(list::one(&cx, space).await?))
}

async fn update_space(cx: Cx, Id((space,)): Id<(SpaceId,)>, Body(patch): Body<SpacePatch>) -> Result<Json<Space>> {
    Ok(Json(change::change(&cx, space, patch).await?))
}

async fn delete_space(cx: Cx, Id((space,)): Id<(SpaceId,)>, Body(confirm): Body<DeleteSpace>) -> Result<StatusCode> {
    change::delete(&cx, space, confirm).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn hand_over_space(cx: Cx, Id((space,)): Id<(SpaceId,)>, Body(to): Body<HandOver>) -> Result<Json<Space>> {
    Ok(Json(change::hand_over(&cx, space, to).await?))
}

async fn list_audit(
    cx: Cx,
    Id((space,)): Id<(SpaceId,)>,
    Query(query): Query<AuditQuery>,
) -> Result<Json<Page<AuditEntry>>> {
    Ok(Json(audit::list(&cx, space, query).await?))
}
