//! HTTP of notification levels.

use super::service;
use crate::{
    edge::http::{Body, Cx, Id, Route},
    error::Result,
};
use axum::{Json, http::StatusCode};
use snug_proto::notifications::{NotificationLevel, SetLevel};

/// The lines of the table.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/me/notification-levels", "list_notification_levels", list)
            .about("What the caller chose to be called for.")
            .answers::<Vec<NotificationLevel>>(200),
        Route::put("/me/notification-levels/{scope}", "set_notification_level", set)
            .about("Chooses what calls the caller in everything (`account`), a space, a channel or a conversation.")
            .takes::<SetLevel>()
            .answers_nothing(),
        Route::delete("/me/notification-levels/{scope}", "clear_notification_level", clear)
            .about("Takes a choice back: the next wider scope decides again.")
            .answers_nothing(),
    ]
}

async fn list(cx: Cx) -> Result<Json<Vec<NotificationLevel>>> {
    Ok(Json(service::list(&cx).await?))
}

async fn set(cx: Cx, Id((scope,)): Id<(String,)>, Body(new): Body<SetLevel>) -> Result<StatusCode> {
    service::set(&cx, &scope, &new).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn clear(cx: Cx, Id((scope,)): Id<(String,)>) -> Result<StatusCode> {
    service::clear(&cx, &scope).await?;
    Ok(StatusCode::NO_CONTENT)
}
