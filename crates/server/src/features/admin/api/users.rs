//! The routes of accounts.

use crate::{
    edge::http::{Body, Cx, Id, Policy, Query, Route, Who},
    error::Result,
    features::admin::service::{suspension, users},
};
use axum::{Json, http::StatusCode};
use snug_proto::{
    Code, Page, UserId,
    admin::{AdminUser, AdminUserDetail, AdminUserPatch, AdminUserQuery, SuspendUser},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/admin/users", "list_accounts", list)
            .about("Accounts, newest first; moderators read no addresses.")
            .who(Who::ElevatedModerator)
            .rate(Policy::AdminReads)
            .query::<AdminUserQuery>()
            .answers::<Page<AdminUser>>(200),
        Route::get("/admin/users/{user_id}", "get_account", get)
            .about("An account, and how much there is of it; no secrets, no text of messages.")
            .who(Who::ElevatedModerator)
            .rate(Policy::AdminReads)
            .answers::<AdminUserDetail>(200),
        Route::put("/admin/users/{user_id}/suspension", "suspend_account", suspend)
            .about("Locks an account of a lower rank everywhere; moderators those without a rank, for at most 7 days.")
            .who(Who::ElevatedModerator)
            .takes::<SuspendUser>()
            .answers::<AdminUser>(200)
            .refuses([Code::Conflict])
            .rate(Policy::AdminWrites)
            .audited(),
        Route::delete("/admin/users/{user_id}/suspension", "lift_account", lift)
            .about("Opens an account again, as it was before.")
            .who(Who::ElevatedModerator)
            .answers_nothing()
            .rate(Policy::AdminWrites)
            .audited(),
        Route::patch("/admin/users/{user_id}", "change_account", change)
            .about("Gives an account of a lower rank another one, or takes it away; owners may step down themselves.")
            .who(Who::Elevated)
            .takes::<AdminUserPatch>()
            .answers::<AdminUser>(200)
            .refuses([Code::Conflict])
            .rate(Policy::AdminWrites)
            .audited(),
        Route::post("/admin/users/{user_id}/sign-out", "sign_out_account", sign_out)
            .about("Ends all sessions of an account of a lower rank.")
            .who(Who::Elevated)
            .answers_nothing()
            .rate(Policy::AdminWrites)
            .audited(),
        Route::post("/admin/users/{user_id}/reset-factors", "reset_account_factors", reset_factors)
            .about("Takes the second factor of an account of a lower rank away, ends its sessions and mails its owner.")
            .who(Who::Elevated)
            .answers_nothing()
            .rate(Policy::AdminWrites)
            .audited(),
    ]
}

async fn list(cx: Cx, Query(query): Query<AdminUserQuery>) -> Result<Json<Page<AdminUser>>> {
    users::list(&cx, query).await.map(Json)
}

async fn get(cx: Cx, Id((user,)): Id<(UserId,)>) -> Result<Json<AdminUserDetail>> {
    users::get(&cx, user).await.map(Json)
}

async fn suspend(cx: Cx, Id((user,)): Id<(UserId,)>, Body(body): Body<SuspendUser>) -> Result<Json<AdminUser>> {
    suspension::suspend(&cx, user, body).await.map(Json)
}

async fn lift(cx: Cx, Id((user,)): Id<(UserId,)>) -> Result<StatusCode> {
    suspension::lift(&cx, user).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn change(cx: Cx, Id((user,)): Id<(UserId,)>, Body(patch): Body<AdminUserPatch>) -> Result<Json<AdminUser>> {
    users::change(&cx, user, patch).await.map(Json)
}

async fn sign_out(cx: Cx, Id((user,)): Id<(UserId,)>) -> Result<StatusCode> {
    users::sign_out(&cx, user).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn reset_factors(cx: Cx, Id((user,)): Id<(UserId,)>) -> Result<StatusCode> {
    users::reset_factors(&cx, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
