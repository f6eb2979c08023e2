//! HTTP of roles.

use crate::{
    edge::http::{Body, Cx, Id, Route},
    error::Result,
    features::spaces::service::roles,
};
use axum::{Json, http::StatusCode};
use snug_proto::{
    Code, RoleId, SpaceId,
    spaces::{NewRole, Role, RoleOrder, RolePatch},
};

/// The routes of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/spaces/{space_id}/roles", "list_roles", list_roles)
            .about("The roles, highest first; at most 250.")
            .answers::<Vec<Role>>(200),
        Route::post("/spaces/{space_id}/roles", "create_role", create_role)
            .about("Makes a role, lowest of all but everyone; needs `manage_roles` and every right it gives.")
            .takes::<NewRole>()
            .answers::<Role>(201)
            .refuses([Code::LimitReached]),
        Route::put("/spaces/{space_id}/roles/order", "order_roles", order_roles)
            .about("Puts the roles in another order; needs `manage_roles` and the rank.")
            .takes::<RoleOrder>()
            .answers::<Vec<Role>>(200)
            .refuses([Code::Conflict]),
        Route::patch("/spaces/{space_id}/roles/{role_id}", "update_role", update_role)
            .about("Changes a role; needs `manage_roles`, the rank, and every right given or taken.")
            .takes::<RolePatch>()
            .answers::<Role>(200),
        Route::delete("/spaces/{space_id}/roles/{role_id}", "delete_role", delete_role)
            .about("Deletes a role; needs `manage_roles` and the rank.")
            .answers_nothing()
            .refuses([Code::Conflict]),
    ]
}

type Which = Id<(SpaceId, RoleId)>;

async fn list_roles(cx: Cx, Id((space,)): Id<(SpaceId,)>) -> Result<Json<Vec<Role>>> {
    Ok(Json(roles::list(&cx, space).await?))
}

async fn create_role(
    cx: Cx,
    Id((space,)): Id<(SpaceId,)>,
    Body(new): Body<NewRole>,
) -> Result<(StatusCode, Json<Role>)> {
    Ok((StatusCode::CREATED, Json(roles::create(&cx, space, new).await?)))
}

async fn order_roles(cx: Cx, Id((space,)): Id<(SpaceId,)>, Body(order): Body<RoleOrder>) -> Result<Json<Vec<Role>>> {
    Ok(Json(roles::order(&cx, space, order).await?))
}

async fn update_role(cx: Cx, Id((space, role)): Which, Body(patch): Body<RolePatch>) -> Result<Json<Role>> {
    Ok(Json(roles::change(&cx, space, role, patch).await?))
}

async fn delete_role(cx: Cx, Id((space, role)): Which) -> Result<StatusCode> {
    roles::delete(&cx, space, role).await?;
    Ok(StatusCode::NO_CONTENT)
}
