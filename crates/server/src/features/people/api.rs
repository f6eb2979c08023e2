//! HTTP of people.

use super::service::{
    blocks,
    friends::{self, Asked},
    seeing,
};
use crate::{
    edge::http::{Body, Cx, Id, Policy, Query, Route},
    error::Result,
};
use axum::{Json, http::StatusCode};
use snug_proto::{
    Code, Page, PageQuery, UserId,
    account::User,
    people::{AskFriend, Block, Friend, FriendQuery},
};

/// The lines of the table.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/users/{id}", "get_user", get_user)
            .about("Somebody's public profile, if the caller may see it.")
            .answers::<User>(200),
        Route::get("/friends", "list_friends", list_friends)
            .about("Friends and open requests, oldest first.")
            .query::<FriendQuery>()
            .answers::<Page<Friend>>(200),
        Route::post("/friends", "ask_friend", ask_friend)
            .about("Asks somebody to be friends; who was asked by them becomes a friend at once.")
            .rate(Policy::Social)
            .takes::<AskFriend>()
            .answers::<Friend>(201)
            .answers::<Friend>(200)
            .refuses([Code::LimitReached]),
        Route::put("/friends/{user_id}", "accept_friend", accept_friend)
            .about("Accepts a request.")
            .rate(Policy::Social)
            .answers::<Friend>(200)
            .refuses([Code::LimitReached]),
        Route::delete("/friends/{user_id}", "end_friend", end_friend)
            .about("Declines or withdraws a request, or ends a friendship.")
            .rate(Policy::Social)
            .answers_nothing(),
        Route::get("/blocks", "list_blocks", list_blocks)
            .about("Whom the caller blocked, oldest first.")
            .query::<PageQuery>()
            .answers::<Page<Block>>(200),
        Route::put("/blocks/{user_id}", "block", put_block)
            .about("Blocks somebody; a friendship or request between the two ends. They are not told.")
            .rate(Policy::Social)
            .answers_nothing()
            .refuses([Code::LimitReached]),
        Route::delete("/blocks/{user_id}", "unblock", delete_block)
            .about("Takes an own block away.")
            .rate(Policy::Social)
            .answers_nothing(),
    ]
}

async fn get_user(cx: Cx, Id((user,)): Id<(UserId,)>) -> Result<Json<User>> {
    Ok(Json(seeing::profile(&cx, user).await?))
}

async fn list_friends(cx: Cx, Query(query): Query<FriendQuery>) -> Result<Json<Page<Friend>>> {
    Ok(Json(friends::list(&cx, &query).await?))
}

async fn ask_friend(cx: Cx, Body(ask): Body<AskFriend>) -> Result<(StatusCode, Json<Friend>)> {
    Ok(match friends::ask(&cx, ask).await? {
        Asked::New(friend) => (StatusCode::CREATED, Json(friend)),
        Asked::Known(friend) => (StatusCode::OK, Json(friend)),
    })
}

async fn accept_friend(cx: Cx, Id((user,)): Id<(UserId,)>) -> Result<Json<Friend>> {
    Ok(Json(friends::accept(&cx, user).await?))
}

async fn end_friend(cx: Cx, Id((user,)): Id<(UserId,)>) -> Result<StatusCode> {
    friends::end(&cx, user).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list_blocks(cx: Cx, Query(query): Query<PageQuery>) -> Result<Json<Page<Block>>> {
    Ok(Json(blocks::list(&cx, &query).await?))
}

async fn put_block(cx: Cx, Id((user,)): Id<(UserId,)>) -> Result<StatusCode> {
    blocks::put(&cx, user).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn delete_block(cx: Cx, Id((user,)): Id<(UserId,)>) -> Result<StatusCode> {
    blocks::take_away(&cx, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
