//! HTTP of conversations.

use super::service::{
    hide, list, members,
    open::{self, Opened},
};
use crate::{
    edge::http::{Body, Cx, Id, Policy, Query, Route},
    error::Result,
};
use axum::{Json, http::StatusCode};
use snug_proto::{
    ChannelId, Code, Page, PageQuery, UserId,
    channels::{Channel, Hidden, NewConversation},
};

/// The lines of the table.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/conversations", "list_conversations", list_conversations)
            .about("The caller's conversations that are not hidden, newest activity first.")
            .query::<PageQuery>()
            .answers::<Page<Channel>>(200),
        Route::post("/conversations", "open_conversation", open_conversation)
            .about("Opens the direct conversation with one person, which is made once, or a new group with several.")
            .rate(Policy::Social)
            .takes::<NewConversation>()
            .answers::<Channel>(201)
            .answers::<Channel>(200)
            .refuses([Code::CannotMessage, Code::LimitReached]),
        Route::put("/conversations/{channel_id}/hidden", "hide_conversation", put_hidden)
            .about("Takes a conversation out of the own list until something is said, or back into it.")
            .takes::<Hidden>()
            .answers_nothing(),
        Route::put("/conversations/{channel_id}/members/{user_id}", "add_to_conversation", put_member)
            .about("Adds somebody to a group; they find what is said from then on.")
            .rate(Policy::Social)
            .answers_nothing()
            .refuses([Code::CannotMessage, Code::LimitReached]),
        Route::delete("/conversations/{channel_id}/members/{user_id}", "remove_from_conversation", delete_member)
            .about("Leaves a group, or takes somebody out of one that the caller made. The last one out ends it.")
            .rate(Policy::Social)
            .answers_nothing(),
    ]
}

async fn list_conversations(cx: Cx, Query(query): Query<PageQuery>) -> Result<Json<Page<Channel>>> {
    Ok(Json(list::list(&cx, &query).await?))
}

async fn open_conversation(cx: Cx, Body(new): Body<NewConversation>) -> Result<(StatusCode, Json<Channel>)> {
    Ok(match open::open(&cx, new).await? {
        Opened::New(channel) => (StatusCode::CREATED, Json(channel)),
        Opened::Known(channel) => (StatusCode::OK, Json(channel)),
    })
}

async fn put_hidden(cx: Cx, Id((channel,)): Id<(ChannelId,)>, Body(body): Body<Hidden>) -> Result<StatusCode> {
    hide::set(&cx, channel, body.hidden).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn put_member(cx: Cx, Id((channel, user)): Id<(ChannelId, UserId)>) -> Result<StatusCode> {
    members::add(&cx, channel, user).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn delete_member(cx: Cx, Id((channel, user)): Id<(ChannelId, UserId)>) -> Result<StatusCode> {
    members::remove(&cx, channel, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
