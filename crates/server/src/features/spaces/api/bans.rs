//! HTTP of bans.

use crate::{
    edge::http::{Body, Cx, Id, Query, Route},
    error::Result,
    features::spaces::service::bans,
};
use axum::{Json, http::StatusCode};
use snug_proto::{
    Page, SpaceId, UserId,
    spaces::{Ban, BanQuery, NewBan},
};

/// The routes of this file.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/spaces/{space_id}/bans", "list_bans", list_bans)
            .about("Who is kept out, newest first; needs `ban_members`.")
            .query::<BanQuery>()
            .answers::<Page<Ban>>(200),
        Route::put("/spaces/{space_id}/bans/{user_id}", "ban_user", ban_user)
            .about("Keeps somebody out, member or not; needs `ban_members` and the rank.")
            .takes::<NewBan>()
            .answers::<Ban>(200),
        Route::delete("/spaces/{space_id}/bans/{user_id}", "unban_user", unban_user)
            .about("Lets somebody in again; needs `ban_members`.")
            .answers_nothing(),
    ]
}

type Whom = Id<(SpaceId, UserId)>;

async fn list_bans(cx: Cx, Id((space,)): Id<(SpaceId,)>, Query(query): Query<BanQuery>) -> Result<Json<Page<Ban>>> {
    Ok(Json(bans::list(&cx, space, query).await?))
}

async fn ban_user(cx: Cx, Id((space, user)): Whom, Body(new): Body<NewBan>) -> Result<Json<Ban>> {
    Ok(Json(bans::ban(&cx, space, user, new).await?))
}

async fn unban_user(cx: Cx, Id((space, user)): Whom) -> Result<StatusCode> {
    bans::unban(&cx, space, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
